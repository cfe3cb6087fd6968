import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceOfAgreement } from '../../../shared/radiation/agreement.ts';

/** uSv/h for a count per second: a common tube, and a small scintillator. */
const TUBE = 60 / 154;
const CRYSTAL = 1 / 142;

describe('two dosimeters', () => {
  it('that stand in the same agree, whatever one count of theirs is worth', () => {
    const tube = { counts: 77, seconds: 30, perCount: TUBE };
    const crystal = { counts: 4260, seconds: 30, perCount: CRYSTAL };
    expect(chanceOfAgreement(tube, crystal, 2)).toBeGreaterThan(0.5);
  });

  it('do not agree where one sees ten times what the other does', () => {
    const low = { counts: 9, seconds: 30, perCount: TUBE };
    const high = { counts: 90, seconds: 30, perCount: TUBE };
    expect(chanceOfAgreement(low, high, 2)).toBeLessThan(1e-6);
    expect(chanceOfAgreement(high, low, 2)).toBeLessThan(1e-6);
  });

  it('agree at few counts, which say little', () => {
    const none = { counts: 0, seconds: 10, perCount: TUBE };
    const few = { counts: 4, seconds: 10, perCount: TUBE };
    expect(chanceOfAgreement(none, few, 1)).toBeGreaterThan(0.05);
  });

  it('is the exact binomial where no factor is allowed: 9 of 10 the one way or the other', () => {
    const one = { counts: 9, seconds: 10, perCount: 1 };
    const other = { counts: 1, seconds: 10, perCount: 1 };
    expect(chanceOfAgreement(one, other, 1)).toBeCloseTo((2 * 11) / 1024, 12);
  });

  it('are compared alike from either side, and agree the more the further apart they may be', () => {
    const counts = fc.integer({ min: 0, max: 400 });
    const seconds = fc.integer({ min: 5, max: 60 });
    fc.assert(
      fc.property(counts, counts, seconds, seconds, (a, b, s, t) => {
        const one = { counts: a, seconds: s, perCount: TUBE };
        const other = { counts: b, seconds: t, perCount: CRYSTAL };
        const chance = chanceOfAgreement(one, other, 1.5);
        expect(chanceOfAgreement(other, one, 1.5)).toBeCloseTo(chance, 9);
        expect(chanceOfAgreement(one, other, 2)).toBeGreaterThanOrEqual(chance - 1e-9);
      }),
    );
  });
});
