import { describe, expect, it } from 'vitest';
import {
  holdMaximum,
  startHold,
  type MaximumHold,
} from '../../../shared/radiation/held-maximum.ts';

type Face = 'top' | 'front';

function hold(...readings: readonly (readonly [number, Face])[]): MaximumHold<Face> {
  return readings.reduce(
    (held, [counts, face]) => holdMaximum(held, { counts, seconds: 1 }, face, 3),
    startHold<Face>(),
  );
}

describe('the maximum of a survey', () => {
  it('is the highest mean over whole windows, with the face where it was', () => {
    const { held } = hold(
      [1, 'top'],
      [2, 'top'],
      [9, 'top'],
      [1, 'front'],
      [2, 'front'],
      [3, 'front'],
    );
    expect(held).toMatchObject({ face: 'top', counted: { counts: 12, seconds: 3 } });
  });

  it('never mixes two faces in one window', () => {
    expect(hold([9, 'top'], [9, 'top'], [9, 'front'], [9, 'front']).held).toBeNull();
  });

  it('has the exact limits of its counts: 0 gives 0 to 3.69, 10 give 4.80 to 18.39', () => {
    const none = hold([0, 'top'], [0, 'top'], [0, 'top']).held;
    expect(none?.low).toBe(0);
    expect((none?.high ?? 0) * 3).toBeCloseTo(3.6889, 3);
    const ten = hold([3, 'top'], [3, 'top'], [4, 'top']).held;
    expect((ten?.low ?? 0) * 3).toBeCloseTo(4.7954, 3);
    expect((ten?.high ?? 0) * 3).toBeCloseTo(18.3904, 3);
  });
});
