import type { GoodsCategory } from './categories.ts';
import { BUCKETS, type Analysis } from './features.ts';
import type { Lexicon } from './lexicon.ts';

/** Reasons that an answer gives at most. */
const MOST = 3;
/** What says less than this part of the loudest word is left out. */
const QUIET = 0.25;

/**
 * The words that spoke for a category, the loudest first: what the lexicon names with its concept, then
 * other words.
 * @param weight of a row for the category
 */
export function explain(
  { text, tokens, matches, features }: Analysis,
  { concepts }: Lexicon,
  category: GoodsCategory,
  weight: (row: number) => number,
): string[] {
  const said = (from: number, to: number): string =>
    text.slice(tokens[from]?.from ?? 0, tokens[to - 1]?.to ?? 0);
  const named = matches
    .filter(({ kind }) => kind !== 'hint' && kind !== 'innocent')
    .flatMap(({ concept, from, to }) => {
      const { id = '', categories = [] } = concepts[concept] ?? {};
      return categories.includes(category) ? [{ id, from, to }] : [];
    });
  const heard = tokens.map(() => 0);
  for (const { row, value, from, to } of features) {
    if (row >= BUCKETS) continue;
    const share = (value * weight(row)) / Math.max(1, to - from);
    for (let at = from; at < to; at += 1) heard[at] = (heard[at] ?? 0) + share;
  }
  for (const { from, to } of named) heard.fill(0, from, to);
  const loudest = Math.max(...heard, 0);
  const words = joined(heard.map((loudness) => loudness > 0 && loudness >= QUIET * loudest))
    .map(({ from, to }) => ({ said: said(from, to), loudness: Math.max(...heard.slice(from, to)) }))
    .sort((one, other) => other.loudness - one.loudness)
    .map((word) => word.said);
  const names = named.map(({ id, from, to }) => `${said(from, to)} = ${id}`);
  return [...new Set([...names, ...words])].slice(0, MOST);
}

/** Runs of neighbours that are true. */
function joined(marked: readonly boolean[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  marked.forEach((mark, at) => {
    const last = runs.at(-1);
    if (!mark) return;
    if (last?.to === at) last.to = at + 1;
    else runs.push({ from: at, to: at + 1 });
  });
  return runs;
}
