import { logFactorial } from '../../shared/radiation/statistics.ts';
import type { Random } from '../seeded.ts';

/** Draws pulses where `mean` are expected, by its distribution function. */
export function poissonDrawer(mean: number, random: Random): () => number {
  const first = Math.max(0, Math.floor(mean - 10 * Math.sqrt(mean) - 5));
  const last = Math.ceil(mean + 10 * Math.sqrt(mean) + 25);
  let sum = 0;
  const upTo = Float64Array.from({ length: last - first + 1 }, (_, at) => {
    const n = first + at;
    return (sum += Math.exp(n * Math.log(mean) - mean - logFactorial(n)));
  });
  return () => {
    const wanted = random() * sum;
    let [low, high] = [0, upTo.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] ?? 1) < wanted) low = middle + 1;
      else high = middle;
    }
    return first + low;
  };
}

/** A figure by chance, with the interval that holds the true one in 95 of 100 such runs. */
export interface Estimate {
  readonly mean: number;
  readonly low95: number;
  readonly high95: number;
  readonly samples: number;
}

/** Takes samples together. */
export function sampler(): { add(value: number): void; estimate(): Estimate } {
  let [sum, squares, samples] = [0, 0, 0];
  return {
    add(value) {
      sum += value;
      squares += value * value;
      samples += 1;
    },
    estimate() {
      const mean = sum / samples;
      const error = Math.sqrt(Math.max(0, squares / samples - mean ** 2) / samples);
      return { mean, low95: mean - 1.96 * error, high95: mean + 1.96 * error, samples };
    },
  };
}

/** An increase as a ratio to the background, with what a pulse and a second of it weigh. */
export interface World {
  readonly ratio: number;
  readonly perPulse: number;
  readonly perSecond: number;
}

/**
 * Worlds in which false alarms are common: nothing added, and increases that show themselves in a
 * second and each twice the time before, up to twice `seconds`. False alarms look like those.
 */
export function worlds(rate: number, seconds: number): readonly World[] {
  const found: World[] = [{ ratio: 1, perPulse: 0, perSecond: 0 }];
  for (let time = 1; time <= seconds * 2; time *= 2) {
    let [low, high] = [0, 30];
    for (let step = 0; step < 60; step += 1) {
      const log = (low + high) / 2;
      if (rate * time * (Math.exp(log) * (log - 1) + 1) < 9) low = log;
      else high = log;
    }
    const ratio = Math.exp(high);
    found.push({ ratio, perPulse: high, perSecond: (ratio - 1) * rate });
  }
  return found;
}
