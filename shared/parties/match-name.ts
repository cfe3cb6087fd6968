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

/** Each word of the shorter name with the nearest word of the other that is left; 0 when one has none. */
function alignment(shorter: readonly Word[], longer: readonly Word[]): number {
  const left = [...longer];
  let [sum, letters] = [0, 0];
  for (const word of shorter) {
    let [best, at] = [0, -1];
    for (const [index, candidate] of left.entries()) {
      const near = nearness(word, candidate);
      if (near > best) [best, at] = [near, index];
    }
    if (at < 0) return 0;
    left.splice(at, 1);
    const weight = Math.max(1, word.sound.length);
    sum += best * weight;
    letters += weight;
  }
  return sum / letters;
}

function sameWords(one: FoldedName, other: FoldedName): boolean {
  if (one.words.length !== other.words.length) return false;
  const key = ({ words }: FoldedName): string =>
    words
      .map(({ folded }) => folded)
      .sort()
      .join(' ');
  return key(one) === key(other);
}

const scriptsOf = ({ words }: FoldedName): string =>
  [...new Set(words.map(({ script }) => script))].sort().join();

const rounded = (near: number): number => Math.floor(near * 100) / 100;

/** How two names fit; null when they are different names. The order of words does not matter. */
export function matchNames(one: FoldedName, other: FoldedName): NameMatch | null {
  if (sameWords(one, other)) return { kind: 'exact', nearness: 1 };
  const [shorter, longer] =
    one.words.length <= other.words.length ? [one.words, other.words] : [other.words, one.words];
  const extra = longer.length - shorter.length;
  // One word is a given name or a family name of thousands.
  if (extra > EXTRA.most || (shorter.length === 1 && extra > 0)) return null;
  const aligned = alignment(shorter, longer);
  const near = aligned * (1 - EXTRA.cost * extra);
  if (near < LEAST_NEARNESS) return null;
  const alone = shorter.length === 1 && aligned < 1;
  const letters = Math.max(...longer.map(({ sound }) => sound.length));
  if (alone && (letters < ALONE.letters || near < ALONE.nearness)) return null;
  const apart = scriptsOf(one) !== scriptsOf(other);
  const kind = apart || (aligned === 1 && extra === 0) ? 'transliterated' : 'fuzzy';
  return { kind, nearness: rounded(near) };
}
