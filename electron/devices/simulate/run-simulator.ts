import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Clock, Timer } from '../../../shared/clock.ts';
import { parseWorldChange } from '../parse-world-change.ts';
import type { Protocol, SimulatorStep } from '../protocol.ts';
import { createSerialTransport } from '../transport/serial.ts';
import type { Transport } from '../transport/transport.ts';
import type { WorldChange } from '../world.ts';
import { createPtyLine } from './pty-line.ts';
import { createTcpLine } from './tcp-line.ts';

/** Wait before a line that broke is opened again, in milliseconds. */
const REOPEN_MS = 1000;

/** Where the simulated instrument is plugged in. */
export type SimulatorLine =
  | { readonly kind: 'port'; readonly path: string; readonly settings?: string }
  | { readonly kind: 'tcp'; readonly port: number }
  | { readonly kind: 'pty'; readonly link: string };

/** What a running simulator is made of. */
export interface SimulatorOptions {
  readonly protocol: Protocol;
  readonly seed: number;
  readonly attach: SimulatorLine;
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
  const simulator = options.protocol.createSimulator(options.seed);
  let transport: Transport | null = null;
  let wake: Timer | null = null;
  let retry: Timer | null = null;
  let plugged = true;
  let ended = false;
  /** Opening and closing one after the other, whatever the order of lines on `input`. */
  let plugging: Promise<void> = Promise.resolve();

  const apply = (step: SimulatorStep): void => {
    wake?.cancel();
    wake = null;
    if (ended) return;
    if (step.wakeAtMs !== null) {
      const delayMs = Math.max(1, step.wakeAtMs - clock.monotonicMs());
      wake = clock.after(delayMs, () => apply(simulator.wake(clock.monotonicMs())));
    }
    for (const bytes of step.emit) transport?.write(bytes).catch(() => {});
  };
  const open = async (): Promise<void> => {
    if (transport !== null || !plugged || ended) return;
    const opening = createLine(options);
    await opening.open({
      data: (bytes) => apply(simulator.receive(bytes, clock.monotonicMs())),
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

function createLine({ attach, protocol, clock }: SimulatorOptions): Transport {
  switch (attach.kind) {
    case 'port': {
      const settings = attach.settings ?? protocol.descriptor.lineSettings[0];
      return createSerialTransport({ path: attach.path, settings, clock });
    }
    case 'tcp':
      return createTcpLine(attach.port);
    case 'pty':
      return createPtyLine(attach.link);
  }
}
