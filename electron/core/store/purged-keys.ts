import { closeSync, copyFileSync, openSync, rmSync } from 'node:fs';
import { renameDurably, syncFile } from './durable-files.ts';
import { openForReading, openPrivate } from './sqlite.ts';
import type { Sqlite, SqliteAddon } from './sqlite.ts';

/** Whether the key of a personal value was destroyed. */
export type IsPurged = (key: string) => boolean;

/**
 * Keys that the records of `db` say are destroyed. A key with the same id may have been made since,
 * because the record was annotated after its purge: then there is a record of it that is newer.
 */
export function purgedIn(db: Sqlite): IsPurged {
  const purge = db.prepare<[string], number>('SELECT seq FROM purged WHERE key_id = ?').pluck();
  const later = db
    .prepare<{ key: string; seq: number }, number>(
      `SELECT EXISTS (SELECT 1 FROM events WHERE session = @key AND seq > @seq)
         OR (@key LIKE 'shift:%' AND EXISTS
           (SELECT 1 FROM events WHERE shift = substr(@key, 7) AND seq > @seq))`,
    )
    .pluck();
  return (key) => {
    const seq = purge.get(key);
    return seq !== undefined && later.get({ key, seq }) === 0;
  };
}

/** Keys that were destroyed after a record: what a copy from that time must not hold any more. */
export function purgedAfter(db: Sqlite, seq: number): IsPurged {
  const purge = db
    .prepare<[string, number], number>('SELECT 1 FROM purged WHERE key_id = ? AND seq > ?')
    .pluck();
  return (key) => purge.get(key, seq) !== undefined;
}

/**
 * Takes keys out of a copy of `keys.db` that nobody else has open. The file is built anew beside it
 * and then put in its place, so that it is whole at any moment and no log of it stays behind.
 *
 * @returns how many were taken out
 * @throws the system's or SQLite's error; then the file is as it was
 */
export function removeKeys(file: string, addon: SqliteAddon, isPurged: IsPurged): number {
  const part = `${file}.part`;
  rmSync(part, { force: true });
  const gone = idsIn(file, addon).filter(isPurged);
  if (gone.length === 0) return 0;
  try {
    // Private from its first byte on.
    closeSync(openSync(part, 'wx', 0o600));
    copyFileSync(file, part);
    const db = openPrivate(part, addon);
    try {
      for (const pragma of ['journal_mode = MEMORY', 'secure_delete = ON', 'temp_store = MEMORY']) {
        db.pragma(pragma);
      }
      const remove = db.prepare<[string]>('DELETE FROM keys WHERE id = ?');
      db.transaction(() => gone.forEach((id) => remove.run(id)))();
      db.exec('VACUUM');
    } finally {
      db.close();
    }
    syncFile(part);
    renameDurably(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  return gone.length;
}

/** Whether `keys.db` has a key, without opening the folder for writing. */
export function openKeyIndex(
  file: string,
  addon: SqliteAddon,
): { has(key: string): boolean; close(): void } {
  const db = openForReading(file, addon);
  const find = db.prepare<[string], number>('SELECT 1 FROM keys WHERE id = ?').pluck();
  return { has: (key) => find.get(key) !== undefined, close: () => void db.close() };
}

function idsIn(file: string, addon: SqliteAddon): string[] {
  const db = openForReading(file, addon);
  try {
    return db.prepare<[], string>('SELECT id FROM keys ORDER BY id').pluck().all();
  } finally {
    db.close();
  }
}
