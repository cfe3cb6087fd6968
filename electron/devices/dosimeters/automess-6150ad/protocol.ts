import type { Protocol } from '../../protocol.ts';
import { streamingProtocol } from '../../streaming-driver.ts';
import { descriptor } from './descriptor.ts';
import { automessForm } from './driver.ts';
import { createAutomessSimulator } from './simulator.ts';

/** Automess 6150AD. */
export const automess6150ad: Protocol = {
  descriptor,
  createSimulator: createAutomessSimulator,
  ...streamingProtocol(automessForm),
};
