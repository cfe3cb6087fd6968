import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  binomialUpperTail,
  logFactorial,
  poissonUpperTail,
} from '../../../shared/radiation/statistics.ts';

describe('log factorial', () => {
  it('equals the sum of logarithms from 0! to 300!', () => {
    let sum = 0;
    for (let n = 1; n <= 300; n += 1) {
      sum += Math.log(n);
      expect(logFactorial(n)).toBeCloseTo(sum, 9);
    }
    expect(logFactorial(0)).toBeCloseTo(0, 12);
  });
});

describe('Poisson tail', () => {
  // Published false-alarm probabilities of threshold counting, to the two digits given there.
  it.each([
    [34, 20, 2.7e-3],
    [38, 20, 2.2e-4],
    [43, 20, 5.4e-6],
    [23, 10, 3.0e-4],
    [14, 5, 7.0e-4],
  ])('%d or more counts where %d are expected', (n, mean, probability) => {
    expect(poissonUpperTail(n, mean)).toBeCloseTo(probability, Math.ceil(-Math.log10(probability)));
    expect(poissonUpperTail(n, mean) / probability).toBeGreaterThan(0.97);
    expect(poissonUpperTail(n, mean) / probability).toBeLessThan(1.03);
  });

  it('sums to one with the lower tail counted term by term', () => {
    let below = 0;
    let term = Math.exp(-7.5);
    for (let k = 0; k < 12; k += 1) {
      below += term;
      term *= 7.5 / (k + 1);
    }
    expect(poissonUpperTail(12, 7.5)).toBeCloseTo(1 - below, 12);
  });
});

describe('binomial tail', () => {
  it('equals the sum over all outcomes for a small case', () => {
    // P(X >= 3), n = 5, p = 0.4: 10·0.064·0.36 + 5·0.0256·0.6 + 0.01024
    expect(binomialUpperTail(3, 5, 0.4)).toBeCloseTo(0.31744, 12);
  });

  it('is certain at zero and impossible above the number of trials', () => {
    expect([binomialUpperTail(0, 5, 0.4), binomialUpperTail(6, 5, 0.4)]).toEqual([1, 0]);
  });

  it('keeps far tails instead of rounding them to nothing', () => {
    // Chernoff: exp(-1000 · D(0.7 ‖ 0.25)) = 1e-193.6 is an upper bound, close from above.
    expect(binomialUpperTail(700, 1000, 0.25)).toBeGreaterThan(1e-196);
    expect(binomialUpperTail(700, 1000, 0.25)).toBeLessThan(1e-193);
  });
});

describe('tails far from their mean', () => {
  it('are nearly one below it, however many counts', () => {
    expect(binomialUpperTail(100, 40_000, 0.5)).toBeCloseTo(1, 12);
    expect(poissonUpperTail(100, 36_000)).toBeCloseTo(1, 12);
  });

  it('fall with n, for any number of counts', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        fc.nat(1_000_000),
        (trials, p, place) => {
          const n = place % trials;
          expect(binomialUpperTail(n + 1, trials, p)).toBeLessThanOrEqual(
            binomialUpperTail(n, trials, p) + 1e-12,
          );
        },
      ),
    );
  });
});
