import type { Observation } from '../../../../shared/measure/reading.ts';
import type { Protocol } from '../../protocol.ts';
import { descriptor } from './descriptor.ts';
import { createZebraSsiDriver } from './driver.ts';
import { createPacketFramer } from './packet-framer.ts';
import { createSsiReader } from './reader.ts';
import { createZebraSsiSimulator } from './simulator.ts';

function decodeStream(chunks: readonly Uint8Array[]): readonly Observation[] {
  const framer = createPacketFramer();
  const reader = createSsiReader();
  const pieces = [...chunks.flatMap((chunk) => framer.push(chunk, 0)), ...framer.flush()];
  return [...pieces.flatMap((piece) => reader.read(piece, null).observations), ...reader.giveUp()];
}

/** Zebra scanners in SSI mode. A recording carries no times, so that none of it is a repeat. */
export const zebraSsi: Protocol = {
  descriptor,
  createDriver: createZebraSsiDriver,
  createSimulator: createZebraSsiSimulator,
  decodeStream,
  decodeExchange: (lines) =>
    decodeStream(lines.filter((line) => line.from === 'instrument').map((line) => line.bytes)),
};
