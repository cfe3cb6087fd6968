import path from 'node:path';
import { openPrivate } from '../../electron/core/store/sqlite.ts';
import { plainText } from '../../shared/goods/words.ts';
import type { Concept } from '../../shared/goods/knowledge.ts';

/** Finds ids of concepts, the likeliest first. */
export type Finder = (text: string, limit: number) => readonly string[];

/** Names, hints, codes and id of a concept: what the station's own index has. */
function textsOf({
  id,
  names,
  hints = {},
  un = [],
  alsoUn = [],
  cas = [],
  ashrae = [],
  hs = [],
}: Concept) {
  return [
    ...Object.values(names).flat(),
    ...Object.values(hints).flat(),
    ...[...un, ...alsoUn].map((number) => `UN${number} ${number}`),
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

/** Longest name that the list knows, in words or in characters of Chinese. */
const LONGEST_NAME = 12;

/** A list of names: those that stand in the text to the letter, but for case; the longest first. */
export function keywordList(concepts: readonly Concept[]): Finder {
  const owners = new Map<string, Set<string>>();
  for (const concept of concepts) {
    for (const name of textsOf(concept)) {
      const key = piecesOf(name).join(' ');
      owners.set(key, (owners.get(key) ?? new Set<string>()).add(concept.id));
    }
  }
  return (text, limit) => {
    const pieces = piecesOf(text);
    const found = new Set<string>();
    for (let length = Math.min(LONGEST_NAME, pieces.length); length > 0; length -= 1) {
      for (let from = 0; from + length <= pieces.length; from += 1) {
        const key = pieces.slice(from, from + length).join(' ');
        for (const id of owners.get(key) ?? []) found.add(id);
      }
    }
    return [...found].slice(0, limit);
  };
}

/** Words, numbers and characters of Chinese. */
function piecesOf(text: string): string[] {
  return plainText(text).match(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu) ?? [];
}
