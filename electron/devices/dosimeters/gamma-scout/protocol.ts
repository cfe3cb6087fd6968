import type { Protocol } from '../../protocol.ts';
import { descriptor } from './descriptor.ts';
import { createGammaScoutDriver } from './driver.ts';
import { decodeRecording } from './reader.ts';
import { createGammaScoutSimulator } from './simulator.ts';

/** Gamma-Scout Online. */
export const gammaScout: Protocol = {
  descriptor,
  createDriver: createGammaScoutDriver,
  createSimulator: createGammaScoutSimulator,
  decodeStream: decodeRecording,
  decodeExchange: (lines) =>
    decodeRecording(lines.filter((line) => line.from === 'instrument').map((line) => line.bytes)),
};
