import type { Protocol } from '../../protocol.ts';
import { polledProtocol } from '../polled-protocol.ts';
import { descriptor } from './descriptor.ts';
import { smaForm } from './driver.ts';
import { createSmaSimulator } from './simulator.ts';

/** SMA SCP-0499. */
export const sma: Protocol = {
  descriptor,
  createSimulator: createSmaSimulator,
  ...polledProtocol(smaForm),
};
