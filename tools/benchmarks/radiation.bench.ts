import { alarmPlan } from '../../shared/radiation/alarm-plan.ts';
import { clearedDownTo } from '../../shared/radiation/dwell.ts';
import type { Counted } from '../../shared/radiation/evidence.ts';
import { backgrounds, endings, knownBackground, meanEndings, rising } from './radiation-chain.ts';
import { sampleDelays } from './radiation-delays.ts';
import { sampleDriftingHours } from './radiation-drift.ts';
import { exactMean, fixedSeconds, oracleAlarmAt, type Point } from './radiation-oracle.ts';
import { FEWEST, isAbove, type Estimate } from './radiation-random.ts';
import { sampleFalseAlarms } from './radiation-sampling.ts';
import { sampleSurveyAlarms, sampleSurveyDelays } from './radiation-survey.ts';
import { OptionError } from './options.ts';
import { runBenchmark } from './run-benchmark.ts';

/** Four significant digits. */
function digits(value: number): number {
  return Number(value.toPrecision(4));
}

const total = (probabilities: readonly number[]): number =>
  probabilities.reduce((sum, probability) => sum + probability, 0);

const most = (values: readonly number[]): number | null =>
  values.length === 0 ? null : Math.max(...values);

/** A row of the table of points; times in seconds, a parcel that is not found counts with the longest. */
interface RatedPoint {
  readonly onset: 'known' | 'unknown';
  readonly background: number;
  readonly ratio: number;
  readonly meanS: number;
  readonly found: number;
  /** The oracle, or the matched CUSUM where the onset is unknown. */
  readonly boundS: number;
  readonly boundFound: number;
  readonly ratioToBound: number;
  /** The same, computed from the distribution of the counts. */
  readonly exactRatio?: number;
  readonly exactS?: number;
  /** Over the exact mean: whole seconds and chance would decide where the two are near the goal. */
  readonly fixedS?: number | null;
  readonly timesFaster?: number | null;
  readonly boundTimesFaster?: number | null;
  readonly time: Estimate;
}

await runBenchmark(
  'radiation',
  {
    /** The parcel's rate, background included, over the background's. */
    rates: [1.2, 1.3, 1.5, 2, 3, 4, 5, 8, 11],
    /** Counts per second. */
    backgrounds: [0.4, 2, 10, 60],
    falseAlarm: 1e-4,
    /** Parcels that the test of a fixed time may miss. */
    miss: 0.05,
    /** Longest dwell and longest survey. */
    seconds: 2400,
    /** Seconds of a background that is measured. */
    backgroundS: 300,
    /** Parcels of each delay, and surveys. */
    parcels: 10_000,
    /**
     * Parcels of each probability of a false alarm, by importance sampling: with a known background, which
     * spends nearly all of the setting, with a measured one, and surveys.
     */
    samples: 2_000_000,
    measuredSamples: 2_000_000,
    surveySamples: 6_000,
    /** Seconds of calm before an increase begins in a survey. */
    onsetS: 30,
    /**
     * Drift in percent an hour, seconds of dwells and of free counts between them, hours in which a
     * background of one count a second rises; fewer where there are more counts, a fifth where it falls.
     */
    driftPercent: 20,
    driftDwellS: 60,
    freeS: 20,
    driftHours: 150,
    /** A dwell of `driftDwellS` clears down to so many counts per second more. */
    clearTo: 0.77,
    seed: 20_261_130,
  },
  async ({ options, log, fail }) => {
    const { falseAlarm, seconds, backgroundS, seed } = options;
    if (falseAlarm >= 0.1) throw new OptionError('--falseAlarm is a probability below 0.1.');
    if (options.miss >= 1) throw new OptionError('--miss is a probability below 1.');
    if (options.rates.some((ratio) => ratio <= 1)) {
      throw new OptionError('--rates are total rates over the background, each above 1.');
    }
    if (options.onsetS >= seconds) {
      throw new OptionError('--onsetS is a number of seconds below --seconds, the longest survey.');
    }
    const settings = { dwellS: seconds, falseAlarm };
    const alarmAt = (background: Counted): ((second: number) => number) =>
      alarmPlan(background, settings);

    const falseAlarms: {
      onset: string;
      scenario: string;
      background: number;
      setting: number;
      ratio: number;
      /** Upper end of the 95 % interval; null where too few were sampled for one. */
      high95: number | null;
      sampled: Estimate;
    }[] = [];
    const alarmsOf = (
      onset: string,
      scenario: string,
      background: number,
      sampled: Estimate,
    ): (typeof falseAlarms)[number] => ({
      onset,
      scenario,
      background,
      setting: falseAlarm,
      ratio: digits(sampled.mean / falseAlarm),
      high95: sampled.high95 === null ? null : digits(sampled.high95 / falseAlarm),
      sampled,
    });
    // Not below what gives an interval, unless fewer are asked for.
    const hoursOf = (background: number, sign: number): number => {
      const wanted = options.driftHours / Math.max(1, Math.sqrt(background)) / (sign > 0 ? 1 : 5);
      return Math.max(Math.min(FEWEST, options.driftHours), Math.ceil(wanted));
    };
    const points: RatedPoint[] = [];
    const cleared = [];

    for (const background of options.backgrounds) {
      const known = knownBackground(background);
      const measured = backgrounds(background, backgroundS);
      for (const ratio of options.rates) {
        log(`${background} counts/s, ${ratio} times: time to alarm …`);
        const point: Point = { background, ratio, falseAlarm, seconds };
        const oracleAt = oracleAlarmAt(point);
        const [ours, oracle] = sampleDelays(
          point,
          [alarmAt(known), oracleAt],
          options.parcels,
          seed,
        );
        if (ours === undefined || oracle === undefined) throw new Error('nothing was drawn');
        const fixedS = fixedSeconds(point, options.miss);
        const meanS = ours.time.mean;
        const exact = exactMean(point, alarmAt(known));
        const exactBound = exactMean(point, oracleAt);
        points.push({
          onset: 'known',
          background,
          ratio,
          meanS: digits(meanS),
          found: ours.found,
          boundS: digits(oracle.time.mean),
          boundFound: oracle.found,
          ratioToBound: digits(meanS / oracle.time.mean),
          exactRatio: digits(exact.meanS / exactBound.meanS),
          exactS: digits(exact.meanS),
          fixedS,
          timesFaster: fixedS === null ? null : digits(fixedS / exact.meanS),
          boundTimesFaster: fixedS === null ? null : digits(fixedS / exactBound.meanS),
          time: ours.time,
        });
      }
      for (const ratio of options.rates) {
        log(`${background} counts/s, ${ratio} times: time to alarm of a survey …`);
        const point: Point = { background, ratio, falseAlarm, seconds };
        const run = { onsetS: options.onsetS, surveys: options.parcels, seed };
        const { station, matched } = sampleSurveyDelays(point, known, run);
        points.push({
          onset: 'unknown',
          background,
          ratio,
          meanS: digits(station.time.mean),
          found: digits(station.found),
          boundS: digits(matched.time.mean),
          boundFound: digits(matched.found),
          ratioToBound: digits(station.time.mean / matched.time.mean),
          time: station.time,
        });
      }
      for (const [scenario, judgedBy, samples] of [
        ['known', [{ background: known, weight: 1 }], options.samples],
        [`${backgroundS} s measured`, measured, options.measuredSamples],
      ] as const) {
        log(`${background} counts/s, background ${scenario}: false alarms …`);
        const innocent = { rate: background, seconds, judgedBy, alarmAt };
        const sampled = sampleFalseAlarms(innocent, samples, seed);
        falseAlarms.push(alarmsOf('known', scenario, background, sampled));
        log(`${background} counts/s, background ${scenario}: false alarms of a survey …`);
        const survey = { surveyS: seconds, falseAlarm };
        falseAlarms.push(
          alarmsOf(
            'unknown',
            scenario,
            background,
            sampleSurveyAlarms(background, judgedBy, survey, options.surveySamples, seed),
          ),
        );
      }
      for (const sign of [1, -1]) {
        const perHour = (sign * options.driftPercent) / 100;
        log(`${background} counts/s, drifting by ${perHour * 100} % an hour: false alarms …`);
        const hours = sampleDriftingHours(
          {
            rate: background,
            perHour,
            falseAlarm,
            backgroundS,
            dwellS: options.driftDwellS,
            freeS: options.freeS,
            allowedPerHour: options.driftPercent / 100,
          },
          hoursOf(background, sign),
          seed,
        );
        const scenario = `drifting ${perHour * 100} %/h`;
        const { parcels, refused, lost } = hours;
        falseAlarms.push({
          ...alarmsOf('known', scenario, background, hours.falseAlarm),
          ...{ parcels, refused, lost },
        });
      }
      log(`${background} counts/s: clearing …`);
      const dwellS = options.driftDwellS;
      const ended = (perS: number): ReturnType<typeof meanEndings> =>
        meanEndings(measured, (judged) => {
          const open = rising((counts, at) => {
            const downTo = clearedDownTo({ counts: Math.max(1, counts), seconds: at }, judged);
            return downTo === null || downTo > options.clearTo;
          });
          const plan = alarmPlan(judged, { dwellS, falseAlarm });
          return endings(perS, dwellS, { alarmAt: plan, clearedAt: (at) => open(at) - 1 });
        });
      const innocent = ended(background).cleared;
      const share = total(innocent);
      const until = innocent.reduce((sum, probability, at) => sum + probability * (at + 1), 0);
      let reached = 0;
      const by95 = innocent.findIndex((probability) => (reached += probability) >= 0.95);
      cleared.push({
        background,
        clearTo: options.clearTo,
        dwellS,
        early: digits(share),
        meanS: digits(until + (1 - share) * dwellS),
        by95S: by95 < 0 ? null : by95 + 1,
        wrongly: digits(total(ended(background + options.clearTo).cleared)),
      });
    }
    const ratios = (onset: string): number[] =>
      points.filter((one) => one.onset === onset).map(({ ratioToBound }) => ratioToBound);
    const speeds = points.flatMap((one) =>
      typeof one.fixedS === 'number' && one.fixedS > 1 ? (one.timesFaster ?? []) : [],
    );
    // Unknown is not below the setting: of too few samples nothing is said.
    const upper = falseAlarms.flatMap(({ high95 }) => high95 ?? []);
    const worstFalseAlarmRatio = upper.length < falseAlarms.length ? null : Math.max(...upper);
    if (worstFalseAlarmRatio === null) log(`Fewer than ${FEWEST} samples give no interval.`);
    // An upper end above it says only that few were sampled.
    if (falseAlarms.some(({ sampled }) => isAbove(sampled, falseAlarm))) {
      fail('false alarms are above the setting');
    }
    return {
      worstRatioToBound: Math.max(...points.map(({ ratioToBound }) => ratioToBound)),
      worstDwellRatio: most(ratios('known')),
      worstSurveyRatio: most(ratios('unknown')),
      worstFalseAlarmRatio,
      leastTimesFasterThanFixed: speeds.length === 0 ? null : digits(Math.min(...speeds)),
      points,
      falseAlarms,
      cleared,
      compared: {
        dwell:
          'oracle: one-sided sequential probability ratio test that knows background and increase, ' +
          'boundary calibrated to the setting within the longest dwell, on the same counts',
        fixed: 'test of a fixed whole number of seconds, same false-alarm and miss probabilities',
        survey:
          'matched CUSUM that knows background and increase, calibrated within the longest survey',
      },
    };
  },
);
