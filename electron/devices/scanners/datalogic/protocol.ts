import type { Protocol } from '../../protocol.ts';
import { decodeLines } from '../scan-lines.ts';
import { DATALOGIC_LINE } from './codec.ts';
import { descriptor } from './descriptor.ts';
import { createDatalogicDriver } from './driver.ts';
import { createDatalogicSimulator } from './simulator.ts';

/** Datalogic scanners: codes as lines, and their own signals for a good and a bad read. */
export const datalogic: Protocol = {
  descriptor,
  createDriver: createDatalogicDriver,
  createSimulator: createDatalogicSimulator,
  decodeStream: (chunks) => decodeLines(DATALOGIC_LINE, chunks),
  decodeExchange: (lines) =>
    decodeLines(
      DATALOGIC_LINE,
      lines.filter((line) => line.from === 'instrument').map((line) => line.bytes),
    ),
};
