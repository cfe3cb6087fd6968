import { genericProtocol } from '../../generic/generic-protocol.ts';
import type { Protocol } from '../../protocol.ts';
import { descriptor } from './descriptor.ts';
import { dosimeterForm } from './reader.ts';
import { createLudlum375Simulator } from './simulator.ts';

/** Radiation meters that print lines, read by a profile. The simulator is the meter of a shipped one. */
export const genericDosimeter: Protocol = {
  descriptor,
  ...genericProtocol(dosimeterForm),
  createSimulator: createLudlum375Simulator,
};
