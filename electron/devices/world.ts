import type { SimulatedFault } from '../../shared/training/simulated-faults.ts';
import type { DoseRateUnit, MassUnit } from '../../shared/measure/reading.ts';

/**
 * A change of the simulated world. Text form, one per line, as `station simulate` reads it:
 * `place 1.250 kg`, `remove`, `source 2.0 uSv/h`, `scan TEXT`, `fault NAME`, `ok`.
 */
export type WorldChange =
  | { readonly kind: 'place'; readonly value: string; readonly unit: MassUnit }
  | { readonly kind: 'remove' }
  | { readonly kind: 'source'; readonly value: string; readonly unit: DoseRateUnit }
  | { readonly kind: 'scan'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'fault'; readonly name: SimulatedFault }
  | { readonly kind: 'ok' };
