import path from 'node:path';
import { loadConcepts } from '../../electron/core/goods/load-lexicon.ts';
import type { Concept } from '../../shared/goods/knowledge.ts';
import { createGoodsSearch } from '../../shared/goods/search.ts';
import { indexGoods } from '../../shared/goods/search-index.ts';
import { PROJECT } from '../app/launch.ts';
import { round, spread } from './figures.ts';
import { runBenchmark } from './run-benchmark.ts';
import { fullText, keywordList, type Finder } from './search-baselines.ts';
import { declaredGoods, mistypedNames, type Query } from './search-queries.ts';

/** One frame at 60 Hz: what is typed has its results in the next picture. */
const GOAL_P99_MS = 16;
const DEPTH = 5;
/** Names that are typed letter by letter: some thousand queries. */
const TYPED = 300;
/** Queries before the clock counts: the first ones run code that is not compiled yet. */
const WARM_UP = 300;

interface Hits {
  readonly hitAt1: number;
  readonly hitAt5: number;
}

await runBenchmark(
  'search',
  { names: 1_000, seed: 20_261_130 },
  async ({ options, folder, log }) => {
    const [concepts, loadMs] = await timed(() =>
      loadConcepts(path.join(PROJECT, 'resources')).filter(({ kind }) => kind === 'goods'),
    );
    const [index, buildMs] = await timed(() => indexGoods(concepts));
    log(`${concepts.length} kinds of goods, ${index.phrases.length} phrases`);
    const search = createGoodsSearch(index);
    const finders = {
      station: (text, limit) =>
        search.find(text, { limit, language: 'en' }).rows.map(({ id }) => id),
      fullText: fullText(concepts, folder),
      keywords: keywordList(concepts),
    } satisfies Record<string, Finder>;
    const names = mistypedNames(concepts, options.names, options.seed);
    const declared = declaredGoods();
    const typed = names.slice(0, TYPED).flatMap(({ text }) => beginningsOf(text));
    const byId = new Map(concepts.map((concept) => [concept.id, concept]));
    const side = (find: Finder) => {
      for (const { text } of declared.slice(0, WARM_UP)) find(text, DEPTH);
      return {
        ...spread(typed.map((text) => msOf(find, text))),
        wholeTexts: spread([...names, ...declared].map(({ text }) => msOf(find, text))),
        mistyped: hitsOf(find, names, byId),
        declared: hitsOf(find, declared, byId),
      };
    };
    log('station');
    const station = side(finders.station);
    log('SQLite FTS5 BM25');
    const withFullText = side(finders.fullText);
    log('list of keywords');
    const withKeywords = side(finders.keywords);
    const languages = [...new Set(declared.map(({ language }) => language))];
    return {
      concepts: concepts.length,
      phrases: index.phrases.length,
      loadMs: round(loadMs),
      buildMs: round(buildMs),
      ...station,
      declaredByLanguage: Object.fromEntries(
        languages.map((language) => {
          const own = declared.filter((query) => query.language === language);
          return [language, hitsOf(finders.station, own, byId)];
        }),
      ),
      goal: { p99Ms: GOAL_P99_MS, held: station.p99Ms < GOAL_P99_MS },
      ratioMistypedHitAt1: round(station.mistyped.hitAt1 / withFullText.mistyped.hitAt1),
      ratioDeclaredHitAt1: round(station.declared.hitAt1 / withFullText.declared.hitAt1),
      ratioDeclaredHitAt5: round(station.declared.hitAt5 / withFullText.declared.hitAt5),
      compared: {
        with: 'SQLite FTS5 BM25, and a list of keywords, over the same knowledge',
        ...withFullText,
        keywords: withKeywords,
      },
    };
  },
);

async function timed<T>(work: () => T): Promise<[T, number]> {
  const beforeMs = performance.now();
  const value = await Promise.resolve(work());
  return [value, performance.now() - beforeMs];
}

function msOf(find: Finder, text: string): number {
  const beforeMs = performance.now();
  find(text, DEPTH);
  return performance.now() - beforeMs;
}

/** What the field holds after each letter, from the second on. */
function beginningsOf(text: string): string[] {
  const letters = [...text];
  return letters.slice(1).map((_, at) => letters.slice(0, at + 2).join(''));
}

/** Share of the queries with a hit in the first place, and among the first five. */
function hitsOf(find: Finder, queries: readonly Query[], byId: ReadonlyMap<string, Concept>): Hits {
  let [first, among] = [0, 0];
  for (const { text, hits } of queries) {
    const places = find(text, DEPTH).map((id) => byId.get(id));
    const place = places.findIndex((concept) => concept !== undefined && hits(concept));
    if (place === 0) first += 1;
    if (place >= 0) among += 1;
  }
  const share = (count: number): number => Math.round((1000 * count) / queries.length) / 1000;
  return { hitAt1: share(first), hitAt5: share(among) };
}
