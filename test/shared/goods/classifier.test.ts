import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify as judge } from '../../../shared/goods/classifier.ts';
import { LONGEST_TEXT } from '../../../shared/goods/normalise.ts';
import { goods } from '../../support/session-fixtures.ts';

const classify = (text: string) => judge(text, goods());
const first = (text: string): string | undefined => classify(text).categories[0]?.id;

describe('what a description says of its goods', () => {
  it('is told with what spoke for it, and with the concept that it names', () => {
    const { categories, alarm, concepts } = classify('2x power bank 20000mah black');
    expect(categories[0]?.id).toBe('lithium-batteries');
    expect(categories[0]?.because[0]).toMatch(/^power bank = /);
    expect([alarm, concepts.length > 0]).toEqual([true, true]);
  });

  it('is at least three categories, the likeliest first', () => {
    const { categories } = classify('cotton t-shirt');
    expect(categories.length).toBeGreaterThanOrEqual(3);
    const scores = categories.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((one, other) => other - one));
  });

  it.each(['cotton t-shirts size L', 'книги', '女士毛衣', 'kitap', 'चादर', 'bijuteria'])(
    'is ordinary for %s, which raises nothing and may be sent',
    (text) => {
      const { categories, alarm, post } = classify(text);
      expect([categories[0]?.id, alarm, post]).toEqual(['none', false, 'yes']);
    },
  );

  it('is vague for a gift: no alarm of goods, and nobody knows whether it may be sent', () => {
    const { categories, alarm, post } = classify('gift');
    expect([categories[0]?.id, alarm, post]).toEqual(['vague', false, 'unknown']);
  });

  it.each([
    ['toy gun', 'gun'],
    ['空香水瓶', '香水'],
    ['wine glasses set of 6', 'red wine'],
  ])('is ordinary for %s, which is not %s', (innocent, other) => {
    expect(first(innocent)).toBe('none');
    expect(first(other)).not.toBe('none');
  });

  it('is not what the goods are for', () => {
    expect(classify('leather case for pistol').concepts).toEqual([]);
    expect(classify('pistol').concepts.length).toBeGreaterThan(0);
  });

  it.each(['', '   ', '12345', '???', '\u0000', 'qzxv'])('cannot be told for %j', (text) => {
    const { undecided, alarm, post } = classify(text);
    expect([undecided, alarm, post]).toEqual([true, false, 'unknown']);
  });

  it('has the UN numbers', () => {
    expect(classify('UN3480 and UN 1263, paint').un).toEqual(['3480', '1263']);
  });

  it('is the worst of several goods', () => {
    const { alarms, post } = classify('t-shirt; cocaine; books');
    expect([alarms.includes('narcotics'), post]).toEqual([true, 'no']);
  });
});

describe('trap 21: lithium cells alone, and a phone that has one', () => {
  it('forbids the one and admits the other on a condition', () => {
    const [alone, phone] = [classify('lithium ion battery 18650 loose'), classify('smartphone')];
    expect([alone.categories[0]?.id, alone.post]).toEqual(['lithium-batteries', 'no']);
    expect([phone.categories[0]?.id, phone.post]).toEqual(['lithium-batteries', 'conditional']);
  });
});

describe('trap 22: a description in Chinese or Cyrillic', () => {
  it.each([
    ['象牙手镯', 'wildlife'],
    ['電子煙', 'tobacco'],
    ['锂电池', 'lithium-batteries'],
    ['пистолет макарова', 'firearms'],
    ['водка 0,5 л', 'alcohol'],
    ['vodka domashnyaya', 'alcohol'],
    ['духи', 'flammable-liquids'],
  ])('%s is %s', (text, category) => {
    const { categories, alarms } = classify(text);
    expect(categories[0]?.id).toBe(category);
    expect(alarms).toContain(category);
  });
});

describe('whatever text comes', () => {
  it('has an answer with scores between 0 and 1, the same each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const said = classify(text);
        expect(said.categories.every(({ score }) => score >= 0 && score <= 1)).toBe(true);
        expect(classify(text)).toEqual(said);
      }),
      { numRuns: 200 },
    );
  });

  it('says of one that is too long to be read that it cannot tell, unless what was read is enough', () => {
    const long = 'cotton shirt '.repeat(LONGEST_TEXT);
    expect(classify(long).undecided).toBe(true);
    const { undecided, alarms } = classify(`heroin; ${long}`);
    expect([undecided, alarms]).toEqual([false, ['narcotics']]);
  });

  it('is no slower for a long one than its length says', () => {
    const time = (text: string): number => {
      const start = performance.now();
      for (let count = 0; count < 5; count += 1) classify(text);
      return performance.now() - start;
    };
    for (const word of ['gun ', '枪', 'a,', 'battery for ', 'x'.repeat(50)]) {
      const short = word.repeat(Math.ceil(1000 / word.length)).slice(0, 1000);
      time(short);
      // Four times as long, and forty times as long, of which four are read.
      expect(time(short.repeat(40))).toBeLessThan(30 * (time(short) + 5));
    }
  });
});
