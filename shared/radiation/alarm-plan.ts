import { coarser, convolve, pulses, type Span } from './count-lattice.ts';
import type { Counted } from './evidence.ts';
import { spendingPlan } from './spending-plan.ts';
import { logRising } from './statistics.ts';

/** How often a dwell may alarm that has nothing to find. */
export interface FalseAlarms {
  /** Longest dwell in seconds. */
  readonly dwellS: number;
  /** Probability that a parcel without added radiation raises an alarm, at most. */
  readonly falseAlarm: number;
  /** Part by which the background may have risen since it was measured; none where it is left out. */
  readonly drift?: number | undefined;
}

/** Fewest counts that are an alarm within so many seconds of a dwell. */
export type AlarmPlan = (seconds: number) => number;

/** Looks are a second apart, and later 0.4 % of the time: between them the next one's threshold holds. */
function lookAfter(second: number, dwellS: number): number {
  const next = second + Math.max(1, Math.floor(second / 250));
  return second < dwellS ? Math.min(next, Math.ceil(dwellS)) : next;
}

/** Counts are taken together where the pulses between two looks spread over this many steps or more. */
const FINE = 12;
/** What weighs less than this part of the false-alarm setting is left out, count by count. */
const NOTHING = 1e-11;

/**
 * Natural logarithm of the probability of `counts` in `seconds` by a background that is known by its
 * own counts only, over the one at a known rate of `shape / background.seconds`. The measured one is
 * the rate's Gamma distribution of shape `counts + 1`: with it a single look is the exact conditional
 * test of two counts (Przyborowski and Wilenski 1940).
 */
function logUncertain(counts: number, seconds: number, shape: number, backgroundS: number): number {
  const longer = Math.log1p(seconds / backgroundS);
  const expected = (shape * seconds) / backgroundS;
  return logRising(shape, counts) - (shape + counts) * longer + expected;
}

/** The span without its ends that `isNothing`; the weights that are kept stay what they are. */
function trimmed(span: Span, isNothing: (weight: number, counts: number) => boolean): Span {
  const { from, step, weights } = span;
  let [first, last] = [0, weights.length - 1];
  while (first < last && isNothing(weights[first] ?? 0, (from + first) * step)) first += 1;
  while (last > first && isNothing(weights[last] ?? 0, (from + last) * step)) last -= 1;
  return { from: from + first, step, weights: weights.slice(first, last + 1) };
}

/**
 * Thresholds of a dwell, one for each second, such that a parcel that adds nothing ever reaches one with
 * a probability of `falseAlarm` at most. The distribution of the counts of all dwells without an alarm
 * is carried from look to look; at each, the threshold is the smallest number that does not spend more
 * than the spending plan has for that time. What whole counts leave unspent is there for the next look.
 *
 * A dwell may be judged as often as wanted, at any time: counts never fall, so that what reaches the
 * next whole second's threshold before it would have reached it then.
 *
 * @param background seconds above zero; with 1e12 seconds its rate is known
 */
function newPlan(background: Counted, { dwellS, falseAlarm, drift = 0 }: FalseAlarms): AlarmPlan {
  // As few counts in less time: a higher rate that is known no better.
  const backgroundS = background.seconds / (1 + drift);
  const shape = background.counts + 1;
  const rate = shape / backgroundS;
  const planned = spendingPlan(dwellS);
  const kernels = new Map<string, Span>();
  const looks: { readonly second: number; readonly counts: number }[] = [];
  let open: Span = { from: 0, step: 1, weights: Float64Array.of(1) };
  let [second, spent] = [0, 0];

  function added(seconds: number, step: number): Span {
    const key = `${seconds}/${step}`;
    const kernel = kernels.get(key) ?? coarser(pulses(rate * seconds), step);
    kernels.set(key, kernel);
    return kernel;
  }

  function look(): void {
    const next = lookAfter(second, dwellS);
    const seconds = next - second;
    second = next;
    while (Math.sqrt(rate * seconds) >= 2 * FINE * open.step) open = coarser(open, 2);
    const counted = convolve(open, added(seconds, open.step));
    const { from, step, weights } = counted;
    const chance = (weight: number, counts: number): number =>
      weight * Math.exp(logUncertain(counts, second, shape, backgroundS));
    const room = planned(second) * falseAlarm - spent;
    let [tail, at] = [0, weights.length];
    for (; at > 0; at -= 1) {
      const more = tail + chance(weights[at - 1] ?? 0, (from + at - 1) * step);
      if (more > room) break;
      tail = more;
    }
    spent += tail;
    looks.push({ second, counts: (from + at) * step });
    const kept = { from, step, weights: weights.slice(0, Math.max(1, at)) };
    open = trimmed(kept, (weight, counts) => chance(weight, counts) < NOTHING * falseAlarm);
  }

  return (seconds) => {
    while (second < seconds || looks.length === 0) look();
    let [low, high] = [0, looks.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((looks[middle]?.second ?? 0) < seconds) low = middle + 1;
      else high = middle;
    }
    return looks[low]?.counts ?? Number.POSITIVE_INFINITY;
  };
}

/** Plans that are kept: of a bench's latest backgrounds. */
const KEPT = 32;
const plans = new Map<string, AlarmPlan>();

/** The plan for this background; asked for again it goes on where it was, look by look. */
export function alarmPlan(background: Counted, settings: FalseAlarms): AlarmPlan {
  const { counts, seconds } = background;
  const { dwellS, falseAlarm, drift = 0 } = settings;
  const key = [counts, seconds, dwellS, falseAlarm, drift].join('/');
  const known = plans.get(key);
  if (known !== undefined) return known;
  const plan = newPlan(background, settings);
  const [oldest] = plans.keys();
  if (plans.size >= KEPT && oldest !== undefined) plans.delete(oldest);
  plans.set(key, plan);
  return plan;
}
