import { absentPlaces } from './absent.ts';
import { speaksOf } from './accessories.ts';
import { devicePlaces } from './accessory-for.ts';
import type { GoodsCategory } from './categories.ts';
import { likenessPlaces } from './likeness.ts';
import { isNaming, withoutAnd, type Lexicon, type Match } from './lexicon.ts';
import type { Token } from './normalise.ts';

/** Words before what goods are for: `case for phone`. */
const FOR_BEFORE = new Set(
  'for fit fits compatible pour pr para pra pro fur für f zum zur passend kompatibel для под к ل لل untuk utk buat'.split(
    ' ',
  ),
);
/** The same with a sign behind: `capa p/ celular`, `Hülle f. Handy`, `чехол д/телефона`, `casing u/ hp`. */
const FOR_SHORT = new Set('p f d д u'.split(' '));
/** `With` with a stroke behind, which breaks nothing: `jersey w/ print`, `caja c/ llave`. */
const WITH_SHORT = new Set('w c'.split(' '));
/** Words before what goods come with: `phone case with power bank`. */
const WITH = new Set(
  'with incl including plus w avec con c com mit inkl с со مع ile birlikte dengan saath sath साथ'.split(
    ' ',
  ),
);
/** Words behind it: `phone ke liye cover`. */
const FOR_BEHIND = new Set('icin uyumlu लिए लिये वास्ते हेतु liye lie vaste hetu'.split(' '));
/** What ends a part of a description; a dash does between blanks only. */
const BREAK = /[,;+/|&\n،，、；:：)]|[.।]\s|\s[-–—]\s/;
/** Words that join goods of a list. */
const AND = new Set('and et y e und и ve dan aur और و 和 与 及'.split(' '));
/** `9x19 Para` and `9 mm para`: the calibre Parabellum, not the Spanish `for`. */
const CALIBRE = new Set(['x', 'mm']);

/** What a description is made of. */
export interface Composition {
  /** Of each token, whether it says what the goods are for, are like or about, or what is not there. */
  readonly purpose: readonly boolean[];
  /** Of each token, whether it says what is not there. */
  readonly absent: readonly boolean[];
  /** Of each token, whether it only says what the goods look like or are about. */
  readonly alike: readonly boolean[];
  /** Tokens `from` to `to` - 1 of each of the goods that it lists; one for all where it is no list. */
  readonly parts: readonly { readonly from: number; readonly to: number }[];
}

/**
 * Takes a description apart into the goods that it lists, and tells what goods are from what they are
 * for. Who the goods are for (`for my brother`) says nothing of them, so that such words purpose nothing
 * where they begin their part, or end it where they stand behind (`kardeşim için`).
 */
export function compositionOf(
  text: string,
  tokens: readonly Token[],
  matches: readonly Match[],
  lexicon: Lexicon,
): Composition {
  const purpose = tokens.map(() => false);
  const parts: { from: number; to: number }[] = [];
  const controlled = placesOf(tokens, matches, lexicon, (category) => !PLAIN.has(category));
  const goods = placesOf(tokens, matches, lexicon, (category) => category !== 'vague');
  const last = lastOfParts(text, tokens);
  let begin = 0;
  let after: number | null = null;
  const batteries = placesOf(
    tokens,
    matches,
    lexicon,
    (category) => category === 'lithium-batteries',
  );
  /** Whether what is controlled comes with something; a costume comes with what it only looks like. */
  const comesWith = (from: number, to: number): boolean => {
    const imitated = speaksOf('imitation', tokens.slice(begin, to));
    const within = (imitated ? batteries : controlled).slice(from, to).includes(true);
    // Of a mark (`avec batterie`) it may be the rest: `avec batterie externe`.
    const isPhrase = ({ concept }: Match): boolean => lexicon.concepts[concept]?.kind !== 'mark';
    return (
      within && !matches.some((match) => match.from < from && match.to > from && isPhrase(match))
    );
  };
  const end = (to: number): void => {
    if (to > begin) parts.push({ from: begin, to });
    after = null;
  };
  tokens.forEach((token, at) => {
    const { word } = token;
    if (at > begin && after === null && withoutAnd(token, lexicon) !== null) {
      end(at);
      begin = at;
    }
    if (WITH.has(word) && at > begin && comesWith(at + 1, last[at] ?? at)) {
      end(at);
      begin = at + 1;
      return;
    }
    // `Case for phone and tablet` goes on; `shirt for my brother and` something else does not.
    if (AND.has(word) && !(after !== null && controlled.slice(after, at).includes(true))) {
      end(at);
      begin = at + 1;
      return;
    }
    if (isForPrefixed(token) && at > begin) after ??= at;
    purpose[at] = after !== null;
    if (isFor(text, token) && at > begin && !isCalibre(tokens[at - 1])) after ??= at + 1;
    if (FOR_BEHIND.has(word)) {
      // `Phone ke liye cover`; where nothing follows, what it is for stands last: `thinner canvas ke liye`.
      const follows = goods.slice(at + 1, last[at]).includes(true);
      purpose.fill(true, follows ? begin : lastGoods(goods, begin, at), at);
    }
    if (last[at] !== at + 1) return;
    end(at + 1);
    begin = at + 1;
  });
  const absent = tokens.map(() => false);
  for (const { from, to } of absentPlaces(text, tokens, matches, parts, lexicon)) {
    absent.fill(true, from, to);
    purpose.fill(true, from, to);
  }
  const alike = tokens.map(() => false);
  for (const { from, to } of likenessPlaces(text, tokens, matches, parts, lexicon)) {
    alike.fill(true, from, to);
    purpose.fill(true, from, to);
  }
  for (const { from, to } of devicePlaces(tokens, matches, parts, lexicon))
    purpose.fill(true, from, to);
  return { purpose, absent, alike, parts };
}

/** Of each token, behind which token the part ends that signs set off. */
function lastOfParts(text: string, tokens: readonly Token[]): number[] {
  const last: number[] = [];
  for (let at = tokens.length - 1; at >= 0; at -= 1) {
    const [token, next] = [tokens[at], tokens[at + 1]];
    const between = behindShort(text, token, next?.from);
    // Chinese needs no blanks between words: where one stands, something else begins.
    const blank = token?.script === 'han' && next?.script === 'han' && /\s/.test(between);
    const ends = next === undefined || blank || BREAK.test(between);
    last[at] = ends ? at + 1 : (last[at + 1] ?? at + 1);
  }
  return last;
}

/** Whether a token says that what follows is what goods are for. */
function isFor(text: string, { word, to }: Token): boolean {
  return FOR_BEFORE.has(word) || (FOR_SHORT.has(word) && /[/.]/.test(text.charAt(to)));
}

/** Arabic writes `for the` as letters of the next word: `حافظة للمسدس`. */
function isForPrefixed({ script, word }: Token): boolean {
  return script === 'arabic' && word.startsWith('لل');
}

/** Where the last of several goods begins, as far as it is none of the first; else `to`. */
function lastGoods(goods: readonly boolean[], from: number, to: number): number {
  const end = goods.lastIndexOf(true, to - 1);
  const gap = goods.lastIndexOf(false, end);
  return end >= from && goods.slice(from, Math.max(from, gap)).includes(true) ? gap + 1 : to;
}

/** What stands between two tokens, without the sign of a shortened word. */
function behindShort(text: string, token: Token | undefined, end: number | undefined): string {
  const between = text.slice(token?.to, end);
  const word = token?.word ?? '';
  const sign = FOR_SHORT.has(word) ? /^[/.]/ : WITH_SHORT.has(word) ? /^\// : null;
  return sign === null ? between : between.replace(sign, '');
}

function isCalibre(before: Token | undefined): boolean {
  return before?.script === 'number' || CALIBRE.has(before?.word ?? '');
}

const PLAIN: ReadonlySet<GoodsCategory> = new Set(['none', 'vague'] as const);

/** Of each token, whether it is of a name whose main category is such a one. */
function placesOf(
  tokens: readonly Token[],
  matches: readonly Match[],
  { concepts }: Lexicon,
  holds: (category: GoodsCategory) => boolean,
): boolean[] {
  const places = tokens.map(() => false);
  for (const { concept, kind, from, to } of matches)
    if (isNaming(kind) && holds(concepts[concept]?.categories[0] ?? 'vague'))
      places.fill(true, from, to);
  return places;
}
