import { describe, expect, it } from 'vitest';
import type { Concept } from '../../../shared/goods/knowledge.ts';
import { lexiconOf } from '../../../shared/goods/compiled-lexicon.ts';
import { isOneSlip, matchesOf } from '../../../shared/goods/lexicon.ts';
import { readable, tokensOf } from '../../../shared/goods/normalise.ts';

function concept(id: string, of: Partial<Concept>): Concept {
  return {
    id,
    kind: 'goods',
    categories: ['none'],
    post: 'unknown',
    names: {},
    source: 'of this test',
    verify: true,
    ...of,
  };
}

const lexicon = lexiconOf([
  concept('pistol', {
    categories: ['firearms'],
    names: {
      en: ['gun', 'pistol'],
      de: ['Pistole'],
      tr: ['tabanca'],
      ru: ['пистолет'],
      zh: ['手枪'],
      fr: ["pistolet d'alarme"],
    },
    hints: { en: ['slide'] },
    innocent: { en: ['toy gun', 'gun metal'] },
  }),
  concept('cell', {
    categories: ['lithium-batteries'],
    names: { en: ['lithium battery'] },
    un: ['3480'],
  }),
  concept('battery', { names: { en: ['battery'] } }),
  concept('hfc-134a', {
    categories: ['ozone-climate'],
    names: { en: ['HFC-134a'] },
    ashrae: ['R-134a'],
  }),
  concept('acid', {
    categories: ['corrosives'],
    names: { en: ['sulphuric acid'] },
    cas: ['7664-93-9'],
  }),
  concept('cfc-12', {
    categories: ['ozone-climate'],
    names: { en: ['dichlorodifluoromethane'] },
    ashrae: ['R-12'],
  }),
  concept('die', {
    categories: ['precursors'],
    names: { en: ['pill die', 'tablet die set'], tr: ['el bombası'], es: ['caja de pastillas'] },
    innocent: { en: ['pill die cutter'] },
  }),
]);

/** Concepts and kinds that a text speaks of. */
function spoken(text: string): string[] {
  const read = readable(text);
  return matchesOf(read, tokensOf(read), lexicon)
    .map(({ concept: index, kind }) => `${lexicon.concepts[index]?.id ?? ''} ${kind}`)
    .sort();
}

describe('what the lexicon finds in a description', () => {
  it.each([
    ['2 guns, used', ['pistol name']],
    ['ПИСТОЛЕТЫ б/у', ['pistol name']],
    ['pistolet', ['pistol name']],
    ['pistolety', ['pistol name']],
    ['玩具手枪盒', ['pistol name']],
    ['pistolet alarme', ['pistol name']],
    ['Pistolle', ['pistol near']],
    ['tabancasını', ['pistol near']],
    ['Schreckschusspistole', ['pistol head']],
    ['slide', ['pistol hint']],
    ['a book', []],
    ['pills', []],
    ['die Pillen', []],
    ['tablet set', []],
    ['steel pill die, new', ['die name']],
    ['tablet die set of the M30', ['die name']],
    ['pill die cutter', ['die innocent']],
    ['bombası', []],
    ['2 el bombası', ['die name']],
    ['caja pastillas', ['die name']],
    ['caja de las pastillas', ['die name']],
  ])('%s: %j', (text, expected) => {
    expect(spoken(text)).toEqual(expected);
  });

  it('is what an innocent phrase says, and not the name within it', () => {
    expect(spoken('toy gun in gun metal grey')).toEqual(['pistol innocent', 'pistol innocent']);
  });

  it('is still the name that stands beside an innocent phrase', () => {
    expect(spoken('toy gun and gun')).toEqual(['pistol innocent', 'pistol name']);
  });

  it('is the longer of two names', () => {
    expect(spoken('lithium battery')).toEqual(['cell name']);
  });

  it.each([
    ['UN3480', 'cell name'],
    ['un no. 3480', 'cell name'],
    ['R134a', 'hfc-134a name'],
    ['freon 134A 13.6kg', 'hfc-134a name'],
    ['Р-134а', 'hfc-134a name'],
    ['制冷剂R134a钢瓶', 'hfc-134a name'],
    ['CAS 7664-93-9', 'acid name'],
    ['R12', 'cfc-12 hint'],
  ])('%s is a number of %s', (text, expected) => {
    expect(spoken(text)).toContain(expected);
  });

  it.each(['UN34801', 'R134abc', '7664-93-8', 'model un3480x'])('%s is none', (text) => {
    expect(spoken(text)).toEqual([]);
  });
});

describe('a name with other endings and small words', () => {
  const inflected = lexiconOf([
    concept('cell', {
      categories: ['lithium-batteries'],
      names: {
        fr: ['pile lithium', 'batterie défectueuse'],
        tr: ['lityum iyon pil'],
        ru: ['литиевая батарея'],
        de: ['Lithium Zelle'],
        ar: ['عبوة غاز'],
      },
    }),
    concept('round', { categories: ['firearms'], names: { pt: ['munição', 'fuzil'] } }),
    concept('camera-battery', {
      categories: ['lithium-batteries'],
      names: { es: ['batería cámara'] },
    }),
    concept('with-battery', { kind: 'mark', categories: [], names: { es: ['con batería'] } }),
    concept('lighter', { names: { en: ['lighter'], es: ['bomba'] } }),
    concept('elephant', { names: { tr: ['fil'] } }),
  ]);
  const named = (text: string): string[] => {
    const read = readable(text);
    return matchesOf(read, tokensOf(read), inflected)
      .filter(({ kind }) => kind === 'name')
      .map(({ concept: index }) => inflected.concepts[index]?.id ?? '');
  };

  it.each([
    ['piles au lithium', 'cell'],
    ['batteries défectueuses', 'cell'],
    ['lityum iyon piller', 'cell'],
    ['lityum iyon pilleri', 'cell'],
    ['литиевыми батареями', 'cell'],
    ['батарея из литиевых', 'cell'],
    ['Zellen aus Lithium', 'cell'],
    ['zelle of lithium', 'cell'],
    ['عبوات الغاز', 'cell'],
    ['munições', 'round'],
    ['fuzis', 'round'],
  ])('is read in %s', (text, expected) => {
    expect(named(text)).toContain(expected);
  });

  it('is none where a small word begins a mark of its own', () => {
    expect(named('cámara con batería')).toEqual(['with-battery']);
  });

  it('is none across a comma', () => {
    expect(named('Zelle, Lithium')).toEqual([]);
  });

  it('keeps its ending where too little of it would be left', () => {
    expect(named('lighters')).toEqual(['lighter']);
    expect(named('bombas')).toEqual(['lighter']);
    expect(['light', 'bombo', 'bomber'].flatMap(named)).toEqual([]);
  });

  it('is no short word of another language: a filler is no elephant', () => {
    expect(named('filler')).toEqual([]);
  });
});

describe('one slip of the pen', () => {
  it.each([
    ['cocaine', 'cocane'],
    ['cocaine', 'cocainne'],
    ['cocaine', 'cocsine'],
    ['cocaine', 'cociane'],
  ])('makes %s of %s', (one, other) => {
    expect([isOneSlip(one, other), isOneSlip(other, one)]).toEqual([true, true]);
  });

  it.each([
    ['cocaine', 'cocaine'],
    ['cocaine', 'cocne'],
    ['cocaine', 'enocaic'],
  ])('is not all between %s and %s', (one, other) => {
    expect(isOneSlip(one, other)).toBe(false);
  });
});
