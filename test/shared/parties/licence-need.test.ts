import { describe, expect, it } from 'vitest';
import { licencesNeeded } from '../../../shared/parties/licence-need.ts';
import type { Fact } from '../../../shared/rules/facts.ts';

const LICENSED = [{ category: 'ozone-climate', hs: ['29034'] }] as const;
const absent: Fact = { state: 'absent', why: 'not declared' };
const labels = (...value: string[]): Fact => ({ state: 'value', value, shown: value.join(', ') });

const needed = (categories: Fact, codes: Fact, ofCodes: Fact = absent) =>
  licencesNeeded(
    { 'goods.categories': categories, 'declared.hs': codes, 'goods.hs-categories': ofCodes },
    LICENSED,
  )?.map(({ category }) => category) ?? null;

describe('whether goods need a licence', () => {
  it('is said by a description or by a tariff code, each by itself', () => {
    expect(needed(labels('ozone-climate'), absent)).toEqual(['ozone-climate']);
    expect(needed(absent, labels('290345'))).toEqual(['ozone-climate']);
    expect(needed(absent, absent, labels('ozone-climate'))).toEqual(['ozone-climate']);
  });

  it('is no where either speaks of other goods', () => {
    expect(needed(labels('none'), absent)).toEqual([]);
    expect(needed(absent, labels('490199'))).toEqual([]);
  });

  it('is not known where nothing says what the goods are', () => {
    expect(needed(absent, absent)).toBeNull();
  });
});
