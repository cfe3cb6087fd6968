import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alarmThreshold,
  isAlarm,
  isDeadTube,
  smallestVisibleIncrease,
} from '../../../shared/radiation/dwell.ts';
import { binomialUpperTail } from '../../../shared/radiation/statistics.ts';

const settings = { dwellS: 20, falseAlarm: 1e-4 };
const background = { counts: 19, seconds: 60 };

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

describe('alarm of a dwell', () => {
  it('comes at the threshold and not one count below it', () => {
    const threshold = alarmThreshold(20, background, settings);
    expect(isAlarm({ counts: threshold, seconds: 20 }, background, settings)).toBe(true);
    expect(isAlarm({ counts: threshold - 1, seconds: 20 }, background, settings)).toBe(false);
  });

  it('needs more counts when less background was measured', () => {
    const short = { counts: 3, seconds: 10 };
    expect(alarmThreshold(20, short, settings)).toBeGreaterThan(
      alarmThreshold(20, { counts: 90, seconds: 300 }, settings),
    );
  });

  it('is raised by an innocent parcel less often than the setting, over all looks', () => {
    // A loose setting, so that a wrong bound would show in this many parcels.
    const loose = { dwellS: 10, falseAlarm: 0.05 };
    const random = seeded(20261121);
    let alarms = 0;
    const parcels = 20_000;
    for (let parcel = 0; parcel < parcels; parcel += 1) {
      const measured = { counts: poisson(18, random), seconds: 60 };
      let counts = 0;
      for (let second = 1; second <= 10; second += 1) {
        counts += poisson(0.3, random);
        if (isAlarm({ counts, seconds: second }, measured, loose)) {
          alarms += 1;
          break;
        }
      }
    }
    expect(alarms / parcels).toBeLessThan(0.05);
  });

  it('never goes away when counts are added', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.integer({ min: 1, max: 20 }), (counts, seconds) => {
        if (!isAlarm({ counts, seconds }, background, settings)) return;
        expect(isAlarm({ counts: counts + 1, seconds }, background, settings)).toBe(true);
      }),
    );
  });
});

describe('smallest visible increase', () => {
  it('alarms with 95 % probability', () => {
    const increase = smallestVisibleIncrease(20, background, settings);
    const mean = (19 / 60 + increase) * 20;
    const threshold = alarmThreshold(20, background, settings);
    // A Poisson number as the limit of a binomial one: an independent way to the same probability.
    const trials = 1_000_000;
    expect(binomialUpperTail(threshold, trials, mean / trials)).toBeCloseTo(0.95, 3);
  });

  it('shrinks with a longer dwell', () => {
    const visible = [5, 10, 20].map((s) => smallestVisibleIncrease(s, background, settings));
    expect([...visible].sort((a, b) => b - a)).toEqual(visible);
  });
});

describe('dead tube', () => {
  it('is called when 14 pulses were due and none came', () => {
    const perSecond = background.counts / background.seconds;
    expect(isDeadTube(14 / perSecond + 0.1, background)).toBe(true);
    expect(isDeadTube(13.9 / perSecond, background)).toBe(false);
  });
});
