import type { Word } from './sound.ts';
import { nearness } from './word-distance.ts';

/** Not heard, or not written, everywhere: what is left of a word by which it is looked up. */
const UNCERTAIN = /[aeiouhjAWY]/g;

/** Consonants of a sound, each once where it is doubled: by these a word is looked up. */
export function consonantsOf(sound: string): string {
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

/** Adds a number to a list that is kept under a key; the numbers come in order. */
export function addTo<K>(map: Map<K, number[]>, key: K, value: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else if (known.at(-1) !== value) known.push(value);
}

/** Every different word of many names, found by one that may be spelt otherwise. */
export interface Vocabulary {
  /** Number of a word, from 0; a word that was not known is added. */
  idOf(word: Word): number;
  /** The word of a number: one for all names that have it. */
  wordOf(id: number): Word;
  /** How many words there are. */
  size(): number;
  /** Numbers of all words that are near, with how near. */
  near(word: Word): ReadonlyMap<number, number>;
}

export function createVocabulary(): Vocabulary {
  const words: Word[] = [];
  const ids = new Map<string, number>();
  const byKey = new Map<string, number[]>();
  const wordOf = (id: number): Word => {
    const word = words[id];
    if (word === undefined) throw new Error(`no word has the number ${id}`);
    return word;
  };
  return {
    wordOf,
    size: () => words.length,
    idOf(word) {
      const known = ids.get(word.folded);
      if (known !== undefined) return known;
      const id = words.push(word) - 1;
      ids.set(word.folded, id);
      for (const key of keysOf(word)) addTo(byKey, key, id);
      return id;
    },
    near(word) {
      const found = new Map<number, number>();
      for (const key of keysOf(word)) {
        for (const id of byKey.get(key) ?? []) {
          if (!found.has(id)) found.set(id, nearness(word, wordOf(id)));
        }
      }
      return new Map([...found].filter(([, near]) => near > 0));
    },
  };
}
