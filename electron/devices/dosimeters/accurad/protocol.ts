import type { Observation } from '../../../../shared/measure/reading.ts';
import type { Protocol } from '../../protocol.ts';
import { createReplyFramer } from './codec.ts';
import { descriptor } from './descriptor.ts';
import { createAccuRadDriver } from './driver.ts';
import { createAccuRadReader } from './reader.ts';
import { createAccuRadSimulator } from './simulator.ts';

function decodeStream(chunks: readonly Uint8Array[]): readonly Observation[] {
  const framer = createReplyFramer();
  const reader = createAccuRadReader();
  return [...chunks.flatMap((chunk) => framer.push(chunk, 0)), ...framer.flush()].flatMap(
    (piece) => reader.read(piece).observations,
  );
}

/** Mirion AccuRad PRD. Replies name themselves: a conversation decodes as the replies alone. */
export const accuRad: Protocol = {
  descriptor,
  createDriver: createAccuRadDriver,
  createSimulator: createAccuRadSimulator,
  decodeStream,
  decodeExchange: (lines) =>
    decodeStream(lines.filter(({ from }) => from === 'instrument').map(({ bytes }) => bytes)),
};
