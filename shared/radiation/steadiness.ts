import { chanceOfBackground } from './dwell.ts';
import type { Counted } from './evidence.ts';

/** Parts of alike length that a measurement is cut into. */
const PARTS = 10;
/** A steady one is called unsteady as often as this: once in a thousand backgrounds. */
const IMPROBABLE = 1e-3;

function sumOf(counted: readonly Counted[]): Counted {
  return counted.reduce(
    (sum, one) => ({ counts: sum.counts + one.counts, seconds: sum.seconds + one.seconds }),
    { counts: 0, seconds: 0 },
  );
}

function partsOf(readings: readonly Counted[]): readonly Counted[] {
  const { seconds } = sumOf(readings);
  const parts: Counted[] = [];
  let open: Counted = { counts: 0, seconds: 0 };
  for (const reading of readings) {
    open = sumOf([open, reading]);
    if (open.seconds < seconds / PARTS - 1e-9) continue;
    parts.push(open);
    open = { counts: 0, seconds: 0 };
  }
  return open.seconds > 0 ? [...parts, open] : parts;
}

/**
 * Whether the counts of a measurement are those of one rate from its first seconds to its last: each
 * tenth of it is compared with the rest (two counts of one rate, exactly), both ways. A parcel that
 * comes or goes meanwhile shows.
 *
 * @param readings counts one by one, oldest first; fewer than two are steady
 */
export function isSteady(readings: readonly Counted[]): boolean {
  const parts = partsOf(readings);
  const all = sumOf(readings);
  return parts.every((part) => {
    const rest = { counts: all.counts - part.counts, seconds: all.seconds - part.seconds };
    if (rest.seconds <= 0) return true;
    const chance = Math.min(chanceOfBackground(part, rest), chanceOfBackground(rest, part));
    return chance >= IMPROBABLE / (2 * parts.length);
  });
}
