import { existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { fileTime, setDatabaseAside, syncFolder, writeDurably } from './durable-files.ts';
import { openForReading, openPrivate } from './sqlite.ts';
import type { Sqlite, SqliteAddon } from './sqlite.ts';
import { isCorruption } from './store-error.ts';

const markerSchema = z.object({ damage: z.string() });

/** A database below this is checked whole at each open: that takes a fraction of a second. */
const CHECKED_WHOLE_BYTES = 32 * 1024 * 1024;

function markerOf(file: string): string {
  return `${file}.damaged.json`;
}

/** Says beside a database that it was found damaged, so that the next open sets it aside. */
export function markDamaged(file: string, damage: string, atMs: number): void {
  writeDurably(markerOf(file), JSON.stringify({ damage, atMs }));
}

/** What was found while a database was in use, or null. */
export function markedDamage(file: string): string | null {
  const marker = markerOf(file);
  if (!existsSync(marker)) return null;
  try {
    return markerSchema.parse(JSON.parse(readFileSync(marker, 'utf8'))).damage;
  } catch {
    return 'it was marked as damaged';
  }
}

/**
 * Sets a database aside with its marker. Only then is a new one begun, so that a crash in between
 * sets no sound one aside.
 *
 * @returns the new path, or null when there is no such database
 */
export function setDamagedAside(file: string, utcMs: number): string | null {
  const marker = markerOf(file);
  const aside = existsSync(file) ? setDatabaseAside(file, 'corrupt', utcMs) : null;
  if (existsSync(marker)) {
    renameSync(marker, `${aside ?? file}.damaged-${fileTime(utcMs)}.json`);
    syncFolder(dirname(file));
  }
  return aside;
}

/**
 * What is wrong with a database file, or null. A large one is looked at where gross damage shows: its
 * header, its schema, the root page of each table and the last records. `findAllDamage` does the rest
 * in the background.
 *
 * @param whole look at everything however long it takes
 */
export function findDamage(file: string, addon: SqliteAddon, whole: boolean): string | null {
  const all = whole || statSync(file).size < CHECKED_WHOLE_BYTES;
  return examine(
    () => openPrivate(file, addon),
    (db) => (all ? quickCheck(db) : lookAtRoots(db)),
  );
}

/**
 * SQLite's quick_check of the whole file by a connection that only reads: minutes for a large one.
 * The station may go on writing meanwhile.
 */
export function findAllDamage(file: string, addon: SqliteAddon): string | null {
  return examine(() => openForReading(file, addon), quickCheck);
}

function examine(open: () => Sqlite, look: (db: Sqlite) => string | null): string | null {
  let db: Sqlite | null = null;
  try {
    db = open();
    return look(db);
  } catch (error) {
    if (isCorruption(error) && error instanceof Error) return error.message;
    throw error;
  } finally {
    db?.close();
  }
}

function quickCheck(db: Sqlite): string | null {
  const verdict: unknown = db.pragma('quick_check(1)', { simple: true });
  return verdict === 'ok' ? null : String(verdict);
}

/** Reading is the check: SQLite refuses a page that is none. */
function lookAtRoots(db: Sqlite): null {
  const tables = db
    .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
    .pluck()
    .all();
  for (const table of tables) db.prepare(`SELECT * FROM "${table}" LIMIT 1`).get();
  if (!tables.includes('events')) return null;
  db.prepare('SELECT * FROM events ORDER BY seq DESC LIMIT 100').all();
  db.prepare('SELECT kind, seq FROM events ORDER BY kind DESC, seq DESC LIMIT 1').get();
  return null;
}
