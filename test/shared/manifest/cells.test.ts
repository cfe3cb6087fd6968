import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decimalCell,
  idCell,
  kilogramCell,
  listCell,
  sameDecimal,
  textCell,
} from '../../../shared/manifest/cells.ts';
import { createDecimals } from '../../../shared/manifest/decimals.ts';

describe('a cell with a mass in kilograms', () => {
  it.each([
    ['0.452', '452'],
    ['1', '1000'],
    ['1.5', '1500'],
    ['0.0005', '0.5'],
    ['0.000000001', '0.000001'],
    ['012.340', '12340'],
    ['0', '0'],
  ])('%s kg is %s g', (kilograms, grams) => {
    expect(kilogramCell(kilograms, createDecimals(true))).toEqual({ ok: true, value: grams });
  });

  it('is exact for every number of grams', () => {
    fc.assert(
      fc.property(fc.nat(999_999_999), (milligrams) => {
        const digits = String(milligrams).padStart(7, '0');
        const kilograms = `${digits.slice(0, -6)}.${digits.slice(-6)}`;
        const cell = kilogramCell(kilograms, createDecimals(true));
        expect(cell.ok && Number(cell.value) * 1000).toBeCloseTo(milligrams, 5);
      }),
    );
  });
});

describe('a cell with a number', () => {
  it.each(['-1', '+1', '1e3', '1 000', '.5', '5.', '1,000.0', 'abc', '1.1234567', '٣'])(
    'is refused when it is %s',
    (text) => {
      expect(decimalCell(text, createDecimals(false))).toMatchObject({ ok: false });
    },
  );

  it('is the same number with zeros around it', () => {
    expect(sameDecimal('0400', '400.00')).toBe(true);
    expect(sameDecimal('400', '4000')).toBe(false);
  });
});

describe('a cell with an id', () => {
  it.each(['1.23E+10', '1,23E+10', '5E+15', '6.1E-2'])('is refused when it is %s', (text) => {
    expect(idCell(text)).toMatchObject({ ok: false });
  });

  it.each(['RR473124829US', '00123', '12E45', 'E+10'])('keeps %s as it stands', (text) => {
    expect(idCell(text)).toEqual({ ok: true, value: text });
  });

  it('may hold several, and refuses all when one was shortened', () => {
    expect(listCell('A1|B2; C3,')).toEqual({ ok: true, value: ['A1', 'B2', 'C3'] });
    expect(listCell('A1|1.2E+9')).toMatchObject({ ok: false });
  });
});

it('keeps what looks like a formula as text', () => {
  expect(textCell('=HYPERLINK("http://x")')).toEqual({ ok: true, value: '=HYPERLINK("http://x")' });
});

it.each(['a\0', '\ud83d', '\ude00\ud83d'])(
  'has no text in %j, which no file of text holds',
  (text) => {
    expect(textCell(text)).toMatchObject({ ok: false });
  },
);

it('keeps characters beyond the first 65536, and marks of writing direction', () => {
  for (const text of ['🎁', '\u200f\u0643'])
    expect(textCell(text)).toEqual({ ok: true, value: text });
});
