import type { Protocol } from '../../protocol.ts';
import { polledProtocol } from '../polled-protocol.ts';
import { descriptor } from './descriptor.ts';
import { nciForm } from './driver.ts';
import { createNciSimulator } from './simulator.ts';

/** NCI / Weigh-Tronix SCP-01. */
export const nciScp01: Protocol = {
  descriptor,
  createSimulator: createNciSimulator,
  ...polledProtocol(nciForm),
};
