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

/**
 * A figure by chance, with the interval that holds the true one in 95 of 100 such runs; null where there
 * are too few samples to say.
 */
export interface Estimate {
  readonly mean: number;
  readonly low95: number | null;
  readonly high95: number | null;
  readonly samples: number;
}

/** Whether what was sampled shows that a probability is above a setting: all of its 95 % interval is. */
export function isAbove({ low95 }: Estimate, setting: number): boolean {
  return low95 !== null && low95 > setting;
}

/** Fewest samples whose spread says something of their mean. */
export const FEWEST = 10;

/** The 97.5 % point of Student's t by its first two terms (Fisher 1925): below 2 % low from ten samples on. */
function widthOf(samples: number): number {
  const normal = 1.96;
  return normal + (normal ** 3 + normal) / (4 * (samples - 1));
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
      if (samples < FEWEST) return { mean, low95: null, high95: null, samples };
      const error = Math.sqrt(Math.max(0, squares / samples - mean ** 2) / (samples - 1));
      const reach = widthOf(samples) * error;
      return { mean, low95: mean - reach, high95: mean + reach, samples };
    },
  };
}

/** The weighted sum of figures that were sampled each for itself; no interval where one has none. */
export function together(
  parts: readonly { readonly weight: number; readonly estimate: Estimate }[],
): Estimate {
  let [mean, squares, samples] = [0, 0, 0];
  for (const { weight, estimate } of parts) {
    mean += weight * estimate.mean;
    squares += (weight * ((estimate.high95 ?? Number.NaN) - estimate.mean)) ** 2;
    samples += estimate.samples;
  }
  const reach = Math.sqrt(squares);
  return Number.isNaN(reach)
    ? { mean, low95: null, high95: null, samples }
    : { mean, low95: mean - reach, high95: mean + reach, samples };
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
