import { alarmPlan, type FalseAlarms } from './alarm-plan.ts';
import { ruledOutIncrease, type Counted } from './evidence.ts';
import { binomialUpperTail, poissonUpperTail } from './statistics.ts';

/** When a dwell has measured enough; site policy. A dwell that ends as cleared says what it ruled out. */
export interface DwellSettings extends FalseAlarms {
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

/** Fewest counts in `seconds` that are an alarm; see `alarmPlan`. */
export function alarmThreshold(
  seconds: number,
  background: Counted,
  settings: FalseAlarms,
): number {
  return alarmPlan(background, settings)(seconds);
}

/**
 * Smallest increase in counts per second that is ruled out with 95 %; null for none. A background that
 * may have moved (`drift`, a part of it) may have fallen: what a parcel adds would hide in the fall.
 */
export function clearedDownTo(dwell: Counted, background: Counted, drift = 0): number | null {
  return ruledOutIncrease(dwell, { ...background, seconds: background.seconds * (1 + drift) });
}

/**
 * Judges a dwell; may be asked at any time and as often as wanted without spending anything of the
 * false-alarm setting. A dwell without a single pulse clears nothing: either one comes, or the tube
 * is found dead.
 */
export function judgeDwell(dwell: Counted, background: Counted, settings: DwellSettings): Verdict {
  const sure = dwell.counts - (settings.rounding ?? 0);
  if (sure >= alarmThreshold(dwell.seconds, background, settings)) return { kind: 'alarm' };
  const downTo = clearedDownTo(dwell, background, settings.drift);
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
 * a running dwell is judged by its alarm plan.
 */
export function chanceOfBackground(dwell: Counted, background: Counted): number {
  const share = dwell.seconds / (dwell.seconds + background.seconds);
  return binomialUpperTail(dwell.counts, dwell.counts + background.counts, share);
}

/** An increase is visible where it gives an alarm with this probability. */
const SEEN = 0.95;

/**
 * Smallest increase in counts per second over the background that a dwell of `seconds` turns into an
 * alarm with 95 % probability by its end. What the screen says instead of "no radiation".
 */
export function smallestVisibleIncrease(
  seconds: number,
  background: Counted,
  settings: FalseAlarms,
): number {
  const threshold = alarmThreshold(seconds, background, settings);
  let low = threshold - 1;
  // Four standard deviations above the threshold: more than 95 % for any threshold.
  let high = threshold + 4 * Math.sqrt(threshold) + 10;
  while (high - low > high * 1e-6) {
    const mean = (low + high) / 2;
    if (poissonUpperTail(threshold, mean) < SEEN) low = mean;
    else high = mean;
  }
  const expected = (background.counts / background.seconds) * seconds;
  return Math.max(0, high - expected) / seconds;
}

/**
 * Whole seconds of a dwell that make an increase (counts per second, above zero) visible; null when the
 * longest dwell does not.
 */
export function timeToVisible(
  increase: number,
  background: Counted,
  settings: FalseAlarms,
): number | null {
  const perSecond = background.counts / background.seconds + increase;
  const isVisible = (seconds: number): boolean => {
    const threshold = alarmThreshold(seconds, background, settings);
    return poissonUpperTail(threshold, perSecond * seconds) >= SEEN;
  };
  return firstSecond(0, settings.dwellS, isVisible);
}

/**
 * Whole seconds until a dwell that goes on as the background counts has ruled out what it is asked to
 * (`clearTo`), at most until its longest time; 0 when it has.
 */
export function secondsStillNeeded(
  dwell: Counted,
  background: Counted,
  { dwellS, clearTo, drift }: Pick<DwellSettings, 'dwellS' | 'clearTo' | 'drift'>,
): number {
  const left = Math.max(0, Math.ceil(dwellS - dwell.seconds));
  if (clearTo === null) return left;
  const perSecond = background.counts / background.seconds;
  const isEnough = (more: number): boolean => {
    const counts = dwell.counts + perSecond * more;
    const downTo = clearedDownTo({ counts, seconds: dwell.seconds + more }, background, drift);
    return downTo !== null && downTo <= clearTo;
  };
  return isEnough(0) ? 0 : (firstSecond(0, left, isEnough) ?? left);
}

/** First whole second after `from` at which it holds, once it holds it goes on to; null: not by `to`. */
function firstSecond(from: number, to: number, holds: (second: number) => boolean): number | null {
  let [low, high] = [from, from + 1];
  while (high < to && !holds(high)) [low, high] = [high, high * 2];
  high = Math.min(high, Math.floor(to));
  if (high <= low || !holds(high)) return null;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
