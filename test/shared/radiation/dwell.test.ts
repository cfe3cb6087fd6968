import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alarmThreshold,
  chanceOfBackground,
  clearedDownTo,
  judgeDwell,
  secondsStillNeeded,
  smallestVisibleIncrease,
  timeToVisible,
} from '../../../shared/radiation/dwell.ts';
import { binomialUpperTail } from '../../../shared/radiation/statistics.ts';

const settings = { dwellS: 20, falseAlarm: 1e-4, clearTo: 0.77 };
const long = { ...settings, dwellS: 600 };
const background = { counts: 90, seconds: 300 };

/** Park-Miller generator: the same parcels in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

function poisson(mean: number, random: () => number): number {
  const limit = Math.exp(-mean);
  let product = random();
  let n = 0;
  while (product > limit) {
    product *= random();
    n += 1;
  }
  return n;
}

describe('verdict on a dwell', () => {
  it('is an alarm at the threshold and not one count below it', () => {
    const threshold = alarmThreshold(15, background, settings);
    const at = (counts: number) => judgeDwell({ counts, seconds: 15 }, background, settings).kind;
    expect(at(threshold)).toBe('alarm');
    expect(at(threshold - 1)).toBe('keep-measuring');
  });

  it('is cleared as soon as what the site asks for is ruled out, and says down to what', () => {
    expect(judgeDwell({ counts: 3, seconds: 9 }, background, settings).kind).toBe('keep-measuring');
    const verdict = judgeDwell({ counts: 3, seconds: 10 }, background, settings);
    expect(verdict.kind).toBe('cleared');
    expect(verdict).toHaveProperty('downTo', expect.closeTo(0.677, 3));
  });

  it('at the end of the dwell is cleared down to what was reached by then', () => {
    const verdict = judgeDwell({ counts: 12, seconds: 20 }, background, settings);
    expect(verdict.kind).toBe('cleared');
    expect(verdict.kind === 'cleared' ? verdict.downTo : 0).toBeGreaterThan(0.77);
  });

  it('waits for the end of the dwell when the instrument’s sensitivity is not known', () => {
    const unknown = { ...settings, clearTo: null };
    expect(judgeDwell({ counts: 4, seconds: 19 }, background, unknown).kind).toBe('keep-measuring');
    expect(judgeDwell({ counts: 4, seconds: 20 }, background, unknown).kind).toBe('cleared');
  });

  it('without a single pulse is never cleared, however long', () => {
    for (const seconds of [20, 60, 3600]) {
      const verdict = judgeDwell({ counts: 0, seconds }, background, settings);
      expect(verdict.kind).toBe('keep-measuring');
    }
  });

  it('needs more counts for an alarm when less background was measured', () => {
    const short = { counts: 3, seconds: 10 };
    expect(alarmThreshold(20, short, settings)).toBeGreaterThan(
      alarmThreshold(20, background, settings),
    );
  });

  it('on innocent parcels is an alarm less often than the setting, over all looks', () => {
    // A loose setting, so that a wrong bound would show in this many parcels.
    const loose = { dwellS: 1000, falseAlarm: 0.05, clearTo: null };
    const random = seeded(20261121);
    let alarms = 0;
    const parcels = 6_000;
    for (let parcel = 0; parcel < parcels; parcel += 1) {
      const measured = { counts: poisson(18, random), seconds: 60 };
      let counts = 0;
      for (let second = 1; second <= 10; second += 1) {
        counts += poisson(0.3, random);
        if (judgeDwell({ counts, seconds: second }, measured, loose).kind === 'alarm') {
          alarms += 1;
          break;
        }
      }
    }
    expect(alarms).toBeGreaterThan(0);
    expect(alarms / parcels).toBeLessThan(0.05);
  });

  it('stays an alarm when counts are added', () => {
    const kind = (counts: number, seconds: number) =>
      judgeDwell({ counts, seconds }, background, settings).kind;
    fc.assert(
      fc.property(fc.nat(500), fc.integer({ min: 1, max: 20 }), (counts, seconds) => {
        if (kind(counts, seconds) !== 'alarm') return;
        expect(kind(counts + 1, seconds)).toBe('alarm');
      }),
    );
  });
});

describe('chance of background', () => {
  it('is that of two counts with one rate: 1/8 for three counts in half of the time', () => {
    const chance = chanceOfBackground({ counts: 3, seconds: 60 }, { counts: 0, seconds: 60 });
    expect(chance).toBeCloseTo(1 / 8, 12);
  });
});

describe('smallest visible increase', () => {
  it('alarms with 95 % probability', () => {
    const increase = smallestVisibleIncrease(20, background, settings);
    const mean = (0.3 + increase) * 20;
    const threshold = alarmThreshold(20, background, settings);
    // A Poisson number as the limit of a binomial one: an independent way to the same probability.
    const trials = 1_000_000;
    expect(binomialUpperTail(threshold, trials, mean / trials)).toBeCloseTo(0.95, 3);
  });

  it('is found for few counts and for many', () => {
    const trials = 10_000_000;
    for (const [seconds, measured] of [
      [1, { counts: 1, seconds: 300 }],
      [600, { counts: 30_000, seconds: 300 }],
    ] as const) {
      const increase = smallestVisibleIncrease(seconds, measured, long);
      const mean = (measured.counts / measured.seconds + increase) * seconds;
      const threshold = alarmThreshold(seconds, measured, long);
      expect(binomialUpperTail(threshold, trials, mean / trials)).toBeCloseTo(0.95, 2);
    }
  });

  it('shrinks with a longer dwell', () => {
    const visible = [5, 10, 20].map((s) => smallestVisibleIncrease(s, background, settings));
    expect([...visible].sort((a, b) => b - a)).toEqual(visible);
  });
});

describe('the time until an increase is visible', () => {
  it('is the first second whose smallest visible increase is no larger', () => {
    const seconds = timeToVisible(1.5, background, settings) ?? Number.NaN;
    expect(smallestVisibleIncrease(seconds, background, settings)).toBeLessThanOrEqual(1.5 + 1e-5);
    expect(smallestVisibleIncrease(seconds - 1, background, settings)).toBeGreaterThan(1.5);
  });

  it('does not exist for what the longest dwell does not show', () => {
    expect(timeToVisible(0.05, background, settings)).toBeNull();
  });
});

describe('the time that a dwell still needs', () => {
  it('is over when what the site asks for is ruled out', () => {
    expect(secondsStillNeeded({ counts: 3, seconds: 10 }, background, settings)).toBe(0);
  });

  it('ends where a dwell that goes on as the background is cleared', () => {
    const dwell = { counts: 4, seconds: 8 };
    const more = secondsStillNeeded(dwell, background, settings);
    const after = (seconds: number) => ({ counts: 4 + 0.3 * seconds, seconds: 8 + seconds });
    expect(judgeDwell(after(more), background, settings).kind).toBe('cleared');
    expect(judgeDwell(after(more - 1), background, settings).kind).toBe('keep-measuring');
  });

  it('is what is left of the longest dwell for one that counts too much, or knows no goal', () => {
    expect(secondsStillNeeded({ counts: 15, seconds: 8 }, background, settings)).toBe(12);
    const unknown = { ...settings, clearTo: null };
    expect(secondsStillNeeded({ counts: 1, seconds: 8 }, background, unknown)).toBe(12);
  });
});

describe('a background that may have drifted', () => {
  const dwell = { counts: 4, seconds: 12 };
  const drifted = { ...settings, drift: 0.1 };

  it('takes more counts to an alarm, as it may have risen', () => {
    const [known, moved] = [settings, drifted].map((by) => alarmThreshold(300, background, by));
    expect(moved).toBeGreaterThan(known ?? 0);
  });

  it('clears less, as it may have fallen', () => {
    const [known, moved] = [undefined, 0.1].map((by) => clearedDownTo(dwell, background, by) ?? 0);
    expect(moved).toBeGreaterThan(known ?? 0);
  });
});
