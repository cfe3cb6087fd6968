import { foldName, type FoldedName } from './fold-name.ts';
import { matchNames, type NameMatch } from './match-name.ts';
import type { Word } from './sound.ts';
import { nearness } from './word-distance.ts';

/** A name that an index holds, with what it belongs to. */
export interface Named<T> {
  readonly text: string;
  readonly of: T;
}

export interface FoundName<T> extends Named<T> {
  readonly match: NameMatch;
}

/** Many names, found by one that may be spelt otherwise. */
export interface NameIndex<T> {
  /** Every name that fits, in no order. */
  find(text: string): readonly FoundName<T>[];
}

/** Not heard, or not written, everywhere: what is left of a word by which it is looked up. */
const UNCERTAIN = /[aeiouhjAWY]/g;

function consonantsOf(sound: string): string {
  const left = sound.replace(UNCERTAIN, '');
  // A word of vowels alone: Eva, Yao.
  return left === '' ? `~${sound}` : left;
}

/** Fewer consonants than these fit too many words. */
const FEWEST = 2;

/** What a word is looked up by: its consonants, and those without one of them, so that one may be wrong. */
function keysOf({ script, folded, sound }: Word): ReadonlySet<string> {
  if (script === 'whole') return new Set([`=${folded}`]);
  // W is a consonant or a vowel: Walid, Yusuf.
  const readings = script === 'arabic' ? [sound, sound.replaceAll('W', 'v')] : [sound];
  const whole = readings.map(consonantsOf);
  const lacking = whole.flatMap((key) =>
    key.length > FEWEST ? Array.from(key, (_, at) => key.slice(0, at) + key.slice(at + 1)) : [],
  );
  return new Set([...whole, ...lacking]);
}

function bitCount(bits: number): number {
  let [left, count] = [bits, 0];
  for (; left !== 0; left &= left - 1) count += 1;
  return count;
}

function add<K>(map: Map<K, number[]>, key: K, value: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else if (known.at(-1) !== value) known.push(value);
}

/** Every different word of the names, found by one that may be spelt otherwise. */
function vocabulary() {
  const words: Word[] = [];
  const ids = new Map<string, number>();
  const byKey = new Map<string, number[]>();
  return {
    idOf(word: Word): number {
      const known = ids.get(word.folded);
      if (known !== undefined) return known;
      const id = words.push(word) - 1;
      ids.set(word.folded, id);
      for (const key of keysOf(word)) add(byKey, key, id);
      return id;
    },
    near(word: Word): readonly number[] {
      const candidates = new Set<number>();
      for (const key of keysOf(word)) for (const id of byKey.get(key) ?? []) candidates.add(id);
      return [...candidates].filter((id) => {
        const other = words[id];
        return other !== undefined && nearness(word, other) > 0;
      });
    },
  };
}

/**
 * Names are found by their words: each different word is compared once, and only names that have a near
 * word for each of the shorter name's are compared as a whole.
 */
export function nameIndex<T>(names: Iterable<Named<T>>): NameIndex<T> {
  const held: Named<T>[] = [];
  const folded: FoldedName[] = [];
  const known = vocabulary();
  const byWord = new Map<number, number[]>();
  for (const name of names) {
    const fold = foldName(name.text);
    if (fold === null) continue;
    const at = held.push(name) - 1;
    folded.push(fold);
    for (const word of fold.words) add(byWord, known.idOf(word), at);
  }

  /** Names with the words of this one that they have a near word for, as bits; others are left out. */
  function nearNames({ words }: FoldedName): readonly (readonly [number, number])[] {
    // A bit for each word: a name has 12 at most (`foldName`).
    const marks = new Uint16Array(folded.length);
    const touched: number[] = [];
    for (const [bit, word] of words.entries()) {
      for (const id of known.near(word)) {
        for (const at of byWord.get(id) ?? []) {
          const before = marks[at] ?? 0;
          if (before === 0) touched.push(at);
          marks[at] = before | (1 << bit);
        }
      }
    }
    return touched.map((at) => [at, marks[at] ?? 0] as const);
  }

  return {
    find(text) {
      const fold = foldName(text);
      if (fold === null) return [];
      const found: FoundName<T>[] = [];
      for (const [at, marks] of nearNames(fold)) {
        const [name, other] = [held[at], folded[at]];
        if (name === undefined || other === undefined) continue;
        if (bitCount(marks) < Math.min(fold.words.length, other.words.length)) continue;
        const match = matchNames(fold, other);
        if (match !== null) found.push({ ...name, match });
      }
      return found;
    },
  };
}
