import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatGrams, toMicrograms } from '../../../shared/measure/mass.ts';

describe('masses', () => {
  it.each([
    ['100.00', 'g', 100_000_000],
    ['-0.50', 'kg', -500_000_000],
    ['1', 'lb', 453_592_370],
    ['16', 'oz', 453_592_370],
    ['31.5', 'kg', 31_500_000_000],
    ['0.1', 'mg', 100],
  ] as const)('%s %s is %d micrograms', (value, unit, micrograms) => {
    expect(toMicrograms(value, unit)).toBe(micrograms);
  });

  it.each(['', 'NaN', '1e3', '0,15', '--', '1.', '.5', '9'.repeat(13), '+1', ' 1'])(
    '%j is not a mass',
    (text) => {
      expect(toMicrograms(text, 'g')).toBeNull();
    },
  );

  it('the same mass in grams and kilograms converts to the same number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 31_500_000 }), (milligrams) => {
        const grams = (milligrams / 1000).toFixed(3);
        const kilograms = (milligrams / 1_000_000).toFixed(6);
        expect(toMicrograms(grams, 'g')).toBe(toMicrograms(kilograms, 'kg'));
      }),
    );
  });

  it('grams are printed without trailing zeros', () => {
    const printed = ['2000', '0', '452.50', '-3.4'].map((g) => formatGrams(toMicrograms(g, 'g')!));
    expect(printed).toEqual(['2000', '0', '452.5', '-3.4']);
  });
});
