import { chanceOfBackground } from './dwell.ts';
import type { Counted } from './evidence.ts';

/**
 * A background that follows slow drift (radon, rain) by the counts between parcels. Older counts weigh
 * less and less; sums are weighted.
 */
export interface TrackedBackground {
  /** As it was taken, and when (seconds of any clock that never goes back). */
  readonly taken: Counted;
  readonly takenAtS: number;
  /** When the ages below were right. */
  readonly atS: number;
  /**
   * When a second of the sums below weighed 1. They fade when something is added and not before: what they
   * say of each other does not change with time, and after days alone they would be too small for numbers.
   */
  readonly weighedAtS: number;
  readonly counts: number;
  readonly seconds: number;
  /** Sum of squared weights times seconds, and of weights times seconds times their age. */
  readonly squares: number;
  readonly ages: number;
  /** The latest windows that were no outliers, oldest first: a minute of them. */
  readonly recent: readonly Counted[];
  /** Seconds in a row that were refused. */
  readonly refusedS: number;
}

/** What a background is now, and by which part it may have moved since its counts. */
export interface CurrentBackground extends Counted {
  readonly drift: number;
}

/**
 * After this many seconds a count weighs 1/e. With 20 s of free counts between parcels of a minute the
 * weights come to some 300 s of background, as many as it began with, ten minutes old in the mean.
 */
const MEMORY_S = 600;

/** A background that was measured for `taken.seconds` up to `atS`. */
export function startTracking(taken: Counted, atS: number): TrackedBackground {
  const { counts, seconds } = taken;
  const age = { squares: seconds, ages: (seconds * seconds) / 2 };
  const at = { takenAtS: atS, atS, weighedAtS: atS };
  return { taken, ...at, counts, seconds, ...age, recent: [], refusedS: 0 };
}

function aged(tracked: TrackedBackground, atS: number): TrackedBackground {
  const passed = atS - tracked.atS;
  return { ...tracked, atS, ages: tracked.ages + tracked.seconds * passed };
}

/** The sums with `free` added to them, which weighs 1. */
function withFree(now: TrackedBackground, free: Counted): TrackedBackground {
  const fade = Math.exp((now.weighedAtS - now.atS) / MEMORY_S);
  return {
    ...now,
    weighedAtS: now.atS,
    counts: now.counts * fade + free.counts,
    seconds: now.seconds * fade + free.seconds,
    squares: now.squares * fade * fade + free.seconds,
    ages: now.ages * fade + (free.seconds * free.seconds) / 2,
    refusedS: 0,
  };
}

/**
 * Part of its seconds that a tracked background is taken to be worth: weighted sums spread a little wider
 * than plain ones, and windows that were refused cut the spread. Our choice, on the safe side.
 */
const WORTH = 0.75;

/** The same rate by as many counts as would be known no better without weights. */
function plain({ counts, seconds, squares }: TrackedBackground): Counted {
  const known = ((seconds * seconds) / squares) * WORTH;
  return { counts: (counts / seconds) * known, seconds: known };
}

/** Part by which a background moves in so many seconds at most. */
function movedIn(seconds: number, driftPerHour: number): number {
  return (seconds / 3600) * driftPerHour;
}

/**
 * What a dwell that begins at `atS` is measured against.
 *
 * @param driftPerHour the part by which the background moves in an hour at most, 0.2 for 20 %
 */
export function currentBackground(
  tracked: TrackedBackground,
  atS: number,
  dwellS: number,
  driftPerHour: number,
): CurrentBackground {
  const now = aged(tracked, atS);
  // Its counts are so old in the mean, and those of the dwell come half a dwell later in the mean.
  const { counts, seconds } = plain(now);
  const pulses = Math.max(1, Math.round(counts));
  // Whole counts, in as many seconds as they take at that rate.
  const known = { counts: pulses, seconds: (pulses / counts) * seconds };
  return { ...known, drift: movedIn(now.ages / now.seconds + dwellS / 2, driftPerHour) };
}

/** A background is too old when its counts are older than this in the mean… */
const OLDEST_S = 12 * 3600;
/** …or when it may have moved by more than this part since. Both our choice. */
const FURTHEST = 0.5;

/** Whether a background has to be taken again because nothing was learned for too long. */
export function isTooOld(tracked: TrackedBackground, atS: number, driftPerHour: number): boolean {
  const now = aged(tracked, atS);
  const ageS = now.ages / now.seconds;
  return ageS > OLDEST_S || movedIn(ageS, driftPerHour) > FURTHEST;
}

/** Counts as improbable as this are no background's: about one window in five hours by chance. */
const IMPROBABLE = 1e-3;
/** So many seconds refused in a row are no chance any more. */
const LOST_S = 30;

/** What a single window hides shows in so many seconds of windows together. */
const RECENT_S = 60;

function sumOf(counted: readonly Counted[]): Counted {
  return counted.reduce(
    (sum, one) => ({ counts: sum.counts + one.counts, seconds: sum.seconds + one.seconds }),
    { counts: 0, seconds: 0 },
  );
}

/** The latest of them that cover `RECENT_S`, or all. */
function latestOf(windows: readonly Counted[]): readonly Counted[] {
  const [, ...later] = windows;
  return sumOf(later).seconds >= RECENT_S ? latestOf(later) : windows;
}

function whole({ counts, seconds }: Counted): Counted {
  return { counts: Math.round(counts), seconds };
}

/** Whether counts fit a background that may have moved by `drift`, up and down. */
function fits(counted: Counted, background: Counted, drift: number): boolean {
  const [now, before] = [whole(counted), whole(background)];
  const risen = { ...before, seconds: before.seconds / (1 + drift) };
  const fallen = { ...before, seconds: before.seconds * (1 + drift) };
  return (
    chanceOfBackground(now, risen) >= IMPROBABLE && chanceOfBackground(fallen, now) >= IMPROBABLE
  );
}

/**
 * Takes counts that were measured with nothing at the bench, up to `atS`. They are refused where they do
 * not fit the background as it is, by themselves or with those of the last minute, and where with them it would have moved further from how it was taken
 * than drift explains: a hot parcel that stands near for long is not learned little by little.
 *
 * @param free a few seconds, at least one
 * @returns `lost` when what is refused goes on for half a minute: it has to be taken again
 */
export function trackFree(
  tracked: TrackedBackground,
  free: Counted,
  atS: number,
  driftPerHour: number,
): { readonly tracked: TrackedBackground; readonly kind: 'taken' | 'refused' | 'lost' } {
  const now = aged(tracked, atS);
  const added = withFree(now, free);
  const refusedS = now.refusedS + free.seconds;
  const kind = refusedS >= LOST_S ? 'lost' : 'refused';
  const sinceCounts = movedIn(now.ages / now.seconds, driftPerHour);
  const sinceTaken = movedIn(atS - now.takenAtS + now.taken.seconds / 2, driftPerHour);
  if (!fits(free, plain(now), sinceCounts)) return { tracked: { ...now, refusedS }, kind };
  const recent = latestOf([...now.recent, free]);
  return fits(sumOf(recent), plain(now), sinceCounts) && fits(plain(added), now.taken, sinceTaken)
    ? { tracked: { ...added, recent }, kind: 'taken' }
    : { tracked: { ...now, recent, refusedS }, kind };
}
