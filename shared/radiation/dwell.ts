import { logEvidence, ruledOutIncrease, type Counted } from './evidence.ts';
import { binomialUpperTail, poissonUpperTail } from './statistics.ts';

/** When a dwell has measured enough; site policy. */
export interface DwellSettings {
  /** Seconds after which a dwell ends as cleared with what it has ruled out by then. */
  readonly dwellS: number;
  /** Probability that a parcel without added radiation raises an alarm, at most. */
  readonly falseAlarm: number;
  /** A dwell ends as soon as an increase of this many counts per second is ruled out; null: not known. */
  readonly clearTo: number | null;
  /** Counts that rounding may have added, which raise no alarm; 0 where pulses are counted. */
  readonly rounding?: number;
}

/** What the counts of a dwell say so far; `downTo` is in counts per second over the background. */
export type Verdict =
  | { readonly kind: 'alarm' }
  | { readonly kind: 'cleared'; readonly downTo: number }
  | { readonly kind: 'keep-measuring' };

/** Whether the evidence has reached what the false-alarm setting asks for. */
function isAlarm(dwell: Counted, background: Counted, falseAlarm: number): boolean {
  return logEvidence(dwell, background) >= -Math.log(falseAlarm);
}

/**
 * Judges a dwell; may be asked at any time and as often as wanted without spending anything of the
 * false-alarm setting. A dwell without a single pulse clears nothing: either one comes, or the tube
 * is found dead.
 */
export function judgeDwell(dwell: Counted, background: Counted, settings: DwellSettings): Verdict {
  const { rounding = 0, falseAlarm } = settings;
  const sure = { ...dwell, counts: Math.max(0, Math.floor(dwell.counts - rounding)) };
  if (isAlarm(sure, background, falseAlarm)) return { kind: 'alarm' };
  const downTo = ruledOutIncrease(dwell, background);
  if (downTo === null) return { kind: 'keep-measuring' };
  const enough = settings.clearTo !== null && downTo <= settings.clearTo;
  return enough || dwell.seconds >= settings.dwellS
    ? { kind: 'cleared', downTo }
    : { kind: 'keep-measuring' };
}

/**
 * Probability of at least these counts if the parcel adds nothing, given the measured background.
 * Both are Poisson with one rate, so the dwell's share of all counts is binomial: exact, with the
 * uncertainty of the background inside (Przyborowski and Wilenski 1940). For one look at a fixed time;
 * a running dwell is judged by its evidence.
 */
export function chanceOfBackground(dwell: Counted, background: Counted): number {
  const share = dwell.seconds / (dwell.seconds + background.seconds);
  return binomialUpperTail(dwell.counts, dwell.counts + background.counts, share);
}

/** Fewest counts in `seconds` that are an alarm. */
export function alarmThreshold(seconds: number, background: Counted, falseAlarm: number): number {
  let below = -1;
  let above = 16;
  while (!isAlarm({ counts: above, seconds }, background, falseAlarm)) above *= 2;
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (isAlarm({ counts: middle, seconds }, background, falseAlarm)) above = middle;
    else below = middle;
  }
  return above;
}

/**
 * Smallest increase in counts per second over the background that a dwell of `seconds` turns into an
 * alarm with 95 % probability by its end. What the screen says instead of "no radiation".
 */
export function smallestVisibleIncrease(
  seconds: number,
  background: Counted,
  falseAlarm: number,
): number {
  const threshold = alarmThreshold(seconds, background, falseAlarm);
  let low = threshold - 1;
  // Four standard deviations above the threshold: more than 95 % for any threshold.
  let high = threshold + 4 * Math.sqrt(threshold) + 10;
  while (high - low > high * 1e-6) {
    const mean = (low + high) / 2;
    if (poissonUpperTail(threshold, mean) < 0.95) low = mean;
    else high = mean;
  }
  const expected = (background.counts / background.seconds) * seconds;
  return Math.max(0, high - expected) / seconds;
}
