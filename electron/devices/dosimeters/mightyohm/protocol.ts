import type { Protocol } from '../../protocol.ts';
import { streamingProtocol } from '../../streaming-driver.ts';
import { descriptor } from './descriptor.ts';
import { mightyohmForm } from './driver.ts';
import { createMightyohmSimulator } from './simulator.ts';

/** MightyOhm kits, ESPGeiger and bare counts per minute. */
export const mightyohm: Protocol = {
  descriptor,
  createSimulator: createMightyohmSimulator,
  ...streamingProtocol(mightyohmForm),
};
