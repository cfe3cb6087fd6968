import { toLatin } from './latin.ts';

/** One word of a text as search compares it. */
export interface SearchWord {
  /** In Latin letters; Chinese by pairs of characters; a code begins with its letter and a colon. */
  readonly term: string;
  /** The text has it in Latin letters or digits; a word of another script is found by its sound as well. */
  readonly latin: boolean;
}

/** Marks of codes: UN number, CAS number, refrigerant (ASHRAE 34), tariff code. */
export const CODE = { un: 'u:', cas: 'c:', ashrae: 'r:', hs: 'h:' } as const;

/** Codes as people write them, in a text that is Latin already, and what they are called here. */
const WRITTEN: readonly (readonly [RegExp, string])[] = [
  [/\bun[\s-]*(?:no\.?\s*)?(\d{4})(?![\d.])/g, CODE.un],
  [/\b(\d{2,7}-\d{2}-\d)\b(?!-)/g, CODE.cas],
  // `R-134a`, `r 134 a`, `HFC-134a`, `HFO1234yf`; a bare `134a` is told by its form below.
  [/\b(?:r|h?c?fc|hfo)[\s-]?(\d{2,4}[a-z]{0,2})\b/g, CODE.ashrae],
  [/\bhs\s*(?:code)?[\s:.]*(\d[\d. ]{2,14}\d)/g, CODE.hs],
  [/\b(\d{4}(?:\.\d{2}){1,4})\b/g, CODE.hs],
];
/**
 * `t-shirt`, `e-cigarette`: a single letter and its word are one. Without the hyphen only letters that are
 * no word of their own in any of the languages: `t shirt`, `x ray`, and not `ropa y zapatos`.
 */
const JOINED_LETTER = /\b(?:([a-z])-|([tx]) )(?=[a-z]{2})/g;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const PIECE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const BARE_REFRIGERANT = /^\d{2,4}[a-z]{1,2}$/;
const UNITS = /^\d+(?:g|kg|mg|ml|cl|l|v|w|mm|cm|m|ah|wh|pc|px|gb|tb|st|x)$/;

/** The term of a code, however it is written: `7440-44-0`, `8507.60`. */
export function codeTerm(mark: string, code: string): string {
  return (
    mark +
    code
      .toLowerCase()
      .replace(/^r-?(?=\d)/, '')
      .replace(/[^a-z0-9()]/g, '')
  );
}

/** Words and codes of a text, each once, in order. @param most of them at most */
export function searchWords(text: string, most: number): SearchWord[] {
  const words = new Map<string, SearchWord>();
  const add = (term: string, latin: boolean): void => {
    if (words.size < most && !words.has(term)) words.set(term, { term, latin });
  };
  let rest = toLatin(text);
  for (const [form, mark] of /\d/.test(rest) ? WRITTEN : []) {
    rest = rest.replace(form, (_, code: string) => {
      add(codeTerm(mark, code), true);
      return ' ';
    });
  }
  const foreign = foreignWords(text);
  for (const word of rest.replace(JOINED_LETTER, '$1$2').match(WORD) ?? []) {
    for (const piece of UNSPACED.test(word) ? (word.match(PIECE) ?? []) : [word]) {
      if (UNSPACED.test(piece)) for (const pair of pairsOf(piece)) add(pair, false);
      else if (BARE_REFRIGERANT.test(piece) && !UNITS.test(piece)) add(CODE.ashrae + piece, true);
      else add(piece, !foreign.has(piece));
    }
  }
  return [...words.values()];
}

const NONE: ReadonlySet<string> = new Set();

/** Words of a text that it has in another script than Latin, in Latin letters. */
function foreignWords(text: string): ReadonlySet<string> {
  // Most texts have none.
  if (/^[\x20-\u024f]*$/.test(text)) return NONE;
  const words = text.match(WORD) ?? [];
  return new Set(
    words.filter((word) => !/\p{Script=Latin}|^\p{N}+$/u.test(word)).map((word) => toLatin(word)),
  );
}

/** Pairs of characters, and a single one as it is: words of Chinese are not set apart. */
function pairsOf(run: string): string[] {
  const characters = [...run];
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, at) => (characters[at] ?? '') + character);
}
