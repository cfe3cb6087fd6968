import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolve } from '../../../shared/identifiers/resolve.ts';
import { s10CheckDigit } from '../../../shared/identifiers/s10.ts';
import { gs1CheckDigit } from '../../../shared/identifiers/gs1-check-digit.ts';

const serials = fc.integer({ min: 0, max: 99_999_999 }).map((n) => String(n).padStart(8, '0'));

describe('S10 item identifiers', () => {
  it.each([
    'RR473124829US',
    'RB123456785GB',
    'EE000000005CH',
    'EA100000003IE',
    'CP000000014NL',
    'LX876543216DE',
    'UA999999995CN',
    'HA202409178JP',
    'VV000164273KH',
  ])('%s is valid without a finding', (text) => {
    expect(resolve(text)).toEqual({ scheme: 's10', valid: true, canonical: text, problems: [] });
  });

  it.each([
    ['00000015', '5'],
    ['00000034', '5'],
    ['00000049', '5'],
    ['00000008', '0'],
    ['00000012', '0'],
    ['00000027', '0'],
  ])('serial %s with remainder 0 or 1 has check digit %s', (serial, check) => {
    expect(s10CheckDigit(serial)).toBe(check);
  });

  it('blanks and lower case of the printed form do not matter', () => {
    expect(resolve(' rr 473 124 829 us ').canonical).toBe('RR473124829US');
  });

  it('a wrong check digit is refused and the right one is named', () => {
    expect(resolve('RB123456786US')).toMatchObject({ scheme: 's10', valid: false, expected: '5' });
  });

  it('an unknown country is a finding, not a refusal', () => {
    const identity = resolve('RB123456785XX');
    expect(identity.valid).toBe(true);
    expect(identity.problems).toHaveLength(1);
  });

  it('letter O for digit 0 is explained', () => {
    const identity = resolve('EE00000000SCH'.replace('S', 'O'));
    expect(identity).toMatchObject({ scheme: 's10', valid: false });
    expect(identity.problems[0]).toContain('letter O');
  });

  it('two swapped neighbouring digits are always noticed', () => {
    fc.assert(
      fc.property(serials, fc.integer({ min: 0, max: 6 }), (serial, place) => {
        fc.pre(serial[place] !== serial[place + 1]);
        const swapped =
          serial.slice(0, place) + serial[place + 1] + serial[place] + serial.slice(place + 2);
        const label = `RR${swapped}${s10CheckDigit(serial)}US`;
        // Remainders 0 and 1 share digits 5 and 0 with remainders 6 and 1: the standard's own gap.
        fc.pre(s10CheckDigit(swapped) !== s10CheckDigit(serial));
        expect(resolve(label).valid).toBe(false);
      }),
    );
  });
});

describe('SSCC', () => {
  it.each([
    '106141412345678908',
    '376123450000000016',
    '340123451234567895',
    '401234567890123450',
    '000123455555555558',
  ])('%s is valid, also with its application identifier', (digits) => {
    expect(resolve(digits)).toMatchObject({ scheme: 'sscc', valid: true, canonical: digits });
    expect(resolve(`(00)${digits}`).canonical).toBe(digits);
  });

  it('any single wrong digit is noticed', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 17n - 1n }),
        fc.nat(17),
        fc.integer({ min: 1, max: 9 }),
        (number, place, shift) => {
          const body = String(number).padStart(17, '0');
          const digits = body + gs1CheckDigit(body);
          const wrong = String((Number(digits[place]) + shift) % 10);
          const label = digits.slice(0, place) + wrong + digits.slice(place + 1);
          expect(resolve(label).valid).toBe(false);
        },
      ),
    );
  });
});

describe('other text', () => {
  it('has scheme unknown and is not valid', () => {
    expect(resolve('hello')).toMatchObject({ scheme: 'unknown', valid: false });
  });

  it('keeps letters beyond ASCII as they are', () => {
    expect([resolve('straße').canonical, resolve('ſa').canonical]).toEqual(['STRAßE', 'ſA']);
  });

  it.each(['\0', '\u0007', '\u001d', '\u202e', '\u2066', '\u200b', '\ud800'])(
    'with the hidden character %j is no identifier, and the character is shown',
    (hidden) => {
      const { scheme, valid, canonical, problems } = resolve(`RR473124829US${hidden}`);
      expect([scheme, valid]).toEqual(['unknown', false]);
      expect(canonical).toMatch(/^RR473124829US<U\+[0-9A-F]{4}>$/);
      expect(problems[0]).toContain('cannot be seen');
    },
  );

  it('never throws, whatever the scanner sends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => resolve(text).scheme.length > 0),
    );
  });
});
