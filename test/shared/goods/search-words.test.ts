import { describe, expect, it } from 'vitest';
import { searchWords } from '../../../shared/goods/search-words.ts';

const terms = (text: string) => searchWords(text, 40).map(({ term }) => term);

describe('the words of a text', () => {
  it.each([
    ['2x T-Shirt, blue', ['2x', 'tshirt', 'blue']],
    ['t shirt', ['tshirt']],
    ['ropa y zapatos', ['ropa', 'y', 'zapatos']],
    ['e-cigarette (new) new', ['ecigarette', 'new']],
    ['锂电池 18650', ['锂电', '电池', '18650']],
    ['枪', ['枪']],
    ['手机iPhone壳', ['手机', 'iphone', '壳']],
    ['', []],
    ['¡! --- 🎁', []],
  ])('%s', (text, expected) => {
    expect(terms(text)).toEqual(expected);
  });

  it.each([
    ['gas UN 1950', ['u:1950', 'gas']],
    ['UN no. 3480', ['u:3480']],
    ['CAS 7664-93-9', ['c:7664939', 'cas']],
    ['R-134a', ['r:134a']],
    ['HFC 134a', ['r:134a']],
    ['134a', ['r:134a']],
    ['фреон Р22', ['r:22', 'freon']],
    ['HS 8507.60', ['h:850760']],
    ['HS code: 8507 60 00', ['h:85076000']],
    ['0302.92', ['h:030292']],
  ])('codes of %s', (text, expected) => {
    expect(terms(text)).toEqual(expected);
  });

  it.each(['500ml', '12v', '20kg', '2pcs'])('%s is no refrigerant', (text) => {
    expect(terms(text).some((term) => term.startsWith('r:'))).toBe(false);
  });

  it('a word of another script is marked, wherever it stands', () => {
    expect(searchWords('box патроны', 40)).toEqual([
      { term: 'box', latin: true },
      { term: 'patrony', latin: false },
    ]);
  });

  it('are as many as were asked for', () => {
    expect(searchWords('one two three', 2)).toHaveLength(2);
  });
});
