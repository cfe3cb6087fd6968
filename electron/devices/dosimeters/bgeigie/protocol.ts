import type { Protocol } from '../../protocol.ts';
import { streamingProtocol } from '../../streaming-driver.ts';
import { descriptor } from './descriptor.ts';
import { bgeigieForm } from './driver.ts';
import { createBgeigieSimulator } from './simulator.ts';

/** Safecast bGeigie Nano and Zen. */
export const bgeigie: Protocol = {
  descriptor,
  createSimulator: createBgeigieSimulator,
  ...streamingProtocol(bgeigieForm),
};
