import { expect, it } from 'vitest';
import { createLengthGuard } from '../../../../electron/devices/scales/length-guard.ts';

const judge = (...lengths: readonly number[]): readonly boolean[] => {
  const guard = createLengthGuard();
  return lengths.map((length) => guard.isOdd('form', length));
};

it('one byte more or less is odd, once', () => {
  expect(judge(20, 21, 20, 19, 20)).toEqual([false, true, false, true, false]);
});

it('twice in a row it is another setting', () => {
  expect(judge(20, 21, 21, 21, 20)).toEqual([false, true, false, false, true]);
});

it('a quite different length or form is another setting at once', () => {
  expect(judge(20, 17, 18)).toEqual([false, false, true]);
  const guard = createLengthGuard();
  expect([guard.isOdd('a', 20), guard.isOdd('b', 21)]).toEqual([false, false]);
});
