import { GOODS_CATEGORIES, type GoodsCategory } from './categories.ts';
import { matchesOf, MATCH_KINDS, type Lexicon, type Match } from './lexicon.ts';
import { readable, tokensOf, type Token } from './normalise.ts';
import { compositionOf, type Composition } from './purposes.ts';
import { soundOf } from './sound.ts';

/** Rows of the table of weights that words and their parts are hashed to. */
export const BUCKETS = 2 ** 17;
const CATEGORIES = GOODS_CATEGORIES.length;
/** Behind them, a row for each way to speak of a category; what goods are for is told apart. */
const CONTEXTS = 2;
export const ROWS = BUCKETS + MATCH_KINDS.length * CONTEXTS * CATEGORIES + 1;
/** The row of every text: how often each category comes at all. */
export const EVERY = ROWS - 1;

/** What speaks in a text: a row of the weights, how loudly, and by which tokens. */
export interface Feature {
  readonly row: number;
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

/** A text taken apart. */
export interface Analysis extends Composition {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly matches: readonly Match[];
  readonly features: readonly Feature[];
}

/** FNV-1a of 32 bits, spread once more: its low bits alone are not even. */
function bucketOf(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) & (BUCKETS - 1);
}

function hashOf(text: string, salt: number): number {
  let hash = 0x811c9dc5 ^ salt;
  for (let at = 0; at < text.length; at += 1)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

/** What kinds of features are hashed with, so that they do not meet. */
const SALT = { word: 1, pair: 2, part: 3, sound: 4, han: 5 };
/** Added for what goods are for. */
const PURPOSE = 16;

const PART_SHORTEST = 3;
const PART_LONGEST = 5;

/** Loudness by kind; a word's parts share theirs. */
const LOUDNESS = { word: 1, pair: 0.7, parts: 1, sound: 0.7, han: 0.7 };

/** Parts of a word of 3 to 5 letters, its beginning and end marked. */
function partFeatures(word: string, salt: number, add: (row: number, value: number) => void): void {
  const marked = `<${word}>`;
  const rows: number[] = [];
  for (let start = 0; start < marked.length; start += 1) {
    let hash = 0x811c9dc5 ^ salt;
    for (let at = start; at < marked.length && at - start < PART_LONGEST; at += 1) {
      hash = Math.imul(hash ^ marked.charCodeAt(at), 0x01000193);
      if (at - start + 1 >= PART_SHORTEST) rows.push(bucketOf(hash));
    }
  }
  const value = LOUDNESS.parts / Math.sqrt(Math.max(1, rows.length));
  for (const row of rows) add(row, value);
}

/** Runs of two to four Chinese characters that begin at a token. */
function hanFeatures(
  tokens: readonly Token[],
  at: number,
  salt: number,
  add: (feature: Feature) => void,
): void {
  let hash = hashOf('', SALT.han + salt);
  for (let to = at; to < tokens.length && to - at < 4; to += 1) {
    const token = tokens[to];
    if (token?.script !== 'han' || (to > at && token.from !== tokens[to - 1]?.to)) break;
    hash = Math.imul(hash ^ (token.word.codePointAt(0) ?? 0), 0x01000193);
    add({ row: bucketOf(hash), value: LOUDNESS.han, from: at, to: to + 1 });
  }
}

/** The row of a way to speak of a category. */
function matchRow(kind: Match['kind'], purpose: boolean, category: GoodsCategory): number {
  const way = MATCH_KINDS.indexOf(kind) * CONTEXTS + (purpose ? 1 : 0);
  return BUCKETS + way * CATEGORIES + GOODS_CATEGORIES.indexOf(category);
}

/** Each way to speak of a category counts once, however often the text does. */
function matchFeatures(
  matches: readonly Match[],
  purpose: readonly boolean[],
  { concepts }: Lexicon,
): Feature[] {
  const features = new Map<number, Feature>();
  for (const { concept, kind, from, to } of matches) {
    for (const [rank, category] of (concepts[concept]?.categories ?? []).entries()) {
      const row = matchRow(kind, purpose[from] ?? false, category);
      const value = rank === 0 ? 1 : 0.6;
      const known = features.get(row);
      if (known === undefined || known.value < value) features.set(row, { row, value, from, to });
    }
  }
  return [...features.values()];
}

/**
 * Takes a description apart: its words, what the lexicon knows of them, and the features that the model
 * weighs. Its time grows with the length of the text only, which is capped.
 */
export function analyse(description: string, lexicon: Lexicon): Analysis {
  const text = readable(description);
  const tokens = tokensOf(text);
  const matches = matchesOf(text, tokens, lexicon);
  const composition = compositionOf(text, tokens, matches, lexicon);
  const { purpose } = composition;
  // What is said again says no more: nothing becomes ordinary by saying `shirt` often.
  const heard = new Map<number, Feature>([[EVERY, { row: EVERY, value: 1, from: 0, to: 0 }]]);
  const add = (feature: Feature): void => {
    if ((heard.get(feature.row)?.value ?? 0) < feature.value) heard.set(feature.row, feature);
  };
  tokens.forEach((token, at) => {
    const salt = purpose[at] ? PURPOSE : 0;
    const { word, stem, script } = token;
    const hashed = (kind: keyof typeof SALT, said: string, value: number, from = at): void =>
      add({ row: bucketOf(hashOf(said, SALT[kind] + salt)), value, from, to: at + 1 });
    if (script === 'han') {
      hanFeatures(tokens, at, salt, add);
      return;
    }
    const said = script === 'number' ? '#' : stem;
    const before = tokens[at - 1];
    if (before !== undefined && before.script !== 'han') {
      const earlier = before.script === 'number' ? '#' : before.stem;
      hashed('pair', `${earlier} ${said}`, LOUDNESS.pair, at - 1);
    }
    if (script === 'number') return;
    hashed('word', said, LOUDNESS.word);
    const sound = soundOf(token);
    if (sound !== '') hashed('sound', sound, LOUDNESS.sound);
    if (word.length >= PART_SHORTEST)
      partFeatures(word, SALT.part + salt, (row, value) =>
        add({ row, value, from: at, to: at + 1 }),
      );
  });
  for (const feature of matchFeatures(matches, purpose, lexicon)) add(feature);
  return { text, tokens, ...composition, matches, features: [...heard.values()] };
}
