import type { Protocol } from '../../protocol.ts';
import { descriptor } from './descriptor.ts';
import { createRadProDriver } from './driver.ts';
import { decodeExchange } from './exchange.ts';
import { createRadProSimulator } from './simulator.ts';

/** Rad Pro. Replies do not name their request: bytes alone carry no reading. */
export const radPro: Protocol = {
  descriptor,
  createDriver: createRadProDriver,
  createSimulator: createRadProSimulator,
  decodeStream: (chunks, settings) =>
    decodeExchange(
      chunks.map((bytes) => ({ from: 'instrument', bytes })),
      settings,
    ),
  decodeExchange,
};
