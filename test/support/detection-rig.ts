import { createSimulatedClock } from '../../electron/cli/simulated-clock.ts';
import type { SimulatedClock } from '../../electron/cli/simulated-clock.ts';
import { detectPort } from '../../electron/devices/detect/detect-port.ts';
import { parseWorldChange } from '../../electron/devices/parse-world-change.ts';
import type { Protocol } from '../../electron/devices/protocol.ts';
import { protocolOf } from '../../electron/devices/protocols.ts';
import type { Transport } from '../../electron/devices/transport/transport.ts';
import { createVirtualInstrument } from '../../electron/devices/transport/virtual.ts';
import type { DetectionResult, DetectionStep } from '../../shared/bridge/detection.ts';
import { PROTOCOL_IDS, type LineSettings } from '../../shared/measure/instrument.ts';
import { formatLineSettings } from '../../shared/measure/line-settings.ts';

/** All protocols that are there. */
export const BUILT: readonly Protocol[] = PROTOCOL_IDS.map(protocolOf);

/** An instrument on a port that understands one line setting, or every one as USB does. */
export interface DetectionRig {
  readonly clock: SimulatedClock;
  readonly steps: readonly DetectionStep[];
  /** What was written to the port, whatever its settings, as Latin-1. */
  readonly written: readonly string[];
  /** Openings that were not closed. */
  openLines(): number;
  world(line: string): void;
  /** Runs to the end; `at` are world changes at milliseconds from the start. */
  detect(at?: Readonly<Record<number, string>>): Promise<DetectionResult>;
  cancel(): void;
}

export interface RigOptions {
  readonly protocols?: readonly Protocol[];
  readonly usb?: { readonly vendorId: string; readonly productId: string };
  /** Only at these settings bytes pass unharmed. */
  readonly settings?: LineSettings;
}

const NO_USB = { vendorId: null, productId: null };
/** Longer than any detection may take. */
const LIMIT_MS = 150_000;

/** Puts a simulator on a port in simulated time. */
export function createDetectionRig(instrument: Protocol, options: RigOptions = {}): DetectionRig {
  const clock = createSimulatedClock();
  const virtual = createVirtualInstrument({ protocol: instrument, seed: 7, clock });
  const abort = new AbortController();
  const steps: DetectionStep[] = [];
  const written: string[] = [];
  let openLines = 0;

  const open = (settings: LineSettings): Transport => {
    const transport = virtual.createTransport();
    const { settings: own } = options;
    const fits = own === undefined || formatLineSettings(own) === formatLineSettings(settings);
    let isOpen = false;
    return {
      async open(handlers) {
        const data = (bytes: Uint8Array): void => handlers.data(fits ? bytes : garbled(bytes));
        await transport.open({ ...handlers, data });
        isOpen = true;
        openLines += 1;
      },
      write(bytes) {
        written.push(Buffer.from(bytes).toString('latin1'));
        return fits ? transport.write(bytes) : Promise.resolve();
      },
      close() {
        if (isOpen) openLines -= 1;
        isOpen = false;
        return transport.close();
      },
    };
  };
  const world = (line: string): void => {
    const parsed = parseWorldChange(line);
    if (!parsed.ok) throw new Error(parsed.error);
    virtual.change(parsed.value);
  };
  return {
    clock,
    steps,
    written,
    openLines: () => openLines,
    world,
    cancel: () => abort.abort(),
    async detect(at = {}) {
      let result: DetectionResult | null = null;
      const { protocols = BUILT, usb = NO_USB } = options;
      for (const [ms, line] of Object.entries(at)) clock.after(Number(ms), () => world(line));
      const startMs = clock.monotonicMs();
      const onStep = (step: DetectionStep): void => void steps.push(step);
      const path = '/dev/ttyUSB0';
      void detectPort({ path, usb, protocols, open, clock, signal: abort.signal, onStep }).then(
        (done) => (result = done),
      );
      while (result === null && clock.monotonicMs() - startMs < LIMIT_MS) await clock.advance(100);
      if (result === null) throw new Error(`the detection has not ended after ${LIMIT_MS} ms`);
      return result;
    },
  };
}

/** Bytes at another speed: mostly with the eighth bit set. */
function garbled(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, index) => (byte * 7 + index * 31) | (index % 3 === 0 ? 0 : 0x80));
}
