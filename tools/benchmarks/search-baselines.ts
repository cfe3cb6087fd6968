import path from 'node:path';
import { openPrivate } from '../../electron/core/store/sqlite.ts';
import { plainText, wordsOf } from '../../shared/goods/words.ts';
import type { Concept } from '../../shared/goods/knowledge.ts';

/** Finds ids of concepts, the likeliest first. */
export type Finder = (text: string, limit: number) => readonly string[];

/** Names, hints, codes and id of a concept: what the station's own index has. */
function textsOf({ id, names, hints = {}, un = [], cas = [], ashrae = [], hs = [] }: Concept) {
  return [
    ...Object.values(names).flat(),
    ...Object.values(hints).flat(),
    ...un.map((number) => `UN${number} ${number}`),
    ...cas,
    ...ashrae,
    ...hs,
    id,
  ];
}

/**
 * SQLite's own full-text search as anybody would set it up: one row a concept, `unicode61` with accents
 * removed, the words joined by OR, the last one as a beginning, in the order of BM25.
 */
export function fullText(concepts: readonly Concept[], folder: string): Finder {
  const db = openPrivate(path.join(folder, 'full-text.db'), null);
  db.exec(
    `CREATE VIRTUAL TABLE goods USING fts5(id UNINDEXED, texts, tokenize = "unicode61 remove_diacritics 2")`,
  );
  const insert = db.prepare('INSERT INTO goods (id, texts) VALUES (?, ?)');
  db.transaction(() => {
    for (const concept of concepts) insert.run(concept.id, textsOf(concept).join('\n'));
  })();
  const ask = db
    .prepare('SELECT id FROM goods WHERE goods MATCH ? ORDER BY bm25(goods) LIMIT ?')
    .pluck();
  return (text, limit) => {
    const words = text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
    if (words.length === 0) return [];
    return ask.all(`${words.map((word) => `"${word}"`).join(' OR ')}*`, limit) as string[];
  };
}

/** A list of names: those that stand in the text, the longest first, as whole words (Chinese anywhere). */
export function keywordList(concepts: readonly Concept[]): Finder {
  const names = concepts
    .flatMap((concept) =>
      textsOf(concept).map((text) => ({ id: concept.id, key: plainText(text) })),
    )
    .sort((one, other) => other.key.length - one.key.length);
  return (text, limit) => {
    const whole = plainText(text);
    const padded = ` ${wordsOf(whole).join(' ')} `;
    const found = new Set<string>();
    for (const { id, key } of names) {
      const inside = /\p{Script=Han}/u.test(key)
        ? whole.includes(key)
        : padded.includes(` ${key} `);
      if (inside || whole === key) found.add(id);
      if (found.size >= limit) break;
    }
    return [...found];
  };
}
