import { describe, expect, it } from 'vitest';
import type { ManifestItem } from '../../../shared/manifest/item.ts';
import { factUnder, statesWithoutDeclaration } from '../../support/declared-facts.ts';
import {
  declaring,
  found,
  openPrompts,
  playSession,
  scanned,
  weighed,
} from '../../support/session-fixtures.ts';

function massed(gross: string | null, ...nets: (string | null)[]): ManifestItem {
  return declaring(
    nets.map((net_g) => ({ net_g })),
    { gross_g: gross },
  );
}

const fact = (item: ManifestItem, grams: string | null) =>
  factUnder('declared.unit-doubtful', item, ...(grams === null ? [] : [weighed(grams)]));

describe('trap 6: a mass in another unit than it is declared in', () => {
  it.each([
    [massed('0.45', null), '0.45 g gross is less than any parcel weighs'],
    [massed('0', null), '0 g gross is less than any parcel weighs'],
    [massed('450', '0.4'), '0.4 g net and 450 g gross look like g and kg'],
    [massed('1.2', '900'), '900 g net and 1.2 g gross look like g and kg'],
    [
      massed('1200', '0.2', '250', '0.4', '150', '100'),
      'its lines beside 1200 g gross look like g and kg',
    ],
  ])('is seen in the declaration alone: %#', (item, shown) => {
    expect(fact(item, null)).toMatchObject({ value: true, shown });
  });

  it.each([
    ['2', '2000', '2 g declared and 2000 g measured look like g and kg'],
    ['2', '907.2', '2 g declared and 907.2 g measured look like g and lb'],
    ['16', '453.6', '16 g declared and 453.6 g measured look like g and oz'],
    ['2000000', '2050', '2000000 g declared and 2050 g measured look like g and kg'],
  ])('%s g declared, %s g measured', (gross, grams, shown) => {
    expect(fact(massed(gross, null), grams)).toMatchObject({ value: true, shown });
  });

  it('is seen in net masses where no gross mass is declared', () => {
    const shown = '0.3 g net and 380 g gross look like g and kg';
    expect(fact(massed(null, '0.3'), '380')).toMatchObject({ value: true, shown });
  });

  it.each([
    [massed('450', '400'), '452'],
    [massed('2000', '1850'), '3450'],
    [massed('900', '700', '500'), '1250'],
    [massed('500', '2', '450'), '500'],
    [massed('500', '0.5', '450'), '500'],
    [massed(null, '300'), '380'],
    [massed('5', null), '100'],
  ])('is none: %#, whatever else is wrong', (item, grams) => {
    expect(fact(item, grams)).toMatchObject({ value: false });
  });

  it.each([
    [
      'a phone and its memory card',
      '700',
      [
        ['250', '851713'],
        ['0.4', '852351'],
      ],
    ],
    ['a silver ring', '1500', [['1.5', '711311']]],
    ['what would not fit into its parcel as kilograms', '450', [['0.6', null]]],
  ] as const)('is none: %s', (_, gross, lines) => {
    const declared = lines.map(([net_g, hs_code]) => ({ net_g, hs_code }));
    const item = declaring(declared, { gross_g: gross });
    expect(fact(item, gross)).toMatchObject({ value: false });
  });

  it('is seen in the other lines beside light goods', () => {
    const lines = [
      { net_g: '0.4', hs_code: '610910' },
      { net_g: '0.4', hs_code: '852351' },
    ];
    expect(fact(declaring(lines, { gross_g: '500' }), null)).toMatchObject({
      value: true,
      shown: 'its lines beside 500 g gross look like g and kg',
    });
  });

  it('waits for the weighing where the declaration alone shows nothing', () => {
    expect(fact(massed('450', '400'), null).state).toBe('not-yet');
  });

  it('is absent where no mass is declared, and open without a declaration', () => {
    expect(fact(massed(null, '300', null), '400').state).toBe('absent');
    const states = statesWithoutDeclaration('declared.unit-doubtful');
    expect(states).toEqual(['not-yet', 'fault', 'absent']);
  });

  it('asks for the parcel to be weighed again', () => {
    const state = playSession(scanned('CP102030419NL'), found(massed('0.45', null)));
    expect(openPrompts(state)).toEqual(['data.unit-doubtful']);
  });
});
