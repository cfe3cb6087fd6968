import { batchesOf, likenessOf, type DoseBatch, type DoseWindow } from './dose-rate-pulses.ts';
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

/** Batches on either side of a step at least; one alone is a chance more often. */
const SIDE = 2;
/**
 * A step of a dose rate is one of at least this many standard deviations and of a fifth. Of steady
 * backgrounds of 300 s with a small tube (0.5 counts a second) 0.02 % are refused without smoothing, 0.5 %
 * with 10 s of it and 4 % with 30 s; with larger tubes 0.2 % at most (10,000 each, simulated).
 */
const STEP = { deviations: 6, part: 0.2 };
function meanOf(batches: readonly DoseBatch[]): number {
  const dose = batches.reduce((sum, batch) => sum + batch.dose, 0);
  return dose / batches.reduce((sum, batch) => sum + batch.seconds, 0);
}

/** Whether the batches before `at` and those from there on are two dose rates. */
function isStepAt(at: number, batches: readonly DoseBatch[], step: number): boolean {
  const sides = [batches.slice(0, at), batches.slice(at)];
  const [before = 0, after = 0] = sides.map(meanOf);
  const apart = Math.abs(after - before);
  if (apart <= step + STEP.part * Math.min(before, after)) return false;
  const off = batches.map(
    ({ dose, seconds }, index) => dose / seconds - (index < at ? before : after),
  );
  const squares = off.reduce((sum, one) => sum + one * one, 0);
  const variance = Math.max(squares / (batches.length - 2), step ** 2 / 12);
  const ofMeans = variance * likenessOf(off);
  return apart > STEP.deviations * Math.sqrt(ofMeans / at + ofMeans / (batches.length - at));
}

/**
 * Whether dose rates are those of one field from the first to the last: no place parts them into two
 * levels that lie further apart than what is left of spread on both sides explains.
 *
 * @param step the coarsest last digit of the values, in uSv/h
 */
export function isSteadyDose(windows: readonly DoseWindow[], step: number): boolean {
  const batches = batchesOf(windows);
  for (let at = SIDE; at <= batches.length - SIDE; at += 1) {
    if (isStepAt(at, batches, step)) return false;
  }
  return true;
}
