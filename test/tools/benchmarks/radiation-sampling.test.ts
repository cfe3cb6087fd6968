import { describe, expect, it } from 'vitest';
import { alarmPlan } from '../../../shared/radiation/alarm-plan.ts';
import type { Counted } from '../../../shared/radiation/evidence.ts';
import {
  backgrounds,
  endings,
  meanEndings,
  NEVER_CLEARED,
} from '../../../tools/benchmarks/radiation-chain.ts';
import { sampleFalseAlarms } from '../../../tools/benchmarks/radiation-sampling.ts';

const RATE = 0.3;
const SECONDS = 120;

const alarmAt = (background: Counted): ((second: number) => number) =>
  alarmPlan(background, { dwellS: SECONDS, falseAlarm: 1e-4 });

describe('false alarms by importance sampling', () => {
  it.each([[Number.POSITIVE_INFINITY], [60]])(
    'are as many as the exact calculation says, with a background of %d s',
    (backgroundS) => {
      const judgedBy = backgrounds(RATE, backgroundS);
      const { alarm } = meanEndings(judgedBy, (background) =>
        endings(RATE, SECONDS, { alarmAt: alarmAt(background), clearedAt: NEVER_CLEARED }),
      );
      const exact = alarm.reduce((sum, probability) => sum + probability, 0);
      const innocent = { rate: RATE, seconds: SECONDS, judgedBy, alarmAt };
      const sampled = sampleFalseAlarms(innocent, 60_000, 20_261_129);
      const error = ((sampled.high95 ?? Number.NaN) - (sampled.low95 ?? Number.NaN)) / (2 * 1.96);
      expect(error / exact).toBeLessThan(0.05);
      // Four standard errors: the seed is fixed, so this is no matter of luck.
      expect(Math.abs(sampled.mean - exact)).toBeLessThan(4 * error);
    },
  );
});
