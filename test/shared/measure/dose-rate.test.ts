import { describe, expect, it } from 'vitest';
import { formatDoseRate, toMicrosieverts } from '../../../shared/measure/dose-rate.ts';

describe('trap 12: units of dose rate', () => {
  it.each([
    ['150', 'nSv/h', 0.15],
    ['0.15', 'uSv/h', 0.15],
    ['0.12', 'mSv/h', 120],
    ['0.000001', 'Sv/h', 1],
  ] as const)('%s %s is %d uSv/h', (value, unit, expected) => {
    expect(toMicrosieverts(value, unit)).toBeCloseTo(expected, 12);
  });

  it.each(['uR/h', 'mR/h', 'R/h'] as const)(
    '%s is exposure: it is not taken for a dose rate in silence',
    (unit) => {
      expect(toMicrosieverts('1', unit)).toBeNull();
    },
  );

  it.each(['0,15', '-0.1', '1e3', 'NaN', ''])('"%s" is no value', (value) => {
    expect(toMicrosieverts(value, 'uSv/h')).toBeNull();
  });

  it('is shown with three significant digits and without an exponent', () => {
    expect([0.1234, 12.34, 123.4, 0.00001].map(formatDoseRate)).toEqual([
      '0.123',
      '12.3',
      '123',
      '0.00001',
    ]);
  });
});
