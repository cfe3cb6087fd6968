import { logEvidence, ruledOutIncrease, type Counted } from '../../shared/radiation/evidence.ts';
import {
  backgrounds,
  endings,
  knownBackground,
  meanEndings,
  NEVER_CLEARED,
  rising,
  type Endings,
} from './radiation-chain.ts';
import { sampleFalseAlarms } from './radiation-sampling.ts';
import { runBenchmark } from './run-benchmark.ts';

const KNOWN = Number.POSITIVE_INFINITY;
/** Seconds of background that a dwell is judged by. */
const MEASURED_S = [KNOWN, 300, 60];
/** With a known background every increase is found; this is only to end. */
const LONGEST_S = 36_000;

/** Probability and time of the endings of one kind; those that do not end count with `limitS`. */
function timesOf(
  probabilities: readonly number[],
  limitS: number,
): { readonly share: number; readonly meanS: number; readonly p95S: number | null } {
  let [share, meanS] = [0, 0];
  let p95S: number | null = null;
  for (const [at, probability] of probabilities.entries()) {
    share += probability;
    meanS += probability * (at + 1);
    if (p95S === null && share >= 0.95) p95S = at + 1;
  }
  return { share: digits(share), meanS: digits(meanS + (1 - share) * limitS), p95S };
}

/** Four significant digits. */
function digits(value: number): number {
  return Number(value.toPrecision(4));
}

const total = (probabilities: readonly number[]): number =>
  probabilities.reduce((sum, probability) => sum + probability, 0);

const shownS = (seconds: number): number | 'known' => (seconds === KNOWN ? 'known' : seconds);

await runBenchmark(
  'radiation',
  {
    /** Added by the parcel, uSv/h. */
    rates: [0.05, 0.1, 0.15, 0.3, 1],
    /** uSv/h. */
    backgrounds: [0.3, 3],
    falseAlarm: 1e-4,
    /** Counts per second per uSv/h: 154 counts a minute, the simulated counter and a common tube. */
    sensitivity: 154 / 60,
    /** Longest dwell. */
    seconds: 600,
    /** A dwell clears down to this, uSv/h. */
    clearTo: 0.3,
    samples: 100_000,
    seed: 20_261_129,
  },
  async ({ options, log }) => {
    const { falseAlarm, sensitivity, seconds } = options;
    if (falseAlarm >= 1) throw new Error('--falseAlarm is a probability below 1');

    const alarmAt = (background: Counted): ((second: number) => number) =>
      rising(
        (counts, at) => logEvidence({ counts, seconds: at }, background) >= -Math.log(falseAlarm),
      );

    /** Endings of a dwell that only an alarm ends. */
    const alarms = (rate: number, perS: number, backgroundS: number, limitS: number): Endings =>
      meanEndings(backgrounds(rate, backgroundS), (background) =>
        endings(perS, limitS, { alarmAt: alarmAt(background), clearedAt: NEVER_CLEARED }),
      );

    /** Alarms of the best test there can be: it knows the background and the increase. */
    function oracle(rate: number, more: number, limitS: number): Endings {
      const perCount = Math.log1p(more / rate);
      const least = (at: number): number =>
        Math.max(0, Math.ceil((-Math.log(falseAlarm) + more * at) / perCount));
      return endings(rate + more, limitS, { alarmAt: least, clearedAt: NEVER_CLEARED });
    }

    /** Endings of a dwell as the bench runs it: an alarm, or cleared down to `clearTo`. */
    function screened(rate: number, perS: number, backgroundS: number): Endings {
      const clearTo = options.clearTo * sensitivity;
      return meanEndings(backgrounds(rate, backgroundS), (background) => {
        const open = rising((counts, at) => {
          const counted = { counts: Math.max(1, counts), seconds: at };
          const downTo = ruledOutIncrease(counted, background);
          return downTo === null || downTo > clearTo;
        });
        const rule = { alarmAt: alarmAt(background), clearedAt: (at: number) => open(at) - 1 };
        return endings(perS, seconds, rule);
      });
    }

    const falseAlarms = [];
    const found = [];
    const cleared = [];
    for (const background of options.backgrounds) {
      const rate = background * sensitivity;
      for (const backgroundS of MEASURED_S) {
        const where = { background, backgroundS: shownS(backgroundS) };
        log(`${background} uSv/h, background ${shownS(backgroundS)}: false alarms …`);
        const exact = total(alarms(rate, rate, backgroundS, seconds).alarm);
        const known = knownBackground(rate);
        const sampled = sampleFalseAlarms(
          { rate, backgroundS, seconds, alarmAt, known },
          options.samples,
          options.seed,
        );
        falseAlarms.push({
          ...where,
          exact,
          ofSetting: digits(exact / falseAlarm),
          sampled,
          held: exact <= falseAlarm && sampled.high95 <= falseAlarm,
        });
        const limitS = backgroundS === KNOWN ? LONGEST_S : seconds;
        for (const more of options.rates) {
          log(`${background} uSv/h, background ${shownS(backgroundS)}: ${more} uSv/h more …`);
          const perS = rate + more * sensitivity;
          const ours = timesOf(alarms(rate, perS, backgroundS, limitS).alarm, limitS);
          const best = timesOf(oracle(rate, more * sensitivity, limitS).alarm, limitS);
          const ratio = digits(ours.meanS / best.meanS);
          found.push({ ...where, rate: more, limitS, ...ours, ratio, compared: best });
        }
        log(`${background} uSv/h, background ${shownS(backgroundS)}: clearing …`);
        const innocent = screened(rate, rate, backgroundS);
        const guilty = screened(rate, rate + options.clearTo * sensitivity, backgroundS);
        cleared.push({
          ...where,
          clearTo: options.clearTo,
          ...timesOf(innocent.cleared, seconds),
          wrongly: digits(total(guilty.cleared)),
          goal: 0.05,
        });
      }
    }
    const ratios = found.filter((one) => one.backgroundS === 'known').map(({ ratio }) => ratio);
    return {
      lowestRatioKnown: Math.min(...ratios),
      highestRatioKnown: Math.max(...ratios),
      highestOfSetting: Math.max(...falseAlarms.map(({ ofSetting }) => ofSetting)),
      held: falseAlarms.every(({ held }) => held),
      falseAlarms,
      found,
      cleared,
      compared: {
        with:
          'one-sided sequential probability ratio test that knows the background and the increase, ' +
          'same false-alarm setting, looked at once a second; both exact',
      },
    };
  },
);
