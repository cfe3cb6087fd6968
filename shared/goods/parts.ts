import { isHolderAt, isToy, saysWithin, speaksOf } from './accessories.ts';
import type { GoodsCategory } from './categories.ts';
import { analyse, type Analysis } from './features.ts';
import type { Lexicon, Match, Place } from './lexicon.ts';
import type { Token } from './normalise.ts';

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
  return [
    ...listed.flatMap((place) => {
      const own = analyse(textOf(analysis, place), lexicon);
      // What the part behind says of it holds: `camera - no battery`.
      const purpose = own.purpose.map((is, at) => is || analysis.purpose[place.from + at] === true);
      return partOf(
        { ...own, purpose },
        lexicon,
        ({ from }) => !analysis.purpose[place.from + from],
      );
    }),
    ...graveIn(analysis, lexicon).flatMap((place) =>
      partOf(analyse(textOf(analysis, place), lexicon), lexicon),
    ),
  ];
}

/** One part, or none where it names nothing that counts. */
export function partOf(
  analysis: Analysis,
  { concepts }: Lexicon,
  counts: (name: Match) => boolean = () => true,
): Part[] {
  const names = analysis.matches.filter((match) => match.kind === 'name' && counts(match));
  const named = new Set(names.flatMap(({ concept }) => concepts[concept]?.categories ?? []));
  return named.size === 0 ? [] : [{ analysis, named }];
}

/** Of what must not be covered by its neighbours, however they are written. */
const GRAVE: ReadonlySet<GoodsCategory> = new Set([
  'narcotics',
  'explosives',
  'firearms',
  'radioactive',
] as const);

/**
 * Where something that is never admitted is named beside something else without a sign between them: in a
 * list of blanks (`shirt pistol book`), or, of what is grave, also as what that is for. What imitates one
 * is not it, and what holds one is only with ordinary goods on both sides.
 */
function graveIn(
  { tokens, purpose, absent, alike, parts, matches }: Analysis,
  { concepts }: Lexicon,
): Place[] {
  // What is only the looks of something says nothing of what lies beside it.
  const names = matches.filter(({ kind, from }) => kind === 'name' && !alike[from]);
  // Each of them once: what is said again says no more, and a text may say it a thousand times.
  const each = [...new Map(names.toReversed().map((name) => [name.concept, name])).values()];
  const mainOf = ({ concept }: Match): GoodsCategory => concepts[concept]?.categories[0] ?? 'vague';
  return each.filter((name) => {
    // `Charger for camera battery (no battery)` has none.
    if (absent[name.from]) return false;
    const grave = GRAVE.has(mainOf(name));
    if (!grave && concepts[name.concept]?.post !== 'no') return false;
    const { from, to } = name;
    const part = parts.find((one) => one.from <= from && to <= one.to);
    if (part === undefined || (part.from === from && part.to === to)) return false;
    const beside = (_: Token, at: number): boolean =>
      part.from <= at && at < part.to && !(from <= at && at < to) && purpose[at] !== true;
    const head = tokens.filter(beside);
    // Nobody sends toy heroin; an arm in a toy is none.
    const isHolder = (token: Token, at: number): boolean =>
      isToy(token) && (mainOf(name) === 'narcotics' || (grave && isHolderAt(at, tokens)));
    const imitating = tokens.filter((token, at) => beside(token, at) && !isHolder(token, at));
    if (speaksOf('imitation', imitating)) return false;
    const plain = names.filter(
      (other) =>
        mainOf(other) === 'none' &&
        other.from >= part.from &&
        other.to <= part.to &&
        !absent[other.from],
    );
    const between =
      plain.some((other) => other.to <= from) && plain.some((other) => other.from >= to);
    return between || (grave && (saysWithin(head) || !speaksOf('holder', head)));
  });
}

function textOf({ text, tokens }: Analysis, { from, to }: Place): string {
  return text.slice(tokens[from]?.from, tokens[to - 1]?.to);
}
