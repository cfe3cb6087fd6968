import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Backup } from './backup-places.ts';
import { findAllDamage } from './damage.ts';
import { copyDurably, renameDurably } from './durable-files.ts';
import { openKeyStore } from './key-store.ts';
import { removeKeys } from './purged-keys.ts';
import type { IsPurged } from './purged-keys.ts';
import { openForReading, openPrivate } from './sqlite.ts';
import type { Sqlite, SqliteAddon } from './sqlite.ts';
import { failureCode } from './store-error.ts';

/** How rows of a table go over those of the backup: a PIN may have been changed since. */
const TABLES = { keys: 'IGNORE', credentials: 'REPLACE' };

/**
 * Builds `keys.db` again after it was lost or set aside: from the newest backup that has it, then
 * whatever can still be read in the damaged file. Keys that were destroyed stay so.
 *
 * @param file where it belongs; nothing is there
 * @returns name of the backup that was used, or null
 */
export function salvageKeys(
  file: string,
  aside: string | null,
  backups: readonly Backup[],
  isPurged: IsPurged,
  addon: SqliteAddon,
): string | null {
  const part = `${file}.part`;
  const backup = backups.find(({ folder }) => isWhole(join(folder, 'keys.db'), addon)) ?? null;
  if (backup !== null) {
    copyDurably(join(backup.folder, 'keys.db'), part);
    renameDurably(part, file);
  }
  openKeyStore(file, addon).close();
  if (aside !== null) copyReadable(aside, file, addon);
  const db = openPrivate(file, addon);
  db.pragma('journal_mode = DELETE');
  db.close();
  removeKeys(file, addon, isPurged);
  return backup?.name ?? null;
}

function isWhole(file: string, addon: SqliteAddon): boolean {
  return existsSync(file) && attempt(() => findAllDamage(file, addon)) === null;
}

/** Row by row, since one damaged page shall not hide the keys on all others. */
function copyReadable(from: string, to: string, addon: SqliteAddon): void {
  const damaged = attempt(() => openForReading(from, addon));
  if (damaged === undefined) return;
  const whole = openPrivate(to, addon);
  try {
    for (const [table, how] of Object.entries(TABLES)) {
      attempt(() => copyRows(damaged, whole, table, how));
    }
  } finally {
    damaged.close();
    whole.close();
  }
}

function copyRows(damaged: Sqlite, whole: Sqlite, table: string, how: string): void {
  const last = damaged.prepare<[], number | null>(`SELECT max(rowid) FROM ${table}`).pluck().get();
  const row = damaged.prepare<[number], unknown[]>(`SELECT * FROM ${table} WHERE rowid = ?`).raw();
  const columns = row.columns().map(() => '?');
  const insert = whole.prepare(`INSERT OR ${how} INTO ${table} VALUES (${columns.join(', ')})`);
  whole.transaction(() => {
    for (let rowid = 1; rowid <= (last ?? 0); rowid += 1) {
      attempt(() => {
        const found = row.get(rowid);
        if (found !== undefined) insert.run(...found);
      });
    }
  })();
}

/** Undefined where SQLite says that it cannot read, or that a value does not fit. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!/^SQLITE_/.test(failureCode(error) ?? '')) throw error;
    return undefined;
  }
}
