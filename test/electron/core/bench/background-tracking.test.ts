import { describe, expect, it } from 'vitest';
import { createBackgroundTracking } from '../../../../electron/core/bench/background-tracking.ts';
import type { CountsReading } from '../../../../shared/measure/reading.ts';
import { policy } from '../../../support/session-fixtures.ts';

const radiation = { ...policy.radiation, dwellS: 60, backgroundDriftPercentPerHour: 20 };
const TAKEN = { counts: 3000, seconds: 300, doseRate: 0.12, dosimeter: null };

function reading(counts: number): CountsReading {
  return {
    type: 'reading',
    kind: 'counts',
    value: String(counts),
    unit: 'count',
    windowS: 1,
    raw: '',
  };
}

/** A bench that has taken its background at 300 s, and then nothing at it. */
function bench() {
  const tracking = createBackgroundTracking(radiation);
  tracking.begin(TAKEN, 300_000);
  let atMs = 300_000;
  return {
    tracking,
    /** Readings of a second each; whether one of them lost the background. */
    free(seconds: number, perSecond: number): boolean {
      let lost = false;
      for (let second = 0; second < seconds; second += 1) {
        atMs += 1000;
        lost ||= tracking.addFree(reading(perSecond), atMs);
      }
      return lost;
    },
    rate(): number {
      const { counts, seconds } = tracking.current(atMs) ?? { counts: 0, seconds: 1 };
      return counts / seconds;
    },
    now: () => tracking.current(atMs),
  };
}

describe('the background between parcels', () => {
  it('is followed, and says what each dwell is judged by', () => {
    const { free, rate, now } = bench();
    expect(rate()).toBeCloseTo(10, 6);
    expect(free(400, 11)).toBe(false);
    expect(rate()).toBeGreaterThan(10.3);
    expect(now()?.drift).toBeGreaterThan(0.01);
    // The dose rate goes with the counts, by the pair that was taken.
    expect((now()?.doseRate ?? 0) / rate()).toBeCloseTo(0.012, 9);
  });

  it('leaves out the seconds before a parcel is scanned: it counts while it is carried along', () => {
    const { tracking, free, rate } = bench();
    free(10, 10);
    free(5, 40);
    tracking.pause();
    free(20, 10);
    expect(rate()).toBeCloseTo(10, 1);
  });

  it('does not learn a hot parcel that stands near, and is lost when it stays (trap 8)', () => {
    const { free, rate } = bench();
    expect(free(20, 14)).toBe(false);
    expect(free(30, 14)).toBe(true);
    // One window of five seconds may pass for chance.
    expect(rate()).toBeLessThan(10.1);
  });

  it('is lost and not lower when the tube is dead (trap 9)', () => {
    const { free, rate } = bench();
    expect(free(60, 0)).toBe(true);
    expect(rate()).toBeCloseTo(10, 1);
  });

  it('is not followed by dose rate, but may have drifted since it was taken', () => {
    const tracking = createBackgroundTracking(radiation);
    const byDoseRate = { ...TAKEN, basis: 'dose-rate', step: 0.01 } as const;
    tracking.begin(byDoseRate, 300_000);
    const shown = { kind: 'dose-rate', value: '0.2', unit: 'uSv/h', windowS: 1 } as const;
    for (let atMs = 301_000; atMs <= 400_000; atMs += 1000) {
      expect(tracking.addFree({ type: 'reading', alarms: [], raw: '', ...shown }, atMs)).toBe(
        false,
      );
    }
    const later = tracking.current(3_900_000);
    // The mean of its windows is 3750 s old, that of the dwell comes 30 s later.
    expect(later).toEqual({ ...byDoseRate, drift: expect.closeTo((3780 / 3600) * 0.2, 9) });
  });

  it.each(['counts', 'dose-rate'] as const)('holds no longer after hours by %s', (basis) => {
    const tracking = createBackgroundTracking(radiation);
    tracking.begin({ ...TAKEN, basis }, 0);
    expect(tracking.current(2.4 * 3_600_000)).not.toBeNull();
    expect(tracking.current(2.5 * 3_600_000)).toBeNull();
    expect(tracking.current(84 * 3_600_000)).toBeNull();
  });

  it('may have moved further when it was taken long before a restart', () => {
    const tracking = createBackgroundTracking(radiation);
    tracking.begin(TAKEN, 0, 3600);
    expect(tracking.current(0)?.drift).toBeGreaterThan(0.2);
  });
});
