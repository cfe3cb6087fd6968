import {
  LONGEST_QUERY,
  type Admissibility,
  type GoodsCategory,
  type GoodsLanguage,
} from './categories.ts';
import type { Concept } from './knowledge.ts';
import type { GoodsIndex, Phrase, PhraseKind } from './search-index.ts';
import { searchWords } from './search-words.ts';
import { MATCH_KINDS, matchesOf, type MatchKind } from './vocabulary.ts';

/** One kind of goods that a text may mean, with what an officer wants to know of it. */
export interface GoodsFound {
  readonly id: string;
  /** Its name in the language of the screen; in English, or in any, where it has none. */
  readonly title: string;
  readonly categories: readonly GoodsCategory[];
  readonly post: Admissibility;
  readonly condition: string | null;
  /** Class or division of dangerous goods. */
  readonly class: string | null;
  readonly un: readonly string[];
  readonly check: string | null;
  readonly procedure: string | null;
  /** Nobody has looked it up. */
  readonly verify: boolean;
  /** Why it was found: what it is called there, in which language, and how sure that is. */
  readonly matched: {
    readonly text: string;
    readonly of: PhraseKind;
    readonly language: GoodsLanguage | null;
    readonly how: MatchKind;
    /** Words of it are missing in the text. */
    readonly part: boolean;
  };
  /** A phrase of the text that holds the name and means something else: `toy gun`. */
  readonly innocent: string | null;
  /** For the order only; above zero. */
  readonly score: number;
}

export interface SearchPage {
  readonly limit: number;
  readonly offset?: number;
  /** Of the titles. */
  readonly language: GoodsLanguage;
}

/** Goods, the likeliest first; `total` counts those of all pages. */
interface SearchAnswer {
  readonly rows: readonly GoodsFound[];
  readonly total: number;
}

export interface GoodsSearch {
  find(text: string, page: SearchPage): SearchAnswer;
}

/** Most words of a text that are looked at. */
const MOST_WORDS = 24;

/** A name counts as it is, a hint is not enough by itself, an innocent phrase finds nothing. */
const WEIGHT: Readonly<Record<PhraseKind, number>> = {
  name: 1,
  un: 1,
  cas: 1,
  ashrae: 1,
  hs: 0.95,
  id: 0.9,
  hint: 0.6,
  innocent: 0,
};
/**
 * What makes a score: how much of the name was found, and how much of the text it explains. A name that
 * has only `begun` counts for this much of what it explains.
 */
const SHARE = { ofName: 0.55, ofText: 0.45, begun: 0.6 } as const;
/** All of it and nothing else. */
const WHOLE = { from: 0.999, bonus: 0.5 } as const;
/** Of goods that are as likely those come first that an officer has to do something about. */
const HARMLESS = {
  categories: ['none', 'vague'] as readonly GoodsCategory[],
  weight: 0.85,
} as const;
/** An innocent phrase that is there, this share of it at least, leaves this much of its concept. */
const INNOCENT = { from: 0.9, leaves: 0.5 } as const;
/** Below this share of the best, or below this score, a match is chance. */
const LEAST = { ofBest: 0.35, score: 0.22 } as const;

/** What a text has of a phrase. */
interface PhraseFound {
  /** Weight of the terms that were found, and of the words of the text that found them. */
  ofName: number;
  ofText: number;
  /** Of the word that is being looked at. */
  name: number;
  text: number;
  how: number;
  /** How many words of the text found one of its own. */
  words: number;
  /** The place in `MATCH_KINDS` of the least sure word before it. */
  worst: number;
}

/** Searches an index; the same text has the same answer. */
export function createGoodsSearch(index: GoodsIndex): GoodsSearch {
  const { concepts, phrases } = index;
  return {
    find(text, { limit, offset = 0, language }) {
      const ranked = rank(index, text);
      const rows = ranked.slice(offset, offset + limit).flatMap((each) => {
        const [goods, by] = [concepts[each.concept], phrases[each.phrase]];
        return goods === undefined || by === undefined ? [] : [rowOf(goods, by, each, language)];
      });
      return { rows, total: ranked.length };
    },
  };
}

/** What is found of which phrase, by its number, and what the whole text weighs. */
function foundPhrases({ vocabulary, postings, weights, phrases }: GoodsIndex, text: string) {
  const found = new Map<number, PhraseFound>();
  // A word that nothing has may be goods that are not known: it weighs as one that some phrases have.
  const unknown = Math.log(1 + phrases.length) / 2;
  let whole = 0;
  const words = searchWords(text.slice(0, LONGEST_QUERY), MOST_WORDS);
  for (const [at, word] of words.entries()) {
    const touched: PhraseFound[] = [];
    const own = weights[vocabulary.numbers.get(word.term) ?? -1] ?? unknown;
    whole += own;
    for (const { term, kind, quality } of matchesOf(vocabulary, word, at === words.length - 1)) {
      const name = quality * (weights[term] ?? 0);
      const how = MATCH_KINDS.indexOf(kind);
      for (const number of postings[term] ?? []) {
        let phrase = found.get(number);
        if (phrase === undefined) {
          phrase = { ofName: 0, ofText: 0, name: 0, text: 0, how: 0, words: 0, worst: 0 };
          found.set(number, phrase);
        }
        if (phrase.name === 0) touched.push(phrase);
        if (name <= phrase.name) continue;
        phrase.name = name;
        phrase.text = quality * own;
        phrase.how = how;
      }
    }
    for (const phrase of touched) {
      phrase.ofName += phrase.name;
      phrase.ofText += phrase.text;
      phrase.words += 1;
      phrase.worst = Math.max(phrase.worst, phrase.how);
      phrase.name = phrase.text = phrase.how = 0;
    }
  }
  return { found, whole };
}

interface Ranked {
  readonly concept: number;
  readonly phrase: number;
  readonly score: number;
  readonly how: MatchKind;
  readonly part: boolean;
  readonly innocent: string | null;
}

/** Concepts by their best phrase, the likeliest first. */
function rank(index: GoodsIndex, text: string): Ranked[] {
  const { found, whole } = foundPhrases(index, text);
  const best = new Map<number, Ranked>();
  const innocent = new Map<number, string>();
  for (const [number, { ofName, ofText, words, worst }] of found) {
    const phrase = index.phrases[number];
    if (phrase === undefined) continue;
    const { concept, kind } = phrase;
    const name = Math.min(1, ofName / (index.mass[number] ?? 1));
    if (kind === 'innocent') {
      if (name >= INNOCENT.from) innocent.set(concept, phrase.text);
      continue;
    }
    const said = Math.min(1, ofText / whole);
    const bonus = Math.min(name, said) >= WHOLE.from ? WHOLE.bonus : 0;
    // A short text may be the beginning of a name; of a long one a name has to be there by itself.
    const trust = Math.max(name, said * SHARE.begun);
    const score = WEIGHT[kind] * trust * (SHARE.ofName * name + SHARE.ofText * said + bonus);
    if (score <= (best.get(concept)?.score ?? 0)) continue;
    const how = MATCH_KINDS[worst] ?? 'exact';
    const part = words < (index.words[number] ?? 0);
    best.set(concept, { concept, phrase: number, score, how, part, innocent: null });
  }
  const ranked = [...best.values()]
    .map((each): Ranked => {
      const phrase = innocent.get(each.concept) ?? null;
      const [category = 'none'] = index.concepts[each.concept]?.categories ?? [];
      const harmless = HARMLESS.categories.includes(category) ? HARMLESS.weight : 1;
      const left = phrase === null ? harmless : harmless * INNOCENT.leaves;
      return { ...each, innocent: phrase, score: each.score * left };
    })
    .sort((one, other) => other.score - one.score || one.concept - other.concept);
  const least = Math.max(LEAST.score, (ranked[0]?.score ?? 0) * LEAST.ofBest);
  return ranked.filter(({ score }) => score >= least);
}

function rowOf(goods: Concept, by: Phrase, found: Ranked, language: GoodsLanguage): GoodsFound {
  const { how, part, innocent, score } = found;
  return {
    id: goods.id,
    title: titleOf(goods, language),
    categories: goods.categories,
    post: goods.post,
    condition: goods.condition ?? null,
    class: goods.class ?? null,
    un: [...(goods.un ?? []), ...(goods.alsoUn ?? [])],
    check: goods.check ?? null,
    procedure: goods.procedure ?? null,
    verify: goods.verify,
    matched: { text: by.text, of: by.kind, language: by.language, how, part },
    innocent,
    score: Math.round(score * 1000) / 1000,
  };
}

function titleOf({ id, names }: Concept, language: GoodsLanguage): string {
  return names[language]?.[0] ?? names.en?.[0] ?? Object.values(names)[0]?.[0] ?? id;
}
