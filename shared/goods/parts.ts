import type { GoodsCategory } from './categories.ts';
import { analyse, type Analysis } from './features.ts';
import type { Lexicon } from './lexicon.ts';

/** One of several goods in a description. */
export interface Part {
  readonly analysis: Analysis;
  /** Categories of what it names: only for these its score counts by itself. */
  readonly named: ReadonlySet<GoodsCategory>;
}

const BETWEEN = /[,;+|/&\n،，、；]+/;
/** What is behind it in a list is judged with the whole only. */
const MOST_PARTS = 24;

/**
 * The goods of a description that lists several, each by itself: what stands beside ordinary goods is not
 * more ordinary for it. Behind words like `for` a list is of what the goods fit.
 */
export function partsOf({ text, purpose }: Analysis, lexicon: Lexicon): Part[] {
  if (!BETWEEN.test(text) || purpose.includes(true)) return [];
  return text
    .split(BETWEEN)
    .slice(0, MOST_PARTS)
    .filter((part) => part.trim() !== '')
    .flatMap((part) => {
      const analysis = analyse(part, lexicon);
      const named = new Set(
        analysis.matches
          .filter(({ kind }) => kind === 'name')
          .flatMap(({ concept }) => lexicon.concepts[concept]?.categories ?? []),
      );
      return named.size === 0 ? [] : [{ analysis, named }];
    });
}
