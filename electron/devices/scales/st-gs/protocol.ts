import type { Protocol } from '../../protocol.ts';
import { streamingProtocol } from '../../streaming-driver.ts';
import { descriptor } from './descriptor.ts';
import { createStGsDriver } from './driver.ts';
import { commaForm } from './reader.ts';
import { createStGsSimulator } from './simulator.ts';

/** The comma family; a line means the same whether it was asked for or not. */
export const stGs: Protocol = {
  ...streamingProtocol(commaForm),
  descriptor,
  createDriver: createStGsDriver,
  createSimulator: createStGsSimulator,
};
