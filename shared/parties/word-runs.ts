import { wordOf, type Word } from './sound.ts';

/** A name read otherwise than it is written: neighbouring words are one, for instance. */
export interface OtherReading {
  readonly words: readonly Word[];
  /** Those of `words` that are read otherwise. */
  readonly changed: readonly Word[];
}

/** So many words may be one: Wang Xiao Ming and Wang Xiaoming, de la Cruz and Delacruz. */
export const RUN = { fewest: 2, most: 3 } as const;
/** A shorter word is no name of its own. */
const FEWEST_LETTERS = 4;

function runOf(words: readonly Word[]): Word | null {
  const [first] = words;
  if (first === undefined || first.script === 'whole') return null;
  if (words.some(({ script }) => script !== first.script)) return null;
  const folded = words.map((word) => word.folded).join('');
  return folded.length < FEWEST_LETTERS ? null : wordOf(folded);
}

/** Each way to write two or three neighbouring words of a name as one. */
export function joinedNames(words: readonly Word[]): readonly OtherReading[] {
  const all: OtherReading[] = [];
  for (let size: number = RUN.fewest; size <= RUN.most; size += 1) {
    for (let from = 0; from + size <= words.length; from += 1) {
      const run = runOf(words.slice(from, from + size));
      if (run === null) continue;
      all.push({
        words: [...words.slice(0, from), run, ...words.slice(from + size)],
        changed: [run],
      });
    }
  }
  return all;
}
