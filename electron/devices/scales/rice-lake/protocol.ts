import type { Protocol } from '../../protocol.ts';
import { streamingProtocol } from '../../streaming-driver.ts';
import { descriptor } from './descriptor.ts';
import { streamForm } from './driver.ts';
import { createRiceLakeSimulator } from './simulator.ts';

/** Rice Lake, Cardinal and Weigh-Tronix streams. */
export const riceLake: Protocol = {
  descriptor,
  createSimulator: createRiceLakeSimulator,
  ...streamingProtocol(streamForm),
};
