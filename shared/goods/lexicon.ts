import type { GoodsLanguage } from './categories.ts';
import type { NamelessConcept } from './knowledge.ts';
import { tokensOf, type Token } from './normalise.ts';
import { numbersOf } from './numbers.ts';
import { singularsOf } from './singulars.ts';

/**
 * How a text speaks of a concept: by a name, by a name with another ending or a slip of the pen (`near`),
 * by a compound that ends in a name (`head`) or begins with one (`part`), by a word that may mean
 * something else (`hint`), or by a phrase that only holds the name (`innocent`).
 */
export const MATCH_KINDS = ['name', 'near', 'head', 'part', 'hint', 'innocent'] as const;
export type MatchKind = (typeof MATCH_KINDS)[number];

/** Whether such a match names goods: a hint may mean something else, a compound's first part does. */
export function isNaming(kind: MatchKind): boolean {
  return kind === 'name' || kind === 'near' || kind === 'head';
}

/** A place of a text that speaks of a concept: tokens `from` to `to` - 1. */
export interface Match {
  readonly concept: number;
  readonly kind: MatchKind;
  readonly from: number;
  readonly to: number;
}

/** The tokens `from` to `to` - 1. */
export type Place = Pick<Match, 'from' | 'to'>;

export const ENTRY_KINDS = ['name', 'hint', 'innocent'] as const;

/** What a phrase says of a concept, as one number: the concept times the kinds, and the kind. */
export function entryOf(concept: number, kind: (typeof ENTRY_KINDS)[number]): number {
  return concept * ENTRY_KINDS.length + ENTRY_KINDS.indexOf(kind);
}

function readEntry(entry: number) {
  const kind = ENTRY_KINDS[entry % ENTRY_KINDS.length] ?? 'hint';
  return { concept: Math.floor(entry / ENTRY_KINDS.length), kind };
}

/** All phrases of the knowledge, ready to be found in texts. */
export interface Lexicon {
  readonly concepts: readonly NamelessConcept[];
  /** What each phrase says, by its key. */
  readonly phrases: ReadonlyMap<string, readonly number[]>;
  /** The most words of a phrase. */
  readonly longest: number;
  /** Single long words by their first and by their last letters, for slips of the pen. */
  readonly near: ReadonlyMap<string, readonly string[]>;
  /** Concepts by UN, CAS and ASHRAE numbers. */
  readonly numbers: ReadonlyMap<string, readonly number[]>;
}

/** Words this long are found in compounds, and with one slip of the pen. */
export const LONG = 6;
/** One slip leaves either the first or the last letters of a long word as they are. */
export const INTACT = 3;

/** English endings of what is done. */
const DONE = /^(?:ed|ing)$/;

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Words between the words of a name, which some write and some do not, by the languages that have them. */
const ROMANCE = setOf('a de du des d l la le les el los las da do das dos di del della il');
const LINKING_IN = {
  en: setOf('of the a an'),
  fr: ROMANCE,
  es: ROMANCE,
  pt: ROMANCE,
  de: setOf('der die das den dem des von'),
  hi: setOf('का की के कि'),
  'hi-Latn': setOf('ka ki ke'),
  ru: setOf(''),
  ar: setOf(''),
  zh: setOf(''),
  tr: setOf(''),
  id: setOf(''),
} as const satisfies Record<GoodsLanguage, ReadonlySet<string>>;
/** Those of names that other languages have borrowed: `eau de parfum`. */
const BORROWED = setOf('de du di del of');
const LINKING: ReadonlySet<string> = new Set(
  Object.values(LINKING_IN).flatMap((words) => [...words]),
);

export function isLinking({ word }: Token): boolean {
  return LINKING.has(word);
}

/**
 * The words of a phrase that it cannot do without. A word that links in one language is one of its own in
 * others (`tablet die`), and one that ends a phrase links nothing (`vitamin d`, `retin-a`).
 */
export function contentOf(phrase: readonly Token[], language: GoodsLanguage): readonly Token[] {
  if (phrase.every(isLinking)) return [];
  const own = LINKING_IN[language];
  return phrase.filter(
    ({ word }, at) =>
      at === phrase.length - 1 || !(own.has(word) || (at > 0 && BORROWED.has(word))),
  );
}

/**
 * Words that link those of a name as well, and are one of their own elsewhere (`Au`, `aux` cable, a mark
 * `con batería`). Those of purpose are none: `case for a phone` is no phone case that holds one.
 */
const JOINING: ReadonlySet<string> = new Set(
  (
    'au aux en con com ao aos as mit aus zu made from in из с со من dari dengan ' +
    'wala wali wale वाला वालि वाले'
  ).split(' '),
);

/** Up to this many words of a name are looked for with other endings: their endings multiply. */
const MOST_INFLECTED = 4;
/** A single word that is shorter without its plural may be one of another language: `toddler`, toddy. */
const SHORTEST_SINGULAR = 5;

/** The key of tokens that follow each other. */
export function keyOf(tokens: readonly Token[], from: number, to: number): string {
  let key = '';
  for (let at = from; at < to; at += 1) key += ` ${tokens[at]?.stem ?? ''}`;
  return key;
}

/** The first and the last letters of a word, as `near` has them. */
export function edgesOf(stem: string): [string, string] {
  return [`^${stem.slice(0, INTACT)}`, `$${stem.slice(-INTACT)}`];
}

/**
 * The places of a text that speak of concepts, longest first. What stands within a longer phrase is left
 * out: `toy gun` holds no gun.
 */
export function matchesOf(text: string, all: readonly Token[], lexicon: Lexicon): Match[] {
  const places = all.flatMap((token, at) => (isLinking(token) ? [] : [at]));
  const tokens = places.flatMap((at) => {
    const token = all[at];
    return token === undefined ? [] : [withoutAnd(token, lexicon) ?? token];
  });
  const found = matchesOfContent(text, tokens, lexicon).map(({ from, to, ...match }) => ({
    ...match,
    from: places[from] ?? 0,
    to: (places[to - 1] ?? 0) + 1,
  }));
  const linked = linkedMatches(all, lexicon);
  const whole = [...found, ...linked];
  return [
    ...whole.filter((match) => !isCovered(match, whole, lexicon)),
    ...numberMatches(text, all, lexicon),
  ];
}

/** Content words on either side of a linking one that may belong to its phrase. */
const BESIDE = 3;

/** Phrases that have a word of their own which elsewhere only links: `pill die`, `gas las`. */
function linkedMatches(all: readonly Token[], { phrases }: Lexicon): Match[] {
  return all.flatMap((token, at) => {
    if (!isLinking(token)) return [];
    const content = (from: number, to: number): number[] =>
      all.slice(from, to).flatMap((each, index) => (isLinking(each) ? [] : [from + index]));
    const left = content(Math.max(0, at - 2 * BESIDE), at).slice(-BESIDE);
    const right = content(at + 1, at + 1 + 2 * BESIDE).slice(0, BESIDE);
    const windows = [...left.keys(), left.length].flatMap((begin) =>
      [...right.keys(), right.length].map((end) => [
        ...left.slice(begin),
        at,
        ...right.slice(0, end),
      ]),
    );
    return windows
      .filter(({ length }) => length > 1)
      .flatMap((places) => {
        const words = places.flatMap((place) => all[place] ?? []);
        const entries = phrases.get(keyOf(words, 0, words.length)) ?? [];
        const place = { from: places[0] ?? at, to: (places.at(-1) ?? at) + 1 };
        return entries.map((entry) => ({ ...readEntry(entry), ...place }));
      });
  });
}

/** Arabic writes `and` as a letter of the next word: `وجبن`. Null where the word has none, or may have it of its own. */
export function withoutAnd(
  { word, stem, script, ...place }: Token,
  { phrases }: Lexicon,
): Token | null {
  if (script !== 'arabic' || !word.startsWith('و') || phrases.has(` ${stem}`)) return null;
  const [bare] = tokensOf(word.slice(1));
  return bare !== undefined && phrases.has(` ${bare.stem}`) ? { ...bare, ...place } : null;
}

function numberMatches(text: string, tokens: readonly Token[], { numbers }: Lexicon): Match[] {
  return numbersOf(text).flatMap(({ key, sure, from, to }) => {
    const first = tokens.findIndex((token) => token.to > from);
    const after = tokens.findIndex((token) => token.from >= to);
    const place = { from: first, to: after < 0 ? tokens.length : after };
    const kind = sure ? 'name' : 'hint';
    return (numbers.get(key) ?? []).map((concept) => ({ concept, kind, ...place }));
  });
}

function matchesOfContent(text: string, tokens: readonly Token[], lexicon: Lexicon): Match[] {
  const whole: Match[] = [];
  const covered = new Set<number>();
  const stems = tokens.map((token) => [token.stem, ...singularsOf(token)]);
  for (let length = Math.min(lexicon.longest + 1, tokens.length); length >= 1; length -= 1)
    for (let from = 0; from + length <= tokens.length; from += 1) {
      const entries = lexicon.phrases.get(keyOf(tokens, from, from + length));
      const said = entries?.map(readEntry) ?? inflected(text, tokens, from, length, stems, lexicon);
      if (said.length === 0) continue;
      const names = new Set(said.flatMap((each) => (each.kind === 'name' ? [each.concept] : [])));
      // Without their endings a name and what only looks like it may be one word: героин, героини.
      const meant = said.filter(({ concept, kind }) => kind !== 'innocent' || !names.has(concept));
      const innocent = meant.some(({ kind }) => kind === 'innocent');
      for (const { concept, kind } of meant) {
        const match = { concept, kind, from, to: from + length };
        // A phrase that is innocent for one concept and names another still names it.
        if ((kind !== 'hint' || !innocent) && !isCovered(match, whole, lexicon)) whole.push(match);
      }
      for (let at = from; at < from + length; at += 1) covered.add(at);
    }
  const parts = tokens.flatMap((token, at) =>
    covered.has(at) ? [] : partMatches(token, at, lexicon),
  );
  return [...whole, ...parts];
}

/** Names with other endings, with small words between theirs, and of two words in the other order. */
function inflected(
  text: string,
  tokens: readonly Token[],
  from: number,
  length: number,
  stems: readonly (readonly string[])[],
  lexicon: Lexicon,
): ReturnType<typeof readEntry>[] {
  const last = from + length - 1;
  const places = [...Array(length).keys()]
    .map((at) => from + at)
    .filter((at) => at === from || at === last || !isJoining(tokens, at, lexicon));
  if (places.length > MOST_INFLECTED) return [];
  let keys: (readonly string[])[] = [[]];
  for (const at of places)
    keys = keys.flatMap((before) => (stems[at] ?? []).map((stem) => [...before, stem]));
  const names = (key: readonly string[]) =>
    (lexicon.phrases.get(` ${key.join(' ')}`) ?? [])
      .map(readEntry)
      .filter(({ kind }) => kind === 'name');
  if (length === 1) keys = keys.filter(([stem = '']) => stem.length >= SHORTEST_SINGULAR);
  for (const key of keys) {
    const found = names(key);
    if (found.length > 0) return found;
  }
  if (places.length !== 2 || !isTurned(text, tokens[from], tokens[last])) return [];
  return (
    keys.map(([one = '', two = '']) => names([two, one])).find(({ length: any }) => any > 0) ?? []
  );
}

/** `Cámara con batería` is a camera with one (a mark), and no camera battery. */
function isJoining(tokens: readonly Token[], at: number, { phrases }: Lexicon): boolean {
  return JOINING.has(tokens[at]?.word ?? '') && !phrases.has(keyOf(tokens, at, at + 2));
}

/**
 * Whether two words may be a name in the other order: `наушники беспроводные`. Nothing but blanks and the
 * small words that are left out stands between them: `akku (ohne` is no `ohne Akku`.
 */
function isTurned(text: string, one: Token | undefined, two: Token | undefined): boolean {
  return (
    one !== undefined &&
    two !== undefined &&
    isEitherSide(one) &&
    isEitherSide(two) &&
    /^[\s\p{L}\p{M}]+$/u.test(text.slice(one.to, two.from))
  );
}

/** Where an adjective may stand on either side. */
function isEitherSide({ script }: Token): boolean {
  return script === 'latin' || script === 'cyrillic';
}

/**
 * Whether a longer phrase takes a name away: one that names something, and one that is innocent of the same
 * kind of goods. `Opium perfume` is no opium, and perfume.
 */
function isCovered(match: Match, found: readonly Match[], { concepts }: Lexicon): boolean {
  const around = found.filter(({ from, to }) => {
    const inside = from <= match.from && match.to <= to;
    return inside && to - from > match.to - match.from;
  });
  if (match.kind !== 'name' || around.some(({ kind }) => kind !== 'innocent'))
    return around.length > 0;
  const own = concepts[match.concept]?.categories ?? [];
  return around.some(
    ({ concept }) =>
      concept === match.concept ||
      concepts[concept]?.categories.some((category) => own.includes(category)),
  );
}

/** A word that is no phrase of the lexicon: one slip away from one, or a compound of one. */
function partMatches({ stem, script }: Token, at: number, lexicon: Lexicon): Match[] {
  if (stem.length < LONG || script === 'han' || script === 'number') return [];
  const found = (kind: MatchKind, word: string): Match[] =>
    (lexicon.phrases.get(` ${word}`) ?? [])
      .map(readEntry)
      .filter((entry) => entry.kind !== 'hint')
      .map((entry) => ({
        concept: entry.concept,
        kind: entry.kind === 'name' ? kind : entry.kind,
        from: at,
        to: at + 1,
      }));
  for (let length = stem.length - 1; length >= LONG - 1; length -= 1) {
    const head = found('head', stem.slice(-length));
    if (head.length > 0) return head;
    const rest = stem.length - length;
    // What was done to goods is not the goods: `painted`, `printing`.
    if (script === 'latin' && DONE.test(stem.slice(length))) continue;
    // A short rest is an ending (Turkish `tabanca`, `tabancasının`), a long one the thing itself.
    const begins = found(rest <= 4 ? 'near' : 'part', stem.slice(0, length));
    if (begins.length > 0) return begins;
  }
  const candidates = new Set(edgesOf(stem).flatMap((edge) => lexicon.near.get(edge) ?? []));
  return [...candidates].flatMap((word) => (isOneSlip(stem, word) ? found('near', word) : []));
}

/** Whether two words differ by one letter added, left out, changed, or by two neighbours exchanged. */
export function isOneSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1 || one === other) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  const most = Math.min(one.length, other.length) - start;
  while (end < most && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const [left, right] = [
    one.slice(start, one.length - end),
    other.slice(start, other.length - end),
  ];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && left === [...right].reverse().join('');
}
