import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanName, foldName } from '../../../shared/people/names.ts';

describe('a name that is kept', () => {
  it('may have the joiners that Persian and Indic spelling needs, and is found without them', () => {
    const name = '\u0639\u0644\u06CC\u200C\u0631\u0636\u0627';
    expect(cleanName(name)).toBe(name);
    expect(foldName(name)).toBe(foldName(name.replace('\u200C', '')));
  });

  it('is composed, and its spaces are single', () => {
    expect(cleanName('  Zoe\u0308\u00A0 Mu\u0308ller ')).toBe('Zoë Müller');
  });

  it('has a letter and nothing that cannot be seen', () => {
    const refused = ['', '42', '\u202EAnn', 'An\u00ADn', 'A\u200Dn', 'Ann\t', 'Ann\uDC00'];
    expect(refused.map(cleanName)).toEqual(refused.map(() => null));
  });

  it('stays as it is when it is cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const once = cleanName(text);
        expect(once === null ? null : cleanName(once)).toBe(once);
      }),
    );
  });
});

describe('two spellings of one name', () => {
  it.each([
    ['Zoë', 'ZOE\u0308'],
    ['Weiß', 'WEISS'],
    ['ﬁona', 'FIONA'],
    ['ΝΙΚΟΣ', 'νικος'],
    ['Ａｎｎ', 'ann'],
    ['Ann  Lee ', ' ann lee'],
  ])('%j and %j meet', (one, two) => {
    expect(foldName(one)).toBe(foldName(two));
  });

  it.each([
    ['Ann', 'Anna'],
    ['Zoë', 'Zoe'],
    ['Ann', 'Аnn'],
  ])('%j and %j do not', (one, two) => {
    expect(foldName(one)).not.toBe(foldName(two));
  });

  it('meet however often they are folded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldName(foldName(text))).toBe(foldName(text));
      }),
    );
  });
});
