import type { Counted } from '../../shared/radiation/evidence.ts';
import { logFactorial } from '../../shared/radiation/statistics.ts';

/** A probability by chance, with the interval that holds the true one in 95 of 100 such runs. */
export interface Estimate {
  readonly probability: number;
  readonly low95: number;
  readonly high95: number;
  readonly samples: number;
}

/** Numbers from 0 to 1 that are the same in every run with this seed (mulberry32, Ettinger 2017). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Draws pulses where `mean` are expected, by its distribution function. */
function poissonDrawer(mean: number, random: () => number): () => number {
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

/** A world in which false alarms are common: less background was counted, and more of the parcel. */
interface Tilt {
  /** Factors on the true rate, of the background's counts and of the dwell's. */
  readonly background: number;
  readonly dwell: number;
}

/** The likeliest ways to a false alarm: for each increase that it may look like, and each time. */
function tilts(backgroundS: number): readonly Tilt[] {
  return [0.1, 0.3, 1, 3, 10, 30].flatMap((increase) =>
    (backgroundS === Number.POSITIVE_INFINITY ? [0] : [3, 30, 120, 600]).map((seconds): Tilt => {
      const ratio = 1 + increase;
      const background =
        seconds === 0 ? 1 : (backgroundS + seconds) / (backgroundS + ratio * seconds);
      return { background, dwell: ratio * background };
    }),
  );
}

/** What is sampled: parcels that add nothing, at a true rate in counts per second. */
export interface Innocent {
  readonly rate: number;
  /** Seconds of background; Infinity when its rate is known. */
  readonly backgroundS: number;
  /** Longest dwell in seconds. */
  readonly seconds: number;
  /** Fewest counts that are an alarm at a second, for a background of so many counts. */
  readonly alarmAt: (background: Counted) => (second: number) => number;
  readonly known: Counted;
}

/**
 * Probability of a false alarm by importance sampling: parcels are drawn where false alarms are common
 * and each alarm counts as much less as it is less likely where nothing is added (balance heuristic,
 * Veach and Guibas 1995). Shares no code with the exact calculation but the test itself.
 */
export function sampleFalseAlarms(innocent: Innocent, samples: number, seed: number): Estimate {
  const { rate, backgroundS, seconds, known } = innocent;
  const random = seeded(seed);
  const measured = Number.isFinite(backgroundS);
  const worlds = tilts(backgroundS).map((tilt) => ({
    ...tilt,
    drawBackground: measured ? poissonDrawer(rate * backgroundS * tilt.background, random) : null,
    drawSecond: poissonDrawer(rate * tilt.dwell, random),
  }));
  const rules = new Map<number, (second: number) => number>();
  const ruleFor = (background: Counted): ((second: number) => number) => {
    const rule = rules.get(background.counts) ?? innocent.alarmAt(background);
    rules.set(background.counts, rule);
    return rule;
  };
  /** Likelihood of what was drawn in all worlds together, over the true one. */
  const overTruth = (background: number, counts: number, second: number): number =>
    worlds.reduce((sum, world) => {
      const ofBackground = measured
        ? background * Math.log(world.background) - rate * backgroundS * (world.background - 1)
        : 0;
      const ofDwell = counts * Math.log(world.dwell) - rate * second * (world.dwell - 1);
      return sum + Math.exp(ofBackground + ofDwell);
    }, 0) / worlds.length;
  let [sum, squares] = [0, 0];
  for (let sample = 0; sample < samples; sample += 1) {
    const world = worlds[sample % worlds.length];
    if (world === undefined) break;
    const background =
      world.drawBackground === null
        ? known
        : { counts: world.drawBackground(), seconds: backgroundS };
    // A background without a pulse is refused by the bench.
    if (background.counts === 0) continue;
    const alarmAt = ruleFor(background);
    let counts = 0;
    for (let second = 1; second <= seconds; second += 1) {
      counts += world.drawSecond();
      if (counts < alarmAt(second)) continue;
      const weight = 1 / overTruth(background.counts, counts, second);
      sum += weight;
      squares += weight * weight;
      break;
    }
  }
  const probability = sum / samples;
  const error = Math.sqrt(Math.max(0, squares / samples - probability ** 2) / samples);
  return {
    probability,
    low95: probability - 1.96 * error,
    high95: probability + 1.96 * error,
    samples,
  };
}
