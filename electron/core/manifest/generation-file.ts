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
  /** Adds the row in line `row` of the file; a reason says why it cannot be taken. */
  add(item: ManifestItem, line: ContentLine | null, row: number): string | null;
  /** The row in line `row` was not taken: no other row of its item is, before or after it. */
  spoil(id: string, row: number): void;
  /** Takes spoiled items out again and gives the rows that had been taken of them. */
  removeSpoiled(): Generator<{ readonly line: number; readonly reason: string }>;
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
    if (name.includes('.db.part')) rmSync(join(folder, name));
  }
  const file = generationPath(dataDir, generation);
  const part = `${file}.part`;
  const db = openPrivate(part, addon);
  const rows = createRows(db);
  return {
    ...rows,
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
  /** Lines of the file. */
  readonly rows: number[];
}

interface StoredItem {
  readonly item: string;
  readonly rows: string;
}

/**
 * Rows to items. Usually all rows of an item follow each other, so the item is held until another
 * one begins; a row of an earlier item loads it again.
 */
function createRows(db: Sqlite): Omit<GenerationWriter, 'abandon'> {
  // The file is nothing until it is finished, so a crash needs no protection. Without unsafe mode
  // the driver keeps a journal beside the file whatever the pragma says.
  db.unsafeMode(true);
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.exec(`
    CREATE TABLE items (id INTEGER PRIMARY KEY, item TEXT NOT NULL, rows TEXT NOT NULL) STRICT;
    CREATE TABLE keys (key TEXT PRIMARY KEY, id INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    BEGIN`);
  const putItem = db.prepare<[number, string, string]>(
    'INSERT OR REPLACE INTO items VALUES (?, ?, ?)',
  );
  const insertKey = db.prepare<[string, number]>('INSERT INTO keys VALUES (?, ?)');
  const findKey = db.prepare<[string], number>('SELECT id FROM keys WHERE key = ?').pluck();
  const load = db.prepare<[number], StoredItem>('SELECT item, rows FROM items WHERE id = ?');
  const deleteItem = db.prepare<[number]>('DELETE FROM items WHERE id = ?');
  const deleteKey = db.prepare<[string]>('DELETE FROM keys WHERE key = ?');
  const spoiled = createSpoiled(db);
  let current: Current | null = null;
  let [items, lines, changes, nextId] = [0, 0, 0, 1];

  const flush = (): void => {
    if (current === null) return;
    const item = JSON.stringify({ ...current.item, lines: current.lines });
    putItem.run(current.id, item, JSON.stringify(current.rows));
    current = null;
    changes += 1;
    if (changes % BATCH === 0) db.exec('COMMIT; BEGIN');
  };
  const begin = (key: string, item: ManifestItem): Current | string => {
    const keys = keysOf(item);
    const taken = keys.find((candidate) => findKey.get(candidate) !== undefined);
    if (taken !== undefined) return `the id ${taken} already belongs to another item`;
    const id = nextId;
    nextId += 1;
    items += 1;
    for (const each of keys) insertKey.run(each, id);
    return { id, key, item, lines: [], rows: [] };
  };
  /** The stored item whose own id is `key`; null when there is none. */
  const reload = (key: string): Current | null => {
    const id = findKey.get(key);
    const stored = id === undefined ? undefined : load.get(id);
    if (id === undefined || stored === undefined) return null;
    const item = JSON.parse(stored.item) as ManifestItem;
    if (itemKey(item.item_id) !== key) return null;
    const rows = JSON.parse(stored.rows) as number[];
    return { id, key, item: { ...item, lines: [] }, lines: item.lines, rows };
  };
  const remove = (item: Current): void => {
    deleteItem.run(item.id);
    for (const key of keysOf(item.item)) deleteKey.run(key);
    items -= 1;
    lines -= item.lines.length;
  };
  return {
    add(item, line, row) {
      const key = itemKey(item.item_id);
      const bad = spoiled.find(key);
      if (bad !== null) return leftOut(bad);
      if (current?.key !== key) {
        flush();
        const next = reload(key) ?? begin(key, item);
        if (typeof next === 'string') return next;
        current = next;
      }
      const difference = firstDifference(current.item, item);
      if (difference !== null) return `${difference} differs from the item's first row`;
      if (line !== null && current.lines.length === MOST_LINES) {
        return `an item has ${MOST_LINES} lines at most`;
      }
      current.rows.push(row);
      if (line === null) return null;
      current.lines.push(line);
      lines += 1;
      return null;
    },
    spoil(id, row) {
      if (id !== '') spoiled.add(itemKey(id), row);
    },
    *removeSpoiled() {
      flush();
      for (const { key, row: bad } of spoiled.all()) {
        const item = reload(key);
        if (item === null) continue;
        remove(item);
        for (const line of item.rows) yield { line, reason: leftOut(bad) };
      }
    },
    counts: () => ({ items, lines }),
    finish() {
      flush();
      db.exec('COMMIT; DROP TABLE spoiled');
    },
  };
}

interface Spoiled {
  readonly key: string;
  readonly row: number;
}

/** Items with a row that was rejected; in the file, since a bad file may have millions. */
function createSpoiled(db: Sqlite) {
  db.exec(
    'CREATE TABLE spoiled (key TEXT PRIMARY KEY, row INTEGER NOT NULL) STRICT, WITHOUT ROWID',
  );
  const insert = db.prepare<[string, number]>('INSERT OR IGNORE INTO spoiled VALUES (?, ?)');
  const find = db.prepare<[string], number>('SELECT row FROM spoiled WHERE key = ?').pluck();
  const page = db.prepare<[string], Spoiled>(
    'SELECT key, row FROM spoiled WHERE key > ? ORDER BY key LIMIT 1000',
  );
  let any = false;
  return {
    add(key: string, row: number): void {
      any = true;
      insert.run(key, row);
    },
    /** Line of the item's first bad row. */
    find: (key: string): number | null => (any ? (find.get(key) ?? null) : null),
    *all(): Generator<Spoiled, void> {
      for (let rows = page.all(''); rows.length > 0; rows = page.all(rows.at(-1)?.key ?? '')) {
        yield* rows;
      }
    },
  };
}

function leftOut(line: number): string {
  return `the item is left out as a whole, because its row in line ${line} cannot be taken`;
}

function keysOf(item: ManifestItem): string[] {
  return [...new Set([itemKey(item.item_id), ...item.alt_ids.map(itemKey)])];
}

function firstDifference(left: ManifestItem, right: ManifestItem): string | null {
  for (const name of Object.keys(left) as (keyof ManifestItem)[]) {
    // The same id may be written with other blanks or in another case.
    if (name === 'item_id' || left[name] === right[name]) continue;
    if (JSON.stringify(left[name]) !== JSON.stringify(right[name])) return name;
  }
  return null;
}
