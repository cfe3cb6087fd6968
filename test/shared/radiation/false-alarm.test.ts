import { describe, expect, it } from 'vitest';
import { alarmPlan } from '../../../shared/radiation/alarm-plan.ts';
import { alarmThreshold, judgeDwell } from '../../../shared/radiation/dwell.ts';
import { ruledOutIncrease, type Counted } from '../../../shared/radiation/evidence.ts';
import { poissonUpperTail } from '../../../shared/radiation/statistics.ts';
import {
  backgrounds,
  endings,
  knownBackground,
  meanEndings,
  NEVER_CLEARED,
  rising,
  type Endings,
} from '../../../tools/benchmarks/radiation-chain.ts';

const KNOWN = Number.POSITIVE_INFINITY;

function total(probabilities: readonly number[]): number {
  return probabilities.reduce((sum, probability) => sum + probability, 0);
}

function alarms(background: Counted, rate: number, dwellS: number, falseAlarm: number): Endings {
  const alarmAt = alarmPlan(background, { dwellS, falseAlarm });
  return endings(rate, dwellS, { alarmAt, clearedAt: NEVER_CLEARED });
}

/** Ends as cleared as soon as `increase` in counts per second is ruled out; never alarms. */
function clears(background: Counted, rate: number, seconds: number, increase: number): Endings {
  const notYet = rising((counts, at) => {
    // Without a pulse nothing is ruled out, and no look without one clears.
    const downTo = ruledOutIncrease({ counts: Math.max(1, counts), seconds: at }, background);
    return downTo === null || downTo > increase;
  });
  const alarmAt = (): number => KNOWN;
  return endings(rate, seconds, { alarmAt, clearedAt: (at) => notYet(at) - 1 });
}

describe('probability that a parcel without added radiation ever raises an alarm', () => {
  it.each([
    // counts per second, seconds of background, seconds of dwell, settings
    [0.05, 60, 600, [1e-2, 1e-4, 1e-6]],
    [0.05, 300, 600, [1e-2, 1e-6]],
    [0.05, KNOWN, 3600, [1e-2, 1e-4, 1e-6]],
    [0.4, 10, 60, [1e-3]],
    [0.4, 300, 600, [1e-3, 1e-5]],
    [0.4, KNOWN, 2400, [1e-3, 1e-4, 1e-5]],
    [2, 60, 120, [1e-2, 1e-4]],
    [2, 300, 120, [1e-4]],
    [2, KNOWN, 600, [1e-2, 1e-4, 1e-6]],
    [10, 300, 60, [1e-4]],
    [60, 300, 20, [1e-4]],
    [100, KNOWN, 120, [1e-2, 1e-4, 1e-6]],
  ])(
    'is never above the setting: %d counts a second, background of %d s, dwell of %d s',
    (rate, backgroundS, dwellS, settings) => {
      for (const setting of settings) {
        const { alarm } = meanEndings(backgrounds(rate, backgroundS), (background) =>
          alarms(background, rate, dwellS, setting),
        );
        expect(total(alarm)).toBeLessThanOrEqual(setting);
        expect(total(alarm)).toBeGreaterThan(0);
      }
    },
  );

  it.each([0.4, 2, 60])(
    'is nearly spent with a known background of %d a second: speed is bought',
    (rate) => {
      const { alarm } = alarms(knownBackground(rate), rate, 120, 1e-4);
      expect(total(alarm) / 1e-4).toBeGreaterThan(0.95);
    },
  );

  it('stays below the setting where the counts of late looks are taken together', () => {
    const { alarm } = alarms(knownBackground(200), 200, 400, 1e-3);
    expect(total(alarm)).toBeLessThanOrEqual(1e-3);
    expect(total(alarm) / 1e-3).toBeGreaterThan(0.9);
  });
});

describe('probability that an increase is ever wrongly ruled out', () => {
  it.each([
    // counts per second, seconds of background, increase in counts per second
    [0.05, 60, 0.3],
    [0.3, 60, 0.77],
    [0.3, 300, 0.3],
    [0.3, 300, 0.77],
    [0.3, KNOWN, 0.77],
    [3, 300, 0.77],
    [3, KNOWN, 0.77],
  ])(
    'stays within one in twenty: %d counts a second, background of %d s, %d more',
    (rate, backgroundS, increase) => {
      const { cleared } = meanEndings(backgrounds(rate, backgroundS), (background) =>
        clears(background, rate + increase, 300, increase),
      );
      expect(total(cleared)).toBeLessThanOrEqual(0.05);
    },
  );

  it('and a parcel that adds nothing is cleared nearly always, with a good background', () => {
    const { cleared } = meanEndings(backgrounds(0.3, 300), (background) =>
      clears(background, 0.3, 60, 0.77),
    );
    expect(total(cleared)).toBeGreaterThan(0.95);
    expect(total(cleared)).toBeLessThanOrEqual(1);
  });
});

describe('the exact calculation itself', () => {
  it('gives the Poisson tail for a single look', () => {
    const alarmAt = (second: number): number => (second < 10 ? KNOWN : 9);
    const { alarm } = endings(0.3, 10, { alarmAt, clearedAt: NEVER_CLEARED });
    expect(alarm.at(-1)).toBeCloseTo(poissonUpperTail(9, 3), 12);
  });

  it('gives the binomial share for two looks that are written out', () => {
    // Two counts in the first second, or fewer in the first and four in both.
    const alarmAt = (second: number): number => (second === 1 ? 2 : 4);
    const { alarm } = endings(1, 2, { alarmAt, clearedAt: NEVER_CLEARED });
    const first = 1 - Math.exp(-1) * 2;
    const tail = (n: number): number => poissonUpperTail(n, 1);
    const second = Math.exp(-1) * tail(4) + Math.exp(-1) * tail(3);
    expect(alarm[0]).toBeCloseTo(first, 12);
    expect(alarm[1]).toBeCloseTo(second, 12);
  });

  it('clears at a second with a pulse only, written out for one count in two seconds', () => {
    const clearedAt = (): number => 1;
    const { cleared } = endings(0.5, 2, { alarmAt: () => KNOWN, clearedAt });
    const [none, one] = [Math.exp(-0.5), 0.5 * Math.exp(-0.5)];
    expect(cleared[0]).toBeCloseTo(one, 12);
    expect(cleared[1]).toBeCloseTo(none * one, 12);
  });

  it('averages over backgrounds that add up to all there are', () => {
    for (const [rate, seconds] of [
      [0.3, 300],
      [100, 300],
    ] as const) {
      const over = backgrounds(rate, seconds);
      expect(total(over.map(({ weight }) => weight))).toBeCloseTo(1, 6);
      const mean = total(over.map(({ background, weight }) => weight * background.counts));
      expect(mean / (rate * seconds)).toBeCloseTo(1, 6);
    }
  });

  it('ends where a running dwell is judged to end', () => {
    const background = { counts: 90, seconds: 300 };
    const settings = { dwellS: 60, falseAlarm: 1e-4, clearTo: null };
    for (const seconds of [1, 7, 30, 59]) {
      const counts = alarmThreshold(seconds, background, settings);
      const at = (pulses: number) => judgeDwell({ counts: pulses, seconds }, background, settings);
      expect(at(counts).kind).toBe('alarm');
      expect(at(counts - 1).kind).toBe('keep-measuring');
    }
  });
});
