import type { Protocol } from '../../protocol.ts';
import { polledProtocol } from '../polled-protocol.ts';
import { descriptor } from './descriptor.ts';
import { ohausForm } from './driver.ts';
import { createOhausSimulator } from './simulator.ts';

/** Ohaus. */
export const ohaus: Protocol = {
  descriptor,
  createSimulator: createOhausSimulator,
  ...polledProtocol(ohausForm),
};
