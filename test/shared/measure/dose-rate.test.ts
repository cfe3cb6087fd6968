import { describe, expect, it } from 'vitest';
import {
  displayStep,
  exposureOf,
  formatDoseRate,
  toMicrosieverts,
} from '../../../shared/measure/dose-rate.ts';

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

  it.each([
    ['12', 'uR/h', 0.12],
    ['1.5', 'mR/h', 15],
    ['0.002', 'R/h', 20],
  ] as const)(
    '%s %s is %d uSv/h where a site takes a roentgen for 0.01 Sv',
    (value, unit, dose) => {
      expect(toMicrosieverts(value, unit, 0.01)).toBeCloseTo(dose, 12);
    },
  );

  it('is what the site says a roentgen is worth, and keeps what was measured', () => {
    expect(toMicrosieverts('100', 'uR/h', 0.015)).toBeCloseTo(1.5, 12);
    const kept = { value: '100', unit: 'uR/h', sievertPerRoentgen: 0.015 };
    expect(exposureOf(1.5, 'uR/h', 0.015)).toEqual(kept);
    expect(exposureOf(1.5, 'mR/h', 0.015)).toMatchObject({ value: '0.1', unit: 'mR/h' });
    expect(exposureOf(1.5, 'uSv/h', 0.015)).toBeNull();
  });

  it('has a last digit, which is the least that it can show', () => {
    expect(displayStep('0.12', 'uSv/h', 0.01)).toBeCloseTo(0.01, 12);
    expect(displayStep('120', 'nSv/h', 0.01)).toBeCloseTo(0.001, 12);
    expect(displayStep('12.0', 'uR/h', 0.01)).toBeCloseTo(0.001, 12);
  });

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
