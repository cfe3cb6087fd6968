import type { Protocol } from '../../protocol.ts';
import { decodeLines } from '../scan-lines.ts';
import { SCAN_LINE } from './codec.ts';
import { descriptor } from './descriptor.ts';
import { createLineScannerDriver } from './driver.ts';
import { createLineScannerSimulator } from './simulator.ts';

/** Barcode scanners that send lines. */
export const lineScanner: Protocol = {
  descriptor,
  createDriver: createLineScannerDriver,
  createSimulator: createLineScannerSimulator,
  decodeStream: (chunks) => decodeLines(SCAN_LINE, chunks),
  decodeExchange: (lines) =>
    decodeLines(
      SCAN_LINE,
      lines.filter((line) => line.from === 'instrument').map((line) => line.bytes),
    ),
};
