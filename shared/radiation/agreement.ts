import type { Counted } from './evidence.ts';
import { binomialUpperTail } from './statistics.ts';

/** Counts of one dosimeter, and the dose rate in uSv/h that one count per second of it stands for. */
export interface DosedCounts extends Counted {
  readonly perCount: number;
}

/** Probability of at least `counts` of all counts where rates stand as `ratio` to one. */
function tail(one: DosedCounts, other: DosedCounts, ratio: number): number {
  const [mine, others] = [(ratio * one.seconds) / one.perCount, other.seconds / other.perCount];
  return binomialUpperTail(one.counts, one.counts + other.counts, mine / (mine + others));
}

/**
 * Probability that two dosimeters are as far apart as this by chance, where what they stand in differs
 * by a factor of `within` at most, 0 to 1, both sides. Each count is Poisson; given the sum of both, one
 * of them is binomial: exact at any number of counts (Przyborowski and Wilenski 1940).
 *
 * @param within 1 or more: places and energy responses differ
 */
export function chanceOfAgreement(one: DosedCounts, other: DosedCounts, within: number): number {
  const higher = tail(one, other, within);
  const lower = tail(other, one, within);
  return Math.min(1, 2 * Math.min(higher, lower));
}
