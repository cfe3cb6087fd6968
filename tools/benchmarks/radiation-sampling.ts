import type { Counted } from '../../shared/radiation/evidence.ts';
import { poissonDrawer, sampler, together, worlds, type Estimate } from './radiation-random.ts';
import { seeded } from '../seeded.ts';

/** A background that a parcel may be judged by, with its probability. */
export interface Judged {
  readonly background: Counted;
  readonly weight: number;
}

/** What is sampled: parcels that add nothing, at a true rate in counts per second. */
export interface Innocent {
  readonly rate: number;
  /** Longest dwell in seconds. */
  readonly seconds: number;
  readonly judgedBy: readonly Judged[];
  /** Fewest counts that are an alarm at a second. */
  readonly alarmAt: (background: Counted) => (second: number) => number;
}

/** Fewest counts that are an alarm at each whole second, from the first on. */
export function thresholds(alarmAt: (second: number) => number, seconds: number): Float64Array {
  return Float64Array.from({ length: seconds }, (_, at) => alarmAt(at + 1));
}

/** Parcels from which the shares of the worlds are fitted, steps of it, and what each world keeps. */
const FIT = { parcels: 1500, steps: 100, least: 0.03 };

/** Counts and seconds at an alarm. */
interface Alarm {
  readonly counts: number;
  readonly second: number;
}

/**
 * Probability of a false alarm by importance sampling: parcels are drawn where false alarms are common
 * and each alarm counts as much less as it is less likely where nothing is added (balance heuristic,
 * Veach and Guibas 1995). How often each world is drawn is fitted first, so that all alarms weigh about
 * alike (expectation maximisation, as in Cappe and others 2008), with a part for each in any case
 * (Hesterberg 1995). Shares no code with the exact calculation but the test itself.
 */
export function sampleFalseAlarms(innocent: Innocent, samples: number, seed: number): Estimate {
  const { rate, seconds, judgedBy } = innocent;
  const random = seeded(seed);
  const drawn = worlds(rate, seconds).map((world) => ({
    ...world,
    draw: poissonDrawer(rate * world.ratio, random),
  }));
  const likelihoods = ({ counts, second }: Alarm): number[] =>
    drawn.map(({ perPulse, perSecond }) => Math.exp(counts * perPulse - perSecond * second));
  /** Likelihood in all worlds together, over the one where nothing is added. */
  const overTruth = (shares: readonly number[], over: readonly number[]): number =>
    over.reduce((sum, likelihood, at) => sum + likelihood * (shares[at] ?? 0), 0);

  function alarmOf(shares: readonly number[], alarmAt: Float64Array): Alarm | null {
    let [world, left] = [0, random()];
    while (world < drawn.length - 1 && left >= (shares[world] ?? 0)) {
      left -= shares[world] ?? 0;
      world += 1;
    }
    const draw = drawn[world]?.draw ?? Number;
    let counts = 0;
    for (let second = 1; second <= seconds; second += 1) {
      counts += draw();
      if (counts >= (alarmAt[second - 1] ?? 0)) return { counts, second };
    }
    return null;
  }

  function fitted(alarmAt: Float64Array): readonly number[] {
    const alike = drawn.map(() => 1 / drawn.length);
    const alarms = Array.from({ length: FIT.parcels }, () => alarmOf(alike, alarmAt))
      .filter((alarm) => alarm !== null)
      .map(likelihoods);
    let shares = alike;
    for (let step = 0; step < FIT.steps && alarms.length > 0; step += 1) {
      const found = drawn.map(() => 0);
      let all = 0;
      for (const over of alarms) {
        const weight = 1 / overTruth(alike, over);
        const mixed = overTruth(shares, over);
        all += weight;
        for (const [at, likelihood] of over.entries()) {
          found[at] = (found[at] ?? 0) + (weight * (shares[at] ?? 0) * likelihood) / mixed;
        }
      }
      shares = found.map((share) => share / all);
    }
    return shares.map((share) => share * (1 - FIT.least) + FIT.least / drawn.length);
  }

  const each = Math.ceil(samples / judgedBy.length);
  return together(
    judgedBy.map(({ background, weight }) => {
      const alarmAt = thresholds(innocent.alarmAt(background), seconds);
      const shares = fitted(alarmAt);
      const { add, estimate } = sampler();
      for (let sample = 0; sample < each; sample += 1) {
        const alarm = alarmOf(shares, alarmAt);
        add(alarm === null ? 0 : 1 / overTruth(shares, likelihoods(alarm)));
      }
      return { weight, estimate: estimate() };
    }),
  );
}
