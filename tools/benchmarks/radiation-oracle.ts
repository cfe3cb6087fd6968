import { poissonUpperTail } from '../../shared/radiation/statistics.ts';
import { convolved, endings, NEVER_CLEARED, oneSecond } from './radiation-chain.ts';

/** A parcel and the dwells that it may take; counts per second. */
export interface Point {
  readonly background: number;
  /** The parcel's rate, background included, over the background's. */
  readonly ratio: number;
  readonly falseAlarm: number;
  /** Longest dwell in whole seconds. */
  readonly seconds: number;
}

/** Fewest counts that give the sequential probability ratio test of one known ratio its boundary. */
function boundary({ background, ratio }: Point, logLimit: number): (second: number) => number {
  const perPulse = Math.log(ratio);
  const perSecond = (ratio - 1) * background;
  return (second) => Math.ceil((logLimit + perSecond * second) / perPulse - 1e-9);
}

/**
 * Probability that it alarms where nothing is added, exactly: that of alarms at the increase, each with
 * its likelihood ratio undone (Wald 1945), so that no small number is a difference of large ones.
 */
function falseAlarmsOf(point: Point, logLimit: number): number {
  const { background, ratio, seconds } = point;
  const alarmAt = boundary(point, logLimit);
  let probability = 0;
  convolved(oneSecond(background * ratio), seconds, (open, second) => {
    const least = alarmAt(second);
    open.weights.forEach((weight, at) => {
      const counts = open.from + at;
      if (counts < least) return;
      const logRatio = counts * Math.log(ratio) - (ratio - 1) * background * second;
      probability += weight * Math.exp(-logRatio);
      open.weights[at] = 0;
    });
  });
  return probability;
}

/** Likelihood ratios are tried down to this factor below one over the setting. */
const LOWEST = 6;

/**
 * The oracle: a one-sided sequential probability ratio test that knows the background and the increase,
 * with the lowest boundary whose exact probability of a false alarm within the longest dwell is the
 * setting. Wald's own boundary, one over the setting, is never sooner.
 *
 * @returns fewest counts that are its alarm at a second
 */
export function oracleAlarmAt(point: Point): (second: number) => number {
  const wald = -Math.log(point.falseAlarm);
  let [low, high] = [wald - LOWEST, wald];
  for (let step = 0; step < 14; step += 1) {
    const middle = (low + high) / 2;
    if (falseAlarmsOf(point, middle) <= point.falseAlarm) high = middle;
    else low = middle;
  }
  return boundary(point, high);
}

/** Mean time of a test, parcels that it does not find counted with the longest dwell, and the share found. */
export function exactMean(
  { background, ratio, seconds }: Point,
  alarmAt: (second: number) => number,
): { readonly meanS: number; readonly found: number } {
  const rule = { alarmAt, clearedAt: NEVER_CLEARED };
  const { alarm } = endings(background * ratio, seconds, rule);
  const found = alarm.reduce((sum, probability) => sum + probability, 0);
  const until = alarm.reduce((sum, probability, at) => sum + probability * (at + 1), 0);
  return { meanS: until + (1 - found) * seconds, found };
}

/** Fewest counts with no more than this probability where `mean` are expected. */
function criticalCounts(mean: number, probability: number): number {
  let [low, high] = [0, Math.ceil(mean + 10 * Math.sqrt(mean) + 40)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (poissonUpperTail(middle, mean) <= probability) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * Whole seconds of the test that measures a fixed time and looks once, with the same false-alarm setting
 * and at most `miss` of the parcels not found; null when the longest dwell is too short for it.
 */
export function fixedSeconds(point: Point, miss: number): number | null {
  const { background, ratio, falseAlarm, seconds } = point;
  for (let second = 1; second <= seconds; second += 1) {
    const critical = criticalCounts(background * second, falseAlarm);
    if (poissonUpperTail(critical, background * ratio * second) >= 1 - miss) return second;
  }
  return null;
}
