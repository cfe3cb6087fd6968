import { describe, expect, it } from 'vitest';
import { isSteady, isSteadyDose } from '../../../shared/radiation/steadiness.ts';
import { poissonDrawer } from '../../../tools/benchmarks/radiation-random.ts';
import { seeded } from '../../../tools/seeded.ts';

/** 300 readings of a second each. */
function readings(perSecond: (second: number) => number, seed = 1) {
  const random = seeded(seed);
  const drawers = new Map<number, () => number>();
  return Array.from({ length: 300 }, (_, second) => {
    const rate = perSecond(second);
    const draw = drawers.get(rate) ?? poissonDrawer(rate, random);
    drawers.set(rate, draw);
    return { counts: draw(), seconds: 1 };
  });
}

describe('a background while it is measured', () => {
  it('is steady as often as it should be', () => {
    const unsteady = Array.from({ length: 1000 }, (_, seed) =>
      readings(() => 0.4, seed + 1),
    ).filter((one) => !isSteady(one));
    expect(unsteady.length).toBeLessThanOrEqual(4);
  });

  it('is not steady when a hot parcel is put down meanwhile, or taken away', () => {
    expect(isSteady(readings((second) => (second < 250 ? 0.4 : 2)))).toBe(false);
    expect(isSteady(readings((second) => (second < 60 ? 2 : 0.4)))).toBe(false);
  });

  it('is not steady when the tube dies', () => {
    expect(isSteady(readings((second) => (second < 200 ? 1 : 1e-9)))).toBe(false);
  });

  it('of fewer than two readings is no question', () => {
    expect(isSteady([])).toBe(true);
    expect(isSteady([{ counts: 5, seconds: 60 }])).toBe(true);
  });
});

describe('a background by dose rate while it is measured', () => {
  /** What a display of two decimals shows of a tube, each second, smoothed. */
  function shown(
    rateAt: (second: number) => number,
    { perSecond = 2, smoothingS = 10, seconds = 300, seed = 1 },
  ) {
    const random = seeded(seed);
    const drawers = new Map<number, () => number>();
    let value = rateAt(0);
    return Array.from({ length: seconds + 5 * smoothingS }, (_, at) => {
      const rate = rateAt(at - 5 * smoothingS);
      const draw = drawers.get(rate) ?? poissonDrawer((perSecond * rate) / 0.12, random);
      drawers.set(rate, draw);
      value += ((draw() * 0.12) / perSecond - value) / smoothingS;
      return { rate: Math.round(value * 100) / 100, seconds: 1 };
    }).slice(5 * smoothingS);
  }
  const unsteady = (rateAt: (second: number) => number, options: Parameters<typeof shown>[1]) =>
    Array.from({ length: 400 }, (_, seed) => shown(rateAt, { ...options, seed: seed + 1 })).filter(
      (one) => !isSteadyDose(one, 0.01),
    ).length;

  it('is steady, also where the display is smoothed over half a minute', () => {
    for (const smoothingS of [1, 5, 10]) {
      expect(unsteady(() => 0.12, { smoothingS })).toBeLessThanOrEqual(2);
    }
    expect(unsteady(() => 0.12, { smoothingS: 30 })).toBeLessThanOrEqual(12);
  });

  it('is not steady when a hot parcel is put down meanwhile, or taken away', () => {
    const put = (second: number): number => (second < 80 ? 0.12 : 0.3);
    const taken = (second: number): number => (second < 200 ? 0.3 : 0.12);
    const options = { perSecond: 17, smoothingS: 5 };
    expect(unsteady(put, { ...options, seconds: 160 })).toBe(400);
    expect(unsteady(taken, options)).toBe(400);
    expect(unsteady(put, {})).toBeGreaterThan(320);
  });

  it('is steady where its display only rounds another way', () => {
    const flips = Array.from({ length: 300 }, (_, at) => ({
      rate: at < 150 ? 0.1 : 0.2,
      seconds: 1,
    }));
    expect(isSteadyDose(flips, 0.1)).toBe(true);
    expect(isSteadyDose(flips, 0.01)).toBe(false);
  });
});
