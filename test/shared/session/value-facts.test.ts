import { describe, expect, it } from 'vitest';
import type { ManifestItem } from '../../../shared/manifest/item.ts';
import { factUnder, statesWithoutDeclaration } from '../../support/declared-facts.ts';
import { declaring } from '../../support/session-fixtures.ts';

type Line = Partial<ManifestItem['lines'][number]>;

const amounts = (...pairs: [string | null, string | null][]): ManifestItem =>
  declaring(pairs.map(([value, currency]) => ({ value, currency })));

describe('a declared value that nobody believes', () => {
  const fact = (item: ManifestItem) => factUnder('declared.value-implausible', item);

  it.each([
    [amounts(['0', 'USD']), '0 USD'],
    [amounts(['1', null]), '1'],
    [amounts(['0.1', 'EUR'], ['0.2', 'EUR']), '0.3 EUR'],
    [amounts(['0', 'EUR'], ['1', 'USD']), '0 EUR and 1 USD'],
    [amounts(['100', 'JPY']), '100 JPY'],
    [amounts(['0', 'EUR'], [null, null]), '0 EUR'],
  ])('is shown as declared: case %#', (item, shown) => {
    expect(fact(item)).toMatchObject({ value: true, shown });
  });

  it.each([
    [amounts(['1.01', 'EUR']), 'more than next to nothing'],
    [amounts(['0.6', 'EUR'], ['0.6', 'EUR']), 'together more'],
    [amounts(['1', 'EUR'], ['500', 'USD']), 'one currency has some value'],
    [amounts(['101', 'JPY']), 'more in its own currency'],
    [{ ...amounts(['0', 'CHF']), category: 'documents' as const }, 'documents'],
    [{ ...amounts(['0', 'CHF']), category: 'sample' as const }, 'samples'],
  ])('is none: case %#, %s', (item) => {
    expect(fact(item)).toMatchObject({ value: false });
  });

  it('is absent where no line gives a value, and open without a declaration', () => {
    expect(fact(amounts([null, 'EUR'])).state).toBe('absent');
    expect(statesWithoutDeclaration('declared.value-implausible')).toEqual([
      'not-yet',
      'fault',
      'absent',
    ]);
  });
});

describe('a value that does not fit its mass or quantity', () => {
  const fact = (...lines: Line[]) => factUnder('declared.value-out-of-range', declaring(lines));

  it.each([
    [{ value: '20000', currency: 'EUR', net_g: '100' }, 'line 1, 200000 EUR a kg'],
    [{ value: '2', currency: 'USD', net_g: '25000' }, 'line 1, 0.08 USD a kg'],
    [{ value: '50000', currency: 'USD', quantity: '2' }, 'line 1, 25000 USD a piece'],
    [{ value: '2', currency: 'EUR', quantity: '3000' }, 'line 1, 0.000667 EUR a piece'],
  ])('is a finding: %j', (line, shown) => {
    expect(fact(line)).toMatchObject({ value: true, shown });
  });

  it('names the line', () => {
    const good = { value: '24.00', currency: 'EUR', net_g: '300', quantity: '2' };
    expect(fact(good, { ...good, value: '90000' })).toMatchObject({
      shown: 'line 2, 300000 EUR a kg; line 2, 45000 EUR a piece',
    });
  });

  it.each([
    { value: '38.00', currency: 'EUR', net_g: '400', quantity: '2' },
    { value: '310.00', currency: 'USD', net_g: '480', quantity: '1' },
    { value: '50', currency: 'EUR', net_g: '0', quantity: '1' },
    { value: '10', currency: 'EUR', net_g: '400', quantity: '5000' },
  ])('is none: %j', (line) => {
    expect(fact(line)).toMatchObject({ value: false });
  });

  it('does not judge what is free beside goods with a value', () => {
    const good = { value: '40', currency: 'EUR', net_g: '400', quantity: '2' };
    const manual = { value: '0', currency: 'EUR', net_g: '10', quantity: '1' };
    expect(fact(good, manual)).toMatchObject({ value: false });
    expect(fact({ ...good, value: '90000' }, manual)).toMatchObject({ value: true });
  });

  it.each([
    { value: null, currency: 'EUR', net_g: '400', quantity: '2' },
    { value: '0', currency: 'USD', net_g: '1350', quantity: '30' },
    { value: '38', currency: null, net_g: '400', quantity: '2' },
    { value: '38', currency: 'KES', net_g: '400', quantity: '2' },
    { value: '38', currency: 'EUR', net_g: null, quantity: null },
  ])('is absent where nothing can be compared: %j', (line) => {
    expect(fact(line).state).toBe('absent');
  });

  it('is open without a declaration', () => {
    const states = statesWithoutDeclaration('declared.value-out-of-range');
    expect(states).toEqual(['not-yet', 'fault', 'absent']);
  });
});
