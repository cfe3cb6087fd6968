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

/**
 * Faults that a simulator can play: the cable is pulled (`disconnected`: nothing is sent or
 * answered), the instrument stops answering (`silent`), garbage instead of frames (`babble`), and
 * faults of its kind.
 */
export const SIMULATED_FAULTS = [
  'disconnected',
  'silent',
  'babble',
  'overload',
  'underload',
  'unstable',
  'dead-tube',
  'saturated',
  'low-battery',
] as const;
export type SimulatedFault = (typeof SIMULATED_FAULTS)[number];
