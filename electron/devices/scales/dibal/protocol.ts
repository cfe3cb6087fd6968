import type { Protocol } from '../../protocol.ts';
import { streamingProtocol } from '../../streaming-driver.ts';
import { descriptor } from './descriptor.ts';
import { createDibalDriver, dibalForm } from './driver.ts';
import { createDibalSimulator } from './simulator.ts';

/** Dibal 98/99: there is one question only, so that an answer means the same in any conversation. */
export const dibal: Protocol = {
  ...streamingProtocol(dibalForm),
  descriptor,
  createDriver: createDibalDriver,
  createSimulator: createDibalSimulator,
};
