import type { Protocol } from '../../protocol.ts';
import { streamingProtocol } from '../../streaming-driver.ts';
import { descriptor } from './descriptor.ts';
import { continuousForm } from './driver.ts';
import { createMtContinuousSimulator } from './simulator.ts';

/** Mettler-Toledo Continuous: the instrument sends, a frame means the same in any conversation. */
export const mtContinuous: Protocol = {
  descriptor,
  createSimulator: createMtContinuousSimulator,
  ...streamingProtocol(continuousForm),
};
