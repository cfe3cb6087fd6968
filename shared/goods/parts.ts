import type { GoodsCategory } from './categories.ts';
import { analyse, type Analysis } from './features.ts';
import type { Lexicon } from './lexicon.ts';

/** One of several goods in a description. */
export interface Part {
  readonly analysis: Analysis;
  /** Categories of what it names: only for these its score counts by itself. */
  readonly named: ReadonlySet<GoodsCategory>;
}

/** What is behind it in a list is judged with the whole only. */
const MOST_PARTS = 24;

/**
 * The goods of a description that lists several, each by itself: what stands beside ordinary goods is not
 * more ordinary for it.
 */
export function partsOf({ text, tokens, parts }: Analysis, lexicon: Lexicon): Part[] {
  if (parts.length < 2) return [];
  return parts.slice(0, MOST_PARTS).flatMap(({ from, to }) => {
    const part = text.slice(tokens[from]?.from, tokens[to - 1]?.to);
    const analysis = analyse(part, lexicon);
    const named = namedBy(analysis, lexicon);
    return named.size === 0 ? [] : [{ analysis, named }];
  });
}

function namedBy({ matches }: Analysis, { concepts }: Lexicon): ReadonlySet<GoodsCategory> {
  const names = matches.filter(({ kind }) => kind === 'name');
  return new Set(names.flatMap(({ concept }) => concepts[concept]?.categories ?? []));
}
