import type { GoodsLanguage } from './categories.ts';
import type { Concept } from './knowledge.ts';
import { CODE, codeTerm, searchWords, type SearchWord } from './search-words.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';

/** What a phrase is to its concept; an innocent one holds a name and means something else. */
export const PHRASE_KINDS = [
  'name',
  'hint',
  'id',
  'un',
  'cas',
  'ashrae',
  'hs',
  'innocent',
] as const;
export type PhraseKind = (typeof PHRASE_KINDS)[number];

/** Something by which a concept is found. */
export interface Phrase {
  /** Number of the concept. */
  readonly concept: number;
  readonly kind: PhraseKind;
  readonly language: GoodsLanguage | null;
  /** As it is shown. */
  readonly text: string;
}

/** The inverted index as plain data: it is made in one thread and used in another. */
export interface GoodsIndex {
  readonly concepts: readonly Concept[];
  readonly phrases: readonly Phrase[];
  /** How many words each phrase has, and what its terms weigh together. */
  readonly words: Uint8Array;
  readonly mass: Float64Array;
  readonly vocabulary: Vocabulary;
  /** For each term the numbers of the phrases that have it. */
  readonly postings: readonly Int32Array[];
  /** For each term how much it says: a word of many phrases says little (inverse document frequency). */
  readonly weights: Float64Array;
}

/** A name is 80 characters at most: no cut. */
const MOST_WORDS = 40;

interface Written extends Phrase {
  readonly words: readonly SearchWord[];
}

/** Indexes names, hints, codes, ids and innocent phrases. Marks are no goods and are left out. */
export function indexGoods(knowledge: readonly Concept[]): GoodsIndex {
  const concepts = knowledge.filter(({ kind }) => kind === 'goods');
  const written = concepts.flatMap(phrasesOf);
  const words: SearchWord[] = [];
  const numbers = new Map<string, number>();
  const postings: number[][] = [];
  const numberOf = ({ term, latin }: SearchWord): number => {
    const known = numbers.get(term);
    if (known !== undefined) return known;
    numbers.set(term, words.length);
    postings.push([]);
    return words.push({ term, latin }) - 1;
  };
  const terms = written.map(({ words: own }) => own.map(numberOf));
  for (const [phrase, own] of terms.entries()) {
    for (const term of own) postings[term]?.push(phrase);
  }
  const weights = Float64Array.from(postings, ({ length }) =>
    Math.log(1 + written.length / length),
  );
  return {
    concepts,
    phrases: written.map(({ concept, kind, language, text }) => ({
      concept,
      kind,
      language,
      text,
    })),
    words: Uint8Array.from(terms, ({ length }) => length),
    mass: Float64Array.from(terms, (own) =>
      own.reduce((sum, term) => sum + (weights[term] ?? 0), 0),
    ),
    vocabulary: createVocabulary(words),
    postings: postings.map((phrases) => Int32Array.from(phrases)),
    weights,
  };
}

function phrasesOf(goods: Concept, concept: number): Written[] {
  const { id, names, hints = {}, innocent = {}, un = [], alsoUn = [], cas, ashrae, hs } = goods;
  const written = (kind: PhraseKind, text: string, words: readonly SearchWord[]): Written => ({
    concept,
    kind,
    language: null,
    text,
    words,
  });
  const codes = (kind: keyof typeof CODE, shown: string, own: readonly string[] = []): Written[] =>
    own.map((text) =>
      written(kind, shown + text, [{ term: codeTerm(CODE[kind], text), latin: true }]),
    );
  const texts = (kind: PhraseKind, byLanguage: Concept['names']): Written[] =>
    (Object.entries(byLanguage) as [GoodsLanguage, string[]][]).flatMap(([language, own]) =>
      own
        .map((text) => ({ ...written(kind, text, searchWords(text, MOST_WORDS)), language }))
        .filter(({ words }) => words.length > 0),
    );
  return [
    ...texts('name', names),
    ...texts('hint', hints),
    ...texts('innocent', innocent),
    ...codes('un', 'UN', [...un, ...alsoUn]),
    ...codes('cas', 'CAS ', cas),
    ...codes('ashrae', '', ashrae),
    ...codes('hs', 'HS ', hs),
    written('id', id, searchWords(id, MOST_WORDS)),
  ];
}
