import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemWords } from '../../../shared/identifiers/problem.ts';
import { resolve } from '../../../shared/identifiers/resolve.ts';
import { s10CheckDigit } from '../../../shared/identifiers/s10.ts';

/** UPU S10-12, written down a second time. */
const WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7];

function remainder(serial: string): number {
  return [...serial].reduce((sum, digit, place) => sum + Number(digit) * WEIGHTS[place]!, 0) % 11;
}

/** Remainders 0 and 6 have the same check digit 5; every other digit belongs to one remainder. */
function shareDigitFive(left: string, right: string): boolean {
  return new Set([remainder(left), remainder(right), 0, 6]).size === 2;
}

function withDigit(serial: string, place: number, digit: number): string {
  return `${serial.slice(0, place)}${digit}${serial.slice(place + 1)}`;
}

const label = (serial: string, check: string) => `RR${serial}${check}US`;
const serials = fc.integer({ min: 0, max: 99_999_999 }).map((n) => String(n).padStart(8, '0'));
const digits = fc.nat(9);

describe('published S10 identifiers', () => {
  it.each([
    'RR473124829US',
    'RB123456785GB',
    'RB123456785US',
    'RB123456785CV',
    'RB123456785CF',
    'EE000000005CH',
    'EA100000003IE',
    'CP000000014NL',
    'LX876543216DE',
    'UA999999995CN',
    'HA202409178JP',
    'VV000164273KH',
  ])('%s is valid, names a parcel and has no finding', (text) => {
    const identity = { scheme: 's10', valid: true, canonical: text, problems: [], names: 'parcel' };
    expect(resolve(text)).toEqual(identity);
  });

  it('blanks and lower case of the printed form do not matter', () => {
    expect(resolve(' rr 473 124 829 us ').canonical).toBe('RR473124829US');
  });
});

describe('trap 4: S10 serial remainder 0 and 1', () => {
  it.each([
    ['00000015', 0, '5'],
    ['00000034', 0, '5'],
    ['00000049', 0, '5'],
    ['00000008', 1, '0'],
    ['00000012', 1, '0'],
    ['00000027', 1, '0'],
  ])('serial %s with remainder %i has check digit %s', (serial, left, check) => {
    expect([remainder(serial), s10CheckDigit(serial)]).toEqual([left, check]);
    expect(resolve(label(serial, check)).valid).toBe(true);
  });
});

describe('the check digit of S10', () => {
  it('a wrong one is refused and the right one is named', () => {
    const identity = resolve('RB123456786US');
    expect(identity).toMatchObject({ scheme: 's10', valid: false, expected: '5', names: 'parcel' });
    expect(identity.problems).toEqual([
      'check-digit: The check digit is 6, but 5 fits serial number 12345678.',
    ]);
  });

  it('one wrong check digit is always noticed', () => {
    fc.assert(
      fc.property(serials, digits, (serial, digit) => {
        const right = String(digit) === s10CheckDigit(serial);
        expect(resolve(label(serial, String(digit))).valid).toBe(right);
      }),
    );
  });

  it('one wrong serial digit is missed between remainders 0 and 6 only', () => {
    fc.assert(
      fc.property(serials, fc.nat(7), digits, (serial, place, digit) => {
        const misread = withDigit(serial, place, digit);
        fc.pre(misread !== serial);
        const { valid } = resolve(label(misread, s10CheckDigit(serial)));
        expect(valid).toBe(shareDigitFive(serial, misread));
      }),
      { numRuns: 2_000 },
    );
  });

  it('does miss one: 00000000 and 00000004 have remainders 0 and 6', () => {
    expect([remainder('00000000'), remainder('00000004')]).toEqual([0, 6]);
    expect(resolve(label('00000004', s10CheckDigit('00000000'))).valid).toBe(true);
  });

  it('two swapped serial digits are missed between remainders 0 and 6 only', () => {
    fc.assert(
      fc.property(serials, fc.nat(6), (serial, place) => {
        const [left, right] = [Number(serial[place]), Number(serial[place + 1])];
        fc.pre(left !== right);
        const swapped = withDigit(withDigit(serial, place, right), place + 1, left);
        const { valid } = resolve(label(swapped, s10CheckDigit(serial)));
        expect(valid).toBe(shareDigitFive(serial, swapped));
      }),
      { numRuns: 2_000 },
    );
  });

  it('the last serial digit swapped with the check digit is missed as 4 with 5 and 0 with 2 only', () => {
    fc.assert(
      fc.property(serials, (serial) => {
        const check = s10CheckDigit(serial);
        const last = serial.slice(-1);
        fc.pre(check !== last);
        const swapped = label(serial.slice(0, 7) + check, last);
        // Remainders 0 and 7 have check digits 5 and 4, remainders 1 and 9 have 0 and 2.
        const missed = [`0 4 5`, `7 5 4`, `1 2 0`, `9 0 2`].includes(
          `${remainder(serial)} ${last} ${check}`,
        );
        expect(resolve(swapped).valid).toBe(missed);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('all that the check digit of S10 can miss', () => {
  const numbers = Array.from({ length: 100 }, (_, number) => String(number).padStart(8, '0'));
  /** The check digit that belongs to a remainder. */
  const digitOf = (left: number): string =>
    s10CheckDigit(numbers.find((serial) => remainder(serial) === left)!);

  it('11 remainders have 10 digits: 0 and 6 share 5, every other digit has one remainder', () => {
    const shared = new Map<string, number[]>();
    for (let left = 0; left < 11; left += 1) {
      const digit = digitOf(left);
      shared.set(digit, [...(shared.get(digit) ?? []), left]);
    }
    expect([...shared].filter(([, lefts]) => lefts.length > 1)).toEqual([['5', [0, 6]]]);
    expect(shared.size).toBe(10);
  });

  it('every single wrong digit moves the remainder: no weight times a difference is a multiple of 11', () => {
    for (const weight of WEIGHTS) {
      for (let difference = 1; difference <= 9; difference += 1) {
        expect((weight * difference) % 11).not.toBe(0);
      }
    }
  });

  it('every swap of two different neighbours does, too: no two neighbouring weights are alike mod 11', () => {
    for (const [place, weight] of WEIGHTS.slice(1).entries()) {
      for (let difference = 1; difference <= 9; difference += 1) {
        expect(((weight - WEIGHTS[place]!) * difference) % 11).not.toBe(0);
      }
    }
  });

  it('so of all single wrong digits 1 in 55 is missed: those between remainders 0 and 6', () => {
    let [missed, all] = [0, 0];
    // All remainders that the seven other digits can leave, for every place and both digits.
    for (const weight of WEIGHTS) {
      for (let others = 0; others < 11; others += 1) {
        for (let was = 0; was <= 9; was += 1) {
          for (let is = 0; is <= 9; is += 1) {
            if (was === is) continue;
            const [left, right] = [(others + weight * was) % 11, (others + weight * is) % 11];
            all += 1;
            if (digitOf(left) === digitOf(right)) {
              missed += 1;
              expect(new Set([left, right])).toEqual(new Set([0, 6]));
            }
          }
        }
      }
    }
    expect([missed, all]).toEqual([144, 55 * 144]);
  });
});

describe('findings about an S10 identifier', () => {
  it('an unknown country is a finding, not a refusal', () => {
    const { valid, problems } = resolve('RB123456785XX');
    expect([valid, problems]).toEqual([
      true,
      ['country-unknown: XX is not an assigned country code; it may be a special operator.'],
    ]);
    expect(problems.map(problemWords)).toEqual([
      'XX is not an assigned country code; it may be a special operator.',
    ]);
  });

  it('a reserved service indicator is a finding, not a refusal', () => {
    const { valid, problems } = resolve('KB123456785GB');
    expect([valid, problems[0]]).toEqual([true, expect.stringMatching(/^service-unknown: KB /)]);
  });

  it('letter O for digit 0 is a matter of format, not of the check digit', () => {
    const identity = resolve('EE00000000OCH');
    expect(identity).toMatchObject({ scheme: 's10', valid: false });
    expect(identity.problems[0]).toMatch(/^letter-for-digit: .*letter O/);
  });
});
