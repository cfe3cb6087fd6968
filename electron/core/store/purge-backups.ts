import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readBackupNote } from './backup-note.ts';
import { ownBackups, removeUnfinished } from './backup-places.ts';
import { createEventTable } from './event-table.ts';
import { purgedAfter, removeKeys } from './purged-keys.ts';
import type { IsPurged } from './purged-keys.ts';
import { openForReading, openPrivate } from './sqlite.ts';
import type { Sqlite, SqliteAddon } from './sqlite.ts';
import { readStationKey } from './station-key.ts';
import { failureCode } from './store-error.ts';

/** What was done in a place to keep destroyed keys from living on there. */
export interface PurgedPlace {
  readonly place: string;
  /** Copies of `keys.db` that had some. */
  readonly copies: number;
  readonly keys: number;
  /** Why not all of them could be reached, or null. */
  readonly why: string | null;
}

/**
 * Takes every key that was destroyed out of every copy of `keys.db` that can be reached: backups, and
 * files that were set aside. May be called at any time and again; what is away is done when it is back.
 */
export function purgeBackups(
  dataDir: string,
  secondPath: string | null,
  addon: SqliteAddon,
): PurgedPlace[] {
  const db = openForReading(join(dataDir, 'station.db'), addon);
  try {
    const station = readStationKey(dataDir)?.station ?? '';
    const places = [ownBackups(dataDir), ...(secondPath === null ? [] : [secondPath])];
    return [
      inCopies(dataDir, setAside(dataDir, addon), () => purgedAfter(db, 0), addon),
      ...places.map((place) => inPlace(place, station, db, addon, place === secondPath)),
    ];
  } finally {
    db.close();
  }
}

function inPlace(
  place: string,
  station: string,
  db: Sqlite,
  addon: SqliteAddon,
  expected: boolean,
): PurgedPlace {
  if (!existsSync(place)) {
    return { place, copies: 0, keys: 0, why: expected ? `${place} is not there` : null };
  }
  try {
    removeUnfinished(place, station);
    const copies = readdirSync(place)
      .map((name) => join(place, name))
      .filter((folder) => statSync(folder).isDirectory())
      .map((folder) => join(folder, 'keys.db'))
      .filter((file) => existsSync(file));
    const table = createEventTable(db);
    return inCopies(
      place,
      copies,
      (file) => {
        const note = readBackupNote(join(file, '..'));
        const ours = note !== null && table.hashAt(note.seq) === note.hash;
        return purgedAfter(db, ours ? note.seq : 0);
      },
      addon,
    );
  } catch (error) {
    return { place, copies: 0, keys: 0, why: reason(error) };
  }
}

function inCopies(
  place: string,
  files: readonly string[],
  purged: (file: string) => IsPurged,
  addon: SqliteAddon,
): PurgedPlace {
  let [copies, keys] = [0, 0];
  const failed: string[] = [];
  for (const file of files) {
    try {
      const removed = removeKeys(file, addon, purged(file));
      keys += removed;
      if (removed > 0) copies += 1;
    } catch (error) {
      failed.push(`${file}: ${reason(error)}`);
    }
  }
  return { place, copies, keys, why: failed.length === 0 ? null : failed.join('; ') };
}

/** Damaged key files; their log is taken in, so that one file has it all. */
function setAside(dataDir: string, addon: SqliteAddon): string[] {
  const files = readdirSync(dataDir)
    .filter((name) => /^keys\.db\.corrupt-\d{8}T\d{9}Z$/.test(name))
    .map((name) => join(dataDir, name));
  for (const file of files) {
    let db: Sqlite | null = null;
    try {
      db = openPrivate(file, addon);
      db.pragma('journal_mode = DELETE');
    } catch (error) {
      // Reading it will say so again, and that is told.
      if (failureCode(error) === null) throw error;
    } finally {
      db?.close();
    }
  }
  return files;
}

/** @throws what is a bug and no state of a disk */
function reason(error: unknown): string {
  if (failureCode(error) === null || !(error instanceof Error)) throw error;
  return error.message;
}
