import { describe, expect, it } from 'vitest';
import type { ManifestItem } from '../../../shared/manifest/item.ts';
import type { Distance, Face } from '../../../shared/session/events.ts';
import { factsOf } from '../../../shared/session/facts.ts';
import { NEW_SESSION, type SessionState } from '../../../shared/session/state.ts';
import { step, type SessionInput } from '../../../shared/session/step.ts';
import {
  decided,
  dwellResult,
  found,
  item,
  measured,
  policy,
  rules,
  scanned,
  weighed,
} from '../../support/session-fixtures.ts';

type ContentLine = ManifestItem['lines'][number];

const LABEL = scanned('CP102030419NL');

function play(...inputs: SessionInput[]): SessionState {
  return inputs.reduce((state, input) => step(state, input, rules).state, NEW_SESSION);
}

/** Open prompts of a parcel, in order of their names. */
function prompts(state: SessionState): string[] {
  return state.prompts
    .filter(({ open }) => open)
    .map(({ rule }) => rule)
    .sort();
}

const [someLine] = item('400').lines;

/** An item of one content line for each of `lines`. */
function declaring(
  lines: readonly Partial<ContentLine>[],
  more: Partial<ManifestItem> = {},
): ManifestItem {
  const whole = lines.map((line) => ({ ...(someLine as ContentLine), ...line }));
  return { ...item('400'), category: 'sale', lines: whole, ...more };
}

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
    expect(factsOf(state, coarse)['weight.excess']).toMatchObject({ shown: '0 g' });
    expect(factsOf(state, policy)['weight.excess']).toMatchObject({ shown: '50 g' });
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

  it('trap 6: a line without a net mass leaves the sum open, and nobody is bothered', () => {
    const lines = [{ net_g: '700' }, { net_g: null }];
    expect(weighing(declaring(lines, { gross_g: '600' }), '600')).toEqual([]);
    expect(weighing(declaring(lines, { gross_g: null }), '9000')).toEqual([]);
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

  it.each(['Cotton T-shirts', 'gift voucher', 'Wool blanket', 'Machine part', 'подарочная книга'])(
    '"%s" does',
    (description) => {
      expect(promptsUnder(declaring([{ description }]))).toEqual([]);
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

describe('tariff codes', () => {
  it.each([
    ['290345', ['goods.ozone-climate']],
    ['2903.45', ['goods.ozone-climate']],
    ['3827.63', ['goods.ozone-climate']],
    ['290351', []],
    ['284410', ['goods.radioactive']],
    ['9305.10', ['goods.firearms']],
    ['293333', ['goods.precursors']],
    ['850760', ['goods.lithium-batteries']],
    ['851713', []],
    ['610910', []],
  ])('%s', (code, expected) => {
    expect(promptsUnder(declaring([{ hs_code: code }]))).toEqual(expected);
  });

  it('any line of several is enough', () => {
    const lines = [{ hs_code: '610910' }, { hs_code: '290345' }];
    expect(promptsUnder(declaring(lines))).toEqual(['goods.ozone-climate']);
  });

  it('trap 1: a lost leading zero is put back and said', () => {
    const state = play(LABEL, found(declaring([{ hs_code: '30292' }])));
    expect(prompts(state)).toEqual(['data.hs-doubtful']);
    expect(state.prompts[0]?.because).toContain('30292 was read as 030292');
  });

  it('trap 2: a code of the HS of 2017 is an old code, and its goods are recognised', () => {
    const old = declaring([{ hs_code: '3824.78', hs_year: '2022' }]);
    expect(promptsUnder(old)).toEqual(['data.hs-old-code', 'goods.ozone-climate']);
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

/** A dwell on one face with its end. */
function face(name: Face, doseRate: number, distance: Distance = 'contact'): SessionInput[] {
  const background = { counts: 19, seconds: 60 };
  const result = { ...dwellResult(doseRate), netDoseRate: doseRate - 0.12 };
  return [
    { kind: 'dwell-start', start: { face: name, distance, background } },
    { kind: 'dwell-end', result, alarm: doseRate > 0.2 },
  ];
}

describe('a radiation alarm', () => {
  const fertiliser = declaring([{ description: 'NPK fertiliser', hs_code: '310520' }]);
  const begin = [LABEL, found(fertiliser), weighed('400')];
  const release = (state: SessionState) => step(state, decided('release'), rules);

  it('is explained by declared potassium on two faces alike, and then released without a word', () => {
    const one = play(...begin, ...face('top', 0.27));
    expect(prompts(one)).toEqual(['radiation.alarm']);
    expect(release(one).effects.refused).toBe('why.radiation-alarm');
    const two = play(...begin, ...face('top', 0.27), ...face('bottom', 0.25));
    expect(prompts(two)).toEqual([]);
    const { effects } = release(two);
    expect(effects.refused).toBeNull();
    const decision = effects.events.find(({ kind }) => kind === 'decided');
    expect(decision?.body).toMatchObject({
      outcome: 'release',
      answers: {
        'radiation.alarm': { shown: 'true' },
        'radiation.explained': {
          shown: 'K-40 in potash and NPK fertiliser (HS 310520), top 0.27 uSv/h, bottom 0.25 uSv/h',
        },
      },
    });
  });

  it('says in the record why its prompt was answered', () => {
    const one = play(...begin, ...face('top', 0.27), face('bottom', 0.25)[0] as SessionInput);
    const ended = step(one, face('bottom', 0.25)[1] as SessionInput, rules);
    const answered = ended.effects.events.find(({ kind }) => kind === 'prompt-answered');
    expect(answered?.body).toMatchObject({ rule: 'radiation.alarm' });
    expect(JSON.stringify(answered?.body)).toContain('K-40 in potash and NPK fertiliser');
  });

  const explained = (...inputs: SessionInput[]): unknown => {
    const fact = factsOf(play(...begin, ...inputs), policy)['radiation.explained'];
    return fact.state === 'value' ? fact.value : fact.state;
  };

  it('trap 10: fertiliser with a hot spot above 5 uSv/h is not explained', () => {
    expect(explained(...face('top', 5.2), ...face('bottom', 5.1))).toBe(false);
    const hot = play(...begin, ...face('top', 0.3), ...face('bottom', 6));
    expect(prompts(hot)).toEqual(['radiation.above-surface-limit']);
  });

  it.each([
    ['one face only', face('top', 0.27)],
    ['the same face twice', [...face('top', 0.27), ...face('top', 0.27)]],
    ['a face that nobody named', [...face('top', 0.27), ...face('unspecified', 0.27)]],
    ['one face beyond a factor of two', [...face('top', 0.6), ...face('bottom', 0.27)]],
    ['two that differ over the background', [...face('top', 0.39), ...face('bottom', 0.21)]],
    ['a face without an alarm', [...face('top', 0.27), ...face('bottom', 0.19)]],
    ['one face away from the surface', [...face('top', 0.27), ...face('bottom', 0.27, '1m')]],
    [
      'a third face that was broken off',
      [...face('top', 0.27), ...face('bottom', 0.27), face('left', 0.27)[0] as SessionInput],
    ],
    [
      'an alarm of the instrument itself',
      [
        ...face('top', 0.27),
        ...face('bottom', 0.27),
        { kind: 'instrument-alarm', alarm: { instrument: 'dosimeter', alarm: 'gamma' } } as const,
      ],
    ],
  ])('is not explained with %s', (_name, inputs) => {
    expect(explained(...inputs)).toBe(false);
  });

  describe('on a face that was broken off', () => {
    const [startTop, endTop] = face('top', 4) as [SessionInput, SessionInput];
    const seen: SessionInput = { kind: 'dwell-alarm', result: dwellResult(4) };
    const others = [...face('left', 0.27), ...face('right', 0.27)];

    it.each([
      ['the first one', [startTop, seen, ...others]],
      ['one after others', [...face('left', 0.27), startTop, seen, ...face('right', 0.27)]],
      [
        'one that a fault stopped',
        [...face('left', 0.27), startTop, seen, { kind: 'dwell-stop', why: 'silent' }, ...others],
      ],
    ] satisfies [string, SessionInput[]][])(
      'is not explained by other faces: %s',
      (_name, told) => {
        expect(explained(...told)).toBe(false);
        expect(play(...begin, ...told).peak).toBe(4);
      },
    );

    it('is explained once that face is measured, and is like the others', () => {
      expect(explained(startTop, ...others, ...face('top', 0.27))).toBe(true);
      expect(explained(startTop, ...others, startTop, endTop)).toBe(false);
    });
  });

  it('of a face that was measured under a misread label is not explained by other faces', () => {
    const misread = play(scanned('RR149263818CH'), ...face('top', 4));
    const told = [LABEL, found(fertiliser), weighed('400'), ...face('left', 0.27)];
    const right = [...told, ...face('right', 0.27)].reduce(
      (state, input) => step(state, input, rules).state,
      misread,
    );
    expect(factsOf(right, policy)['radiation.explained']).toMatchObject({ value: false });
    expect(release(right).effects.refused).toBe('why.radiation-alarm');
  });

  it('is not explained by goods that are not radioactive by nature', () => {
    const shirts = declaring([{ hs_code: '610910' }]);
    const state = play(LABEL, found(shirts), ...face('top', 0.27), ...face('bottom', 0.27));
    expect(factsOf(state, policy)['radiation.explained']).toMatchObject({ value: false });
  });

  it('trap 11: declared radioactive material above the surface limit is a violation all the same', () => {
    const declared = declaring([{ description: 'UN2911 smoke detectors', hs_code: '284443' }]);
    const state = play(LABEL, found(declared), weighed('400'), ...face('front', 7));
    expect(prompts(state)).toEqual(['goods.radioactive', 'radiation.above-surface-limit']);
  });
});

describe('a dwell that is not at contact', () => {
  const books = [LABEL, found(item('400')), weighed('400')];

  it.each(['1m', 'unknown'] as const)('clears nothing: %s', (distance) => {
    const state = play(...books, ...face('top', 0.12, distance));
    expect(step(state, decided('release', 'a reason'), rules).effects.refused).toBe(
      'why.missing-facts',
    );
    const measuredToo = play(...books, ...face('top', 0.12, distance), ...face('top', 0.12));
    expect(step(measuredToo, decided('release'), rules).effects.refused).toBeNull();
  });

  it.each(['1m', 'unknown'] as const)('alarms all the same: %s', (distance) => {
    expect(prompts(play(...books, ...face('top', 0.6, distance)))).toEqual(['radiation.alarm']);
  });
});

describe('danger', () => {
  const seen = (doseRate: number, distance: Distance): SessionInput => ({
    kind: 'high-rate',
    seen: { doseRate, distance, instrument: 'dosimeter' },
  });

  it.each([
    ['contact', ['radiation.step-back']],
    ['1m', ['radiation.cordon', 'radiation.step-back']],
    ['unknown', ['radiation.cordon', 'radiation.step-back']],
  ] as const)('100 uSv/h at distance %s', (distance, expected) => {
    expect(prompts(play(LABEL, seen(100, distance)))).toEqual(expected);
  });

  it('at contact first and then at 1 m, the cordon is called for as well', () => {
    const state = play(LABEL, seen(400, 'contact'), seen(120, '1m'));
    expect(prompts(state)).toEqual(['radiation.cordon', 'radiation.step-back']);
  });

  it('any neutron alarm calls for a cordon', () => {
    const alarm = { instrument: 'dosimeter', alarm: 'neutron' };
    const state = play(LABEL, { kind: 'instrument-alarm', alarm });
    expect(prompts(state)).toEqual(['radiation.cordon', 'radiation.instrument-alarm']);
    const release = step(state, decided('release', 'a reason'), rules);
    expect(release.effects.refused).toBe('why.radiation-alarm');
  });
});
