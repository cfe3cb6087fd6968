import type { Protocol } from '../../protocol.ts';
import { streamingProtocol } from '../../streaming-driver.ts';
import { descriptor } from './descriptor.ts';
import { admForm, createAdm300Driver } from './driver.ts';
import { createAdm300Simulator } from './simulator.ts';

/** Canberra/Mirion ADM-300. */
export const adm300: Protocol = {
  ...streamingProtocol(admForm),
  descriptor,
  createDriver: createAdm300Driver,
  createSimulator: createAdm300Simulator,
};
