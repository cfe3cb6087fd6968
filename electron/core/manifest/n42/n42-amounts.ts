import type {
  MeasurementNote,
  OutsideDoseRate,
} from '../../../../shared/measure/outside-measurement.ts';
import { toMicrosieverts } from '../../../../shared/measure/dose-rate.ts';

/** Pulses of one detector, as far as the file says whose and how many. */
export interface DetectorCounts {
  readonly kind: 'gamma' | 'neutron' | 'other' | null;
  /** What names the detector; two of one may count the same pulses. */
  readonly detector: string;
  readonly counts: number | null;
  readonly liveS: number | null;
}

/** Counts of a measurement. */
export interface Counted {
  readonly counts: number | null;
  readonly notes: readonly MeasurementNote[];
}

const NOT_COUNTED: Counted = { counts: null, notes: [] };

/** What a detector counts by the name of its kind: `Gamma`, `Neutron`; null when that is not said. */
export function kindOf(name: string | null): DetectorCounts['kind'] {
  if (name === null) return null;
  const kind = name.toLowerCase();
  return kind === 'gamma' || kind === 'neutron' ? kind : 'other';
}

/**
 * The pulses of all detectors of a kind: what the instrument counted, else the sum of their spectra.
 * Two numbers of one detector may be of the same pulses (a spectrum before and after calibration,
 * windows of energy), so that there is no sum of them.
 */
export function countsOfKind(
  kind: 'gamma' | 'neutron',
  gross: readonly DetectorCounts[],
  spectra: readonly DetectorCounts[],
): Counted {
  const counted = gross.filter((each) => each.kind === kind);
  if (counted.length > 0) return sumOfDetectors(counted, []);
  const summed = spectra.filter((each) => each.kind === kind);
  if (summed.length > 0) return sumOfDetectors(summed, ['summed']);
  const unnamed = [...gross, ...spectra].some((each) => each.kind === null);
  return unnamed ? { ...NOT_COUNTED, notes: ['counts-unclear'] } : NOT_COUNTED;
}

function sumOfDetectors(
  counted: readonly DetectorCounts[],
  notes: readonly MeasurementNote[],
): Counted {
  const numbers = counted.map(({ counts }) => counts).filter((counts) => counts !== null);
  const detectors = new Set(counted.map(({ detector }) => detector));
  if (numbers.length < counted.length || detectors.size < counted.length) {
    return { counts: null, notes: ['counts-unclear'] };
  }
  return { counts: numbers.reduce((sum, counts) => sum + counts, 0), notes };
}

/** The value that all have; null where they differ, or there is none. */
export function sameOf(values: readonly (number | null)[]): number | null {
  const [first = null, ...others] = values.filter((value) => value !== null);
  return others.every((value) => value === first) ? first : null;
}

/** The dose rate of a measurement: the only one, or the highest of several. */
export function doseRatesOf(rates: readonly (OutsideDoseRate | null)[]): {
  readonly doseRate: OutsideDoseRate | null;
  readonly maxDoseRate: OutsideDoseRate | null;
  readonly notes: readonly MeasurementNote[];
} {
  const known = rates.filter((rate) => rate !== null);
  const notes: MeasurementNote[] = known.length < rates.length ? ['unit-unknown'] : [];
  const [first = null, ...others] = known;
  if (others.length === 0) return { doseRate: first, maxDoseRate: null, notes };
  // A roentgen as 0.01 Sv, only to compare with.
  const inMicro = ({ value, unit }: OutsideDoseRate): number =>
    toMicrosieverts(value, unit, 0.01) ?? 0;
  const highest = known.reduce((one, other) => (inMicro(other) > inMicro(one) ? other : one));
  return { doseRate: null, maxDoseRate: highest, notes };
}
