import { logShare, type Counted, type Increase } from './evidence.ts';

/** A survey moves the instrument over the faces: when a hot spot comes near is not known. */
export interface SurveySettings {
  /** Longest survey in seconds; after it another begins. */
  readonly surveyS: number;
  /** Probability that a survey of a parcel without added radiation alarms, at most. */
  readonly falseAlarm: number;
}

/** Follows one survey, reading by reading. */
export interface SurveyDetector {
  /** Adds what came next; true when it is an alarm. Looks fall on whole seconds. */
  add(next: Counted): boolean;
}

/** Shortest time in seconds in which an increase is looked for: below one look more says the same. */
const SHORTEST_S = 0.7;
/** The smallest increase that is looked for shows itself in this many longest surveys or more. */
const LONGEST = 2;

/**
 * Increases that show themselves in 0.7 s and each twice the time before, up to two longest
 * surveys or more: a test that knows the increase needs ln(1/p) of information, and a second has
 * b (r ln r - r + 1) of it (Kullback and Leibler 1951).
 *
 * @param perSecond background in counts per second
 */
function increases(perSecond: number, { surveyS, falseAlarm }: SurveySettings): Increase[] {
  const found: Increase[] = [];
  for (let seconds = SHORTEST_S; seconds < surveyS * LONGEST * 2; seconds *= 2) {
    const needed = -Math.log(falseAlarm) / seconds / perSecond;
    let [low, high] = [0, 30];
    for (let step = 0; step < 60; step += 1) {
      const logRatio = (low + high) / 2;
      const ratio = Math.exp(logRatio);
      if (ratio * logRatio - ratio + 1 < needed) low = logRatio;
      else high = logRatio;
    }
    found.push({ ratio: Math.exp(high), logRatio: high });
  }
  return found;
}

/**
 * Looks back to each of the last four seconds, and then to ever fewer, each for itself and those up to
 * the one before: an onset that is a little off costs little.
 */
function lookBacks(surveyS: number): readonly { readonly seconds: number; readonly for: number }[] {
  const backs = [];
  for (let [seconds, before] = [1, 0]; before < surveyS;) {
    backs.push({ seconds, for: seconds - before });
    const gap = seconds < 4 ? 1 : 2 ** Math.floor(Math.log2(seconds) - 1);
    [before, seconds] = [seconds, seconds + gap];
  }
  return backs;
}

/**
 * Part of `surveyS / falseAlarm` that the sum has to reach. With all of it the setting is kept by a
 * theorem: the sum grows by one a second in the mean where nothing is added. It comes to less
 * than half of that, because what small increases have gathered when the survey ends is never an alarm; the
 * probability is computed for each setting (test/shared/radiation/survey-detector.test.ts).
 */
const REACHED = 0.55;

/** A look back: what each increase loses in it, and the fewest counts that say anything. */
interface Span {
  readonly seconds: number;
  readonly share: Float64Array;
  readonly least: number;
}

/** Part of what has to be reached that a span may be left out for. */
const NOTHING = 1e-4;

/**
 * Detection of an increase of unknown size that begins at an unknown time: the sum of the likelihood
 * ratios of all increases, each with the same weight, and of all times at which it may have begun
 * (Shiryaev 1963, Roberts 1966; mixed over increases as Pollak and Siegmund 1975). The background's own
 * uncertainty is inside, as in the evidence of a dwell.
 */
export function createSurveyDetector(
  background: Counted,
  settings: SurveySettings,
): SurveyDetector {
  const perSecond = background.counts / background.seconds;
  const sought = increases(perSecond, settings);
  const backs = lookBacks(settings.surveyS);
  const limit = (REACHED * settings.surveyS * sought.length) / settings.falseAlarm;
  /** Counts and seconds from the beginning to each look: numbers apart, for there are millions. */
  const [countsAt, secondsAt] = [[0], [0]];
  let [counts, seconds] = [0, 0];

  /** Sum of the likelihood ratios of all increases, after so many counts over one span. */
  function sumOver(within: number, share: Float64Array): number {
    const all = within + background.counts;
    let sum = 0;
    for (let at = 0; at < sought.length; at += 1) {
      sum += Math.exp(within * (sought[at]?.logRatio ?? 0) + all * (share[at] ?? 0));
    }
    return sum;
  }

  function newSpan(over: number, weight: number): Span {
    const share = Float64Array.from(sought, ({ ratio }) => logShare(ratio, over, background));
    let least = Math.floor(perSecond * over);
    for (let step = 2 ** 20; step >= 1; step /= 2) {
      if (weight * sumOver(least + step, share) < NOTHING * limit) least += step;
    }
    return { seconds: over, share, least: least + 1 };
  }

  /** One for each look back: readings of a second give the same ones again and again. */
  const spans: Span[] = [];

  function sumAtLook(): number {
    let sum = 0;
    // By index: this runs some twenty times a look, millions of times in the benchmark.
    for (let at = 0; at < backs.length; at += 1) {
      const back = backs[at];
      const begin = secondsAt.length - (back?.seconds ?? 0);
      if (back === undefined || begin < 0) break;
      const over = seconds - (secondsAt[begin] ?? 0);
      let span = spans[at];
      if (span?.seconds !== over) span = spans[at] = newSpan(over, back.for);
      const within = counts - (countsAt[begin] ?? 0);
      if (within >= span.least) sum += back.for * sumOver(within, span.share);
    }
    return sum;
  }

  return {
    add(next) {
      counts += next.counts;
      seconds += next.seconds;
      if (seconds - (secondsAt.at(-1) ?? 0) < 1 - 1e-9) return false;
      const sum = sumAtLook();
      countsAt.push(counts);
      secondsAt.push(seconds);
      return sum >= limit;
    },
  };
}
