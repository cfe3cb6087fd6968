import { describe, expect, it } from 'vitest';
import { alarmPlan } from '../../../shared/radiation/alarm-plan.ts';
import {
  alarmChance,
  endings,
  knownBackground,
  NEVER_CLEARED,
  oneSecond,
} from '../../../tools/benchmarks/radiation-chain.ts';
import { sampleDriftingHours } from '../../../tools/benchmarks/radiation-drift.ts';

const BENCH = {
  ...{ rate: 2, perHour: 0.2, falseAlarm: 1e-4, allowedPerHour: 0.2 },
  ...{ backgroundS: 300, dwellS: 60, freeS: 20 },
};

describe('a dwell whose counts come at another rate each second', () => {
  const alarmAt = alarmPlan(knownBackground(2), { dwellS: 30, falseAlarm: 1e-3 });

  it('alarms as often as one at a steady rate where the rate stays', () => {
    const steady = endings(2, 30, { alarmAt, clearedAt: NEVER_CLEARED }).alarm;
    const all = steady.reduce((sum, probability) => sum + probability, 0);
    expect(alarmChance(() => oneSecond(2), 30, alarmAt)).toBeCloseTo(all, 12);
  });

  it('alarms more often where it rises, less than at its end’s rate throughout', () => {
    const rising = alarmChance((second) => oneSecond(2 + second / 30), 30, alarmAt);
    expect(rising).toBeGreaterThan(alarmChance(() => oneSecond(2), 30, alarmAt));
    expect(rising).toBeLessThan(alarmChance(() => oneSecond(3), 30, alarmAt));
  });
});

describe('clean parcels while the background rises as fast as the site allows', () => {
  it('alarm no more often than the setting, and the free counts are taken', () => {
    const hours = sampleDriftingHours(BENCH, 12, 20_261_130);
    expect(hours.parcels).toBe(12 * 41);
    expect(hours.refused / hours.parcels).toBeLessThan(0.02);
    expect(hours.falseAlarm.mean).toBeLessThan(BENCH.falseAlarm);
    expect(hours.falseAlarm.mean).toBeGreaterThan(BENCH.falseAlarm / 10);
  });

  it('alarm far more often where it rises and nobody follows it', () => {
    const left = { ...BENCH, freeS: 0, allowedPerHour: 0 };
    const hours = sampleDriftingHours(left, 2, 20_261_130);
    expect(hours.falseAlarm.mean).toBeGreaterThan(2 * BENCH.falseAlarm);
  });
});
