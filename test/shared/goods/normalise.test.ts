import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_TEXT, readable, tokensOf } from '../../../shared/goods/normalise.ts';
import { soundOf } from '../../../shared/goods/sound.ts';

const words = (text: string): string[] => tokensOf(readable(text)).map(({ word }) => word);
const stems = (text: string): string[] => tokensOf(readable(text)).map(({ stem }) => stem);
const sounds = (text: string): string[] => tokensOf(readable(text)).map(soundOf);

describe('the words of a description', () => {
  it.each([
    ['Élégant PISTOLET', 'elegant pistolet', 'case and accents'],
    ['ALTIN yüzük İPEK', 'altin yuzuk ipek', 'the dotted and the dotless i of Turkish'],
    ['Gewächshaus', 'gewaechshaus', 'an umlaut written in two letters'],
    ['ёлка', 'елка', 'the Russian yo'],
    ['أسلحة', 'اسلحه', 'hamza and ta marbuta'],
    ['مُسَدَّس', 'مسدس', 'Arabic vowels'],
    ['क़ीमती', 'किमती', 'nukta and the length of a vowel'],
    ['鋰電池', '锂电池', 'traditional Chinese'],
    ['ﬁrework', 'firework', 'ligatures'],
    ['١٢٣', '123', 'Arabic digits'],
    ['vаpe', 'vape', 'a Cyrillic letter in a Latin word'],
    ['co\u200bcaine', 'cocaine', 'a character that nobody sees'],
  ])('are the same for %s and %s: %s', (one, other) => {
    expect(words(one)).toEqual(words(other));
  });

  it('are single characters in Chinese, also beside Latin letters', () => {
    expect(words('USB充电器')).toEqual(['usb', '充', '电', '器']);
  });

  it.each([
    ['pistola', 'pistolas'],
    ['Batterie', 'Batterien'],
    ['battery', 'batteries'],
    ['патрон', 'патронами'],
    ['سكين', 'السكين'],
    ['عبوة', 'عبوات'],
    ['батарея', 'батареями'],
    ['таблетка', 'таблеток'],
    ['литиевая', 'литиевые'],
    ['hueso', 'huesos'],
    ['दवा', 'दवाओं'],
    ['पत्रिका', 'पत्रिकाएँ'],
  ])('have one stem for %s and %s', (one, other) => {
    expect(stems(one)).toEqual(stems(other));
  });

  it('stay apart where they are too short to lose an ending', () => {
    expect(stems('gas gasa gun guns glass')).toEqual(['gas', 'gasa', 'gun', 'gun', 'glass']);
  });

  it.each([
    ['водка', 'vodka'],
    ['चाकू', 'chaaku'],
    ['chaaku', 'chaku'],
  ])('sound alike as %s and as %s', (one, other) => {
    expect(sounds(one)).toEqual(sounds(other));
  });

  it('stand in the text where their places say, whatever the text is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const read = readable(text);
        let last = 0;
        for (const { from, to } of tokensOf(read)) {
          expect(from).toBeGreaterThanOrEqual(last);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(read.length);
          last = to;
        }
      }),
    );
  });

  it('are read as far as the longest description goes', () => {
    expect(readable('ﷺ'.repeat(LONGEST_TEXT)).length).toBe(LONGEST_TEXT);
  });
});
