import { LONGEST_TEXT, readable } from './normalise.ts';

/** Signs that take no room, and may stand for the blank between two words or for nothing within one. */
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+/g;
/** Three letters and more, each by itself: `c o c a i n e`, `к.о.к.а`. */
const SPACED = /(?<![\p{L}\p{M}\p{Nd}])\p{L}(?:[ ._*-]\p{L}){2,}(?![\p{L}\p{M}\p{Nd}])/gu;
/** Two words or more of one or two letters: `MD M A`. */
const PIECES = /(?<![\p{L}\p{M}\p{Nd}])\p{L}{1,2}(?: \p{L}{1,2}){2,}(?![\p{L}\p{M}\p{Nd}])/gu;
/** Signs within a word: `co-caine`, `her*in`. */
const WITHIN = /(?<=\p{L})[-._*'’](?=\p{L})/gu;
/** A word with digits or signs where letters look like them. */
const DIGITS = /(?<![\p{L}\p{Nd}])\p{L}[\p{L}\d@$]*[013457@$][\p{L}\d@$]*/gu;
const LETTER: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
};
/** Shorter words with digits are sizes, models and amounts. */
const SHORTEST = 5;

/**
 * Other ways to read a description that somebody may have written so that a machine does not: a name in
 * one of them is a name. None for nearly every text.
 */
export function readingsOf(description: string): string[] {
  const text = readable(description);
  const raw = description.slice(0, LONGEST_TEXT);
  const close = (found: string): string => found.replace(/[ ._*-]/g, '');
  const readings = [
    readable(raw.replace(UNSEEN, ' ')),
    text.replace(SPACED, close),
    text.replace(PIECES, close),
    text.replace(WITHIN, ''),
    text.replace(DIGITS, asLetters),
  ];
  return [...new Set(readings)].filter((reading) => reading !== text);
}

function asLetters(word: string): string {
  const letters = word.match(/\p{L}/gu)?.length ?? 0;
  if (word.length < SHORTEST || letters * 2 <= word.length) return word;
  return word.replace(/[013457@$]/g, (sign) => LETTER[sign] ?? sign);
}
