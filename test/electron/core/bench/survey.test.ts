import { describe, expect, it } from 'vitest';
import type { Background } from '../../../../electron/core/bench/background.ts';
import { addReading, startMeter } from '../../../../electron/core/bench/dwell-meter.ts';
import { lookAtDwell, type SurveyLook } from '../../../../electron/core/bench/survey.ts';
import { policy } from '../../../support/session-fixtures.ts';

/** uSv/h per count per second of a common tube. */
const PER_COUNT = 60 / 154;
const BACKGROUND = { counts: 90, seconds: 300, doseRate: 0.3 * PER_COUNT, dosimeter: null };
const radiation = {
  ...policy.radiation,
  dwellS: 60,
  clearTo: 0.3,
  falseAlarm: 1e-4,
  stepBack: 100,
};

/** A look at so many counts in so many seconds, `last` of them in the last second. */
function look(
  counts: number,
  seconds: number,
  before: SurveyLook | null = null,
  last = Math.min(counts, 1),
): SurveyLook {
  const meter = {
    ...startMeter(0),
    counted: { counts, seconds },
    dose: { sum: counts * PER_COUNT, seconds },
    recent: [{ counts: last, seconds: 1 }],
  };
  return lookAtDwell({ dwell: 1, meter, look: before }, BACKGROUND, radiation);
}

describe('a look at a dwell', () => {
  it('goes on measuring until what the site asks for is ruled out, and ends then', () => {
    expect(look(2, 7).kind).toBe('keep-measuring');
    const end = look(3, 10);
    expect(end).toMatchObject({ kind: 'end', alarm: false });
    expect(end.result?.clearedTo).toBeCloseTo(0.264, 3);
  });

  it('ends after the longest dwell with what is ruled out by then', () => {
    expect(look(34, 59).kind).toBe('keep-measuring');
    const end = look(34, 60);
    expect(end).toMatchObject({ kind: 'end', alarm: false });
    expect(end.result?.clearedTo).toBeGreaterThan(0.3);
  });

  it('gives the evidence as a power of ten: more than three at an alarm, less before', () => {
    const found = Array.from({ length: 30 }, (_, counts) => look(counts + 1, 10));
    const first = found.find(({ kind }) => kind === 'alarm');
    const last = found.findLast(({ kind }) => kind === 'keep-measuring');
    const [at, before] = [first?.result?.evidence ?? 0, last?.result?.evidence ?? 0];
    expect(at).toBeGreaterThan(3);
    expect(before).toBeLessThan(at);
  });

  it('alarms also in a dwell that began between the counts and the dose rate of one second', () => {
    const counts = { type: 'reading', kind: 'counts', value: '40', unit: 'count' } as const;
    const dose = { type: 'reading', kind: 'dose-rate', value: '15', unit: 'uSv/h' } as const;
    const rest = { windowS: 1, alarms: [], raw: '' };
    let meter = addReading(startMeter(1000), { ...counts, ...rest }, 1999.9, 0.01);
    meter = addReading(meter, { ...dose, ...rest }, 2000, 0.01);
    meter = addReading(meter, { ...counts, ...rest }, 2999.9, 0.01);
    const found = lookAtDwell({ dwell: 1, meter, look: null }, BACKGROUND, radiation);
    expect(found).toMatchObject({ kind: 'alarm', result: { counts: 40, doseRate: 15 } });
    meter = addReading(meter, { ...dose, ...rest }, 3000, 0.01);
    expect(lookAtDwell({ dwell: 1, meter, look: null }, BACKGROUND, radiation).kind).toBe('alarm');
  });

  it('clears nothing under an alarm, also where later counts would', () => {
    const alarm = look(20, 5);
    expect(alarm).toMatchObject({ kind: 'alarm', result: { clearedTo: null } });
    const later = look(21, 55, alarm);
    expect(later).toMatchObject({ kind: 'alarm', result: { clearedTo: null } });
    expect(look(22, 60, later)).toMatchObject({ kind: 'end', alarm: true });
  });

  it('ends at once at the step-back rate', () => {
    expect(look(520, 2)).toMatchObject({ kind: 'step-back' });
  });

  it('clears nothing without a pulse, however long', () => {
    expect(look(0, 300)).toMatchObject({ kind: 'keep-measuring', result: { clearedTo: null } });
  });

  it('clears nothing in a second without a pulse: the tube may have died in it (trap 9)', () => {
    for (const seconds of [10, 20, 60, 300]) {
      expect(look(3, seconds, null, 0).kind).toBe('keep-measuring');
      expect(look(3, seconds, null, 1)).toMatchObject({ kind: 'end', alarm: false });
    }
  });

  it('clears nothing while the surface limit itself is not ruled out', () => {
    const scarce = { counts: 1, seconds: 5, doseRate: 0.12, dosimeter: null };
    const meter = {
      ...startMeter(0),
      counted: { counts: 1, seconds: 3 },
      dose: { sum: PER_COUNT, seconds: 3 },
      recent: [{ counts: 1, seconds: 1 }],
    };
    const short = { ...radiation, dwellS: 3, clearTo: 5 };
    const seen = lookAtDwell({ dwell: 1, meter, look: null }, scarce, short);
    expect(seen.kind).toBe('keep-measuring');
  });

  it('by dose rate ends after the longest dwell, also with a tube of 0.308 counts a second', () => {
    // Pearson's size of a pulse leaves a tube of 92 counts in 300 s some 40 of them.
    const known = { counts: 40, seconds: 300, doseRate: 0.12, dosimeter: null };
    const background: Background = { ...known, basis: 'dose-rate', step: 0.01 };
    const ends = (last: string): SurveyLook['kind'] => {
      let meter = startMeter(0);
      for (let second = 1; second <= 60; second += 1) {
        const value = second === 60 ? last : '0.12';
        const reading = { type: 'reading', kind: 'dose-rate', value, unit: 'uSv/h' } as const;
        const rest = { windowS: 1, alarms: [], raw: '' };
        meter = addReading(meter, { ...reading, ...rest }, second * 1000, 0.01);
      }
      return lookAtDwell({ dwell: 1, meter, look: null }, background, radiation).kind;
    };
    expect(ends('0.12')).toBe('end');
    expect(ends('0.00')).toBe('keep-measuring');
  });

  it('says what it would have found: less with more time', () => {
    const [short, long] = [look(3, 9), look(18, 59)];
    expect(short.result?.smallestVisible).toBeCloseTo(0.72, 1);
    expect(long.result?.smallestVisible).toBeCloseTo(0.26, 1);
  });
});
