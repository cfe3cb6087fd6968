import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logEvidence, ruledOutIncrease } from '../../../shared/radiation/evidence.ts';
import { logFactorial } from '../../../shared/radiation/statistics.ts';

const background = { counts: 90, seconds: 300 };

/** Probability of `n` pulses where `mean` are expected. */
function poisson(n: number, mean: number): number {
  return Math.exp(n * Math.log(mean) - mean - logFactorial(n));
}

describe('evidence for added counts', () => {
  it('is none before anything was counted', () => {
    expect(logEvidence({ counts: 0, seconds: 0 }, background)).toBeCloseTo(0, 12);
  });

  it.each([
    [0.05, 60, 20],
    [0.3, 60, 10],
    [3, 20, 5],
  ])(
    'is one in the mean at any one time when nothing is added: %d a second, %d s, %d s',
    (rate, backgroundS, dwellS) => {
      let mean = 0;
      for (let measured = 0; measured < rate * backgroundS + 80; measured += 1) {
        for (let counts = 0; counts < rate * dwellS * 8 + 150; counts += 1) {
          const chance = poisson(measured, rate * backgroundS) * poisson(counts, rate * dwellS);
          const evidence = logEvidence(
            { counts, seconds: dwellS },
            { counts: measured, seconds: backgroundS },
          );
          mean += chance * Math.exp(evidence);
        }
      }
      expect(mean).toBeGreaterThan(0.98);
      expect(mean).toBeLessThan(1 + 1e-9);
    },
  );

  it('becomes that of a known rate with a long background', () => {
    const known = { counts: 0.3 * 1e12, seconds: 1e12 };
    // One increase stands out here: the weighted mean lies between it alone and all of it.
    const [counts, seconds, ratio] = [40, 30, 4.2];
    const alone = counts * Math.log(ratio) - (ratio - 1) * 0.3 * seconds;
    const evidence = logEvidence({ counts, seconds }, known);
    expect(evidence).toBeLessThan(alone + 0.1);
    expect(evidence).toBeGreaterThan(alone - 3);
  });

  it('is larger the less the background counted in the same time', () => {
    const dwell = { counts: 20, seconds: 20 };
    const [less, more] = [
      { counts: 60, seconds: 300 },
      { counts: 120, seconds: 300 },
    ];
    expect(logEvidence(dwell, less)).toBeGreaterThan(logEvidence(dwell, more));
  });

  it('grows with each count and falls with each quiet second', () => {
    const some = fc.record({
      counts: fc.nat(5_000),
      seconds: fc.integer({ min: 1, max: 3600 }),
      measured: fc.integer({ min: 1, max: 50_000 }),
      measuredS: fc.integer({ min: 5, max: 3600 }),
    });
    fc.assert(
      fc.property(some, ({ counts, seconds, measured, measuredS }) => {
        const by = { counts: measured, seconds: measuredS };
        const now = logEvidence({ counts, seconds }, by);
        expect(logEvidence({ counts: counts + 1, seconds }, by)).toBeGreaterThan(now);
        expect(logEvidence({ counts, seconds: seconds + 1 }, by)).toBeLessThan(now + 1e-9);
      }),
    );
  });
});

describe('the increase that is ruled out', () => {
  it('has a likelihood of one in twenty of that of nothing added', () => {
    const [counts, seconds] = [18, 60];
    const increase = ruledOutIncrease({ counts, seconds }, background) ?? Number.NaN;
    // Both likelihoods, each with the background at its own most plausible weight, by integration.
    const likelihood = (ratio: number): number => {
      let sum = 0;
      for (let rate = 0.0005; rate < 1.5; rate += 0.0005) {
        sum += (poisson(90, rate * 300) * poisson(counts, rate * ratio * seconds)) / rate;
      }
      return sum;
    };
    expect(likelihood(1 + increase / 0.3) / likelihood(1)).toBeCloseTo(1 / 20, 4);
  });

  it('shrinks while a parcel counts no more than the background', () => {
    const increases = [10, 20, 40, 80, 160].map(
      (seconds) => ruledOutIncrease({ counts: seconds * 0.3, seconds }, background) ?? 0,
    );
    expect(increases.toSorted((a, b) => b - a)).toEqual(increases);
    expect(increases[0]).toBeLessThan(1);
  });

  it('is above what was counted', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 600 }),
        (counts, seconds) => {
          const increase = ruledOutIncrease({ counts, seconds }, background);
          if (increase === null) return;
          expect(increase).toBeGreaterThan(counts / seconds - 0.3);
          expect(increase).toBeGreaterThan(0);
        },
      ),
    );
  });

  it('does not exist without a pulse, in the parcel or in the background', () => {
    expect(ruledOutIncrease({ counts: 0, seconds: 60 }, background)).toBeNull();
    expect(ruledOutIncrease({ counts: 3, seconds: 60 }, { counts: 0, seconds: 60 })).toBeNull();
  });

  it('does not exist for counts that no background of a single pulse explains', () => {
    const single = { counts: 1, seconds: 300 };
    expect(ruledOutIncrease({ counts: 100_000, seconds: 60 }, single)).toBeNull();
  });
});
