import type { Protocol } from '../../protocol.ts';
import { streamingProtocol } from '../../streaming-driver.ts';
import { descriptor } from './descriptor.ts';
import { adamForm, createAdamDriver } from './driver.ts';
import { createAdamSimulator } from './simulator.ts';

/** Adam Equipment; a line means the same whether it was asked for or not. */
export const adam: Protocol = {
  ...streamingProtocol(adamForm),
  descriptor,
  createDriver: createAdamDriver,
  createSimulator: createAdamSimulator,
};
