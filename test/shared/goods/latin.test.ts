import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { soundOf, toLatin } from '../../../shared/goods/latin.ts';

describe('other scripts in Latin letters', () => {
  it.each([
    ['Патроны', 'patrony'],
    ['щётка', 'schetka'],
    ['ΚΆΝΝΑΒΗ', 'kannavi'],
    ['حشيش', 'hshysh'],
    ['الترامادول', 'tramadwl'],
    ['سَيَّارة', 'syara'],
    ['चरस', 'charas'],
    ['पटाखे', 'patakhe'],
    ['बंदूक', 'banduk'],
    ['बीज़', 'biz'],
    ['Gâteau Straße Łódź ÇIĞ', 'gateau strasse lodz cig'],
    ['٢٠ ۳ २०', '20 3 20'],
    ['充电宝 R134a', '充电宝 r134a'],
    ['ＵＮ３４８０', 'un3480'],
  ])('%s is %s', (text, latin) => {
    expect(toLatin(text)).toBe(latin);
  });

  it('leaves what is Latin already, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const latin = toLatin(text);
        expect(toLatin(latin)).toBe(latin);
      }),
    );
  });
});

describe('the sound of a word', () => {
  it.each([
    ['captagon', 'kbtajwn'],
    ['tramadol', 'tramadwl'],
    ['hashish', 'hshysh'],
    ['whisky', 'wysky'],
    ['pharmacy', 'farmasi'],
    ['patakha', 'btakh'],
  ])('%s sounds like %s', (one, other) => {
    expect(soundOf(one)).toBe(soundOf(other));
  });

  it('tells words apart that differ in more than vowels', () => {
    const words = ['captagon', 'tramadol', 'hashish', 'whisky', 'opium', 'ketamine'];
    expect(new Set(words.map(soundOf)).size).toBe(words.length);
  });
});
