import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLANK_LINE } from '../../../shared/manifest/blank-item.ts';
import { CURRENCIES, toMinorUnits, withMinorValue } from '../../../shared/manifest/currencies.ts';
import { packItem, packLine, unpackItem } from '../../../shared/manifest/packed-item.ts';

describe('an amount in minor units', () => {
  it.each([
    ['12.50', 'EUR', 1250],
    ['12.5', 'EUR', 1250],
    ['0', 'USD', 0],
    ['0.10', 'GBP', 10],
    ['1500', 'JPY', 1500],
    ['1500.00', 'JPY', 1500],
    ['1.234', 'KWD', 1234],
    ['0.0001', 'CLF', 1],
    ['90071992547409.91', 'EUR', 9007199254740991],
  ])('%s %s is %i', (value, currency, minor) => {
    expect(toMinorUnits(value, currency)).toEqual({ ok: true, value: minor });
  });

  it.each([
    ['12.345', 'EUR', 'EUR has 2 decimals; "12.345" has more'],
    ['12.5', 'JPY', 'JPY has 0 decimals; "12.5" has more'],
    ['1', 'XXX', 'XXX is no currency of ISO 4217'],
    ['1', 'eur', 'eur is no currency of ISO 4217'],
    ['1,50', 'EUR', '"1,50" is not a plain decimal number'],
    ['-1', 'EUR', '"-1" is not a plain decimal number'],
    ['', 'EUR', '"" is not a plain decimal number'],
    ['90071992547409.92', 'EUR', '"90071992547409.92" is more than can be counted exactly'],
  ])('there is none for "%s" %s, in words', (value, currency, error) => {
    expect(toMinorUnits(value, currency)).toEqual({ ok: false, error });
  });

  it('says the same amount as the decimal, in every currency', () => {
    const currencies = fc.constantFrom(...CURRENCIES);
    fc.assert(
      fc.property(currencies, fc.nat(), ([currency, decimals], minor) => {
        const digits = String(minor).padStart(decimals + 1, '0');
        const at = digits.length - decimals;
        const value = decimals === 0 ? digits : `${digits.slice(0, at)}.${digits.slice(at)}`;
        expect(toMinorUnits(value, currency)).toEqual({ ok: true, value: minor });
      }),
    );
  });
});

describe('a content line', () => {
  it.each([
    ['38.00', 'EUR', 3800],
    ['500', 'JPY', 500],
    ['1.5', 'JPY', null],
    ['38.00', 'XXX', null],
    ['38.00', null, null],
    [null, 'EUR', null],
  ])('with value %s and currency %s has %s in minor units', (value, currency, minor) => {
    expect(withMinorValue({ ...BLANK_LINE, value, currency }).value_minor).toBe(minor);
  });

  it('of a stored item has its value in minor units', () => {
    const layout = { item: ['item_id'], line: ['value', 'currency'] } as const;
    const stored = packItem(['A'], [packLine(['12.5', 'EUR'])]);
    expect(unpackItem(stored, layout).lines[0]?.value_minor).toBe(1250);
  });
});
