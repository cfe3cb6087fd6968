import { describe, expect, it } from 'vitest';
import { alarmPlan } from '../../../shared/radiation/alarm-plan.ts';
import {
  endings,
  knownBackground,
  NEVER_CLEARED,
} from '../../../tools/benchmarks/radiation-chain.ts';
import {
  exactMean,
  fixedSeconds,
  oracleAlarmAt,
  type Point,
} from '../../../tools/benchmarks/radiation-oracle.ts';

const point: Point = { background: 2, ratio: 1.5, falseAlarm: 1e-4, seconds: 600 };

function falseAlarms({ background, seconds }: Point, alarmAt: (second: number) => number): number {
  const { alarm } = endings(background, seconds, { alarmAt, clearedAt: NEVER_CLEARED });
  return alarm.reduce((sum, probability) => sum + probability, 0);
}

describe('the oracle', () => {
  it('uses up the setting where nothing is added, counted without likelihood ratios', () => {
    const spent = falseAlarms(point, oracleAlarmAt(point)) / point.falseAlarm;
    expect(spent).toBeLessThanOrEqual(1 + 1e-6);
    expect(spent).toBeGreaterThan(0.9);
  });

  it('is sooner than the same test with the boundary of one over the setting', () => {
    const { background, ratio, falseAlarm } = point;
    const wald = (second: number): number =>
      Math.ceil((-Math.log(falseAlarm) + (ratio - 1) * background * second) / Math.log(ratio));
    expect(exactMean(point, oracleAlarmAt(point)).meanS).toBeLessThan(exactMean(point, wald).meanS);
  });
});

describe('the test of a fixed time', () => {
  it('finds what it has to in its seconds and not in one less', () => {
    // 37 s at 10 a second and 1.3 times it: threshold 445 of 370 expected, by tables of the normal
    // distribution (370 + 3.72 √370 = 441.6, and 481 - 1.645 √481 = 444.9).
    const seconds = fixedSeconds({ ...point, background: 10, ratio: 1.3 }, 0.05);
    expect(seconds).toBeGreaterThanOrEqual(36);
    expect(seconds).toBeLessThanOrEqual(38);
  });

  it('does not exist where the longest dwell is too short', () => {
    expect(fixedSeconds({ ...point, ratio: 1.01 }, 0.05)).toBeNull();
  });
});

describe('time to alarm of a dwell, background known', () => {
  it.each([
    [0.4, 1.3, 1e-4],
    [0.4, 2.3, 1e-5],
    [0.4, 7, 1e-3],
    [2, 1.5, 1e-4],
    [2, 6, 1e-4],
    [10, 1.2, 1e-4],
    [10, 2.5, 1e-3],
    [60, 1.2, 1e-4],
    [60, 1.6, 1e-5],
  ])('is within 1.25 times of the oracle: %d a second, %d times, setting %d', (...where) => {
    const [background, ratio, falseAlarm] = where;
    const at: Point = { background, ratio, falseAlarm, seconds: 1200 };
    const plan = alarmPlan(knownBackground(background), { dwellS: 1200, falseAlarm });
    const bound = exactMean(at, oracleAlarmAt(at)).meanS;
    expect(exactMean(at, plan).meanS / bound).toBeLessThan(1.25);
  });
});
