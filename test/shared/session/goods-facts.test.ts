import { describe, expect, it } from 'vitest';
import type { FactName } from '../../../shared/rules/facts.ts';
import { factUnder, statesWithoutDeclaration } from '../../support/declared-facts.ts';
import { declaring } from '../../support/session-fixtures.ts';

type Line = Parameters<typeof declaring>[0][number];

const fact = (name: FactName, ...lines: Line[]) => factUnder(name, declaring(lines));
const value = (name: FactName, ...lines: Line[]) => {
  const known = fact(name, ...lines);
  return known.state === 'value' ? known.value : known.state;
};
const line = (description: string | null, code: string | null = null): Line => ({
  description,
  hs_code: code,
});

const FACTS = [
  'declared.pieces',
  'goods.categories',
  'goods.possible',
  'goods.hs-categories',
  'goods.concepts',
  'goods.marks',
  'goods.post',
  'goods.hs-mismatch',
  'goods.un',
  'goods.un-kinds',
  'goods.lithium-alone',
] as const;

describe('facts of goods', () => {
  it.each(FACTS)('%s is known only once the declaration is', (name) => {
    expect(statesWithoutDeclaration(name)).toEqual(['not-yet', 'fault', 'absent']);
  });

  it('are absent where no line has a description', () => {
    for (const name of [
      'goods.categories',
      'goods.possible',
      'goods.concepts',
      'goods.marks',
      'goods.post',
      'goods.un',
    ] as const)
      expect(fact(name, line(null))).toMatchObject({ state: 'absent' });
  });
});

describe('goods.categories', () => {
  it('has the categories of all lines that are sure enough, and says by which words', () => {
    const known = fact('goods.categories', line('T-shirt'), line('heroin'), line('power bank'));
    expect(known).toMatchObject({ value: ['narcotics', 'lithium-batteries'] });
    expect(known).toMatchObject({
      shown: expect.stringMatching(/narcotics \d\.\d\d \(heroin/) as string,
    });
  });

  it('is an empty list for ordinary goods', () => {
    expect(fact('goods.categories', line('cotton t-shirts'))).toMatchObject({
      value: [],
      shown: 'none',
    });
  });
});

describe('goods.possible', () => {
  it('never has what is sure enough, what is ordinary or what is vague', () => {
    for (const text of ['heroin', 'T-shirt', 'gift', 'powder', 'pills'])
      for (const category of [
        'none',
        'vague',
        ...(value('goods.categories', line(text)) as string[]),
      ])
        expect(value('goods.possible', line(text))).not.toContain(category);
  });
});

describe('goods.hs-categories', () => {
  it.each([
    ['2903.45', ['ozone-climate']],
    ['930200', ['firearms']],
    ['610910', []],
  ])('of %s is %j', (code, categories) => {
    expect(value('goods.hs-categories', line(null, code))).toEqual(categories);
  });

  it('is absent without a code', () => {
    expect(value('goods.hs-categories', line('T-shirt'))).toBe('absent');
  });
});

describe('goods.post', () => {
  it('is the worst of all lines', () => {
    expect(value('goods.post', line('T-shirt'))).toEqual(['yes']);
    expect(value('goods.post', line('T-shirt'), line('smartphone'))).toEqual(['conditional']);
    expect(value('goods.post', line('smartphone'), line('heroin'))).toEqual(['no']);
    expect(value('goods.post', line('qzxv'))).toEqual(['unknown']);
  });
});

describe('goods.un, goods.marks and goods.concepts', () => {
  it('name what the text names', () => {
    expect(value('goods.un', line('UN3159 cylinder'), line('un 3480'))).toEqual(['3159', '3480']);
    expect(value('goods.concepts', line('R134a cylinder'))).toContain('hfc-134a');
    expect(value('goods.marks', line('empty gas cylinder'))).toContain('mark-empty');
  });
});

describe('goods.un', () => {
  it.each([
    'galletas 12 un 1200 g',
    'camisetas 5 un 2024',
    'CAMISETAS 5 UN 2024',
    'tam buğday un 1000 g',
    'un 2023 calendrier',
    'bolacha 3 un 0500 g',
  ])('is none in %s', (text) => {
    expect(value('goods.un', line(text))).toEqual([]);
  });

  it.each([
    ['UN1266', '1266'],
    ['un1075', '1075'],
    ['UN 1075', '1075'],
    ['UN No. 1075', '1075'],
    ['un 1266 perfume', '1266'],
  ])('of %s is %s', (text, number) => {
    expect(value('goods.un', line(text))).toEqual([number]);
  });
});

describe('goods.lithium-alone', () => {
  it.each([
    ['power bank 20000mAh', null],
    ['lithium battery 18650', null],
    ['laptop and 2 spare batteries', null],
    ['drone with spare batteries', null],
    ['laptop UN3481 PI965', '847130'],
    ['smartphone UN3481 PI 966', '851713'],
    ['power bank with battery', '850440'],
    ['batteries for phones 20 pcs', '851779'],
    ['batteries for phones', '490199'],
    ['phone + 10 loose batteries', '392690'],
    ['phone and separate battery', '621710'],
    ['camera with 3 batteries', '852589'],
    ['Li-ion', '392690'],
    ['battery for phone', '851713'],
    ['Akku für Handy', '851713'],
    ['18650 cells battery included', '392690'],
    ['UN3481 Packing Instruction 966', null],
    ['UN3481 P.I. 966 phone', null],
  ])('%s, %s: by themselves', (text, code) => {
    expect(value('goods.lithium-alone', line(text, code))).toBe(true);
  });

  it.each([
    ['phone with battery', '851713'],
    ['mobile phones with lithium battery installed', '851713'],
    ['phones with battery', null],
    ['smartphone UN3481 PI967 section II', '851713'],
    ['camera with UN3481', '852589'],
    ['cotton t-shirts', null],
  ])('%s, %s: in equipment, or none', (text, code) => {
    expect(value('goods.lithium-alone', line(text, code))).toBe(false);
  });

  it('is not excused by another line', () => {
    const lines = [line('mobile phone with battery installed', '851713'), line('lithium battery')];
    expect(fact('goods.lithium-alone', ...lines)).toMatchObject({
      value: true,
      shown: 'line 2: lithium-ion-cells',
    });
  });
});

describe('declared.pieces', () => {
  it('is the sum where every line gives one', () => {
    expect(value('declared.pieces', { quantity: '2' }, { quantity: '30' })).toBe(32);
    expect(value('declared.pieces', { quantity: '2' }, { quantity: null })).toBe('absent');
  });
});

describe('goods.hs-mismatch', () => {
  it.each([
    ['a pistol as a T-shirt', 'pistol', '6109.10'],
    ['a phone by the code of lone cells (trap 21)', 'smartphone', '8507.60'],
    ['R-134a by the code of an HFO (trap 3)', 'R-134a refrigerant cylinder', '2903.51'],
    ['cigarettes as books', 'cigarettes 10 cartons', '490199'],
    ['a book by the code of pistols', 'books', '9302.00'],
  ])('is true for %s', (_, text, code) => {
    const known = fact('goods.hs-mismatch', line(text, code));
    expect(known).toMatchObject({ value: true });
    expect(known).toMatchObject({
      shown: expect.stringMatching(/^line 1: .* is described, \d+ is /) as string,
    });
  });

  it.each([
    ['lithium ion battery 18650', '8507.60'],
    ['smartphone', '8517.13'],
    ['R-134a refrigerant cylinder', '2903.45'],
    ['cotton t-shirt', '6109.10'],
    ['books', '4901.99'],
    ['perfume', '3303.00'],
    ['gift', '6109.10'],
    ['wooden toy', '9503.00'],
    ['toy gun', '9503.00'],
    ['spare parts', '8708.99'],
    ['vodka', '2208.60'],
    ['leather wallet', '4202.31'],
    ['smart watch', '9102.12'],
    ['bluetooth earbuds', '8518.30'],
    ['necklace', '7113.19'],
    ['chocolate', '1806.90'],
    ['hair shampoo', '3305.10'],
  ])('is false for %s by %s', (text, code) => {
    expect(fact('goods.hs-mismatch', line(text, code))).toMatchObject({ value: false });
  });

  it('is absent where no line has both', () => {
    expect(value('goods.hs-mismatch', line('pistol'), line(null, '610910'))).toBe('absent');
  });
});
