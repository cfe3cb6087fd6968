import type { Counted } from '../../shared/radiation/evidence.ts';
import { logFactorial } from '../../shared/radiation/statistics.ts';

/** A dwell that is looked at once a second. */
export interface DwellRule {
  /** Fewest counts that raise the alarm at this second; does not fall with time. */
  readonly alarmAt: (second: number) => number;
  /**
   * Most counts that end the dwell as cleared, at a second with a pulse; -1 for none. Does not fall with
   * time.
   */
  readonly clearedAt: (second: number) => number;
}

/** Probability that the dwell ends at each second, from the first on. */
export interface Endings {
  readonly alarm: readonly number[];
  readonly cleared: readonly number[];
}

/** Probability of `n` pulses where `mean` are expected. */
function poisson(n: number, mean: number): number {
  return Math.exp(n * Math.log(mean) - mean - logFactorial(n));
}

/** Probabilities below this are left out; all that can be left out sums to less than 1e-15. */
const NOTHING = 1e-22;

/** When this much of all dwells is left, it is over. */
const OVER = 1e-12;

function sum(weights: Float64Array): number {
  return weights.reduce((total, weight) => total + weight, 0);
}

interface Span {
  /** Counts of the first entry. */
  readonly from: number;
  readonly weights: Float64Array;
}

/** Counts of one second with their probabilities; what is beyond weighs less than 1e-18. */
export function oneSecond(rate: number): Span {
  const from = Math.max(0, Math.floor(rate - 9 * Math.sqrt(rate) - 2));
  const to = Math.ceil(rate + 10 * Math.sqrt(rate) + 25);
  const weights = Float64Array.from({ length: to - from + 1 }, (_, at) => poisson(from + at, rate));
  return trimmed({ from, weights });
}

function convolve(left: Span, right: Span): Span {
  const weights = new Float64Array(left.weights.length + right.weights.length - 1);
  for (const [more, factor] of right.weights.entries()) {
    for (let at = 0; at < left.weights.length; at += 1) {
      weights[at + more] = (weights[at + more] ?? 0) + factor * (left.weights[at] ?? 0);
    }
  }
  return { from: left.from + right.from, weights };
}

/** The span without its ends that weigh nothing. */
function trimmed({ from, weights }: Span): Span {
  const heavy = (weight: number): boolean => weight >= NOTHING;
  const first = weights.findIndex(heavy);
  if (first < 0) return { from, weights: new Float64Array(0) };
  return { from: from + first, weights: weights.slice(first, weights.findLastIndex(heavy) + 1) };
}

/**
 * Carries the distribution of the counts from second to second; `look` takes out what ends. It sees the
 * distribution before this second as well.
 *
 * @param added counts of each second
 */
export function convolved(
  added: Span | ((second: number) => Span),
  seconds: number,
  look: (counted: Span, second: number, before: Span) => void,
): void {
  let open: Span = { from: 0, weights: Float64Array.of(1) };
  for (let second = 1; second <= seconds && sum(open.weights) > OVER; second += 1) {
    const counted = convolve(open, typeof added === 'function' ? added(second) : added);
    look(counted, second, open);
    open = trimmed(counted);
  }
}

/**
 * Exact probabilities of how a dwell of `seconds` ends that counts `rate` pulses a second: the
 * distribution of its counts is carried from second to second, and what a look ends is taken out.
 */
export function endings(rate: number, seconds: number, rule: DwellRule): Endings {
  const silence = Math.exp(-rate);
  const [alarm, cleared]: [number[], number[]] = [[], []];
  convolved(oneSecond(rate), seconds, (counted, second, before) => {
    const [alarmAt, clearedAt] = [rule.alarmAt(second), rule.clearedAt(second)];
    let [alarmed, clear] = [0, 0];
    counted.weights.forEach((weight, at) => {
      const counts = counted.from + at;
      if (counts >= alarmAt) {
        alarmed += weight;
        counted.weights[at] = 0;
      } else if (counts <= clearedAt) {
        // Without a pulse in this second the dwell goes on.
        const quiet = silence * (before.weights[counts - before.from] ?? 0);
        clear += weight - quiet;
        counted.weights[at] = quiet;
      }
    });
    alarm.push(alarmed);
    cleared.push(clear);
  });
  return { alarm, cleared };
}

/**
 * Exact probability that a dwell of `seconds` alarms whose counts come at another rate each second.
 *
 * @param added counts of each second
 */
export function alarmChance(
  added: (second: number) => Span,
  seconds: number,
  alarmAt: (second: number) => number,
): number {
  let alarmed = 0;
  convolved(added, seconds, (counted, second) => {
    const least = Math.max(0, alarmAt(second) - counted.from);
    for (let at = least; at < counted.weights.length; at += 1) {
      alarmed += counted.weights[at] ?? 0;
      counted.weights[at] = 0;
    }
  });
  return alarmed;
}

/** Fewest counts for which `holds`, second by second; it holds for all counts above, later for fewer. */
export function rising(
  holds: (counts: number, second: number) => boolean,
): (second: number) => number {
  const least: number[] = [0];
  return (second) => {
    for (let next = least.length; next <= second; next += 1) {
      let counts = least[next - 1] ?? 0;
      while (!holds(counts, next)) counts += 1;
      least.push(counts);
    }
    return least[second] ?? 0;
  };
}

/** Never, for either side of a rule. */
export const NEVER_CLEARED = (): number => -1;

/** A background rate that is known: as good as measured for ever. */
export function knownBackground(rate: number): Counted {
  const seconds = 1e12;
  return { counts: rate * seconds, seconds };
}

/**
 * Backgrounds that `seconds` of measuring give at a true rate, each with its probability. Where they
 * are many, every so many stand for their neighbours: their probabilities make a smooth sum.
 *
 * @param seconds of background; Infinity when its rate is known
 */
export function backgrounds(
  rate: number,
  seconds: number,
): readonly { readonly background: Counted; readonly weight: number }[] {
  if (seconds === Number.POSITIVE_INFINITY) {
    return [{ background: knownBackground(rate), weight: 1 }];
  }
  const mean = rate * seconds;
  const deviation = Math.sqrt(mean);
  const every = Math.max(1, Math.floor(deviation / 1.5));
  // A background without a pulse is refused by the bench.
  const first = Math.max(1, Math.floor(mean - 8 * deviation - 5));
  const last = Math.ceil(mean + 8 * deviation + 10);
  return Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, at) => {
    const counts = first + at * every;
    return { background: { counts, seconds }, weight: every * poisson(counts, mean) };
  }).filter(({ weight }) => weight > 1e-14);
}

/** Endings of a dwell, averaged over the backgrounds that it may be judged by. */
export function meanEndings(
  over: ReturnType<typeof backgrounds>,
  of: (background: Counted) => Endings,
): Endings {
  const total: { alarm: number[]; cleared: number[] } = { alarm: [], cleared: [] };
  for (const { background, weight } of over) {
    const ended = of(background);
    for (const how of ['alarm', 'cleared'] as const) {
      ended[how].forEach((probability, at) => {
        total[how][at] = (total[how][at] ?? 0) + weight * probability;
      });
    }
  }
  return total;
}
