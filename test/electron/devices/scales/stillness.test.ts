import { expect, it } from 'vitest';
import { createStillness } from '../../../../electron/devices/scales/stillness.ts';

const judge = (...readings: readonly (readonly [atMs: number | null, weight: string])[]) => {
  const stillness = createStillness();
  return readings.map(([atMs, weight]) => stillness.isStill(weight, atMs));
};

it('the same weight for a second in three readings is at rest', () => {
  expect(judge([0, '1'], [500, '1'], [999, '1'], [1000, '1'])).toEqual([false, false, false, true]);
  expect(judge([0, '1'], [1000, '1'], [2000, '1'])).toEqual([false, false, true]);
});

it('another weight begins anew', () => {
  expect(judge([0, '1'], [500, '2'], [1000, '1'], [1500, '1'], [2000, '1'])).toEqual([
    false,
    false,
    false,
    false,
    true,
  ]);
});

it('a gap of more than a second begins anew', () => {
  expect(judge([0, '1'], [500, '1'], [1501, '1'], [1600, '1'])).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

it('nothing is known to rest in a recording without times', () => {
  expect(judge([null, '1'], [null, '1'], [null, '1'], [null, '1'])).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
