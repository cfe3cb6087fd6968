import type { Protocol } from '../../protocol.ts';
import { polledProtocol } from '../polled-protocol.ts';
import { descriptor } from './descriptor.ts';
import { toledoForm } from './driver.ts';
import { createToledoSimulator } from './simulator.ts';

/** Toledo 8217 and 8213. */
export const toledo8217: Protocol = {
  descriptor,
  createSimulator: createToledoSimulator,
  ...polledProtocol(toledoForm),
};
