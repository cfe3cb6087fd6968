import { describe, expect, it } from 'vitest';
import { slope } from '../../../tools/benchmarks/figures.ts';

describe('the slope of points', () => {
  it('is that of the line that they lie on', () => {
    const line = [1, 2, 3, 5].map((x) => [x, 400 - 30 * x] as const);
    expect(slope(line)).toBeCloseTo(-30);
  });

  it('is that of the line between them where they lie beside it', () => {
    const points = [
      [0, 0],
      [1, 3],
      [2, 1],
      [3, 4],
    ] as const;
    // By hand: the means are 1.5 and 2; the sums of products and of squares 5 and 5.
    expect(slope(points)).toBeCloseTo(1);
  });

  it('is none for a single point', () => {
    expect(slope([[1, 1]])).toBeNaN();
  });
});
