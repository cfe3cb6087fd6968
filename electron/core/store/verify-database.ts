import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openForReading } from './sqlite.ts';
import type { Sqlite, SqliteAddon } from './sqlite.ts';
import { failureCode } from './store-error.ts';

/**
 * Reads a database without leaving a trace, also while a station writes it and where nothing may be
 * written: in place when it has a write-ahead log, else a copy, because SQLite would leave a log beside
 * a closed database.
 *
 * @param again whether an answer has to be looked for again in the original, should a station have been
 *   started while its database was being copied
 * @throws SqliteError when it cannot be read
 */
export function readQuietly<T>(
  file: string,
  addon: SqliteAddon,
  read: (db: Sqlite) => T,
  again: (answer: T) => boolean,
): T {
  const inUse = existsSync(`${file}-wal`);
  const answer = readOnce(file, inUse, addon, read);
  const started = !inUse && again(answer) && existsSync(`${file}-wal`);
  return started ? readOnce(file, true, addon, read) : answer;
}

function readOnce<T>(
  file: string,
  inPlace: boolean,
  addon: SqliteAddon,
  read: (db: Sqlite) => T,
): T {
  let [db, copy]: [Sqlite | null, string | null] = [null, null];
  try {
    if (inPlace) db = openInPlace(file, addon);
    if (db === null) {
      copy = mkdtempSync(join(tmpdir(), 'station-verify-'));
      const target = join(copy, 'station.db');
      copyFileSync(file, target);
      if (inPlace) copyFileSync(`${file}-wal`, `${target}-wal`);
      db = openForReading(target, addon);
    }
    return read(db);
  } finally {
    db?.close();
    if (copy !== null) rmSync(copy, { recursive: true });
  }
}

/** Null on a medium where SQLite may not write beside the database. */
function openInPlace(file: string, addon: SqliteAddon): Sqlite | null {
  const db = openForReading(file, addon);
  try {
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return db;
  } catch (error) {
    db.close();
    if (/^SQLITE_(CANTOPEN|READONLY)/.test(failureCode(error) ?? '')) return null;
    throw error;
  }
}
