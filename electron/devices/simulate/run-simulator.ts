import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Clock, Timer } from '../../../shared/clock.ts';
import type { LineSettings, SimulatedDetector } from '../../../shared/measure/instrument.ts';
import { parseWorldChange } from '../parse-world-change.ts';
import type { Protocol, SimulatorStep } from '../protocol.ts';
import { createSerialTransport } from '../transport/serial.ts';
import type { Transport } from '../transport/transport.ts';
import type { WorldChange } from '../world.ts';
import { createPtyLine } from './pty-line.ts';
import { createSimulatedLine } from './simulated-line.ts';
import { createTcpLine } from './tcp-line.ts';

/** Wait before a line that broke is opened again, in milliseconds. */
const REOPEN_MS = 1000;

/** Where the simulated instrument is plugged in. */
export type SimulatorLine =
  | { readonly kind: 'port'; readonly path: string }
  | { readonly kind: 'tcp'; readonly port: number }
  | { readonly kind: 'pty'; readonly link: string };

/** What a running simulator is made of. */
export interface SimulatorOptions {
  readonly protocol: Protocol;
  readonly seed: number;
  readonly detector?: SimulatedDetector;
  readonly attach: SimulatorLine;
  /** Line settings of the instrument; the protocol's usual ones where left out. */
  readonly settings?: LineSettings;
  /** World changes, one a line (`WorldChange`); its end does not end the simulator. */
  readonly input: Readable;
  readonly clock: Clock;
  /** Problems in words, one line each (stderr). */
  log(line: string): void;
}

/** A simulator at work. */
export interface RunningSimulator {
  /** Idempotent; resolves when the line is closed and its name is gone. */
  close(): Promise<void>;
}

/**
 * Runs a protocol's simulator on a line until it is closed. Resolves when the line can be opened by
 * the other side. `fault disconnected` closes the line, `ok` opens it again.
 * @throws TransportError when the line cannot be opened
 */
export async function runSimulator(options: SimulatorOptions): Promise<RunningSimulator> {
  const { clock, log } = options;
  const simulator = options.protocol.createSimulator(options.seed, options.detector);
  const { settings = options.protocol.descriptor.lineSettings[0] } = options;
  const line = createSimulatedLine(settings, options.seed);
  let transport: AttachedLine | null = null;
  let wake: Timer | null = null;
  let retry: Timer | null = null;
  let plugged = true;
  let ended = false;
  /** Bytes of both directions in their order, though a speed is asked for in between. */
  let carrying: Promise<unknown> = Promise.resolve();
  /** Opening and closing one after the other, whatever the order of lines on `input`. */
  let plugging: Promise<void> = Promise.resolve();

  const carry = (task: (baudRate: number | null) => unknown): void => {
    if (transport?.hostSpeed === undefined) task(null);
    else carrying = carrying.then(async () => task((await transport?.hostSpeed?.()) ?? null));
  };
  const apply = (step: SimulatorStep): void => {
    wake?.cancel();
    wake = null;
    if (ended) return;
    if (step.wakeAtMs !== null) {
      const delayMs = Math.max(1, step.wakeAtMs - clock.monotonicMs());
      wake = clock.after(delayMs, () => apply(simulator.wake(clock.monotonicMs())));
    }
    for (const bytes of step.emit) {
      carry((baudRate) => transport?.write(line.toHost(bytes, baudRate)).catch(() => {}));
    }
  };
  const open = async (): Promise<void> => {
    if (transport !== null || !plugged || ended) return;
    const opening = createLine(options, settings);
    await opening.open({
      data: (bytes) =>
        carry((baudRate) => {
          const heard = line.toInstrument(bytes, baudRate);
          apply(simulator.receive(heard, clock.monotonicMs()));
        }),
      lost: (_code, detail) => {
        log(`the line broke: ${detail}`);
        unplug();
        replugLater();
      },
    });
    transport = opening;
  };
  const unplug = (): void => {
    plugging = plugging.then(async () => {
      const closing = transport;
      transport = null;
      await closing?.close();
    });
  };
  const plug = (): void => {
    plugging = plugging.then(open).catch((error: unknown) => {
      log(error instanceof Error ? error.message : String(error));
      replugLater();
    });
  };
  const replugLater = (): void => {
    retry?.cancel();
    retry = ended ? null : clock.after(REOPEN_MS, plug);
  };
  const change = (world: WorldChange): void => {
    line.change(world);
    if (world.kind === 'fault' && world.name === 'disconnected') {
      plugged = false;
      unplug();
    } else if (world.kind === 'ok') {
      plugged = true;
      plug();
    }
    apply(simulator.change(world, clock.monotonicMs()));
  };

  await open();
  apply(simulator.start(clock.monotonicMs()));
  const lines = createInterface({ input: options.input });
  lines.on('line', (line) => {
    if (line.trim() === '') return;
    const parsed = parseWorldChange(line);
    if (parsed.ok) change(parsed.value);
    else log(parsed.error);
  });
  return {
    async close() {
      ended = true;
      lines.close();
      wake?.cancel();
      retry?.cancel();
      unplug();
      await plugging;
    },
  };
}

/** Only a pseudo-terminal tells the speed at its other end. */
type AttachedLine = Transport & { readonly hostSpeed?: () => Promise<number | null> };

function createLine({ attach, clock }: SimulatorOptions, settings: LineSettings): AttachedLine {
  switch (attach.kind) {
    case 'port':
      return createSerialTransport({ path: attach.path, settings, clock });
    case 'tcp':
      return createTcpLine(attach.port);
    case 'pty':
      return createPtyLine(attach.link, settings.baudRate);
  }
}
