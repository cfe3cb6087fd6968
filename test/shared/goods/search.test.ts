import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_QUERY } from '../../../shared/goods/categories.ts';
import { createGoodsSearch } from '../../../shared/goods/search.ts';
import { indexGoods } from '../../../shared/goods/search-index.ts';
import { FEW_GOODS } from './few-goods.ts';

const { find } = createGoodsSearch(indexGoods(FEW_GOODS));
const page = { limit: 10, language: 'en' } as const;
const first = (text: string) => find(text, page).rows[0];
const ids = (text: string) => find(text, page).rows.map(({ id }) => id);

describe('an officer finds goods', () => {
  it.each([
    ['by name', 'lithium ion battery', 'lithium-ion-cells'],
    ['by name in another language', 'aleta de tiburón', 'shark-fin'],
    ['in another order', 'battery ion lithium', 'lithium-ion-cells'],
    ['in capitals without accents', 'ALETA DE TIBURON', 'shark-fin'],
    ['joined', 'powerbank', 'power-bank'],
    ['in two pieces', 'пауэр банк', 'power-bank'],
    ['among other words', '2x slim POWER BANK 10000mah black', 'power-bank'],
    ['while typing', 'tramad', 'tramadol'],
    ['while typing the second word', 'shark f', 'shark-fin'],
    ['in the plural', 'power banks', 'power-bank'],
    ['inside a compound', 'captagontabletten', 'captagon'],
    ['in Chinese', '20000毫安充电宝', 'power-bank'],
    ['in Chinese with a wrong character', '移动电池源', 'power-bank'],
    ['in Arabic with its article', 'الكبتاجون', 'captagon'],
    ['in Hindi', 'कारतूस', 'cartridges'],
  ])('%s: %s', (_, text, id) => {
    expect(first(text)?.id).toBe(id);
  });

  it.each([
    ['a letter left out', 'tramdol', 'tramadol'],
    ['a letter mistaken', 'cartrodges', 'cartridges'],
    ['a letter too many', 'captaggon', 'captagon'],
    ['two letters swapped', 'capatgon', 'captagon'],
    ['two errors in a long word', 'tetrafluroethan', 'hfc-134a'],
    ['an error while typing', 'tetraflour', 'hfc-134a'],
  ])('in spite of %s: %s', (_, text, id) => {
    expect(first(text)).toMatchObject({ id, matched: { how: 'typo' } });
  });

  it.each([
    ['Latin letters for Cyrillic', 'patrony', 'cartridges', 'патроны'],
    ['Cyrillic letters for Latin', 'трамадол', 'tramadol', 'tramadol'],
    ['Arabic letters for Latin', 'ترامادول', 'tramadol', 'tramadol'],
    ['Devanagari for Latin', 'ट्रामाडोल', 'tramadol', 'tramadol'],
    ['Latin letters for Devanagari', 'kartus', 'cartridges', 'कारतूस'],
  ])('in %s', (_, text, id, name) => {
    expect(first(text)).toMatchObject({ id, matched: { text: name } });
  });

  it.each([
    ['UN3480', ['lithium-ion-cells', 'power-bank']],
    ['un 3480', ['lithium-ion-cells', 'power-bank']],
    ['3480', ['lithium-ion-cells', 'power-bank']],
    ['UN3159', ['hfc-134a']],
    ['811-97-2', ['hfc-134a']],
    ['27203-92-5', ['tramadol']],
    ['R-134a', ['hfc-134a']],
    ['r134a', ['hfc-134a']],
    ['R 134A', ['hfc-134a']],
    ['134a', ['hfc-134a']],
    ['2903.45', ['hfc-134a']],
    ['HS code 8507.60.00', ['lithium-ion-cells']],
    ['8507', ['lithium-ion-cells']],
    ['power-bank', ['power-bank']],
  ])('by its code: %s', (code, expected) => {
    expect(ids(code)).toEqual(expected);
  });
});

describe('what is found', () => {
  it('says what an officer asks: class, UN number, admissibility, check and procedure', () => {
    expect(first('UN3480')).toEqual({
      id: 'lithium-ion-cells',
      title: 'lithium ion battery',
      categories: ['lithium-batteries'],
      post: 'no',
      condition: null,
      class: '9',
      un: ['3480'],
      check: 'Look whether it is built in.',
      procedure: 'dangerous-goods',
      verify: true,
      matched: { text: 'UN3480', of: 'un', language: null, how: 'exact', part: false },
      innocent: null,
      score: expect.any(Number) as number,
    });
    expect(first('tramadol')).toMatchObject({
      post: 'conditional',
      condition: 'With a prescription.',
    });
  });

  it('has its title in the language of the screen, or else in English', () => {
    const inFrench = find('UN3480', { limit: 2, language: 'fr' }).rows;
    expect(inFrench.map(({ title }) => title)).toEqual(['batterie au lithium', 'power bank']);
  });

  it('says which words of the name are missing', () => {
    expect(first('shark')).toMatchObject({ matched: { text: 'shark fin', part: true } });
    expect(first('shark fin')).toMatchObject({ matched: { part: false } });
  });

  it('ranks a name above its beginning, and its beginning above a typing error', () => {
    const [whole, begun, wrong] = ['cartridges', 'cartridge', 'cartridgis'].map(
      (text) => find(text, page).rows.find(({ id }) => id === 'cartridges')?.score ?? Number.NaN,
    );
    expect(whole).toBeGreaterThan(begun ?? Number.NaN);
    expect(begun).toBeGreaterThan(wrong ?? Number.NaN);
  });

  it('ranks what a word names above what it hints at', () => {
    const score = (text: string) => first(text)?.score ?? Number.NaN;
    expect(first('battery')?.matched.of).toBe('hint');
    expect(score('captagon')).toBeGreaterThan(score('battery'));
  });

  it('says which innocent phrase the text has, and believes the name less', () => {
    const named = first('lithium ion battery');
    const charger = first('lithium ion battery charger');
    expect(charger).toMatchObject({ id: 'lithium-ion-cells', innocent: 'battery charger' });
    expect(charger?.score).toBeLessThan((named?.score ?? Number.NaN) / 2);
  });

  it('tells ink cartridges from ammunition', () => {
    expect(first('ink cartridge')?.id).toBe('printer-supplies');
    expect(first('live cartridges')?.id).toBe('cartridges');
  });

  it('is nothing where nothing is known', () => {
    for (const text of ['', '   ', '!?', 'xylophone', 'replica', '2024', '5 kg', 'un']) {
      expect([text, find(text, page)]).toEqual([text, { rows: [], total: 0 }]);
    }
  });

  it('comes in pages that join without a gap', () => {
    const all = ids('lithium');
    const { total } = find('battery lithium cartridge', page);
    const pages = Array.from({ length: total }, (_, offset) =>
      find('battery lithium cartridge', { limit: 1, offset, language: 'en' }).rows.map(
        ({ id }) => id,
      ),
    );
    expect(pages.flat()).toEqual(ids('battery lithium cartridge'));
    expect(all.length).toBeGreaterThan(0);
  });
});

describe('whatever is typed', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 2 * LONGEST_QUERY }),
    fc.constantFrom(...FEW_GOODS.flatMap(({ names }) => Object.values(names).flat())),
  );

  it('the answer is in order, within its limit and the same again', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 1, max: 5 }), (text, limit) => {
        const answer = find(text, { limit, language: 'ar' });
        const scores = answer.rows.map(({ score }) => score);
        expect(scores).toEqual(scores.toSorted((one, other) => other - one));
        expect(scores.every((score) => score > 0)).toBe(true);
        expect(scores.length).toBe(Math.min(limit, answer.total));
        expect(find(text, { limit, language: 'ar' })).toEqual(answer);
      }),
    );
  });

  it('a name with one typing error is found among the first three', () => {
    const words = FEW_GOODS.filter(({ kind }) => kind === 'goods').flatMap(({ id, names }) =>
      Object.values(names)
        .flat()
        .filter((name) => /^[a-z]{6,}$/.test(name))
        .map((name) => ({ id, name })),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...words),
        fc.nat(),
        fc.constantFrom('left out', 'twice', 'swapped'),
        ({ id, name }, place, error) => {
          const at = 1 + (place % (name.length - 2));
          const [before, letter, after] = [name.slice(0, at), name.charAt(at), name.slice(at + 1)];
          const typed =
            error === 'left out'
              ? before + after
              : error === 'twice'
                ? before + letter + letter + after
                : before + after.charAt(0) + letter + after.slice(1);
          expect(ids(typed).slice(0, 3)).toContain(id);
        },
      ),
    );
  });
});
