import type { Counted } from './evidence.ts';

/** A mean dose rate in uSv/h over some seconds that no other window shares. */
export interface DoseWindow {
  readonly rate: number;
  readonly seconds: number;
}

/**
 * Seconds that are taken together before the spread is looked at. An instrument smooths what it shows
 * over some seconds: neighbouring values are alike, and their own spread would say too little of how
 * far a mean may be off (non-overlapping batch means, Conway 1963). Our choice: as long as the
 * smoothing that survey meters use near background; what smoothing is longer shows in batches that are
 * alike.
 */
const BATCH_S = 15;
/** Batches that a background has at least; with fewer the spread is hardly known. */
const BATCHES = 10;
/** Standard normal quantile of 99 %: the spread is taken as large as these batches leave possible. */
const Z = 2.3263;

/** Seconds of background that make `BATCHES` batches of values over `windowS` seconds each. */
export function leastBackgroundS(windowS: number): number {
  return BATCHES * windowS * Math.ceil(BATCH_S / windowS);
}

/** Dose in uSv/h·s over some seconds. */
export interface DoseBatch {
  readonly dose: number;
  readonly seconds: number;
}

/** Whole batches of `BATCH_S` seconds or more, oldest first; the rest is left out. */
export function batchesOf(windows: readonly DoseWindow[]): DoseBatch[] {
  const batches: DoseBatch[] = [];
  let open = { dose: 0, seconds: 0 };
  for (const { rate, seconds } of windows) {
    open = { dose: open.dose + rate * seconds, seconds: open.seconds + seconds };
    if (open.seconds < BATCH_S - 1e-9) continue;
    batches.push(open);
    open = { dose: 0, seconds: 0 };
  }
  return batches;
}

/** No more likeness than this is allowed for: of more, one measurement says nothing. */
const MOST_ALIKE = 0.8;

/**
 * How many times as large as their spread says the variance of a mean of batches is where each is like the
 * one before: a first-order autoregression, as smoothing leaves it.
 *
 * @param off how far each batch is off, oldest first
 */
export function likenessOf(off: readonly number[]): number {
  const squares = off.reduce((sum, one) => sum + one * one, 0);
  if (squares === 0) return 1;
  const products = off.reduce((sum, one, at) => sum + one * (off[at - 1] ?? 0), 0);
  const alike = Math.max(0, Math.min(MOST_ALIKE, products / squares));
  return (1 + alike) / (1 - alike);
}

/**
 * What likeness makes of the spread counts so many times: few batches make it look smaller than it is. The
 * upper 99 % limit covers as much for itself, so that the larger of both holds. Our choice; what it keeps
 * and what it costs is in docs/radiation.md.
 */
const FOR_LIKENESS = 2;

/** Lower 1 % point of chi-square (Wilson and Hilferty 1931: 2 % too low at 9 degrees, which is safe). */
function lowChiSquare(degrees: number): number {
  const spread = 2 / (9 * degrees);
  return degrees * (1 - spread - Z * Math.sqrt(spread)) ** 3;
}

/**
 * The pulses that a background of dose rates is worth: as many as would show its spread. The dose in a
 * time is taken as pulses of one size, so that its variance grows with its mean (quasi-Poisson,
 * Wedderburn 1974; the size by Pearson's statistic), and everything that counts are judged by applies:
 * the same sequential test with the same false-alarm setting. Three things keep it on the safe side: the
 * spread is the upper 99 % limit of what the batches leave possible (chi-square), so that a background
 * that happened to be quiet makes no parcel an alarm; it is larger where neighbours are alike; and it is
 * never below what rounding to the display's last digit leaves (`step`²/12, GUM 4.3.7).
 *
 * @param step the coarsest last digit of the values, in uSv/h
 * @returns null when there are too few batches, no dose, or a spread that leaves not one pulse
 */
export function backgroundPulses(windows: readonly DoseWindow[], step: number): Counted | null {
  const batches = batchesOf(windows);
  const dose = batches.reduce((sum, batch) => sum + batch.dose, 0);
  const seconds = batches.reduce((sum, batch) => sum + batch.seconds, 0);
  if (batches.length < BATCHES || dose === 0) return null;
  const rate = dose / seconds;
  const degrees = batches.length - 1;
  const pearson = batches.reduce(
    (sum, batch) => sum + (batch.dose - rate * batch.seconds) ** 2 / (rate * batch.seconds),
    0,
  );
  const alike = likenessOf(batches.map((batch) => batch.dose - rate * batch.seconds));
  const rounding = (step ** 2 / 12) * (seconds / batches.length / rate);
  const ofSpread = Math.max(
    pearson / lowChiSquare(degrees),
    (pearson / degrees) * alike * FOR_LIKENESS,
  );
  const perPulse = Math.max(ofSpread, rounding);
  const all = windows.reduce((sum, one) => sum + one.seconds, 0);
  const counts = Math.round((rate * all) / perPulse);
  return counts === 0 ? null : { counts, seconds: all };
}
