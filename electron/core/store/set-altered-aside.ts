import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setDatabaseAside } from './durable-files.ts';
import { listJournal } from './journal-files.ts';
import { lockFolder } from './lock.ts';
import type { SqliteAddon } from './sqlite.ts';
import { verifyFolder } from './verify-folder.ts';
import { verifyJournal } from './verify-journal.ts';

/** Faults of a row itself, which a whole journal can make good (`verify-rows.ts`, `verify-folder.ts`). */
const OF_A_ROW = /hash|column|is missing|cannot read/;

/**
 * Sets a database aside in which a record was altered while the journal has it whole: SQLite calls such
 * a file sound. The next opening builds it again.
 *
 * @returns the new name, or null when there was nothing to do
 * @throws StoreError `data-folder-in-use`
 */
export function setAlteredAside(dataDir: string, addon: SqliteAddon, utcMs: number): string | null {
  const file = join(dataDir, 'station.db');
  const journal = join(dataDir, 'journal');
  if (!existsSync(file) || listJournal(journal).length === 0) return null;
  const release = lockFolder(dataDir, addon);
  try {
    const { firstBad } = verifyFolder(dataDir, addon, null);
    if (firstBad?.where !== 'db' || !OF_A_ROW.test(firstBad.reason)) return null;
    const { ok, events } = verifyJournal(listJournal(journal));
    const covered = ok && events >= firstBad.seq;
    return covered ? setDatabaseAside(file, 'altered', utcMs) : null;
  } finally {
    release();
  }
}
