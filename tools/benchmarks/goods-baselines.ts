import Database from 'better-sqlite3';
import type { GoodsCategory } from '../../shared/goods/categories.ts';
import type { Concept } from '../../shared/goods/knowledge.ts';
import type { Verdict } from '../goods/measure.ts';

/** Judges one description. */
export type Judge = (text: string) => Verdict;

/** Results of a search that are looked at. */
const RESULTS = 30;

function verdictOf(ranked: readonly GoodsCategory[]): Verdict {
  const [first = 'none'] = ranked;
  const unique = [...new Set([...ranked, 'none' as const, 'vague' as const])];
  return { ranked: unique, alarm: first !== 'none' && first !== 'vague' };
}

/** Chinese has no blanks: each character is a word, here as there. */
function spaced(text: string): string {
  return text.normalize('NFKC').replace(/\p{Script=Han}/gu, ' $& ');
}

/**
 * Full-text search of SQLite (FTS5, ranked by BM25) over every name and hint of the same knowledge: the
 * categories of the best results, in their order; a prompt where the best is of controlled goods.
 */
export function ftsJudge(concepts: readonly Concept[]): Judge {
  const database = new Database(':memory:');
  database.exec(
    "CREATE VIRTUAL TABLE names USING fts5(name, concept UNINDEXED, tokenize = 'unicode61 remove_diacritics 2')",
  );
  const insert = database.prepare('INSERT INTO names VALUES (?, ?)');
  const goods = concepts.filter(({ kind }) => kind === 'goods');
  database.transaction(() => {
    goods.forEach(({ names, hints = {} }, index) => {
      for (const name of [...Object.values(names), ...Object.values(hints)].flat())
        insert.run(spaced(name), index);
    });
  })();
  const search = database.prepare<[string], { concept: number }>(
    `SELECT concept FROM names WHERE names MATCH ? ORDER BY bm25(names) LIMIT ${RESULTS}`,
  );
  return (text) => {
    const words = spaced(text).match(/[\p{L}\p{M}]+|\p{N}+/gu) ?? [];
    if (words.length === 0) return verdictOf([]);
    const query = words.map((word) => `"${word}"`).join(' OR ');
    return verdictOf(
      search
        .all(query)
        .flatMap(({ concept }) => goods[Number(concept)]?.categories.slice(0, 1) ?? []),
    );
  };
}

/** A list of keywords, as a filter has it: each name of the same knowledge that stands in the text. */
export function keywordJudge(concepts: readonly Concept[]): Judge {
  const words = concepts
    .filter(({ kind }) => kind === 'goods')
    .flatMap(({ names, categories: [category = 'vague'] }) =>
      Object.values(names)
        .flat()
        .map((name) => ({ name: plain(name), category })),
    )
    .sort((one, other) => other.name.length - one.name.length);
  return (text) => {
    const said = plain(text);
    return verdictOf(
      words.filter(({ name }) => said.includes(name)).map(({ category }) => category),
    );
  };
}

/** In lower case, with a blank at each end of a word; Chinese stays as it is. */
function plain(text: string): string {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
  return /\p{Script=Han}/u.test(words) ? words : ` ${words} `;
}
