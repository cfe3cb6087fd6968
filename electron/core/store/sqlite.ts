import { closeSync, existsSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { StoreError } from './store-error.ts';

export type Sqlite = Database.Database;

/** Path of better-sqlite3's native addon where it is not the one beside the package. */
export type SqliteAddon = string | null;

/** Waits this long for a short lock of a reader, for example a backup or `station verify`. */
const BUSY_TIMEOUT_MS = 2_000;

/** Opens or creates a database that only this account can read. */
export function openPrivate(file: string, addon: SqliteAddon, timeoutMs = BUSY_TIMEOUT_MS): Sqlite {
  // SQLite would create it readable for all; its -wal and -shm take the mode of the main file. An
  // existing file is left alone: closing any handle on it drops this process's POSIX locks on it
  // (https://www.sqlite.org/howtocorrupt.html, 2.2).
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
  return new Database(file, { timeout: timeoutMs, ...binding(addon) });
}

/** Opens an existing database for reading; never creates or changes a record. */
export function openForReading(file: string, addon: SqliteAddon): Sqlite {
  const timeout = BUSY_TIMEOUT_MS;
  return new Database(file, { readonly: true, fileMustExist: true, timeout, ...binding(addon) });
}

function binding(addon: SqliteAddon): { nativeBinding?: string } {
  return addon === null ? {} : { nativeBinding: addon };
}

/**
 * Makes commits survive a power cut. better-sqlite3 is compiled with
 * SQLITE_DEFAULT_WAL_SYNCHRONOUS=1: a database that is already in WAL mode opens with
 * `synchronous=NORMAL`, which may lose the last commits. So it is set at each open and read back.
 */
export function makeDurable(db: Sqlite): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  expectPragma(db, 'journal_mode', 'wal');
  expectPragma(db, 'synchronous', 2);
  expectPragma(db, 'foreign_keys', 1);
}

function expectPragma(db: Sqlite, name: string, expected: string | number): void {
  const actual: unknown = db.pragma(name, { simple: true });
  if (actual === expected) return;
  throw new StoreError(
    'data-folder-unsuitable',
    `${db.name} cannot be written durably (${name} is ${String(actual)}, not ${expected}). ` +
      'Nothing was changed. Use a folder on a local disk of this computer.',
  );
}
