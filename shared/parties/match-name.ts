import type { FoldedName } from './fold-name.ts';
import type { Word } from './sound.ts';
import { nearness } from './word-distance.ts';

/**
 * How a name fits another: the same words as written (case, marks, order and legal forms apart), the
 * same name in another script or spelling, or one that is spelt nearly alike.
 */
export type MatchKind = 'exact' | 'transliterated' | 'fuzzy';

export interface NameMatch {
  readonly kind: MatchKind;
  /** 1 for the same; two decimals. */
  readonly nearness: number;
}

/** Below this a name is another name. Site-independent; `docs/watch-lists.md` says what it lets through. */
export const LEAST_NEARNESS = 0.9;
/** What a word costs that only one of the names has, and how many there may be. */
const EXTRA = { cost: 0.03, most: 2 } as const;
/** A name of one word has nothing beside it: it has to be long and nearer. */
const ALONE = { letters: 6, nearness: 0.93 } as const;

/** How near two words are, 0 to 1; `nearness`, or what it said before. */
export type Near = (one: Word, other: Word) => number;

/** Each word of the shorter name with the nearest word of the other that is left; 0 when one has none. */
function alignment(shorter: readonly Word[], longer: readonly Word[], near: Near): number {
  // Bits of the words that have a partner: a name has 12 at most (`foldName`).
  let [taken, sum, letters] = [0, 0, 0];
  for (const word of shorter) {
    let [best, at] = [0, -1];
    for (const [index, candidate] of longer.entries()) {
      const here = (taken & (1 << index)) === 0 ? near(word, candidate) : 0;
      if (here > best) [best, at] = [here, index];
    }
    const found = longer[at];
    if (found === undefined) return 0;
    taken |= 1 << at;
    const weight = word.sound.length + found.sound.length || 1;
    sum += best * weight;
    letters += weight;
  }
  return sum / letters;
}

function sameWords(one: readonly Word[], other: readonly Word[]): boolean {
  if (one.length !== other.length) return false;
  const key = (words: readonly Word[]): string =>
    words
      .map(({ folded }) => folded)
      .sort()
      .join(' ');
  return key(one) === key(other);
}

const scriptsOf = (words: readonly Word[]): string =>
  [...new Set(words.map(({ script }) => script))].sort().join();

const rounded = (near: number): number => Math.floor(near * 100 + 1e-9) / 100;

/** How two lists of words fit. The order of words does not matter. */
export function matchWords(
  one: readonly Word[],
  other: readonly Word[],
  near: Near = nearness,
): NameMatch | null {
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one];
  const extra = longer.length - shorter.length;
  // One word is a given name or a family name of thousands.
  if (extra > EXTRA.most || (shorter.length === 1 && extra > 0)) return null;
  const aligned = alignment(shorter, longer, near);
  if (aligned === 1 && sameWords(one, other)) return { kind: 'exact', nearness: 1 };
  const all = aligned * (1 - EXTRA.cost * extra);
  if (all < LEAST_NEARNESS) return null;
  const alone = shorter.length === 1 && aligned < 1;
  const letters = Math.max(...longer.map(({ sound }) => sound.length));
  if (alone && (letters < ALONE.letters || all < ALONE.nearness)) return null;
  const apart = scriptsOf(one) !== scriptsOf(other);
  const kind = apart || (aligned === 1 && extra === 0) ? 'transliterated' : 'fuzzy';
  return { kind, nearness: rounded(all) };
}

/** A match that rests on more than the words as they are written, and is a possible one only. */
export function weakened(match: NameMatch | null): NameMatch | null {
  if (match === null) return null;
  const near = rounded(match.nearness - EXTRA.cost);
  if (near < LEAST_NEARNESS) return null;
  return { kind: match.kind === 'transliterated' ? match.kind : 'fuzzy', nearness: near };
}

/** What of a name is compared with another. */
export type MatchedName = Pick<FoldedName, 'words' | 'core' | 'without'>;

/** Mrs Lee is neither Mr Lee nor Lee Ltd, but perhaps Lee. */
function mayBeAlone(one: MatchedName, other: MatchedName): boolean {
  if (Math.min(one.core.length, other.core.length) > 1) return true;
  const both = [one.without, other.without];
  return !both.includes('title') || both.includes('nothing');
}

/** How two names fit; null when they are different names. The order of words does not matter. */
export function matchNames(
  one: MatchedName,
  other: MatchedName,
  near: Near = nearness,
): NameMatch | null {
  const match = matchWords(one.words, other.words, near);
  if (match !== null || (one.core === one.words && other.core === other.words)) return match;
  return mayBeAlone(one, other) ? weakened(matchWords(one.core, other.core, near)) : null;
}
