import { genericProtocol } from '../../generic/generic-protocol.ts';
import type { Protocol } from '../../protocol.ts';
import { descriptor } from './descriptor.ts';
import { scaleForm } from './reader.ts';
import { createSterlingSimulator } from './simulator.ts';

/** Scales that print lines, read by a profile. The simulator is the scale of a shipped one. */
export const genericScale: Protocol = {
  descriptor,
  ...genericProtocol(scaleForm),
  createSimulator: createSterlingSimulator,
};
