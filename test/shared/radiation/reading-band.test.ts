import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readingBand } from '../../../shared/radiation/reading-band.ts';

/** Poisson probabilities by their recurrence: shares no code with the program. */
function share(mean: number, from: number, to: number): number {
  let [term, sum] = [Math.exp(-mean), 0];
  for (let k = 0; k <= to; k += 1) {
    if (k >= from) sum += term;
    term *= mean / (k + 1);
  }
  return sum;
}

describe('the band of single readings', () => {
  it('is 0 to 2 counts where a third of a count is expected', () => {
    // P(X > 1) = 4.5 %, P(X > 2) = 0.5 % at a mean of 1/3.
    expect(readingBand(1, { counts: 20, seconds: 60 })).toEqual({ low: 0, high: 2 });
  });

  it('is 12 to 29 counts where 20 are expected (Poisson table, 2.5 % at each end)', () => {
    const { low, high } = readingBand(60, { counts: 20, seconds: 60 });
    expect([low * 60, high * 60].map(Math.round)).toEqual([12, 29]);
  });

  it('holds 95 % at least, and not with one count less on either side', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.constantFrom(1, 5, 60),
        (counts, windowS) => {
          const mean = (counts / 60) * windowS;
          const band = readingBand(windowS, { counts, seconds: 60 });
          const [low, high] = [Math.round(band.low * windowS), Math.round(band.high * windowS)];
          expect(share(mean, 0, low - 1)).toBeLessThanOrEqual(0.025);
          expect(1 - share(mean, 0, high)).toBeLessThanOrEqual(0.025);
          expect(share(mean, 0, low)).toBeGreaterThan(0.025);
          expect(1 - share(mean, 0, high - 1)).toBeGreaterThan(0.025);
        },
      ),
    );
  });
});
