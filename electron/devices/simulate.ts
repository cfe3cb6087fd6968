import type { Readable } from 'node:stream';
import type { LineSettings, SimulatedDetector } from '../../shared/measure/instrument.ts';
import { realClock } from '../real-clock.ts';
import type { Protocol } from './protocol.ts';
import { runSimulator } from './simulate/run-simulator.ts';
import type { SimulatorLine } from './simulate/run-simulator.ts';

/** `station simulate` after its arguments were read. */
export interface SimulateOptions {
  readonly protocol: Protocol;
  readonly seed: number;
  readonly detector?: SimulatedDetector;
  readonly attach: SimulatorLine;
  /** Line settings of the instrument; the protocol's usual ones where left out. */
  readonly settings?: LineSettings;
  /** World changes, one a line. */
  readonly input: Readable;
  /** Answers (stdout) and problems (stderr), one line each. */
  print(line: string): void;
  log(line: string): void;
}

/**
 * Simulates an instrument in real time until SIGTERM or SIGINT. Prints one JSON line with
 * `ready: true` when the other side can open the line.
 * @throws TransportError when the line cannot be opened (no socat, port busy, no such port)
 */
export async function simulate(options: SimulateOptions): Promise<void> {
  const stop = new Promise((resolve) => {
    // Not `once`: Ctrl-C arrives twice when it is forwarded as well, and must not cut the end short.
    process.on('SIGTERM', resolve);
    process.on('SIGINT', resolve);
  });
  const simulator = await runSimulator({ ...options, clock: realClock });
  const { protocol, seed, attach } = options;
  options.print(JSON.stringify({ ready: true, protocol: protocol.descriptor.id, seed, ...attach }));
  await stop;
  await simulator.close();
}
