import {
  ARABIC,
  CYRILLIC,
  DEVANAGARI,
  DEVANAGARI_VOWELS,
  GREEK,
  GREEK_PAIRS,
  LATIN,
} from './scripts.ts';

/** What a word of a name is written in; `whole` is compared as a whole only: Chinese, and what has no table. */
export type Script = 'latin' | 'cyrillic' | 'greek' | 'arabic' | 'devanagari' | 'mixed' | 'whole';

/** A word of a name as it is compared. */
export interface Word {
  /** As it is written, without case, width and marks. */
  readonly folded: string;
  readonly script: Script;
  /**
   * How it sounds in Latin letters: S is sh, C is ch, Z is zh; A, W and Y are letters of an alphabet
   * without short vowels, and stand in Arabic words only.
   */
  readonly sound: string;
}

const SCRIPTS: readonly (readonly [Script, RegExp])[] = [
  ['latin', /^[\p{Script=Latin}\p{N}]+$/u],
  ['cyrillic', /^[\p{Script=Cyrillic}\p{N}]+$/u],
  ['greek', /^[\p{Script=Greek}\p{N}]+$/u],
  ['arabic', /^[\p{Script=Arabic}\p{N}]+$/u],
  ['devanagari', /^[\p{Script=Devanagari}\p{N}]+$/u],
  ['mixed', /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]+$/u],
];

function scriptOf(folded: string): Script {
  return SCRIPTS.find(([, letters]) => letters.test(folded))?.[0] ?? 'whole';
}

const mapped = (text: string, letters: ReadonlyMap<string, string>): string =>
  [...text].map((letter) => letters.get(letter) ?? letter).join('');

/** What different spellings of one sound have in common; in this order. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/schtsch|chtch|shch/g, 'SC'],
  [/tsch|tch/g, 'C'],
  [/sch|sh/g, 'S'],
  [/ch/g, 'C'],
  [/dzh|dj/g, 'j'],
  [/zh/g, 'Z'],
  [/kh/g, 'h'],
  [/gh/g, 'g'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/dh/g, 'd'],
  [/bh/g, 'b'],
  [/tz/g, 'ts'],
  [/ck|q/g, 'k'],
  [/x/g, 'ks'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/w/g, 'v'],
  [/ou|oo/g, 'u'],
  [/ee/g, 'i'],
  [/y/g, 'i'],
  [/ae/g, 'a'],
  [/oe/g, 'o'],
  [/ue/g, 'u'],
  [/ie/g, 'i'],
  [/(.)\1+/g, '$1'],
  // Ivanoff is how Ivanov was written in French.
  [/(?<=....[eo])f$/, 'v'],
  [/(?<=[aeiou])h$/, ''],
  // Servant of …: Abdullah, Abdul-Rahman and Abdelrahman are written together, apart, and in between.
  [/^abd[aeu][lr](?=...)/, 'abd'],
];

function latinSound(text: string): string {
  return SPELLINGS.reduce((sound, [from, to]) => sound.replace(from, to), mapped(text, LATIN));
}

function greekSound(text: string): string {
  const paired = GREEK_PAIRS.reduce((sound, [from, to]) => sound.replaceAll(from, to), text);
  return latinSound(mapped(paired, GREEK));
}

function arabicSound(text: string): string {
  const bare = text.replace(/^(عبد)?(?:ال)(?=..)/, '$1');
  // Of two letters that sound as one, too: معمر has a letter between its two م.
  return mapped(bare, ARABIC).replace(/(.)\1+/g, '$1');
}

const VIRAMA = '\u094D';
const NASAL = /[\u0901\u0902]/;

function devanagariSound(text: string): string {
  const letters = [...text.replaceAll('\u093C', '')];
  const latin = letters.map((letter, at) => {
    if (NASAL.test(letter)) return 'n';
    const vowel = DEVANAGARI_VOWELS.get(letter);
    if (vowel !== undefined) return vowel;
    const consonant = DEVANAGARI.get(letter);
    if (consonant === undefined) return letter === VIRAMA ? '' : letter;
    const next = letters[at + 1];
    const bare = next === undefined || next === VIRAMA || isVowelSign(next);
    return bare ? consonant : `${consonant}a`;
  });
  return latinSound(latin.join(''));
}

function isVowelSign(letter: string): boolean {
  return /\p{M}/u.test(letter) && DEVANAGARI_VOWELS.has(letter);
}

/** A word as it is compared. @param folded without case, width and marks */
export function wordOf(folded: string): Word {
  const script = scriptOf(folded);
  return { folded, script, sound: soundOf(folded, script) };
}

/** Letters of Latin and another script that are no look-alikes: by their sound. */
function mixedSound(folded: string): string {
  return latinSound(mapped(mapped(folded, CYRILLIC), GREEK));
}

function soundOf(folded: string, script: Script): string {
  switch (script) {
    case 'latin':
      return latinSound(folded);
    case 'cyrillic':
      return latinSound(mapped(folded, CYRILLIC));
    case 'greek':
      return greekSound(folded);
    case 'arabic':
      return arabicSound(folded);
    case 'devanagari':
      return devanagariSound(folded);
    case 'mixed':
      return mixedSound(folded);
    case 'whole':
      return folded;
  }
}
