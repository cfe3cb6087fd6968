import type { Counted } from './evidence.ts';
import { binomialUpperTail } from './statistics.ts';

/** Pulses expected where none came that make a tube dead and not quiet: P(0 | 14) = 8e-7. */
const DEAD_TUBE_EXPECTED = 14;

/** Whether `seconds` without a single pulse mean a dead tube at this background. */
export function isDeadTube(secondsWithoutPulse: number, background: Counted): boolean {
  return (background.counts / background.seconds) * secondsWithoutPulse >= DEAD_TUBE_EXPECTED;
}

/** A rate counts as high from this many times the background on. */
const HIGH = 20;
/** A rate has collapsed when it is below this share of what it was… */
const COLLAPSED_TO = 0.1;
/** …and chance gives so few counts at that share less often than this. */
const COLLAPSE_CHANCE = 1e-6;

/**
 * Whether the counts have collapsed from a high rate: a Geiger tube in a field that is too strong for
 * it counts less and less, down to nothing. A parcel that was lifted looks the same; either way what
 * is counted from here on says nothing of the parcel. With equal times it takes at least 145 counts.
 *
 * @param before the seconds before the fall
 * @param after the seconds that follow it
 */
export function isRateCollapse(before: Counted, after: Counted, background: Counted): boolean {
  const high = (background.counts / background.seconds) * HIGH * before.seconds;
  if (before.counts < high) return false;
  // At a tenth of the rate exactly, this is the share of all counts that falls before.
  const share = before.seconds / (before.seconds + COLLAPSED_TO * after.seconds);
  return binomialUpperTail(before.counts, before.counts + after.counts, share) < COLLAPSE_CHANCE;
}
