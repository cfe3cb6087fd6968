import { describe, expect, it } from 'vitest';
import {
  currentBackground,
  isTooOld,
  startTracking,
  trackFree,
  type TrackedBackground,
} from '../../../shared/radiation/background-tracker.ts';

const DRIFT = 0.2;

/** Takes windows of 5 s with these counts a second, one every `everyS` seconds. */
function follow(
  from: TrackedBackground,
  windows: number,
  everyS: number,
  perSecond: (atS: number) => number,
): { readonly tracked: TrackedBackground; readonly kinds: readonly string[] } {
  let tracked = from;
  const kinds: string[] = [];
  for (let window = 1; window <= windows; window += 1) {
    const atS = from.atS + window * everyS;
    const free = { counts: Math.round(perSecond(atS) * 5), seconds: 5 };
    const next = trackFree(tracked, free, atS, DRIFT);
    tracked = next.tracked;
    kinds.push(next.kind);
  }
  return { tracked, kinds };
}

const rateOf = (tracked: TrackedBackground): number => {
  const { counts, seconds } = currentBackground(tracked, tracked.atS, 60, DRIFT);
  return counts / seconds;
};

const taken = startTracking({ counts: 18_000, seconds: 300 }, 300);

describe('a tracked background', () => {
  it('is what was taken, known a little less well, and may have moved since', () => {
    const now = currentBackground(taken, 300, 60, DRIFT);
    expect(now.counts / now.seconds).toBeCloseTo(60, 9);
    expect(now.seconds).toBeCloseTo(225, 6);
    // Its counts are 150 s old in the mean, those of the dwell come 30 s later.
    expect(now.drift).toBeCloseTo((180 / 3600) * DRIFT, 9);
  });

  it('may have moved further the longer nothing was counted', () => {
    const later = currentBackground(taken, 3900, 60, DRIFT);
    expect(later.drift).toBeCloseTo((3780 / 3600) * DRIFT, 9);
    expect(later.counts / later.seconds).toBeCloseTo(60, 9);
  });

  it.each([DRIFT, -DRIFT])(
    'follows a drift of %d an hour, and what it may be off says so',
    (drift) => {
      const drifting = (atS: number): number => 60 * (1 + (drift * (atS - 300)) / 3600);
      const { tracked, kinds } = follow(taken, 360, 10, drifting);
      expect(kinds.every((kind) => kind === 'taken')).toBe(true);
      const now = currentBackground(tracked, tracked.atS, 60, DRIFT);
      const [rate, truth] = [now.counts / now.seconds, drifting(tracked.atS)];
      // Both drifts are parts of the first rate.
      expect(Math.abs(rate - truth) / 60).toBeLessThan(now.drift);
      expect(Math.abs(rate / 60 - 1)).toBeGreaterThan(0.12);
    },
  );

  it('refuses a parcel that stands near, and is lost when it stays', () => {
    const { tracked, kinds } = follow(taken, 6, 5, () => 80);
    expect(kinds).toEqual([...Array<string>(5).fill('refused'), 'lost']);
    expect(rateOf(tracked)).toBeCloseTo(60, 9);
  });

  it('forgets a single window that was refused', () => {
    const { tracked } = follow(taken, 3, 5, () => 80);
    const { tracked: after, kinds } = follow(tracked, 1, 5, () => 60);
    expect(kinds).toEqual(['taken']);
    expect(after.refusedS).toBe(0);
  });

  it('does not learn little by little what no single window shows', () => {
    // 0.5 a second more at 0.4: five seconds of it are three counts more, which chance gives often.
    const weak = startTracking({ counts: 120, seconds: 300 }, 300);
    const { tracked, kinds } = follow(weak, 200, 5, () => 0.9);
    expect(kinds).toContain('lost');
    expect(rateOf(tracked)).toBeLessThan(0.5);
  });

  it('is too old after twelve hours without counts, or when it may have moved by half', () => {
    expect(isTooOld(taken, 300 + 8_800, DRIFT)).toBe(false);
    expect(isTooOld(taken, 300 + 8_900, DRIFT)).toBe(true);
    expect(isTooOld(taken, 300 + 11.9 * 3600, 0)).toBe(false);
    expect(isTooOld(taken, 300 + 12 * 3600, 0)).toBe(true);
    const { tracked } = follow(taken, 2000, 30, () => 60);
    expect(tracked.atS).toBeGreaterThan(16 * 3600);
    expect(isTooOld(tracked, tracked.atS, DRIFT)).toBe(false);
  });

  it('stays a number for days, and when it is followed again', () => {
    const days = 3.5 * 24 * 3600;
    const later = currentBackground(taken, days, 60, DRIFT);
    expect(later.counts / later.seconds).toBeCloseTo(60, 9);
    expect(later.seconds).toBeCloseTo(225, 6);
    const { tracked, kind } = trackFree(taken, { counts: 300, seconds: 5 }, days, DRIFT);
    expect(kind).toBe('taken');
    expect(rateOf(tracked)).toBeCloseTo(60, 9);
  });

  it('is lost when the tube dies', () => {
    const { kinds } = follow(taken, 6, 5, () => 0);
    expect(kinds.at(-1)).toBe('lost');
  });
});
