import { editDistance } from './edit-distance.ts';
import { soundOf } from './latin.ts';
import { CODE, type SearchWord } from './search-words.ts';

/** How a word of the query found a term, the surest first. */
export const MATCH_KINDS = ['exact', 'prefix', 'typo', 'sound'] as const;
export type MatchKind = (typeof MATCH_KINDS)[number];

export interface TermMatch {
  /** Number of the term. */
  readonly term: number;
  readonly kind: MatchKind;
  /** From 0 to 1. */
  readonly quality: number;
}

/** Terms of one length, and for each of them its first letter, and one bit for each letter that it has. */
interface SameLength {
  readonly length: number;
  readonly numbers: Int32Array;
  readonly firsts: Uint8Array;
  readonly letters: Int32Array;
}

/** All terms of an index as plain data: it is made in one thread and used in another. */
export interface Vocabulary {
  /** By their numbers. */
  readonly terms: readonly string[];
  readonly numbers: ReadonlyMap<string, number>;
  /** Numbers in the order of the alphabet. */
  readonly sorted: Int32Array;
  /** Numbers of the tariff codes. */
  readonly tariff: Int32Array;
  /** Words that may hold a typing error, by their length: no codes, no numbers, no Chinese. */
  readonly lengths: readonly SameLength[];
  /** By sound, and apart for Latin and other scripts: a sound is for the other side only. */
  readonly sounds: ReadonlyMap<string, readonly number[]>;
}

/**
 * Shortest words that may be the beginning of another, while it is typed and else, that may hold one or
 * two typing errors, that are told by their sound, and that a compound may begin with.
 */
const SHORTEST = { typing: 2, prefix: 4, oneTypo: 4, twoTypos: 8, sound: 3, begun: 5 } as const;
/** A compound begins with a name, this share of it at least: `captagontabletten`. */
const BEGUN_SHARE = 0.4;
/** Beginnings of two letters fit too much to mean anything: the first so many in the alphabet. */
const MOST_BEGUN = 400;
/** Digits from which on a number may be a tariff code: a heading has four (HS Convention, article 1). */
const HEADING_DIGITS = 4;
/** What a match is worth beside an exact one. */
const QUALITY = {
  /** And a share of `more` for how much of the term was typed. */
  beginning: { least: 0.6, more: 0.3 },
  /** The word goes on behind the term: a compound, an ending. */
  goesOn: { least: 0.5, more: 0.35 },
  /** Less the share of the letters that are wrong: one of four is another word more often than not. */
  typo: 0.85,
  /** Of an error in a word that is not finished. */
  typing: { least: 0.5, more: 0.4 },
  sound: 0.6,
  tariff: { least: 0.6, more: 0.4 },
  /** Digits that do not say of what they are a number. */
  bareNumber: 0.9,
} as const;

/** @param words all different */
export function createVocabulary(words: readonly SearchWord[]): Vocabulary {
  const terms = words.map(({ term }) => term);
  const all = [...terms.keys()];
  const sorted = all.toSorted((one, other) => ((terms[one] ?? '') < (terms[other] ?? '') ? -1 : 1));
  const plain = all.filter((number) => /^[a-z]+$/.test(terms[number] ?? ''));
  const sounds = new Map<string, number[]>();
  for (const number of plain) {
    const sound = soundOf(terms[number] ?? '');
    if (sound.length >= SHORTEST.sound) {
      append(sounds, soundKey(sound, words[number]?.latin ?? true), number);
    }
  }
  const lengths = new Map<number, number[]>();
  for (const number of plain) append(lengths, terms[number]?.length ?? 0, number);
  return {
    terms,
    numbers: new Map(terms.map((term, number) => [term, number])),
    sorted: Int32Array.from(sorted),
    tariff: Int32Array.from(all.filter((number) => terms[number]?.startsWith(CODE.hs))),
    lengths: [...lengths].map(([length, numbers]) => ({
      length,
      numbers: Int32Array.from(numbers),
      firsts: Uint8Array.from(numbers, (number) => terms[number]?.charCodeAt(0) ?? 0),
      letters: Int32Array.from(numbers, (number) => lettersOf(terms[number] ?? '')),
    })),
    sounds,
  };
}

/**
 * Terms that a word may mean, each once, as what it fits best.
 * @param typing the word may go on: errors are looked for in beginnings as well
 */
export function matchesOf(vocabulary: Vocabulary, word: SearchWord, typing: boolean): TermMatch[] {
  const best = new Map<number, TermMatch>();
  for (const match of allMatches(vocabulary, word, typing)) {
    if ((best.get(match.term)?.quality ?? 0) < match.quality) best.set(match.term, match);
  }
  return [...best.values()];
}

function allMatches(
  vocabulary: Vocabulary,
  { term, latin }: SearchWord,
  typing: boolean,
): TermMatch[] {
  if (term.startsWith(CODE.hs)) return tariff(vocabulary, term.slice(CODE.hs.length), 1);
  const found = exact(vocabulary, term, 1);
  if (term.includes(':')) return found;
  if (/^\d+$/.test(term)) return [...found, ...numbersLike(vocabulary, term)];
  const least = typing ? SHORTEST.typing : SHORTEST.prefix;
  if (!latin || term.length >= least) found.push(...beginnings(vocabulary, term));
  found.push(...begunBy(vocabulary, term));
  // A word that there is was meant.
  if (vocabulary.numbers.has(term)) return found;
  found.push(...typos(vocabulary, term, typing));
  const sound = soundOf(term);
  if (sound.length >= SHORTEST.sound) {
    for (const number of vocabulary.sounds.get(soundKey(sound, !latin)) ?? []) {
      found.push({ term: number, kind: 'sound', quality: QUALITY.sound });
    }
  }
  return found;
}

function exact({ numbers }: Vocabulary, term: string, quality: number): TermMatch[] {
  const number = numbers.get(term);
  return number === undefined ? [] : [{ term: number, kind: 'exact', quality }];
}

function numbersLike(vocabulary: Vocabulary, digits: string): TermMatch[] {
  if (digits.length < HEADING_DIGITS) return [];
  return [
    ...exact(vocabulary, CODE.un + digits, QUALITY.bareNumber),
    ...exact(vocabulary, CODE.cas + digits, QUALITY.bareNumber),
    ...tariff(vocabulary, digits, QUALITY.bareNumber),
  ];
}

/** Tariff codes that the digits are the beginning of, or that begin them: a heading covers its codes. */
function tariff({ terms, tariff: codes }: Vocabulary, digits: string, share: number): TermMatch[] {
  return [...codes].flatMap((number): TermMatch[] => {
    const code = (terms[number] ?? '').slice(CODE.hs.length);
    if (!digits.startsWith(code) && !code.startsWith(digits)) return [];
    const same = Math.min(code.length, digits.length) / Math.max(code.length, digits.length);
    const quality = share * partly(QUALITY.tariff, same);
    return [{ term: number, kind: same === 1 ? 'exact' : 'prefix', quality }];
  });
}

/** Terms that the word is the beginning of. */
function beginnings({ terms, sorted }: Vocabulary, word: string): TermMatch[] {
  const found: TermMatch[] = [];
  for (let at = firstFrom(terms, sorted, word); found.length < MOST_BEGUN; at += 1) {
    const number = sorted[at];
    const term = terms[number ?? -1];
    if (number === undefined || !term?.startsWith(word)) break;
    if (term === word) continue;
    const quality = partly(QUALITY.beginning, word.length / term.length);
    found.push({ term: number, kind: 'prefix', quality });
  }
  return found;
}

/** Terms that the word begins with: compounds and endings. */
function begunBy({ numbers }: Vocabulary, word: string): TermMatch[] {
  const found: TermMatch[] = [];
  const least = Math.max(SHORTEST.begun, BEGUN_SHARE * word.length);
  for (let length = word.length - 1; length >= least; length -= 1) {
    const number = numbers.get(word.slice(0, length));
    if (number === undefined) continue;
    const quality = partly(QUALITY.goesOn, length / word.length);
    found.push({ term: number, kind: 'prefix', quality });
  }
  return found;
}

function typos({ terms, lengths }: Vocabulary, word: string, typing: boolean): TermMatch[] {
  const found: TermMatch[] = [];
  if (word.length < SHORTEST.oneTypo || !/^[a-z]+$/.test(word)) return found;
  const most = word.length < SHORTEST.twoTypos ? 1 : 2;
  const own = lettersOf(word);
  const first = word.charCodeAt(0);
  for (const { length, numbers, firsts, letters } of lengths) {
    const longer = length > word.length + most;
    if (length < word.length - most || (longer && !typing)) continue;
    for (let at = 0; at < numbers.length; at += 1) {
      // Nearly nobody mistakes the first letter, and too many words would begin like this one.
      if (longer && firsts[at] !== first) continue;
      const theirs = letters[at] ?? 0;
      if (bits(own & ~theirs) > most || (!longer && bits(theirs & ~own) > most)) continue;
      const number = numbers[at] ?? 0;
      const term = terms[number] ?? '';
      const errors = editDistance(word, term, most, longer);
      if (errors === 0 || errors > most) continue;
      const whole = QUALITY.typo - errors / word.length;
      const quality = longer ? whole * partly(QUALITY.typing, word.length / length) : whole;
      found.push({ term: number, kind: 'typo', quality });
    }
  }
  return found;
}

function partly({ least, more }: { readonly least: number; readonly more: number }, share: number) {
  return least + more * share;
}

function append<K>(groups: Map<K, number[]>, key: K, number: number): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [number]);
  else group.push(number);
}

function soundKey(sound: string, latin: boolean): string {
  return `${latin ? 'latin' : 'other'}:${sound}`;
}

function lettersOf(term: string): number {
  let letters = 0;
  // 97 is `a`; what is no letter falls on some bit, and is not looked at.
  for (let at = 0; at < term.length; at += 1) letters |= 1 << ((term.charCodeAt(at) - 97) & 31);
  return letters;
}

/** How many bits of a 32-bit number are set. */
function bits(value: number): number {
  let left = value - ((value >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Where the first term stands that is `start` or comes after it. */
function firstFrom(terms: readonly string[], sorted: Int32Array, start: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((terms[sorted[middle] ?? -1] ?? '') < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
