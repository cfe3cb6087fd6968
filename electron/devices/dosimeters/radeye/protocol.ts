import type { Observation } from '../../../../shared/measure/reading.ts';
import type { Protocol } from '../../protocol.ts';
import { descriptor } from './descriptor.ts';
import { createRadEyeDriver } from './driver.ts';
import { createLineFramer, createRadEyeReader } from './reader.ts';
import { createRadEyeSimulator } from './simulator.ts';

function decodeStream(chunks: readonly Uint8Array[]): readonly Observation[] {
  const framer = createLineFramer();
  const reader = createRadEyeReader();
  return [...chunks.flatMap((chunk) => framer.push(chunk, 0)), ...framer.flush()].flatMap(
    (piece) => reader.read(piece).observations,
  );
}

/** Thermo RadEye: lines that carry all they say. */
export const radEye: Protocol = {
  descriptor,
  createDriver: createRadEyeDriver,
  createSimulator: createRadEyeSimulator,
  decodeStream,
  decodeExchange: (lines) =>
    decodeStream(lines.filter(({ from }) => from === 'instrument').map(({ bytes }) => bytes)),
};
