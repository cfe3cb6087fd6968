import type { Protocol } from '../../protocol.ts';
import { polledProtocol } from '../polled-protocol.ts';
import { descriptor } from './descriptor.ts';
import { sbiForm } from './driver.ts';
import { createSbiSimulator } from './simulator.ts';

/** Sartorius SBI. */
export const sartoriusSbi: Protocol = {
  descriptor,
  createSimulator: createSbiSimulator,
  ...polledProtocol(sbiForm),
};
