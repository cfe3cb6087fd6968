/**
 * How the measurements of one parcel share its false-alarm setting: dwells and surveys, broken-off ones
 * as well. Whatever is measured without an alarm, however many faces, their shares never add up to more
 * than one (Bonferroni 1936), so that the setting is that of the parcel.
 */

/**
 * Share of the first measurement. Our choice: a clean parcel needs one dwell, which shall be fast (with
 * three quarters some 3 % slower than with all of it, ln(4/3) of ln(10,000)); each that follows has a share
 * of the rest.
 */
const FIRST = 0.75;

/** What is known of a parcel when a measurement of it begins. */
export interface ParcelMeasured {
  /** Dwells and surveys that were begun on it before. */
  readonly before: number;
  /** Dosimeters that measure and may alarm, 1 or more. */
  readonly dosimeters: number;
  /** It has alarmed already: no further alarm bothers a clean parcel more. */
  readonly alarmed: boolean;
}

/**
 * Probability with which each dosimeter may raise a false alarm in the measurement that begins. The
 * k-th after the first has 1/(k(k+1)) of the rest: these add up to one.
 *
 * @param setting that of a parcel, 0 to 1
 */
export function falseAlarmOf(setting: number, parcel: ParcelMeasured): number {
  const { before, dosimeters, alarmed } = parcel;
  if (alarmed) return setting;
  const share = before === 0 ? FIRST : (1 - FIRST) / (before * (before + 1));
  return (setting * share) / dosimeters;
}
