import type { Counted } from '../../shared/radiation/evidence.ts';
import { poissonDrawer, sampler, worlds, type Estimate } from './radiation-random.ts';
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

/**
 * Probability of a false alarm by importance sampling: parcels are drawn where false alarms are common
 * and each alarm counts as much less as it is less likely where nothing is added (balance heuristic,
 * Veach and Guibas 1995). Shares no code with the exact calculation but the test itself.
 */
export function sampleFalseAlarms(innocent: Innocent, samples: number, seed: number): Estimate {
  const { rate, seconds, judgedBy } = innocent;
  const random = seeded(seed);
  const drawn = worlds(rate, seconds).map((world) => ({
    ...world,
    draw: poissonDrawer(rate * world.ratio, random),
  }));
  /** Likelihood of the counts in all worlds together, over the one where nothing is added. */
  const overTruth = (counts: number, second: number): number =>
    drawn.reduce(
      (sum, { perPulse, perSecond }) => sum + Math.exp(counts * perPulse - perSecond * second),
      0,
    ) / drawn.length;
  const { add, estimate } = sampler();
  const each = Math.ceil(samples / judgedBy.length / drawn.length);
  for (const { background, weight } of judgedBy) {
    const alarmAt = thresholds(innocent.alarmAt(background), seconds);
    for (const { draw } of drawn) {
      for (let sample = 0; sample < each; sample += 1) {
        let [counts, second, alarm] = [0, 0, 0];
        while (second < seconds && alarm === 0) {
          counts += draw();
          second += 1;
          if (counts >= (alarmAt[second - 1] ?? 0)) alarm = 1 / overTruth(counts, second);
        }
        add(alarm * weight * judgedBy.length);
      }
    }
  }
  return estimate();
}
