import type { Counted } from '../../shared/radiation/evidence.ts';
import {
  createSurveyDetector,
  type SurveySettings,
} from '../../shared/radiation/survey-detector.ts';
import type { Delay } from './radiation-delays.ts';
import type { Point } from './radiation-oracle.ts';
import {
  poissonDrawer,
  sampler,
  together,
  worlds,
  type Estimate,
  type World,
} from './radiation-random.ts';
import { seeded } from '../seeded.ts';
import type { Judged } from './radiation-sampling.ts';

/** Says at each second whether a survey alarms. */
interface Detector {
  add(next: Counted): boolean;
}

/** The matched CUSUM (Page 1954): it knows background and increase, and not when it begins. */
function matchedCusum({ perPulse, perSecond }: World, limit: number): Detector {
  let sum = 0;
  return {
    add({ counts, seconds }) {
      sum = Math.max(0, sum) + counts * perPulse - perSecond * seconds;
      return sum >= limit;
    },
  };
}

/** Surveys of parcels that add nothing, at a true rate in counts per second. */
interface InnocentSurvey {
  readonly rate: number;
  readonly surveyS: number;
  /** Increases that false alarms are drawn from; each may begin at any second. */
  readonly from: readonly World[];
  readonly detectors: readonly { readonly weight: number; readonly begin: () => Detector }[];
}

/**
 * Probability of an alarm in a survey that has nothing to find, by importance sampling: an increase
 * begins at any second, and an alarm counts as much less as it is less likely where nothing is added.
 * That is one over the Shiryaev-Roberts sum at the alarm, taken here by its recursion.
 */
function sampleSurveys(survey: InnocentSurvey, samples: number, seed: number): Estimate {
  const { rate, surveyS, from, detectors } = survey;
  const random = seeded(seed);
  const calm = poissonDrawer(rate, random);
  const drawn = from.map((world) => ({
    ...world,
    draw: poissonDrawer(rate * world.ratio, random),
  }));
  /** What a second with so many counts multiplies each sum by, as it is met. */
  const known: Float64Array[] = [];
  const factorsOf = (counts: number): Float64Array =>
    (known[counts] ??= Float64Array.from(drawn, ({ perPulse, perSecond }) =>
      Math.exp(counts * perPulse - perSecond),
    ));
  const sums = new Float64Array(drawn.length);
  const each = Math.ceil(samples / detectors.length);

  /** What the alarm of a survey weighs in which an increase begins; 0 without one. */
  function alarmOf(detector: Detector, hot: () => number): number {
    const onset = Math.floor(random() * surveyS);
    sums.fill(0);
    for (let second = 1; second <= surveyS; second += 1) {
      const counts = second > onset ? hot() : calm();
      const factors = factorsOf(counts);
      let sum = 0;
      for (let at = 0; at < sums.length; at += 1) {
        sum += sums[at] = (1 + (sums[at] ?? 0)) * (factors[at] ?? 0);
      }
      // A second that has not come may still be the onset: such a survey has seen nothing but calm.
      if (detector.add({ counts, seconds: 1 }))
        return surveyS / (sum / drawn.length + surveyS - second);
    }
    return 0;
  }

  return together(
    detectors.map(({ weight, begin }) => {
      const { add, estimate } = sampler();
      for (let sample = 0; sample < each; sample += 1) {
        add(alarmOf(begin(), drawn[sample % drawn.length]?.draw ?? calm));
      }
      return { weight, estimate: estimate() };
    }),
  );
}

/** Probability of a false alarm of the station's survey, with each background that it may be judged by. */
export function sampleSurveyAlarms(
  rate: number,
  judgedBy: readonly Judged[],
  settings: SurveySettings,
  samples: number,
  seed: number,
): Estimate {
  const detectors = judgedBy.map(({ background, weight }) => ({
    weight,
    begin: () => createSurveyDetector(background, settings),
  }));
  const { surveyS } = settings;
  return sampleSurveys({ rate, surveyS, from: worlds(rate, surveyS), detectors }, samples, seed);
}

const CALIBRATION = { samples: 4_000, steps: 20, lowest: 1 };

/**
 * The lowest boundary of the matched CUSUM that keeps the setting in a survey, by the same sampling: each
 * time that a survey's CUSUM is higher than before, what an alarm there would count is kept, so that one
 * set of surveys answers for every boundary.
 */
function cusumLimit(world: World, rate: number, settings: SurveySettings, seed: number): number {
  const { surveyS, falseAlarm } = settings;
  const highest = Math.log(surveyS / falseAlarm);
  const random = seeded(seed);
  const [calm, hot] = [poissonDrawer(rate, random), poissonDrawer(rate * world.ratio, random)];
  const surveys = Array.from({ length: CALIBRATION.samples }, () => {
    const onset = Math.floor(random() * surveyS);
    const records: { readonly height: number; readonly weight: number }[] = [];
    let [sum, roberts, height] = [0, 0, CALIBRATION.lowest];
    for (let second = 1; second <= surveyS && height < highest; second += 1) {
      const more = (second > onset ? hot() : calm()) * world.perPulse - world.perSecond;
      sum = Math.max(0, sum) + more;
      roberts = (1 + roberts) * Math.exp(more);
      if (sum <= height) continue;
      height = sum;
      records.push({ height, weight: surveyS / (roberts + surveyS - second) });
    }
    return records;
  });
  const falseAlarms = (limit: number): number =>
    surveys.reduce(
      (total, records) => total + (records.find(({ height }) => height >= limit)?.weight ?? 0),
      0,
    ) / surveys.length;
  let [low, high] = [CALIBRATION.lowest, highest];
  for (let step = 0; step < CALIBRATION.steps; step += 1) {
    const limit = (low + high) / 2;
    if (falseAlarms(limit) <= falseAlarm) high = limit;
    else low = limit;
  }
  return high;
}

/** Where an increase begins in a survey, and how many surveys are drawn. */
export interface SurveyRun {
  readonly onsetS: number;
  readonly surveys: number;
  readonly seed: number;
}

/**
 * Times from the onset to the alarm, of the station's survey and the matched CUSUM on the same counts.
 * Alarms before the onset are false ones and left out; a survey that finds nothing by its end counts
 * with the time that was left.
 */
export function sampleSurveyDelays(
  { background, ratio, falseAlarm, seconds }: Point,
  judgedBy: Counted,
  { onsetS, surveys, seed }: SurveyRun,
): { readonly station: Delay; readonly matched: Delay } {
  const settings = { surveyS: seconds, falseAlarm };
  const world = { ratio, perPulse: Math.log(ratio), perSecond: (ratio - 1) * background };
  const limit = cusumLimit(world, background, settings, seed);
  const random = seeded(seed);
  const [calm, hot] = [background, background * ratio].map((mean) => poissonDrawer(mean, random));
  const tests = [
    () => createSurveyDetector(judgedBy, settings),
    () => matchedCusum(world, limit),
  ].map((begin) => ({ begin, times: sampler(), found: 0, all: 0 }));
  for (let survey = 0; survey < surveys; survey += 1) {
    const open = new Map(tests.map((test) => [test, test.begin()]));
    for (let second = 1; second <= seconds && open.size > 0; second += 1) {
      const counts = (second > onsetS ? hot : calm)?.() ?? 0;
      for (const [test, detector] of open) {
        if (!detector.add({ counts, seconds: 1 })) continue;
        open.delete(test);
        if (second <= onsetS) continue;
        test.times.add(second - onsetS);
        test.found += 1;
        test.all += 1;
      }
    }
    for (const test of open.keys()) {
      test.times.add(seconds - onsetS);
      test.all += 1;
    }
  }
  const [station, matched] = tests.map(({ times, found, all }) => ({
    time: times.estimate(),
    found: found / all,
  }));
  if (station === undefined || matched === undefined) throw new Error('no test was drawn');
  return { station, matched };
}
