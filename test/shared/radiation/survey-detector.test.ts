import { describe, expect, it } from 'vitest';
import { createSurveyDetector } from '../../../shared/radiation/survey-detector.ts';
import { backgrounds } from '../../../tools/benchmarks/radiation-chain.ts';
import {
  sampleSurveyAlarms,
  sampleSurveyDelays,
} from '../../../tools/benchmarks/radiation-survey.ts';

const KNOWN = Number.POSITIVE_INFINITY;

describe('probability that a survey alarms that has nothing to find', () => {
  it.each([
    [0.05, 300, 120, 1e-4],
    [0.4, KNOWN, 120, 1e-2],
    [0.4, 300, 120, 1e-4],
    [2, 60, 60, 1e-3],
    [10, 300, 60, 1e-5],
    [60, KNOWN, 200, 1e-4],
  ])(
    'is below the setting: %d a second, background of %d s, survey of %d s, setting %d',
    (rate, backgroundS, surveyS, falseAlarm) => {
      const judgedBy = backgrounds(rate, backgroundS);
      const settings = { surveyS, falseAlarm };
      const { mean, high95 } = sampleSurveyAlarms(rate, judgedBy, settings, 1500, 20_261_130);
      expect(high95).toBeLessThan(falseAlarm);
      expect(mean).toBeGreaterThan(falseAlarm / 20);
    },
  );
});

describe('a survey', () => {
  it.each([
    [0.4, 3.5],
    [2, 2.2],
    [60, 1.35],
  ])(
    'finds what begins at an unknown time nearly as soon as the matched CUSUM: %d, %d times',
    (...at) => {
      const [background, ratio] = at;
      const point = { background, ratio, falseAlarm: 1e-4, seconds: 300 };
      const known = { counts: background * 1e12, seconds: 1e12 };
      const { station, matched } = sampleSurveyDelays(point, known, {
        onsetS: 30,
        surveys: 1000,
        seed: 7,
      });
      expect(station.time.mean / matched.time.mean).toBeLessThan(1.25);
    },
  );

  it('alarms sooner after a calm beginning than a dwell over the same time would', () => {
    const detector = createSurveyDetector(
      { counts: 120, seconds: 300 },
      { surveyS: 120, falseAlarm: 1e-4 },
    );
    const alarms = Array.from({ length: 66 }, (_, second) =>
      detector.add({ counts: second < 60 ? second % 2 : 5, seconds: 1 }),
    );
    expect(alarms.indexOf(true)).toBeGreaterThan(60);
    expect(alarms.indexOf(true)).toBeLessThan(65);
  });

  it('looks at whole seconds, however often readings come', () => {
    const settings = { surveyS: 120, falseAlarm: 1e-4 };
    const detector = createSurveyDetector({ counts: 120, seconds: 300 }, settings);
    const early = [0.25, 0.5, 0.75].map(() => detector.add({ counts: 10, seconds: 0.25 }));
    expect(early).toEqual([false, false, false]);
    expect(detector.add({ counts: 10, seconds: 0.25 })).toBe(true);
  });
});
