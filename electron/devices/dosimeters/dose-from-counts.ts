import type { Detector } from '../../../shared/measure/instrument.ts';
import type { CountsReading, Observation } from '../../../shared/measure/reading.ts';
import type { ProtocolDescriptor } from '../protocol.ts';

/**
 * Share of the pulses at which a tube no longer follows. With dead time t it shows m = n / (1 + n t) of
 * the true rate n (G. F. Knoll, Radiation Detection and Measurement, 4th ed., chapter 4,
 * nonparalyzable model): from m t = 0.5 on at least half of them are lost, and the reading bounds the
 * dose rate only from below.
 */
const SATURATED_SHARE = 0.5;

/** Digits of the dose rate; more than any sensitivity is known to. */
const DIGITS = 7;

function perSecond({ value, unit, windowS }: CountsReading): number {
  switch (unit) {
    case 'cps':
      return Number(value);
    case 'cpm':
      return Number(value) / 60;
    case 'count':
      return Number(value) / windowS;
  }
}

/** Share of the time in which the tube was blind; none where no dead time is given. */
function blindShare(reading: CountsReading, { deadTimeUs = 0 }: Detector): number {
  return perSecond(reading) * deadTimeUs * 1e-6;
}

/** The counts as a dose rate in uSv/h, corrected for the dead time: n = m / (1 - m t). */
function doseRateOf(reading: CountsReading, detector: Detector): Observation {
  const truePerMinute = (60 * perSecond(reading)) / (1 - blindShare(reading, detector));
  const rate = Number((truePerMinute / detector.cpmPerMicrosievert).toPrecision(DIGITS));
  return {
    type: 'reading',
    kind: 'dose-rate',
    value: rate.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 12 }),
    unit: 'uSv/h',
    windowS: reading.windowS,
    alarms: [],
    raw: reading.raw,
  };
}

/**
 * What a dosimeter that gives counts and no dose rate has observed, each counts reading followed by the
 * dose rate that its own detector makes of it, over the same window. The counts stay as they came; a
 * saturated count gives the fault alone. An instrument that has given a dose rate of its own once is
 * left alone from then on but for its saturation. Without a detector nothing is ever made up.
 *
 * @param deadTime `corrected`: the counts need no correction, whatever the site says of the tube
 */
export function createDoseFromCounts(
  certified: Detector | undefined,
  deadTime: ProtocolDescriptor['deadTime'],
): (observations: readonly Observation[]) => readonly Observation[] {
  if (certified === undefined) return (observations) => observations;
  const { cpmPerMicrosievert } = certified;
  const detector = deadTime === 'corrected' ? { cpmPerMicrosievert } : certified;
  let hasOwnRate = false;
  const complete = (observation: Observation): readonly Observation[] => {
    if (observation.type === 'fault' || observation.kind !== 'counts') return [observation];
    if (blindShare(observation, detector) >= SATURATED_SHARE) {
      const detail = `${observation.value} ${observation.unit}: the tube cannot follow`;
      return [{ type: 'fault', code: 'saturated', raw: observation.raw, detail }];
    }
    return hasOwnRate ? [observation] : [observation, doseRateOf(observation, detector)];
  };
  return (observations) => {
    hasOwnRate ||= observations.some((one) => one.type === 'reading' && one.kind === 'dose-rate');
    const completed = observations.flatMap(complete);
    const saturated = completed.some((one) => one.type === 'fault' && one.code === 'saturated');
    // A rate that came in the same frame is far too low as well.
    return saturated ? completed.filter(({ type }) => type === 'fault') : completed;
  };
}
