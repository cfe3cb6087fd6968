import { describe, expect, it } from 'vitest';
import { FEWEST, isAbove, sampler } from '../../../tools/benchmarks/radiation-random.ts';

describe('a figure by chance', () => {
  it('has no interval where there are too few samples to say, however alike they are', () => {
    const { add, estimate } = sampler();
    for (let sample = 0; sample < FEWEST - 1; sample += 1) add(3);
    expect(estimate()).toEqual({ mean: 3, low95: null, high95: null, samples: FEWEST - 1 });
    add(5);
    const { mean, low95, high95 } = estimate();
    expect(low95).toBeLessThan(mean);
    expect(high95).toBeGreaterThan(mean);
  });

  it('is above a setting only where all of its interval is', () => {
    const figure = { mean: 1.01, high95: 1.03, samples: 100 };
    expect(isAbove({ ...figure, low95: 0.99 }, 1)).toBe(false);
    expect(isAbove({ ...figure, low95: 1.001 }, 1)).toBe(true);
    expect(isAbove({ mean: 3, low95: null, high95: null, samples: 3 }, 1)).toBe(false);
  });

  it('has the interval of Student’s t where samples are few', () => {
    const { add, estimate } = sampler();
    for (let sample = 1; sample <= 10; sample += 1) add(sample);
    // Mean 5.5, standard deviation 3.0277; t of 9 degrees of freedom is 2.262.
    const { high95 } = estimate();
    expect((high95 ?? 0) - 5.5).toBeCloseTo((2.262 * 3.0277) / Math.sqrt(10), 1);
  });
});
