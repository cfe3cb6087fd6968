import type { Observation } from '../../../../shared/measure/reading.ts';
import type { Protocol } from '../../protocol.ts';
import { createReplyFramer } from './codec.ts';
import { descriptor } from './descriptor.ts';
import { createRadexOneDriver } from './driver.ts';
import { readPiece } from './reader.ts';
import { createRadexOneSimulator } from './simulator.ts';

function decodeStream(chunks: readonly Uint8Array[]): readonly Observation[] {
  const framer = createReplyFramer();
  return [...chunks.flatMap((chunk) => framer.push(chunk, 0)), ...framer.flush()].flatMap(
    (piece) => readPiece(piece).observations,
  );
}

/** RADEX ONE. Replies name themselves: a conversation decodes as the replies alone. */
export const radexOne: Protocol = {
  descriptor,
  createDriver: createRadexOneDriver,
  createSimulator: createRadexOneSimulator,
  decodeStream,
  decodeExchange: (lines) =>
    decodeStream(lines.filter(({ from }) => from === 'instrument').map(({ bytes }) => bytes)),
};
