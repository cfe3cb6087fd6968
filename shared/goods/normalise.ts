import { SIMPLIFIED } from './simplified.ts';

/** Scripts whose words are cut and shortened each in its own way. */
export type Script = 'latin' | 'cyrillic' | 'arabic' | 'devanagari' | 'han' | 'number' | 'other';

/** One word of a text, or one character of Chinese. */
export interface Token {
  /** As it is compared: without case, accents and ways of writing. */
  readonly word: string;
  /** The same without its ending. */
  readonly stem: string;
  readonly script: Script;
  /** Where it stands in the text as `readable` gives it; `to` is behind its last character. */
  readonly from: number;
  readonly to: number;
}

/** A description is a line; what is longer is judged as far as this, and said to be cut. */
export const LONGEST_TEXT = 4_000;

/** The text that tokens point into: one form of each character, nothing invisible. */
export function readable(text: string): string {
  return text
    .slice(0, LONGEST_TEXT)
    .normalize('NFKC')
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g, '')
    .slice(0, LONGEST_TEXT);
}

const PIECE = /\p{Script=Han}|[\p{L}\p{M}]+|\p{Nd}+(?:[.,]\p{Nd}+)*/gu;
const HAN = /\p{Script=Han}/u;

/** Words and numbers of a readable text, in order; a Chinese character is a word. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: piece, index: from } of text.matchAll(PIECE)) {
    // A run of letters may end in Chinese, which is cut by characters.
    for (const part of HAN.test(piece) ? cutHan(piece, from) : [{ piece, from }]) {
      const script = scriptOf(part.piece);
      const word = foldWord(part.piece, script);
      if (word === '') continue;
      const to = part.from + part.piece.length;
      tokens.push({ word, stem: stemOf(word, script), script, from: part.from, to });
    }
  }
  return tokens;
}

/** Stems of the words of these lines. */
export function stemsOf(lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => tokensOf(readable(line)).map(({ stem }) => stem)));
}

function cutHan(run: string, at: number): { piece: string; from: number }[] {
  const parts = run.matchAll(/\p{Script=Han}|[^\p{Script=Han}]+/gu);
  return [...parts].map(({ 0: piece, index }) => ({ piece, from: at + index }));
}

function scriptOf(piece: string): Script {
  if (HAN.test(piece)) return 'han';
  if (/^\p{Nd}/u.test(piece)) return 'number';
  if (/\p{Script=Latin}/u.test(piece)) return 'latin';
  if (/\p{Script=Cyrillic}/u.test(piece)) return 'cyrillic';
  if (/\p{Script=Arabic}/u.test(piece)) return 'arabic';
  return /\p{Script=Devanagari}/u.test(piece) ? 'devanagari' : 'other';
}

/** Marks that writers leave out: accents, Arabic vowels and tatweel, nukta. Vowels of Hindi stay. */
const LEFT_OUT = /[\u0300-\u036f]|[\u0610-\u061a]|\u0640|[\u064b-\u065f]|\u0670|\u093c/g;

/** Letters that do not come apart into a letter and an accent, and ways of writing one letter. */
const SAME: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
  ة: 'ه',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ٱ: 'ا',
  'ँ': 'ं',
  'ी': 'ि',
  'ू': 'ु',
  ई: 'इ',
  ऊ: 'उ',
};

/** Cyrillic letters that look like Latin ones: a word of both scripts is Latin in disguise. */
const LOOKS_LATIN: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  е: 'e',
  к: 'k',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  с: 'c',
  т: 't',
  у: 'y',
  х: 'x',
  і: 'i',
};

function foldWord(piece: string, script: Script): string {
  if (script === 'han') return SIMPLIFIED.get(piece) ?? piece;
  const plain = piece
    .toLowerCase()
    .normalize('NFD')
    .replace(LEFT_OUT, '')
    .replace(/[\p{L}\p{M}]/gu, (letter) => SAME[letter] ?? letter);
  if (script === 'number') return asciiDigits(plain);
  if (script !== 'latin') return plain;
  const latin = plain.replace(/\p{Script=Cyrillic}/gu, (letter) => LOOKS_LATIN[letter] ?? letter);
  // German umlauts are written ä, a or ae; in short words ae, oe and ue are mostly something else, and
  // a plural is as short as its singular: hueso, huesos.
  const { length } = latin.replace(/s$/, '');
  return length < 6 ? latin : latin.replace(/ae|oe|ue/g, (pair) => pair.charAt(0));
}

function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    // Digits of every script stand in order; those of Arabic, Persian and Devanagari begin here.
    const zero = [0x06f0, 0x0660, 0x0966].find((start) => code >= start && code < start + 10);
    return zero === undefined ? digit : String(code - zero);
  });
}

const CYRILLIC_ENDING =
  /(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|иях|иям|ием|иеи|еям|еях|ая|яя|ое|ее|ые|ие|ыи|ии|ои|еи|ея|ею|ов|ев|ам|ям|ах|ях|ом|ем|ых|их|ую|юю|ия|ию|ью|а|я|о|е|ы|и|у|ю|ь)$/u;
/** Vowels before some endings: `батаре-ями`. */
const CYRILLIC_VOWELS = /[аеиоуыэюя]+$/u;
/** A vowel that only some cases have: `таблеток`, `таблетка`. */
const CYRILLIC_FLEETING = /(?<=[^аеиоуыэюя])[ое]к$/u;
const ARABIC_ARTICLE = /^(?:وال|بال|كال|فال|لل|ال)/u;
const ARABIC_ENDING = /(?:ات|ين|ون|ه|ي)$/u;
/** Of a word of four letters only this is taken: `عبوة`, `عبوات`. */
const ARABIC_FEMININE = /(?<=^...)ه$/u;
/** What stands behind the vowel that the word ends in: `दवा`, `दवाओं`. */
const HINDI_PLURAL = /(?<=.[\u093e-\u094c])(?:एं|ओं)$/u;
const HINDI_ENDING = /(?:ियां|ियों|ें|ों|ां|ि|ा|े)$/u;

/** A word without what its grammar adds; short words stay whole, so that they do not become alike. */
export function stemOf(word: string, script: Script): string {
  switch (script) {
    case 'latin':
      return latinStem(word);
    case 'cyrillic':
      return word.length < 5 ? word : cyrillicStem(word);
    case 'arabic': {
      const bare = word.length < 5 ? word : keep(word.replace(ARABIC_ARTICLE, ''), word, 3);
      return bare.replace(bare.length < 5 ? ARABIC_FEMININE : ARABIC_ENDING, '');
    }
    case 'devanagari': {
      const one = word.replace(HINDI_PLURAL, '');
      return one.length < 4 ? one : keep(one.replace(HINDI_ENDING, ''), one, 2);
    }
    default:
      return word;
  }
}

function keep(short: string, whole: string, least: number): string {
  return short.length < least ? whole : short;
}

function cyrillicStem(word: string): string {
  const bare = keep(word.replace(CYRILLIC_ENDING, ''), word, 3);
  const one = keep(bare.replace(CYRILLIC_VOWELS, ''), bare, 3);
  return keep(one.replace(CYRILLIC_FLEETING, 'к'), one, 4);
}

/**
 * Endings of number and gender that the languages of the Latin script share. Four letters are too few to be
 * told apart by their vowel: a drum (`bombo`) is no bomb, dough (`pasta`) no spirit (`pastis`), and `light`
 * no lighter.
 */
function latinStem(word: string): string {
  if (word.length < 4) return word;
  if (word.length === 4)
    return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, 3) : word;
  const one = word.replace(/(?:ies|ys)$/, 'y').replace(/(?<!s)s$/, '');
  if (one.length < 5) return one;
  const bare = one.replace(/(?:en|ern|em|(?<=^.{6,})er|[aeioy])$/, '');
  return keep(bare, one, 5);
}
