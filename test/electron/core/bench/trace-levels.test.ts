import { describe, expect, it } from 'vitest';
import { traceLevels } from '../../../../electron/core/bench/trace-levels.ts';
import { alarmThreshold } from '../../../../shared/radiation/dwell.ts';
import { policy } from '../../../support/session-fixtures.ts';

const { radiation } = policy;
/** 20 counts a minute at 0.12 uSv/h: 0.36 uSv/h for each count per second. */
const background = { counts: 20, seconds: 60, doseRate: 0.12, dosimeter: null };

describe('what the trace is drawn against', () => {
  it('is in dose rate what the counts say: 0 to 2 counts in a second', () => {
    expect(traceLevels(background, 1, radiation)).toMatchObject({ low: '0', high: '0.72' });
  });

  it('has a narrower band where a reading averages over longer', () => {
    expect(Number(traceLevels(background, 60, radiation).high)).toBeLessThan(0.2);
  });

  it('has its alarm line above the mean that is an alarm at the end of a dwell', () => {
    const counts = alarmThreshold(radiation.dwellS, background, radiation);
    const alarm = (counts / radiation.dwellS) * 0.36;
    const { alarm: line, dwellS } = traceLevels(background, 1, radiation);
    // A parcel at the line reaches the alarm with 95 % probability, one at the alarm itself with 50 %.
    expect(Number(line)).toBeGreaterThan(alarm);
    expect(Number(line)).toBeLessThan(alarm * 1.6);
    expect(dwellS).toBe(radiation.dwellS);
  });
});
