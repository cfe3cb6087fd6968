import type { Observation } from '../../../../shared/measure/reading.ts';
import type { Protocol } from '../../protocol.ts';
import type { Piece } from '../../framing/delimiter-framer.ts';
import { descriptor } from './descriptor.ts';
import { createMtSicsDriver } from './driver.ts';
import { createReplyFramer, createReplyReader, readPiece } from './reader.ts';
import { createMtSicsSimulator } from './simulator.ts';

function decodeStream(chunks: readonly Uint8Array[]): readonly Observation[] {
  const framer = createReplyFramer();
  const reader = createReplyReader();
  const observe = (piece: Piece): readonly Observation[] => {
    const message = readPiece(piece);
    const observation = message === null ? null : reader.observe(message, piece.bytes);
    return observation === null ? [] : [observation];
  };
  return [...chunks.flatMap((chunk) => framer.push(chunk, 0)), ...framer.flush()].flatMap(observe);
}

/** MT-SICS. Replies name their command, so a conversation decodes as the instrument's bytes alone. */
export const mtSics: Protocol = {
  descriptor,
  createDriver: createMtSicsDriver,
  createSimulator: createMtSicsSimulator,
  decodeStream,
  decodeExchange: (lines) =>
    decodeStream(lines.filter((line) => line.from === 'instrument').map((line) => line.bytes)),
};
