import { hasAccessory } from './accessories.ts';
import type { GoodsCategory } from './categories.ts';
import { analyse, type Analysis } from './features.ts';
import type { Lexicon, Match } from './lexicon.ts';

type Place = Pick<Match, 'from' | 'to'>;

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
 * more ordinary for it. A weapon that something is for is one of them unless that is a plain accessory:
 * a barrel for a pistol is a part of one, whatever the barrel is called.
 */
export function partsOf(analysis: Analysis, lexicon: Lexicon): Part[] {
  const { parts } = analysis;
  const listed = parts.length < 2 ? [] : parts.slice(0, MOST_PARTS);
  return [...listed, ...weaponsFor(analysis, lexicon)].flatMap((place) =>
    partOf(analyse(textOf(analysis, place), lexicon), lexicon),
  );
}

/** One part, or none where it names nothing. */
export function partOf(analysis: Analysis, { concepts }: Lexicon): Part[] {
  const names = analysis.matches.filter(({ kind }) => kind === 'name');
  const named = new Set(names.flatMap(({ concept }) => concepts[concept]?.categories ?? []));
  return named.size === 0 ? [] : [{ analysis, named }];
}

/** Where a weapon stands as what goods are for that are no plain accessory of one. */
function weaponsFor({ tokens, purpose, parts, matches }: Analysis, { concepts }: Lexicon): Place[] {
  return matches.filter(({ kind, concept, from, to }) => {
    if (kind !== 'name' || !purpose[from] || concepts[concept]?.categories[0] !== 'firearms')
      return false;
    const within = parts.find((part) => part.from <= from && to <= part.to);
    const head = tokens.filter(
      (_, at) => !purpose[at] && at >= (within?.from ?? 0) && at < (within?.to ?? tokens.length),
    );
    return !hasAccessory(head);
  });
}

function textOf({ text, tokens }: Analysis, { from, to }: Place): string {
  return text.slice(tokens[from]?.from, tokens[to - 1]?.to);
}
