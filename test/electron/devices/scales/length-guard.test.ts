import { expect, it } from 'vitest';
import { createLengthGuard } from '../../../../electron/devices/scales/length-guard.ts';

const judge = (...lengths: readonly number[]): readonly boolean[] => {
  const guard = createLengthGuard();
  return lengths.map((length) => guard.isOdd('form', length));
};

it.each([1, 2, 5])('%i bytes more or less are odd, once', (bytes) => {
  expect(judge(20, 20 + bytes, 20, 20 - bytes, 20)).toEqual([false, true, false, true, false]);
});

it('twice in a row it is another setting', () => {
  expect(judge(20, 21, 21, 21, 20)).toEqual([false, true, false, false, true]);
});

it('two odd lengths in a row that differ are both odd', () => {
  expect(judge(20, 18, 17, 20)).toEqual([false, true, true, false]);
});

it('another form is another setting at once', () => {
  const guard = createLengthGuard();
  expect([guard.isOdd('a', 20), guard.isOdd('b', 21)]).toEqual([false, false]);
});
