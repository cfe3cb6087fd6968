import { GOODS_LANGUAGES, type GoodsLanguage } from './categories.ts';
import type { Concept, NamelessConcept } from './knowledge.ts';
import {
  edgesOf,
  ENTRY_KINDS,
  entryOf,
  INTACT,
  contentOf,
  keyOf,
  LONG,
  type Lexicon,
} from './lexicon.ts';
import { readable, tokensOf, type Token } from './normalise.ts';
import { numberKeys } from './numbers.ts';
import { romanise } from './sound.ts';

/** Of the way that phrases are cut, shortened and kept: a compiled lexicon of another one is not used. */
export const COMPILED_VERSION = 6;

/**
 * A lexicon as it is kept in a file: few long values, because a hundred thousand short ones take longer to
 * read than a scan may wait.
 */
export interface CompiledLexicon {
  readonly version: number;
  /** SHA-256 of the files of knowledge. */
  readonly of: string;
  readonly concepts: readonly NamelessConcept[];
  /** Keys of the phrases in the order of their letters, one a line. */
  readonly keys: string;
  /** Of each key, which of `entries` it says. */
  readonly says: readonly number[];
  readonly entries: readonly (readonly number[])[];
  /** Numbers of the keys that are one long word, in the order of their last letters. */
  readonly endings: readonly number[];
  /** The most words of a phrase. */
  readonly longest: number;
}

/** The lexicon of what is known of goods. */
export function lexiconOf(concepts: readonly Concept[]): Lexicon {
  return lexiconFrom(compiledOf(concepts, ''));
}

/**
 * Cuts all phrases. Names in Cyrillic and Devanagari are found in Latin letters as well, unless that is a
 * phrase of a language that is written so: `мед` is honey, and `med` short for medium.
 * @param of SHA-256 of the files that the concepts are from
 */
export function compiledOf(concepts: readonly Concept[], of: string): CompiledLexicon {
  const phrases = phrasesOf(concepts);
  const keys = [...phrases.keys()].sort();
  const lists = new Map<string, number>();
  const says = keys.map((key) => {
    const list = (phrases.get(key) ?? []).join();
    const known = lists.get(list) ?? lists.size;
    lists.set(list, known);
    return known;
  });
  const last = (at: number): string => keys[at]?.slice(-INTACT) ?? '';
  return {
    version: COMPILED_VERSION,
    of,
    concepts: concepts.map(nameless),
    keys: keys.join('\n'),
    says,
    entries: [...lists.keys()].map((list) => list.split(',').map(Number)),
    endings: [...keys.keys()]
      .filter((at) => isLongWord(keys[at] ?? ''))
      .sort((one, other) =>
        last(one) < last(other) ? -1 : last(one) > last(other) ? 1 : one - other,
      ),
    longest: Math.max(1, ...keys.map((key) => key.split(' ').length - 1)),
  };
}

/** With the blank before it. Shorter ones are words of too many languages. */
const SHORTEST_ROMANISED = 5;

const NAMING: ReadonlySet<string> = new Set(['names', 'hints', 'innocent']);

function nameless(concept: Concept): NamelessConcept {
  const kept = Object.entries(concept).filter(([field]) => !NAMING.has(field));
  return Object.fromEntries(kept) as NamelessConcept;
}

/** What each phrase says, by its key. */
function phrasesOf(concepts: readonly Concept[]): ReadonlyMap<string, readonly number[]> {
  const phrases = new Map<string, number[]>();
  const romanised: (readonly [key: string, entry: number])[] = [];
  const enter = (all: readonly Token[], language: GoodsLanguage, entry: number): void => {
    const tokens = contentOf(all, language);
    if (tokens.length === 0) return;
    const key = keyOf(tokens, 0, tokens.length);
    const known = phrases.get(key) ?? [];
    if (!known.includes(entry)) phrases.set(key, [...known, entry]);
  };
  concepts.forEach((concept, index) => {
    const texts = { name: concept.names, hint: concept.hints, innocent: concept.innocent };
    for (const kind of ENTRY_KINDS)
      for (const language of GOODS_LANGUAGES)
        for (const text of texts[kind]?.[language] ?? []) {
          const tokens = tokensOf(readable(text));
          enter(tokens, language, entryOf(index, kind));
          if (!tokens.some(isRomanised)) continue;
          const latin = contentOf(tokens.flatMap(inLatin), language);
          romanised.push([keyOf(latin, 0, latin.length), entryOf(index, kind)]);
        }
  });
  const own = new Set(phrases.keys());
  for (const [key, entry] of romanised) {
    const known = phrases.get(key) ?? [];
    if (key.length >= SHORTEST_ROMANISED && !own.has(key) && !known.includes(entry))
      phrases.set(key, [...known, entry]);
  }
  return phrases;
}

/** A lexicon from its compiled form. */
export function lexiconFrom(compiled: CompiledLexicon): Lexicon {
  const { concepts, says, entries, endings, longest } = compiled;
  const keys = compiled.keys.split('\n');
  const phrases = new Map<string, readonly number[]>();
  const near = new Map<string, string[]>();
  // Words of one beginning, or of one ending, follow each other.
  const gather = (order: Iterable<number>, edge: 0 | 1): void => {
    let [last, words]: [string, string[]] = ['', []];
    for (const at of order) {
      const key = keys[at] ?? '';
      const letters = edge === 0 ? key.slice(1, 1 + INTACT) : key.slice(-INTACT);
      if (letters !== last) near.set(edgesOf(letters)[edge], (words = []));
      last = letters;
      words.push(key.slice(1));
    }
  };
  const singles: number[] = [];
  keys.forEach((key, at) => {
    phrases.set(key, entries[says[at] ?? -1] ?? []);
    if (isLongWord(key)) singles.push(at);
  });
  gather(singles, 0);
  gather(endings, 1);
  const numbers = new Map<string, number[]>();
  concepts.forEach((concept, index) => {
    for (const key of numberKeys(concept)) numbers.set(key, [...(numbers.get(key) ?? []), index]);
  });
  return { concepts, phrases, longest, near, numbers };
}

/** A key has a blank before each word. */
function isLongWord(key: string): boolean {
  return key.length > LONG && key.lastIndexOf(' ') === 0;
}

function isRomanised({ script }: Token): boolean {
  return script === 'cyrillic' || script === 'devanagari';
}

function inLatin(token: Token): Token[] {
  return isRomanised(token) ? tokensOf(romanise(token)) : [token];
}
