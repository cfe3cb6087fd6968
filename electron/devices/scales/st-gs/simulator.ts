import type { Simulator } from '../../protocol.ts';
import { createSimulatedIndicator } from '../simulated-indicator.ts';
import { MODELS } from './simulated-models.ts';

/**
 * A scale of the family. The seed modulo 5 chooses the make: 0 Dini Argeo 3590 (answers `READ`),
 * 1 A&D (streams, 2 stands for CAS, which streams too), 3 Kern EOC (answers `W`), 4 Kern DE (`w`).
 */
export function createStGsSimulator(seed: number): Simulator {
  const model = MODELS[Math.abs(seed) % MODELS.length] ?? MODELS[0];
  if (model === undefined) throw new Error('no simulated model');
  return createSimulatedIndicator(model, seed);
}
