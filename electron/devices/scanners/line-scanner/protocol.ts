import type { Observation } from '../../../../shared/measure/reading.ts';
import type { Protocol } from '../../protocol.ts';
import { descriptor } from './descriptor.ts';
import { createLineScannerDriver } from './driver.ts';
import { createScanFramer, createScanReader } from './reader.ts';
import { createLineScannerSimulator } from './simulator.ts';

function decodeStream(chunks: readonly Uint8Array[]): readonly Observation[] {
  const framer = createScanFramer();
  const reader = createScanReader();
  const pieces = [...chunks.flatMap((chunk) => framer.push(chunk, 0)), ...framer.flush()];
  return pieces.flatMap((piece) => reader.observe(piece, null));
}

/** Barcode scanners that send lines. A recording carries no times, so that none of it is a repeat. */
export const lineScanner: Protocol = {
  descriptor,
  createDriver: createLineScannerDriver,
  createSimulator: createLineScannerSimulator,
  decodeStream,
  decodeExchange: (lines) =>
    decodeStream(lines.filter((line) => line.from === 'instrument').map((line) => line.bytes)),
};
