import { describe, expect, it } from 'vitest';
import type { ManifestItem } from '../../../shared/manifest/item.ts';
import { releaseStanding } from '../../../shared/session/decision.ts';
import { factsOf } from '../../../shared/session/facts.ts';
import { step } from '../../../shared/session/step.ts';
import {
  decided,
  declaring,
  found,
  hs,
  item,
  measured,
  openPrompts as prompts,
  playSession as play,
  policy,
  rules,
  scanned,
  weighed,
} from '../../support/session-fixtures.ts';

const LABEL = scanned('CP102030419NL');

/** What a parcel of 400 g, clean in everything else, is prompted with under a declaration. */
function promptsUnder(declared: ManifestItem): string[] {
  return prompts(play(LABEL, found(declared), weighed('400'), ...measured(0.12)));
}

describe('mass', () => {
  const weighing = (declared: ManifestItem, grams: string): string[] =>
    prompts(play(LABEL, found(declared), weighed(grams), ...measured(0.12)));

  it.each([
    ['2000', '2100', []],
    ['2000', '2101', ['weight.over']],
    ['2000', '1940', []],
    ['2000', '1939', ['weight.under']],
    ['100', '150', []],
    ['100', '151', ['weight.over']],
    ['100', '80', []],
    ['100', '79', ['weight.under']],
  ])('declared %s g gross, measured %s g', (gross, grams, expected) => {
    expect(weighing(item(gross), grams)).toEqual(expected);
  });

  it('is compared with twice the interval of a coarse scale', () => {
    const coarse = { ...policy, weight: { ...policy.weight, scaleIntervalG: 50e6 as never } };
    const state = play(LABEL, found(item('100')), weighed('200'), ...measured(0.12));
    expect(factsOf(state, { ...rules, policy: coarse })['weight.excess']).toMatchObject({
      shown: '0 g',
    });
    expect(factsOf(state, rules)['weight.excess']).toMatchObject({ shown: '50 g' });
  });

  it.each([
    ['300', '380', []],
    ['300', '400', []],
    ['300', '401', ['weight.over']],
    ['300', '280', []],
    ['300', '279', ['weight.under']],
  ])('trap 7: net never against gross: %s g net, measured %s g', (net, grams, expected) => {
    expect(weighing(item(null, net), grams)).toEqual(expected);
  });

  it('trap 7: net masses of all lines above the gross mass contradict each other', () => {
    const lines = [{ net_g: '700' }, { net_g: '500' }];
    const declared = declaring(lines, { gross_g: '900' });
    expect(weighing(declared, '1250')).toEqual(['data.content-exceeds-gross', 'weight.over']);
    expect(weighing({ ...declared, gross_g: '1200' }, '1250')).toEqual([]);
  });

  it('net masses above the gross mass by no more than rounding bother nobody', () => {
    const nets = (first: string) =>
      declaring([{ net_g: first }, { net_g: '200' }], { gross_g: '500' });
    expect(weighing(nets('305'), '510')).toEqual([]);
    expect(weighing(nets('306'), '510')).toEqual(['data.content-exceeds-gross']);
  });

  it('a declared mass beyond any mass is not the same as none', () => {
    expect(weighing(item('99999999999'), '400')).toEqual(['weight.under']);
  });

  it('trap 6: a line without a net mass leaves the sum open, unless the others exceed the gross mass', () => {
    const lines = [{ net_g: '700' }, { net_g: null }];
    expect(weighing(declaring(lines, { gross_g: '800' }), '800')).toEqual([]);
    expect(weighing(declaring(lines, { gross_g: '600' }), '600')).toEqual([
      'data.content-exceeds-gross',
    ]);
    expect(weighing(declaring(lines, { gross_g: null }), '9000')).toEqual(['weight.undeclared']);
  });

  it('a declaration without any mass says so and asks nothing', () => {
    expect(weighing(item(null), '400')).toEqual(['weight.undeclared']);
    const state = play(LABEL, found(item(null)), weighed('400'), ...measured(0.12));
    expect(releaseStanding(factsOf(state, rules), rules.packs).state).toBe('open');
  });
});

describe('descriptions', () => {
  it.each([
    'gift',
    'GIFT',
    'Gifts',
    'a gift',
    'personal effects',
    'goods / misc.',
    'подарок',
    '礼品',
  ])('"%s" says nothing of the goods', (description) => {
    expect(promptsUnder(declaring([{ description }]))).toEqual(['data.vague']);
  });

  it.each(['Cotton T-shirts', 'gift wrapping paper', 'Wool blanket', 'подарочная книга'])(
    '"%s" does',
    (description) => {
      expect(promptsUnder(declaring([{ description }]))).toEqual([]);
    },
  );

  it.each(['Machine part', 'chemicals', 'produits chimiques'])(
    '"%s" is told to say little, and asks nothing',
    (description) => {
      expect(promptsUnder(declaring([{ description }]))).toEqual(['data.undecided']);
    },
  );

  it('trap 22: Cyrillic and Chinese are words like any other', () => {
    expect(promptsUnder(declaring([{ description: 'хлопковая рубашка' }]))).toEqual([]);
    expect(promptsUnder(declaring([{ description: '棉质衬衫' }]))).toEqual([]);
    expect(promptsUnder(declaring([{ description: 'товары, разное' }]))).toEqual(['data.vague']);
  });

  it('a word such as clothes is enough beside a tariff code only', () => {
    expect(promptsUnder(declaring([{ description: 'clothes' }]))).toEqual(['data.vague']);
    const coded = declaring([{ description: 'clothes', hs_code: '620462' }]);
    expect(promptsUnder(coded)).toEqual([]);
  });

  it('one vague line of five is enough', () => {
    const lines = ['Books', 'Pens', 'stuff', 'Rulers', 'Paper'].map((description) => ({
      description,
    }));
    expect(promptsUnder(declaring(lines))).toEqual(['data.vague']);
  });
});

describe('value and category', () => {
  it.each([
    ['0', ['data.value-implausible']],
    ['1', ['data.value-implausible']],
    ['1.01', []],
    ['38.00', []],
    [null, []],
  ])('goods of a value of %s', (value, expected) => {
    expect(promptsUnder(declaring([{ value, currency: 'EUR' }]))).toEqual(expected);
  });

  it.each(['documents', 'sample'] as const)('%s may be worth nothing', (category) => {
    expect(promptsUnder(declaring([{ value: '0' }], { category }))).toEqual([]);
  });

  it('the lines of an item are worth something together', () => {
    expect(promptsUnder(declaring([{ value: '0.80' }, { value: '0.90' }]))).toEqual([]);
  });

  it.each([
    ['9', {}, []],
    ['10', {}, ['data.gift-commercial']],
    ['1', { invoice_no: 'R-1' }, ['data.gift-commercial']],
    ['1', { licence_no: 'L-1' }, ['data.gift-commercial']],
  ])('a gift of %s pieces with %o', (quantity, more, expected) => {
    expect(promptsUnder(declaring([{ quantity }], { category: 'gift', ...more }))).toEqual(
      expected,
    );
    expect(promptsUnder(declaring([{ quantity }], { category: 'sale', ...more }))).toEqual([]);
  });
});

/** The described goods are books: that a code is of others is a finding of its own. */
const byCode = (...args: Parameters<typeof promptsUnder>): string[] =>
  promptsUnder(...args).filter((rule) => rule !== 'data.goods-mismatch');

describe('tariff codes', () => {
  it.each([
    ['290345', ['goods.ozone-climate']],
    ['2903.45', ['goods.ozone-climate']],
    ['3827.63', ['goods.ozone-climate']],
    ['290351', ['ozone.hfo-declared']],
    ['293969', ['goods.precursors']],
    ['294110', ['medicines.personal']],
    ['300660', ['medicines.personal']],
    ['284410', ['goods.radioactive']],
    ['3604.10', ['goods.explosives']],
    ['293336', ['goods.precursors']],
    ['9305.10', ['goods.firearms']],
    ['293333', ['goods.narcotics']],
    ['850760', ['goods.lithium-batteries']],
    ['851713', ['dangerous.lithium-in-equipment']],
    ['610910', []],
  ])('%s', (code, expected) => {
    expect(byCode(declaring([{ hs_code: code }]))).toEqual(expected);
  });

  it('any line of several is enough', () => {
    const lines = [{ hs_code: '610910' }, { hs_code: '290345' }];
    expect(byCode(declaring(lines))).toEqual(['goods.ozone-climate']);
  });

  it('a heading that says too little is asked for once, and nothing is released on it', () => {
    const state = play(
      LABEL,
      found(declaring([{ hs_code: '8507' }])),
      weighed('400'),
      ...measured(0.12),
    );
    expect(prompts(state)).toEqual(['declaration.missing-fact']);
    expect(state.prompts[0]).toMatchObject({ about: 'declared.hs', result: 'unknown' });
    expect(state.prompts[0]?.because).toContain('declared.hs is 8507');
    expect(step(state, decided('release'), rules).effects.refused).toBe('why.missing-facts');
  });

  it('what is no tariff code is prompted with its line, and its text is not recorded in clear', () => {
    const state = play(LABEL, found(declaring([{ hs_code: 'for Mr Smith' }])));
    expect(prompts(state)).toEqual(['data.hs-unreadable']);
    expect(JSON.stringify(state.prompts)).not.toContain('Smith');
  });

  it('trap 1: a lost leading zero is put back and said', () => {
    const state = play(LABEL, found(declaring([{ hs_code: '30292' }])));
    expect(prompts(state)).toEqual(['data.hs-doubtful', 'fisheries.listed']);
    const doubt = state.prompts.find(({ rule }) => rule === 'data.hs-doubtful');
    expect(doubt?.because).toContain('30292 was read as 030292');
  });

  it('trap 2: a code of the HS of 2017 is an old code, and its goods are recognised', () => {
    const old = declaring([{ hs_code: '3824.78', hs_year: '2022' }]);
    expect(byCode(old)).toEqual(['data.hs-old-code', 'goods.ozone-climate']);
  });
});

describe('controlled goods that are declared by a code which HS 2022 deleted', () => {
  /** Each deleted code of controlled goods, and the codes that took its goods over. */
  const CONTROLLED = {
    '030510': ['goods.fisheries', '030910'],
    '284440': ['goods.radioactive', '284441', '284442', '284443', '284444'],
    '290339': ['goods.ozone-climate', '290341', '290345', '290349', '290361'],
    '293971': ['goods.narcotics', '293945', '293972'],
    '360300': ['goods.explosives', '360310', '360360'],
    '382471': ['goods.ozone-climate', '382711'],
    '382472': ['goods.ozone-climate', '382720'],
    '382473': ['goods.ozone-climate', '382714'],
    '382474': ['goods.ozone-climate', '382731'],
    '382475': ['goods.ozone-climate', '382740'],
    '382476': ['goods.ozone-climate', '382712'],
    '382477': ['goods.ozone-climate', '382740'],
    '382478': ['goods.ozone-climate', '382763'],
    '382479': ['goods.ozone-climate', '382790'],
    '970110': ['goods.cultural', '970121', '970191'],
    '970190': ['goods.cultural', '970122', '970192'],
    '970200': ['goods.cultural', '970210', '970290'],
    '970300': ['goods.cultural', '970310', '970390'],
  };
  const goodsRule = (code: string): string | undefined =>
    promptsUnder(declaring([{ hs_code: code }])).find((rule) => rule.startsWith('goods.'));

  it.each(Object.entries(CONTROLLED))('%s is held as its goods are now', (old, [rule, ...now]) => {
    expect(byCode(declaring([{ hs_code: old }]))).toEqual(['data.hs-old-code', rule]);
    expect(now.map(goodsRule)).toEqual(now.map(() => rule));
  });

  it('every other deleted code is of no such goods', () => {
    const deleted = [...hs.deleted].filter((code) => code.length === 6);
    const held = deleted.filter((code) => goodsRule(code) !== undefined);
    expect(held.sort()).toEqual(Object.keys(CONTROLLED).sort());
  });
});

describe('ordinary goods that are declared by a code which HS 2022 deleted', () => {
  it.each([
    ['Jackets', '620193'],
    ['Lampe de bureau', '940520'],
    ['Wooden picture frame', '441400'],
  ])('%s by %s are told of and stop nobody', (description, hs_code) => {
    const declared = declaring([{ description, hs_code }]);
    const state = play(LABEL, found(declared), weighed('400'), ...measured(0.12));
    expect(state.prompts.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['data.hs-old-code', 'inform'],
    ]);
    expect(releaseStanding(factsOf(state, rules), rules.packs).state).toBe('open');
  });
});

describe('the sentence of goods under control', () => {
  it.each([
    ['goods.firearms', '930510'],
    ['goods.narcotics', '293333'],
    ['goods.precursors', '293336'],
    ['goods.tobacco', '240220'],
    ['goods.alcohol', '220830'],
    ['goods.petroleum', '271012'],
    ['goods.radioactive', '284410'],
    ['goods.currency', '711890'],
  ])('%s names the tariff code that was declared', (rule, hs_code) => {
    const state = play(LABEL, found(declaring([{ hs_code }])));
    const prompt = state.prompts.find((one) => one.rule === rule);
    expect(prompt?.because).toContain(`(declared code: ${hs_code})`);
    expect(prompt?.values).toMatchObject({ 'declared-hs': hs_code });
  });
});

describe('goods under control that are declared by their tariff code alone', () => {
  it.each([['240220'], ['290345']])('%s on a detour is asked about', (hs_code) => {
    const declared = declaring([{ description: null, hs_code, line_origin_country: 'CN' }], {
      origin_country: 'VN',
      transit_countries: ['AE'],
      destination_country: 'NL',
    });
    expect(promptsUnder(declared)).toContain('route.detour');
  });
});

describe('an instrument past its calibration', () => {
  it('is prompted with the day', () => {
    const overdue = { instrument: 'scale', due: '2026-01-31' };
    const state = play(LABEL, { kind: 'calibration-overdue', overdue });
    expect(prompts(state)).toEqual(['instrument.calibration-overdue']);
    expect(state.prompts[0]?.because).toContain('scale since 2026-01-31');
  });
});
