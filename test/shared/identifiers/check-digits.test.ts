import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHECK_DIGITS, type CheckDigit } from '../../../shared/identifiers/check-digits.ts';

const DIGITS = [...'0123456789'];
const CHARACTERS = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

const bodies = (length: number, unit = DIGITS): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...unit), minLength: length, maxLength: length });

/** The number with its check digit, and whether it is right. */
function isRight(name: CheckDigit, whole: string): boolean {
  return CHECK_DIGITS[name](whole.slice(0, -1)) === whole.slice(-1);
}

interface Error {
  /** Place in the body, from 0. */
  readonly place: number;
  /** What was there and what stands there now; of two neighbours what was left and right. */
  readonly was: string;
  readonly is: string;
  /** All before the place, and the whole body. */
  readonly before: string;
  readonly body: string;
}

/** Every single wrong character of the body: which are missed is exactly what `missed` says. */
function singles(
  name: CheckDigit,
  length: number,
  missed: (error: Error) => boolean,
  unit = DIGITS,
): void {
  fc.assert(
    fc.property(bodies(length, unit), (body) => {
      const check = CHECK_DIGITS[name](body);
      for (let place = 0; place < length; place += 1) {
        const was = body.charAt(place);
        for (const is of unit.filter((each) => each !== was)) {
          const before = body.slice(0, place);
          const wrong = before + is + body.slice(place + 1);
          const error = { place, was, is, before, body };
          expect([error, isRight(name, wrong + check)]).toEqual([error, missed(error)]);
        }
      }
    }),
  );
}

/** Every swap of two neighbours in the body: which are missed is exactly what `missed` says. */
function swaps(
  name: CheckDigit,
  length: number,
  missed: (error: Error) => boolean,
  unit = DIGITS,
): void {
  fc.assert(
    fc.property(bodies(length, unit), (body) => {
      const check = CHECK_DIGITS[name](body);
      for (let place = 0; place + 1 < length; place += 1) {
        const [was, is] = [body.charAt(place), body.charAt(place + 1)];
        if (was === is) continue;
        const before = body.slice(0, place);
        const wrong = before + is + was + body.slice(place + 2);
        const error = { place, was, is, before, body };
        expect([error, isRight(name, wrong + check)]).toEqual([error, missed(error)]);
      }
    }),
    { numRuns: 300 },
  );
}

/** The last character swapped with the check digit. */
function swapsWithCheck(
  name: CheckDigit,
  length: number,
  missed: (last: string, check: string, body: string) => boolean,
  unit = DIGITS,
): void {
  fc.assert(
    fc.property(bodies(length, unit), (body) => {
      const [last, check] = [body.slice(-1), CHECK_DIGITS[name](body)];
      fc.pre(last !== check);
      const wrong = body.slice(0, -1) + check + last;
      expect([body, isRight(name, wrong)]).toEqual([body, missed(last, check, body)]);
    }),
    { numRuns: 2_000 },
  );
}

const difference = ({ was, is }: { was: string; is: string }): number =>
  Math.abs(Number(was) - Number(is));
const never = (): boolean => false;

describe('any rule', () => {
  it.each(Object.keys(CHECK_DIGITS) as CheckDigit[])(
    '%s notices every wrong check digit, because it has one right one',
    (name) => {
      fc.assert(
        fc.property(bodies(11), (body) => {
          const right = CHARACTERS.filter((check) => isRight(name, body + check));
          expect(right).toEqual([CHECK_DIGITS[name](body)]);
        }),
      );
    },
  );
});

describe.each([
  ['gs1', 17],
  ['gs1', 21],
  ['gls', 11],
] as const)('mod 10 with weights 3 and 1 (%s, %i digits)', (name, length) => {
  it('notices every single wrong digit', () => {
    singles(name, length, never);
  });

  it('misses two swapped neighbours that differ by 5 and no others', () => {
    swaps(name, length, (error) => difference(error) === 5);
    swapsWithCheck(name, length, (last, check) => difference({ was: last, is: check }) === 5);
  });
});

describe('mod 7 (air waybill, DHL Express)', () => {
  it.each([7, 9, 10])(
    'of %i digits misses a digit that differs by 7 (0 and 7, 1 and 8, 2 and 9) and no others',
    (length) => {
      singles('mod-7', length, (error) => difference(error) === 7);
    },
  );

  it('misses two swapped neighbours that differ by 7 and no others', () => {
    swaps('mod-7', 9, (error) => difference(error) === 7);
  });

  it('notices every swap with the check digit: 7, 8 and 9 are none', () => {
    swapsWithCheck('mod-7', 9, never);
  });
});

describe('mod 11 with weights 1, 3 and 7 (FedEx)', () => {
  const WEIGHTS = [3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1];
  const remainder = (body: string): number =>
    WEIGHTS.reduce((sum, weight, place) => sum + weight * Number(body[place]), 0) % 11;
  /** Remainders 0 and 10 have the same check digit 0. */
  const shareZero = (left: string, right: string): boolean =>
    new Set([remainder(left), remainder(right), 0, 10]).size === 2;

  it('misses a single wrong digit between remainders 0 and 10 only', () => {
    singles('fedex', 11, ({ before, is, place, body }) =>
      shareZero(body, before + is + body.slice(place + 1)),
    );
  });

  it('misses two swapped neighbours between remainders 0 and 10 only', () => {
    swaps('fedex', 11, ({ before, was, is, place, body }) =>
      shareZero(body, before + is + was + body.slice(place + 2)),
    );
  });

  it('misses the last digit swapped with the check digit for 0 and 5 only', () => {
    swapsWithCheck('fedex', 11, (last, check, body) => {
      const left = remainder(body);
      return (last === '0' && check === '5') || (last === '5' && left === 10);
    });
  });
});

describe('mod 10 with weights 1 and 2 and letters (UPS)', () => {
  /** A is 2, B is 3, and so on. */
  const value = (character: string): number =>
    DIGITS.includes(character) ? Number(character) : (CHARACTERS.indexOf(character) - 8) % 10;

  it('misses characters of one value anywhere, and those that differ by 5 under weight 2', () => {
    singles(
      'ups',
      15,
      ({ place, was, is }) => {
        const apart = Math.abs(value(was) - value(is));
        return apart === 0 || (apart === 5 && place % 2 === 1);
      },
      CHARACTERS,
    );
  });

  it('notices all single wrong digits but those that differ by 5 under weight 2', () => {
    singles('ups', 15, (error) => difference(error) === 5 && error.place % 2 === 1);
  });

  it('notices all swapped neighbours but those of one value, so all digits', () => {
    swaps('ups', 15, ({ was, is }) => value(was) === value(is), CHARACTERS);
    swaps('ups', 15, never);
  });

  it('misses every last digit swapped with the check digit where both have weight 1', () => {
    swapsWithCheck('ups', 15, () => true);
    swapsWithCheck('ups', 14, never);
  });
});

describe('mod 10 with weights 4 and 9 (Identcode)', () => {
  it('misses a single wrong digit that differs by 5 under weight 4 and no others', () => {
    singles('identcode', 11, (error) => difference(error) === 5 && error.place % 2 === 0);
  });

  it('misses two swapped neighbours whose difference is even and no others', () => {
    swaps('identcode', 11, (error) => difference(error) % 2 === 0);
    swapsWithCheck('identcode', 11, never);
  });
});

describe('Luhn (Purolator)', () => {
  it('notices every single wrong digit', () => {
    singles('luhn', 11, never);
  });

  it('misses 0 and 9 swapped and no others', () => {
    swaps('luhn', 11, (error) => difference(error) === 9);
    swapsWithCheck('luhn', 11, (last, check) => difference({ was: last, is: check }) === 9);
  });
});

describe('ISO/IEC 7064, MOD 37,36 (DPD)', () => {
  /** State after a character, 1 to 36; written down a second time. */
  const after = (state: number, character: string): number =>
    (((state + CHARACTERS.indexOf(character)) % 36 || 36) * 2) % 37;
  const stateOf = (text: string): number => [...text].reduce(after, 36);
  const isMissed = (state: number, left: string, right: string): boolean =>
    after(after(state, left), right) === after(after(state, right), left);

  it('notices every single wrong character', () => {
    singles('mod-37-36', 14, never, CHARACTERS);
  });

  it('misses swapped neighbours where the states say so', () => {
    swaps('mod-37-36', 14, ({ before, was, is }) => isMissed(stateOf(before), was, is), CHARACTERS);
  });

  it('and these are pairs that follow each other in the alphabet, each after one state of 36', () => {
    const states = CHARACTERS.map((_, at) => at + 1);
    for (const left of CHARACTERS) {
      for (const right of CHARACTERS.filter((each) => each !== left)) {
        const apart = Math.abs(CHARACTERS.indexOf(left) - CHARACTERS.indexOf(right));
        const missed = states.filter((state) => isMissed(state, left, right));
        expect(missed).toHaveLength(apart === 1 || apart === 35 ? 1 : 0);
      }
    }
  });

  it('misses the last character swapped with the check character for 0 and 1 only', () => {
    swapsWithCheck(
      'mod-37-36',
      14,
      (last, check, body) =>
        stateOf(body.slice(0, -1)) === 18 && [last, check].toSorted().join('') === '01',
      CHARACTERS,
    );
  });
});
