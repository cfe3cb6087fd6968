import { existsSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Clock } from '../../../shared/clock.ts';
import type { CodedError, Result } from '../../../shared/result.ts';
import type { Mode } from '../../../shared/words.ts';
import { createAdopter } from './adopt-events.ts';
import type { BackupNote } from './backup-note.ts';
import { listBackups } from './backup-places.ts';
import { copyDurably, makePrivateFolder, syncFile, syncFolder } from './durable-files.ts';
import { beginEpoch } from './epoch.ts';
import { createEventTable } from './event-table.ts';
import { listJournal } from './journal-files.ts';
import { lockFolder } from './lock.ts';
import { migrate } from './migrations/index.ts';
import { openStore } from './open.ts';
import { purgedAfter, purgedIn, removeKeys } from './purged-keys.ts';
import { createStationKey, readStationKey } from './station-key.ts';
import { openForReading, openPrivate } from './sqlite.ts';
import type { Sqlite, SqliteAddon } from './sqlite.ts';
import { StoreError, failureCode, toStoreError } from './store-error.ts';
import { verifyBackup } from './verify-backup.ts';

export interface RestoreOptions {
  /** Folder of one backup. */
  readonly backup: string;
  /** New or without records. */
  readonly dataDir: string;
  /** The backup has to be of this mode; null takes what it is. */
  readonly mode: Mode | null;
  readonly clock: Clock;
  readonly bootId: string;
  readonly sqliteAddon?: SqliteAddon;
}

export interface Restored {
  readonly mode: Mode;
  readonly station: string;
  readonly epoch: number;
  /** Records in the folder now, the one of the restore included. */
  readonly events: number;
  readonly from: { readonly station: string; readonly epoch: number; readonly seq: number };
  /** Keys of personal values that the backup still had although they were destroyed since. */
  readonly keysRemoved: number;
}

/** Files are complete under this name before the first gets its own. */
const PART = '.restoring';
const NOTHING_RESTORED = 'The backup is unchanged; nothing was restored.';

/**
 * Makes a data folder from a backup: the same records, a new epoch whose first record is `restored`,
 * and a key of its own unless the folder has one. The backup is read from end to end before.
 *
 * Errors: `backup-bad`, `not-empty`, `wrong-mode` and those of `openStore`.
 */
export function restoreBackup(options: RestoreOptions): Result<Restored, CodedError> {
  const { dataDir, clock, bootId, sqliteAddon = null } = options;
  try {
    const note = accept(options);
    makePrivateFolder(dataDir);
    const release = lockFolder(dataDir, sqliteAddon);
    let keysRemoved: number;
    try {
      refuseRecords(dataDir);
      keysRemoved = restoreFiles(options, note);
    } finally {
      release();
    }
    // Writes the journal from the database.
    const opened = openStore({ dataDir, mode: note.mode, clock, bootId, sqliteAddon });
    if (!opened.ok) return opened;
    const { mode, station, epoch } = opened.value;
    const events = opened.value.eventCount();
    opened.value.close();
    const from = { station: note.station, epoch: note.epoch, seq: note.seq };
    return { ok: true, value: { mode, station, epoch, events, from, keysRemoved } };
  } catch (error) {
    const known = toStoreError(error, dataDir, NOTHING_RESTORED);
    if (known === null) throw error;
    return { ok: false, error: { code: known.code, message: known.message } };
  }
}

function accept({ backup, mode, sqliteAddon = null }: RestoreOptions): BackupNote {
  const verdict = verifyBackup(backup, sqliteAddon);
  if (!verdict.ok) {
    throw new StoreError(
      'backup-bad',
      `${backup} is no whole backup: ${verdict.reason}. Nothing was restored. Take another backup; ` +
        'the older ones and those of the second place are as good.',
    );
  }
  const { note } = verdict;
  if (mode === null || mode === note.mode) return note;
  throw new StoreError(
    'wrong-mode',
    `${backup} is of ${note.mode} mode and cannot be restored for ${mode} mode. Nothing was restored.`,
  );
}

/** Keys without records are precious, too, unless a restore that was cut short has left them. */
function refuseRecords(dataDir: string): void {
  const database = join(dataDir, 'station.db');
  const keysOnly = existsSync(join(dataDir, 'keys.db')) && !existsSync(database + PART);
  const journal = listJournal(join(dataDir, 'journal')).length > 0;
  if (!existsSync(database) && !journal && !keysOnly) return;
  throw new StoreError(
    'not-empty',
    `${dataDir} has records. Nothing was restored. Close the station, rename that folder (for ` +
      `example to ${basename(dataDir)}.old), and restore again; or name another folder.`,
  );
}

function restoreFiles(options: RestoreOptions, note: BackupNote): number {
  const { backup, dataDir, clock, bootId, sqliteAddon = null } = options;
  const key = readStationKey(dataDir) ?? createStationKey(dataDir);
  for (const name of Object.keys(note.files)) {
    const target = join(dataDir, name);
    // What a site has prepared for this computer stays; checkpoints belong to the records.
    if (existsSync(target) && name !== 'checkpoints.jsonl') continue;
    makePrivateFolder(dirname(target));
    copyDurably(join(backup, name), target);
  }
  const [database, keys] = ['station.db', 'keys.db'].map((name) => join(dataDir, name));
  if (database === undefined || keys === undefined) throw new Error('two names give two paths');
  for (const suffix of ['', '-wal', '-shm']) rmSync(database + PART + suffix, { force: true });
  copyDurably(join(backup, 'station.db'), database + PART);
  copyDurably(join(backup, 'keys.db'), keys + PART);
  const keysRemoved = removeDestroyed(backup, keys + PART, note, sqliteAddon);
  const db = openPrivate(database + PART, sqliteAddon);
  try {
    migrate(db);
    const table = createEventTable(db);
    beginEpoch(table, createAdopter(db, table), {
      dataDir,
      mode: note.mode,
      station: key.station,
      fromStation: note.station,
      backup: { name: basename(backup), atMs: Date.parse(note.at) },
      bootId,
      clock,
    });
  } finally {
    db.close();
  }
  syncFile(database + PART);
  for (const file of [keys, database]) renameSync(file + PART, file);
  syncFolder(dataDir);
  return keysRemoved;
}

/**
 * A backup that was out of reach when keys were destroyed still has them. What was destroyed is
 * known from its own records and from other backups in the same place.
 */
function removeDestroyed(
  backup: string,
  keys: string,
  note: BackupNote,
  addon: SqliteAddon,
): number {
  const own = openForReading(join(backup, 'station.db'), addon);
  try {
    const table = createEventTable(own);
    let removed = removeKeys(keys, addon, purgedIn(own));
    for (const { folder, note: other } of listBackups(dirname(backup))) {
      // What came before is part of its own records.
      if (table.hashAt(other.seq) === other.hash) continue;
      removed += removeKnownTo(join(folder, 'station.db'), keys, note, addon);
    }
    return removed;
  } finally {
    own.close();
  }
}

function removeKnownTo(other: string, keys: string, note: BackupNote, addon: SqliteAddon): number {
  let db: Sqlite | null = null;
  try {
    db = openForReading(other, addon);
    const same = createEventTable(db).hashAt(note.seq) === note.hash;
    return removeKeys(keys, addon, same ? purgedAfter(db, note.seq) : purgedIn(db));
  } catch (error) {
    // Another backup that cannot be read is no reason not to restore this one.
    if (!/^SQLITE_(CORRUPT|NOTADB|ERROR|CANTOPEN)/.test(failureCode(error) ?? '')) throw error;
    return 0;
  } finally {
    db?.close();
  }
}
