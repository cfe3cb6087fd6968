import type { BenchState } from '../../../shared/bridge/contract.ts';
import { formatDoseRate } from '../../../shared/measure/dose-rate.ts';
import { smallestVisibleIncrease } from '../../../shared/radiation/dwell.ts';
import { readingBand } from '../../../shared/radiation/reading-band.ts';
import type { BenchPolicy } from '../../../shared/session/policy.ts';
import type { Background } from './background.ts';
import { sharedFalseAlarm } from './survey.ts';

type Levels = NonNullable<BenchState['background']['levels']>;

/**
 * What the trace of the dose rate is drawn against, in uSv/h. The band holds the central 95 % of single
 * readings at the background's rate (`readingBand`, over the reading's own window). The alarm line is
 * the background and the smallest increase that a parcel's first dwell of the planned length, by one
 * dosimeter, turns into an alarm with 95 % probability (`smallestVisibleIncrease`): a mean, so that single readings cross it by chance.
 * Counts become dose rates by the background's own ratio of the two, no constant. By dose rate the counts
 * are what its spread is worth, and a step of the display is added on either side, as for the verdict.
 *
 * @param windowS seconds that a single reading averages over
 */
export function traceLevels(
  background: Background,
  windowS: number,
  policy: BenchPolicy['radiation'],
): Levels {
  const { dwellS } = policy;
  const falseAlarm = sharedFalseAlarm(undefined, policy);
  const perCount = (background.doseRate * background.seconds) / background.counts;
  const band = readingBand(windowS, background);
  const { step = 0, drift } = background;
  const visible = smallestVisibleIncrease(dwellS, background, { dwellS, falseAlarm, drift });
  return {
    low: formatDoseRate(Math.max(0, band.low * perCount - step)),
    high: formatDoseRate(band.high * perCount + step),
    alarm: formatDoseRate(background.doseRate + visible * perCount + step),
    dwellS,
  };
}
