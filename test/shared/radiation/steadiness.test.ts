import { describe, expect, it } from 'vitest';
import { isSteady } from '../../../shared/radiation/steadiness.ts';
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
