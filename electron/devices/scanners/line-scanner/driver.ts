import type { Observation } from '../../../../shared/measure/reading.ts';
import type { Piece } from '../../framing/delimiter-framer.ts';
import type { Driver, DriverStep } from '../../protocol.ts';
import { createScanFramer, createScanReader } from './reader.ts';

/** Listens: a scanner speaks when its trigger is pulled and has nothing to be asked. */
export function createLineScannerDriver(): Driver {
  const framer = createScanFramer();
  const reader = createScanReader();

  const step = (pieces: readonly Piece[], nowMs: number): DriverStep => {
    const observations: readonly Observation[] = pieces.flatMap((piece) =>
      reader.observe(piece, nowMs),
    );
    return { send: [], observations, wakeAtMs: framer.deadlineMs() };
  };

  return {
    start: () => ({ ...step([], 0), identity: 'barcode scanner' }),
    receive: (bytes, nowMs) => step(framer.push(bytes, nowMs), nowMs),
    wake: (nowMs) => step(framer.idle(nowMs), nowMs),
  };
}
