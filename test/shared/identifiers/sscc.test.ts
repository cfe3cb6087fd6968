import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gs1CheckDigit } from '../../../shared/identifiers/gs1-check-digit.ts';
import { resolve } from '../../../shared/identifiers/resolve.ts';

const ssccs = fc
  .bigInt({ min: 0n, max: 10n ** 17n - 1n })
  .map((number) => String(number).padStart(17, '0'))
  .map((body) => body + gs1CheckDigit(body));

describe('SSCC', () => {
  it.each([
    '106141412345678908',
    '376123450000000016',
    '340123451234567895',
    '401234567890123450',
    '000123455555555558',
  ])('%s is the same parcel bare, in brackets, raw and announced as GS1', (digits) => {
    const labels = [digits, `00${digits}`, `(00)${digits}`, `]C100${digits}`, `]C1(00)${digits}`];
    for (const label of [...labels, `00${digits}\u001d`, `\u001d00${digits}`]) {
      expect(resolve(label)).toMatchObject({
        ...{ scheme: 'sscc', valid: true, canonical: digits, problems: [], names: 'parcel' },
      });
    }
  });

  it.each(['09501101530003', '00012345600012', '12345678901231'])(
    'GTIN-14 %s has a right check digit, too',
    (digits) => {
      expect(gs1CheckDigit(digits.slice(0, -1))).toBe(digits.slice(-1));
    },
  );

  it('a wrong check digit is refused and the right one is named, bare and as an element', () => {
    const words = 'The check digit is 9, but 8 fits these digits.';
    expect(resolve('106141412345678909')).toEqual({
      ...{ scheme: 'sscc', valid: false, canonical: '106141412345678909', names: 'maybe-parcel' },
      ...{ expected: '8', problems: [`check-digit: ${words}`] },
    });
    expect(resolve('(00)106141412345678909')).toMatchObject({
      ...{ scheme: 'sscc', valid: false, expected: '8', names: 'parcel' },
      problems: [`check-digit: (00) ${words}`],
    });
  });

  it.each(['106141412345678909', '106 141412 345678909'])(
    '%s, bare with a wrong check digit, may be a courier’s own number: the manifest has to say',
    (label) => expect(resolve(label).names).toBe('maybe-parcel'),
  );

  it.each(['00106141412345678909', '(00)106141412345678909', ']C100106141412345678909'])(
    '%s says that it is an SSCC, and with a wrong check digit it is refused',
    (label) => expect(resolve(label)).toMatchObject({ valid: false, names: 'parcel' }),
  );

  it('any single wrong digit is noticed', () => {
    fc.assert(
      fc.property(ssccs, fc.nat(17), fc.integer({ min: 1, max: 9 }), (digits, place, shift) => {
        const wrong = String((Number(digits[place]) + shift) % 10);
        const label = digits.slice(0, place) + wrong + digits.slice(place + 1);
        expect(resolve(label).valid).toBe(false);
      }),
    );
  });

  it('two swapped neighbours are missed exactly when they differ by 5', () => {
    fc.assert(
      fc.property(ssccs, fc.nat(16), (digits, place) => {
        const [left = '', right = ''] = digits.slice(place, place + 2);
        fc.pre(left !== right);
        const label = digits.slice(0, place) + right + left + digits.slice(place + 2);
        expect(resolve(label).valid).toBe(Math.abs(Number(left) - Number(right)) === 5);
      }),
      { numRuns: 2_000 },
    );
  });
});
