import { describe, expect, it } from 'vitest';
import { logEvidence, type Counted } from '../../../shared/radiation/evidence.ts';
import {
  backgrounds,
  endings,
  knownBackground,
  meanEndings,
  NEVER_CLEARED,
  rising,
} from '../../../tools/benchmarks/radiation-chain.ts';
import { sampleFalseAlarms } from '../../../tools/benchmarks/radiation-sampling.ts';

const RATE = 0.3;
const SECONDS = 120;
const SETTING = 1e-4;

const alarmAt = (background: Counted): ((second: number) => number) =>
  rising((counts, seconds) => logEvidence({ counts, seconds }, background) >= -Math.log(SETTING));

describe('false alarms by importance sampling', () => {
  it.each([[Number.POSITIVE_INFINITY], [60]])(
    'are as many as the exact calculation says, with a background of %d s',
    (backgroundS) => {
      const { alarm } = meanEndings(backgrounds(RATE, backgroundS), (background) =>
        endings(RATE, SECONDS, { alarmAt: alarmAt(background), clearedAt: NEVER_CLEARED }),
      );
      const exact = alarm.reduce((sum, probability) => sum + probability, 0);
      const known = knownBackground(RATE);
      const innocent = { rate: RATE, backgroundS, seconds: SECONDS, alarmAt, known };
      const sampled = sampleFalseAlarms(innocent, 30_000, 20_261_129);
      const error = (sampled.high95 - sampled.low95) / (2 * 1.96);
      expect(error / exact).toBeLessThan(0.05);
      // Four standard errors: the seed is fixed, so this is no matter of luck.
      expect(Math.abs(sampled.probability - exact)).toBeLessThan(4 * error);
    },
  );
});
