import type { Observation } from '../../../shared/measure/reading.ts';

/**
 * Readings of a scale of which the site states that it has no tare: what does not say gross or net is
 * gross. A reading that says net stays net.
 */
export function statedGross(observations: readonly Observation[]): readonly Observation[] {
  return observations.map((one) =>
    one.type === 'reading' && one.kind === 'mass' && one.basis === 'unknown'
      ? { ...one, basis: 'gross' }
      : one,
  );
}
