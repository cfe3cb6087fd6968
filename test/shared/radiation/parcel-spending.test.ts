import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alarmPlan } from '../../../shared/radiation/alarm-plan.ts';
import { falseAlarmOf } from '../../../shared/radiation/parcel-spending.ts';
import {
  backgrounds,
  endings,
  meanEndings,
  NEVER_CLEARED,
} from '../../../tools/benchmarks/radiation-chain.ts';
import { sampleSurveyAlarms } from '../../../tools/benchmarks/radiation-survey.ts';

const SETTING = 1e-4;

describe('the false alarms of a clean parcel', () => {
  it.each([
    // counts per second, dosimeters in each dwell
    [0.4, 1],
    [0.4, 2],
    [10, 1],
  ])(
    'stay within the setting with a survey and seven dwells at %d a second, %d dosimeters',
    (rate, dosimeters) => {
      const judgedBy = backgrounds(rate, 300);
      const share = (before: number, measuring: number): number =>
        falseAlarmOf(SETTING, { before, dosimeters: measuring, alarmed: false });
      const dwells = Array.from({ length: 7 }, (_, dwell) => {
        const settings = { dwellS: 60, falseAlarm: share(dwell + 1, dosimeters) };
        const { alarm } = meanEndings(judgedBy, (background) =>
          endings(rate, 60, {
            alarmAt: alarmPlan(background, settings),
            clearedAt: NEVER_CLEARED,
          }),
        );
        return dosimeters * alarm.reduce((sum, probability) => sum + probability, 0);
      });
      const settings = { surveyS: 60, falseAlarm: share(0, 1) };
      const survey = sampleSurveyAlarms(rate, judgedBy, settings, 1500, 20_261_130);
      const all = (survey.high95 ?? 1) + dwells.reduce((sum, dwell) => sum + dwell, 0);
      expect(all).toBeLessThanOrEqual(SETTING);
      expect(all).toBeGreaterThan(SETTING / 4);
    },
  );

  it('stay within it however many times it is measured, with any dosimeters', () => {
    const measurements = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 200 });
    fc.assert(
      fc.property(measurements, (measured) => {
        const spent = measured.map(
          (dosimeters, before) =>
            dosimeters * falseAlarmOf(SETTING, { before, dosimeters, alarmed: false }),
        );
        const all = spent.reduce((sum, one) => sum + one, 0);
        expect(all).toBeLessThanOrEqual(SETTING * (1 + 1e-12));
      }),
    );
  });

  it('leave most of it to the first dwell, which is all that it needs', () => {
    const first = falseAlarmOf(SETTING, { before: 0, dosimeters: 1, alarmed: false });
    expect(first).toBeGreaterThan(SETTING / 2);
  });

  it('cost nothing any more once it has alarmed', () => {
    expect(falseAlarmOf(SETTING, { before: 5, dosimeters: 2, alarmed: true })).toBe(SETTING);
  });
});
