import { closeSync, fsyncSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { itemKey } from '../../../shared/manifest/item-key.ts';
import type { ContentLine, ManifestItem } from '../../../shared/manifest/item.ts';
import { makePrivateFolder, renameDurably } from '../store/durable-files.ts';
import { openPrivate } from '../store/sqlite.ts';
import type { Sqlite, SqliteAddon } from '../store/sqlite.ts';

/** `20250131T081500123Z-1a2b3c4d`: time of the import and beginning of the file's SHA-256. */
const GENERATION = /^\d{8}T\d{9}Z-[0-9a-f]{8}$/;
const MOST_LINES = 999;
/** Rows of one transaction: bounds the memory that SQLite holds. */
const BATCH = 20_000;

/** A generation of the manifest being written. Nobody sees it until `finish`. */
export interface GenerationWriter {
  /** Adds a row; a reason says why it cannot be taken. */
  add(item: ManifestItem, line: ContentLine | null): string | null;
  counts(): { items: number; lines: number };
  /** Makes the generation visible, whole. */
  finish(): void;
  /** Leaves nothing behind. */
  abandon(): void;
}

/** Path of a generation's file. */
export function generationPath(dataDir: string, generation: string): string {
  if (!GENERATION.test(generation)) throw new Error(`not a manifest generation: ${generation}`);
  return join(dataDir, 'manifest', `${generation}.db`);
}

/** Generations in a data folder, oldest first. */
export function listGenerations(dataDir: string): string[] {
  return readdirSync(join(dataDir, 'manifest'))
    .map((name) => name.replace(/\.db$/, ''))
    .filter((name) => GENERATION.test(name))
    .sort();
}

/** Begins a generation; what an interrupted import has left is removed. One import at a time. */
export function createGeneration(
  dataDir: string,
  generation: string,
  addon: SqliteAddon,
): GenerationWriter {
  const folder = join(dataDir, 'manifest');
  makePrivateFolder(folder);
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.part')) rmSync(join(folder, name));
  }
  const file = generationPath(dataDir, generation);
  const part = `${file}.part`;
  const db = openPrivate(part, addon);
  const rows = createRows(db);
  return {
    add: rows.add,
    counts: rows.counts,
    finish() {
      rows.finish();
      db.close();
      const handle = openSync(part, 'r+');
      fsyncSync(handle);
      closeSync(handle);
      renameDurably(part, file);
    },
    abandon() {
      db.close();
      rmSync(part, { force: true });
    },
  };
}

interface Current {
  readonly id: number;
  readonly key: string;
  readonly item: ManifestItem;
  readonly lines: ContentLine[];
}

/**
 * Rows to items. Usually all rows of an item follow each other, so the item is held until another
 * one begins; a row of an earlier item loads it again.
 */
function createRows(db: Sqlite): Pick<GenerationWriter, 'add' | 'counts'> & { finish(): void } {
  // The file is nothing until it is finished, so a crash needs no protection.
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.exec(`
    CREATE TABLE items (id INTEGER PRIMARY KEY, item TEXT NOT NULL) STRICT;
    CREATE TABLE keys (key TEXT PRIMARY KEY, id INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    BEGIN`);
  const putItem = db.prepare<[number, string]>('INSERT OR REPLACE INTO items VALUES (?, ?)');
  const insertKey = db.prepare<[string, number]>('INSERT INTO keys VALUES (?, ?)');
  const findKey = db.prepare<[string], number>('SELECT id FROM keys WHERE key = ?').pluck();
  const load = db.prepare<[number], string>('SELECT item FROM items WHERE id = ?').pluck();
  let current: Current | null = null;
  let [items, lines, changes] = [0, 0, 0];

  const flush = (): void => {
    if (current === null) return;
    putItem.run(current.id, JSON.stringify({ ...current.item, lines: current.lines }));
    changes += 1;
    if (changes % BATCH === 0) db.exec('COMMIT; BEGIN');
  };
  const begin = (key: string, item: ManifestItem): Current | string => {
    const keys = [...new Set([key, ...item.alt_ids.map(itemKey)])];
    const taken = keys.find((candidate) => findKey.get(candidate) !== undefined);
    if (taken !== undefined) return `the id ${taken} already belongs to another item`;
    items += 1;
    for (const each of keys) insertKey.run(each, items);
    return { id: items, key, item, lines: [] };
  };
  const reload = (key: string, item: ManifestItem): Current | string => {
    const id = findKey.get(key);
    if (id === undefined) return begin(key, item);
    const stored = JSON.parse(load.get(id) ?? 'null') as ManifestItem;
    if (itemKey(stored.item_id) !== key) {
      return `the id ${key} already belongs to another item`;
    }
    return { id, key, item: { ...stored, lines: [] }, lines: stored.lines };
  };
  return {
    add(item, line) {
      const key = itemKey(item.item_id);
      if (current?.key !== key) {
        flush();
        current = null;
        const next = reload(key, item);
        if (typeof next === 'string') return next;
        current = next;
      }
      const difference = firstDifference(current.item, item);
      if (difference !== null) return `${difference} differs from the item's first row`;
      if (line === null) return null;
      if (current.lines.length === MOST_LINES) return `an item has ${MOST_LINES} lines at most`;
      current.lines.push(line);
      lines += 1;
      return null;
    },
    counts: () => ({ items, lines }),
    finish() {
      flush();
      db.exec('COMMIT');
    },
  };
}

function firstDifference(left: ManifestItem, right: ManifestItem): string | null {
  for (const name of Object.keys(left) as (keyof ManifestItem)[]) {
    // The same id may be written with other blanks or in another case.
    if (name === 'item_id' || left[name] === right[name]) continue;
    if (JSON.stringify(left[name]) !== JSON.stringify(right[name])) return name;
  }
  return null;
}
