import type { InstrumentConfig } from '../../../shared/measure/instrument.ts';
import { readLoad, toMicrograms, type Micrograms } from '../../../shared/measure/mass.ts';
import type { Observation } from '../../../shared/measure/reading.ts';

/**
 * A reading above the largest load of the register is an overload, whatever the scale says: it is
 * verified up to its Max (OIML R 76-1, from memory, verify), and a mass above that judges nothing.
 */
export function withinMax({ verification }: InstrumentConfig, seen: Observation): Observation {
  if (verification === undefined || seen.type !== 'reading' || seen.kind !== 'mass') return seen;
  const max = readLoad(verification.max);
  const mass = toMicrograms(seen.value, seen.unit);
  if (max === null || mass === null || mass <= max) return seen;
  const detail = `${seen.value} ${seen.unit} is above Max ${verification.max} of this scale`;
  return { type: 'fault', code: 'overload', raw: seen.raw, detail };
}

/** The least load of the register, where a mass is below it. */
export function belowMin(
  { verification }: InstrumentConfig,
  mass: Micrograms,
): { readonly belowMin?: string } {
  const min = verification === undefined ? null : readLoad(verification.min);
  return verification === undefined || min === null || mass >= min
    ? {}
    : { belowMin: verification.min };
}
