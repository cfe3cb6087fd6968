import { foldName } from './fold-name.ts';
import {
  matchNames,
  matchWords,
  weakened,
  type MatchedName,
  type NameMatch,
  type Near,
} from './match-name.ts';
import type { Word } from './sound.ts';
import { addTo, consonantsOf, createVocabulary } from './vocabulary.ts';
import { nearness } from './word-distance.ts';
import { joinedNames, RUN } from './word-runs.ts';

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

interface Held<T> {
  readonly name: Named<T>;
  readonly folded: MatchedName;
  readonly ids: readonly number[];
  /** Its own number, or that of the name of which this is another reading. */
  readonly first: number;
}

function bitCount(bits: number): number {
  let [left, count] = [bits, 0];
  for (; left !== 0; left &= left - 1) count += 1;
  return count;
}

/** Consonants of neighbouring words written together. */
function* runKeys(words: readonly Word[]): Generator<string> {
  for (let from = 0; from < words.length; from += 1) {
    for (let size: number = RUN.fewest; size <= RUN.most; size += 1) {
      if (from + size > words.length) break;
      const sound = words.slice(from, from + size).map((word) => word.sound);
      yield consonantsOf(sound.join('').replace(/(.)\1+/g, '$1'));
    }
  }
}

/** Names whose words an asked name has near words for. */
interface Asked {
  /** For each asked word the numbers of near words, with how near. */
  readonly near: readonly ReadonlyMap<number, number>[];
  /** The same by words. */
  readonly nearBy: Near;
  /** By number, which asked words it is near to, as bits: a name has 12 words at most (`foldName`). */
  readonly bits: Uint16Array;
}

/** At least so many words of the asked name are in every name that fits it. */
const leastFitting = (words: number): number => Math.min(words, Math.max(2, words - 2));

/**
 * Names are found by their words: each different word is compared once, and only names that have a near
 * word for each of the shorter name's are compared as a whole.
 */
export function nameIndex<T>(names: Iterable<Named<T>>): NameIndex<T> {
  const held: Held<T>[] = [];
  const known = createVocabulary();
  const byWord = new Map<number, number[]>();
  const byRun = new Map<string, number[]>();
  /** Names in their other readings, by the words that are read otherwise. */
  const byReading = new Map<number, number[]>();
  for (const name of names) {
    const fold = foldName(name.text);
    if (fold === null) continue;
    const at = held.length;
    const ids = fold.words.map((word) => known.idOf(word));
    const shared = (word: Word): Word => known.wordOf(known.idOf(word));
    const words = fold.words.map(shared);
    const core = fold.core === fold.words ? words : fold.core.map(shared);
    held.push({ name, folded: { words, core, without: fold.without }, ids, first: at });
    for (const id of ids) addTo(byWord, id, at);
    for (const key of runKeys(core)) addTo(byRun, key, at);
    for (const reading of fold.otherwise) {
      const read = reading.words.map(shared);
      const of = held.push({
        name,
        folded: { words: read, core: read, without: 'nothing' },
        ids: read.map((word) => known.idOf(word)),
        first: at,
      });
      for (const word of reading.changed) addTo(byReading, known.idOf(word), of - 1);
    }
  }

  function ask(words: readonly Word[], nearTo: (word: Word) => ReadonlyMap<number, number>): Asked {
    const near = words.map(nearTo);
    const bits = new Uint16Array(known.size());
    const said = new Map<Word, ReadonlyMap<Word, number>>();
    for (const [at, word] of words.entries()) {
      const ids = near[at] ?? new Map<number, number>();
      for (const id of ids.keys()) bits[id] = (bits[id] ?? 0) | (1 << at);
      said.set(word, new Map([...ids].map(([id, how]) => [known.wordOf(id), how])));
    }
    const nearBy: Near = (one, other) =>
      said.get(one)?.get(other) ?? said.get(other)?.get(one) ?? 0;
    return { near, nearBy, bits };
  }

  const bitsOf = ({ bits }: Asked, ids: readonly number[]): number => {
    let all = 0;
    for (const id of ids) all |= bits[id] ?? 0;
    return all;
  };

  /** Names that have a word near to one of these, in this index of words. */
  function having(
    near: readonly ReadonlyMap<number, number>[],
    names: ReadonlyMap<number, readonly number[]>,
  ): ReadonlySet<number> {
    const found = new Set<number>();
    for (const ids of near) {
      for (const id of ids.keys()) for (const at of names.get(id) ?? []) found.add(at);
    }
    return found;
  }

  /** A name that fits has all of an asked name's words but a few: so it is among those of the rarer ones. */
  function amongRarest({ near }: Asked, fewest: number): ReadonlySet<number> {
    const size = (ids: ReadonlyMap<number, number>): number =>
      [...ids.keys()].reduce((sum, id) => sum + (byWord.get(id)?.length ?? 0), 0);
    const rarest = near
      .map((ids) => ({ ids, names: size(ids) }))
      .sort((a, b) => a.names - b.names)
      .slice(0, near.length - fewest + 1);
    return having(
      rarest.map(({ ids }) => ids),
      byWord,
    );
  }

  function find(text: string): FoundName<T>[] {
    const fold = foldName(text);
    if (fold === null) return [];
    const found = new Map<number, NameMatch>();
    const tell = (at: number, match: NameMatch | null): void => {
      if (match !== null && match.nearness > (found.get(at)?.nearness ?? 0)) found.set(at, match);
    };
    const { core } = fold;

    const nears = new Map<string, ReadonlyMap<number, number>>();
    /** Neighbours are the same in each reading of the name. */
    const nearTo = (word: Word): ReadonlyMap<number, number> => {
      const before = nears.get(word.folded) ?? known.near(word);
      nears.set(word.folded, before);
      return before;
    };
    /** Names that these words fit, of those that stand at some places. */
    const tellWeak = (places: Iterable<number>, words: readonly Word[], by: Asked): void => {
      for (const at of places) {
        const other = held[at];
        if (other === undefined || found.has(other.first)) continue;
        const least = Math.min(words.length, other.folded.core.length);
        if (bitCount(bitsOf(by, other.ids)) < least) continue;
        tell(other.first, weakened(matchWords(words, other.folded.core, by.nearBy)));
      }
    };

    const asked = ask(fold.words, nearTo);
    for (const at of amongRarest(asked, leastFitting(core.length))) {
      const other = held[at];
      if (other === undefined) continue;
      const least = Math.min(core.length, other.folded.core.length);
      if (bitCount(bitsOf(asked, other.ids)) < least) continue;
      tell(at, matchNames(fold, other.folded, asked.nearBy));
    }
    tellWeak(having(asked.near, byReading), core, asked);
    for (const { words, changed } of [...joinedNames(core), ...fold.otherwise]) {
      const near = changed.map(nearTo);
      const places = new Set([...having(near, byWord), ...having(near, byReading)]);
      // Most words that two others make are in no list at all.
      if (places.size > 0) tellWeak(places, words, ask(words, nearTo));
    }
    for (const word of core) {
      for (const at of byRun.get(consonantsOf(word.sound)) ?? []) {
        const other = held[at];
        if (other === undefined || found.has(at)) continue;
        const least = Math.min(core.length, other.folded.core.length - RUN.most + 1);
        if (bitCount(bitsOf(asked, other.ids)) < least - 1) continue;
        for (const { words, changed } of joinedNames(other.folded.core)) {
          if (changed.some((run) => nearness(word, run) > 0))
            tell(at, weakened(matchWords(core, words)));
        }
      }
    }
    return [...found].flatMap(([at, match]) => {
      const name = held[at]?.name;
      return name === undefined ? [] : [{ ...name, match }];
    });
  }
  return { find };
}
