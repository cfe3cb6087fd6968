import type { Protocol } from '../../protocol.ts';
import { decodeLines } from '../scan-lines.ts';
import { HONEYWELL_LINE } from './codec.ts';
import { descriptor } from './descriptor.ts';
import { createHoneywellDriver } from './driver.ts';
import { createHoneywellSimulator } from './simulator.ts';

/** Honeywell scanners: codes as lines, and their own signals for a good and a bad read. */
export const honeywell: Protocol = {
  descriptor,
  createDriver: createHoneywellDriver,
  createSimulator: createHoneywellSimulator,
  decodeStream: (chunks) => decodeLines(HONEYWELL_LINE, chunks),
  decodeExchange: (lines) =>
    decodeLines(
      HONEYWELL_LINE,
      lines.filter((line) => line.from === 'instrument').map((line) => line.bytes),
    ),
};
