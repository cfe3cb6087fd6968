import { binomialUpperTail, poissonUpperTail } from './statistics.ts';

/** Pulses counted over whole seconds. */
export interface Counted {
  readonly counts: number;
  readonly seconds: number;
}

/** How a parcel is measured; site policy. */
export interface DwellSettings {
  /** Seconds after which a dwell without an alarm ends. */
  readonly dwellS: number;
  /** Probability that a parcel without added radiation raises an alarm, at most. */
  readonly falseAlarm: number;
}

/**
 * Probability of at least these counts if the parcel adds nothing, given the measured background.
 * Both are Poisson with one rate, so the dwell's share of all counts is binomial: exact, with the
 * uncertainty of the background inside (Przyborowski and Wilenski 1940).
 */
export function chanceOfBackground(dwell: Counted, background: Counted): number {
  const share = dwell.seconds / (dwell.seconds + background.seconds);
  return binomialUpperTail(dwell.counts, dwell.counts + background.counts, share);
}

/**
 * Whether the counts so far are an alarm. Looked at once a second, so each look may spend one part in
 * `dwellS` of the false-alarm setting (Bonferroni): over the whole dwell it is never exceeded.
 */
export function isAlarm(dwell: Counted, background: Counted, settings: DwellSettings): boolean {
  return chanceOfBackground(dwell, background) < settings.falseAlarm / settings.dwellS;
}

/** Fewest counts that raise an alarm at the end of a dwell of `seconds`. */
export function alarmThreshold(
  seconds: number,
  background: Counted,
  settings: DwellSettings,
): number {
  let below = 0;
  let above = 16;
  while (!isAlarm({ counts: above, seconds }, background, settings)) above *= 2;
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (isAlarm({ counts: middle, seconds }, background, settings)) above = middle;
    else below = middle;
  }
  return above;
}

/**
 * Smallest increase in counts per second over the background that a dwell of `seconds` turns into an
 * alarm with 95 % probability. What the screen says instead of "no radiation".
 */
export function smallestVisibleIncrease(
  seconds: number,
  background: Counted,
  settings: DwellSettings,
): number {
  const threshold = alarmThreshold(seconds, background, settings);
  let low = 0;
  let high = threshold * 2 + 20;
  for (let i = 0; i < 60; i += 1) {
    const mean = (low + high) / 2;
    if (poissonUpperTail(threshold, mean) < 0.95) low = mean;
    else high = mean;
  }
  const expected = (background.counts / background.seconds) * seconds;
  return Math.max(0, high - expected) / seconds;
}

/** Pulses expected where none came that make a tube dead and not quiet: P(0 | 14) = 8e-7. */
const DEAD_TUBE_EXPECTED = 14;

/** Whether `seconds` without a single pulse mean a dead tube at this background. */
export function isDeadTube(secondsWithoutPulse: number, background: Counted): boolean {
  return (background.counts / background.seconds) * secondsWithoutPulse >= DEAD_TUBE_EXPECTED;
}
