import { closeSync, existsSync, mkdirSync, openSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MODES } from '../../../shared/words.ts';
import type { Mode } from '../../../shared/words.ts';
import { BACKUP_NOTE, readBackupNote, signBackup } from './backup-note.ts';
import type { BackupNote } from './backup-note.ts';
import { ownBackups, removeUnfinished, rotateBackups, unfinished } from './backup-places.ts';
import {
  copyDurably,
  fileDigest,
  fileTime,
  makePrivateFolder,
  renameDurably,
  syncFile,
  syncFolder,
  writeDurably,
} from './durable-files.ts';
import { createEventTable } from './event-table.ts';
import { purgedIn, removeKeys } from './purged-keys.ts';
import { openForReading, openPrivate } from './sqlite.ts';
import type { SqliteAddon } from './sqlite.ts';
import { siteFiles } from './site-files.ts';
import { readStationKey, stationKeyMissing } from './station-key.ts';
import type { StationKey } from './station-key.ts';
import { StoreError, failureCode, toStoreError } from './store-error.ts';
import { verifyBackup } from './verify-backup.ts';

export interface BackupOptions {
  readonly dataDir: string;
  readonly sqliteAddon: SqliteAddon;
  readonly utcMs: number;
  /** Backups that stay in each place, at least 1. */
  readonly keep: number;
  /** Folder that gets a copy, or null. It is not created: what is not mounted is not there. */
  readonly secondPath: string | null;
  /** Whether older copies in the second place are removed, too. */
  readonly rotateSecond: boolean;
}

/** What was made, and what could not be done beside it. */
export interface BackupMade {
  readonly name: string;
  readonly folder: string;
  readonly seq: number;
  readonly hash: string;
  /** The copy in the second place; `why` there is none, or why older ones could not be removed. */
  readonly second: { readonly folder: string | null; readonly why: string | null } | null;
  /** Why older backups in the data folder could not be removed, or null. */
  readonly why: string | null;
}

/** Pages that are copied before others get a turn: 4 MB. */
const STEP_PAGES = 1_000;
const OLDER_SAFE = 'Older backups and all records are whole.';

/**
 * Copies a data folder, which a station may be writing meanwhile, and reads the copy from end to
 * end. It gets its name only then, and only then older backups go.
 *
 * @throws StoreError `disk-full`, `disk-error`, … or `backup-bad`; older backups are whole then
 */
export async function makeBackup(options: BackupOptions): Promise<BackupMade> {
  const { dataDir, keep, secondPath } = options;
  const place = ownBackups(dataDir);
  try {
    const key = readStationKey(dataDir);
    if (key === null) throw stationKeyMissing(dataDir);
    makePrivateFolder(place);
    removeUnfinished(place, key.station);
    const name = freeName(place, secondPath, options.utcMs);
    const { seq, hash } = await build(options, key, place, name);
    const folder = join(place, name);
    // First, since the older ones may not want to go.
    const second = secondPath === null ? null : copyToSecond(options, folder, name, secondPath);
    const why = rotate(place, key.station, keep, name);
    return { name, folder, seq, hash, second, why };
  } catch (error) {
    throw toStoreError(error, dataDir, OLDER_SAFE) ?? error;
  }
}

function freeName(place: string, secondPath: string | null, utcMs: number): string {
  for (let at = utcMs; ; at += 1) {
    const name = fileTime(at);
    if (![place, secondPath].some((taken) => taken !== null && existsSync(join(taken, name)))) {
      return name;
    }
  }
}

async function build(
  { dataDir, sqliteAddon, utcMs }: BackupOptions,
  key: StationKey,
  place: string,
  name: string,
): Promise<BackupNote> {
  const part = unfinished(place, name, key.station);
  try {
    mkdirSync(part, { mode: 0o700 });
    // Before the records: checkpoints that they do not have would look as if records had been cut off.
    const files = copyFiles(dataDir, part);
    const database = join(part, 'station.db');
    await copyDatabase(join(dataDir, 'station.db'), database, sqliteAddon);
    const head = finishRecords(database, sqliteAddon);
    // After the records: a key is on the disk before the first record that needs it.
    const keys = join(part, 'keys.db');
    await copyDatabase(join(dataDir, 'keys.db'), keys, sqliteAddon);
    finishKeys(keys, database, sqliteAddon);
    const at = new Date(utcMs).toISOString();
    const facts = { ...head, at, sha256: fileDigest(database), files };
    writeDurably(join(part, BACKUP_NOTE), signBackup(facts, key));
    return finish(part, join(place, name), sqliteAddon);
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    throw error;
  }
}

/** Verifies a backup and gives it its name. */
function finish(part: string, folder: string, addon: SqliteAddon): BackupNote {
  const verdict = verifyBackup(part, addon);
  if (!verdict.ok) {
    throw new StoreError(
      'backup-bad',
      `The backup could not be read back (${verdict.reason}) and was removed. ${OLDER_SAFE} ` +
        'Check the disk, then make a backup again.',
    );
  }
  syncFolder(part);
  renameDurably(part, folder);
  return verdict.note;
}

/**
 * Copies a database with SQLite's backup API. One open read transaction keeps the copy at one
 * moment: without it each write of the station would begin the copy anew.
 */
async function copyDatabase(from: string, to: string, addon: SqliteAddon): Promise<void> {
  closeSync(openSync(to, 'wx', 0o600));
  const db = openForReading(from, addon);
  try {
    db.exec('BEGIN');
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    await db.backup(to, { progress: () => STEP_PAGES });
  } finally {
    db.close();
  }
}

/** Makes the copy one file that can be read from any medium; its journal is yet to be written. */
function finishRecords(
  file: string,
  addon: SqliteAddon,
): Pick<BackupNote, 'mode' | 'epoch' | 'seq' | 'hash'> {
  const db = openPrivate(file, addon);
  try {
    db.pragma('journal_mode = DELETE');
    const table = createEventTable(db);
    table.setJournalMark(0);
    const [first] = [...table.range(1, 1)];
    return { ...table.head(), mode: modeOf(first?.bodyText ?? '{}') };
  } finally {
    db.close();
    syncFile(file);
  }
}

function modeOf(bodyText: string): Mode {
  const { mode } = JSON.parse(bodyText) as { readonly mode?: unknown };
  return MODES.find((known) => known === mode) ?? 'live';
}

function finishKeys(file: string, records: string, addon: SqliteAddon): void {
  const db = openPrivate(file, addon);
  try {
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
  const known = openForReading(records, addon);
  try {
    removeKeys(file, addon, purgedIn(known));
  } finally {
    known.close();
  }
  syncFile(file);
}

/** Copies the files of the site, and the checkpoints. @returns their digests */
function copyFiles(dataDir: string, to: string): Record<string, string> {
  const names = siteFiles(dataDir);
  for (const name of names) {
    makePrivateFolder(dirname(join(to, name)));
    copyDurably(join(dataDir, name), join(to, name));
  }
  return Object.fromEntries(names.map((name) => [name, fileDigest(join(to, name))]));
}

/** A second place that is away is no failure of the backup that was just made; it is said. */
function copyToSecond(
  { sqliteAddon, keep, rotateSecond }: BackupOptions,
  folder: string,
  name: string,
  place: string,
): BackupMade['second'] {
  const note = readBackupNote(folder);
  if (note === null) throw new Error('a backup that was just verified has no backup.json');
  const part = unfinished(place, name, note.station);
  try {
    if (!existsSync(place) || !statSync(place).isDirectory())
      return { folder: null, why: away(place) };
    removeUnfinished(place, note.station);
    mkdirSync(part, { mode: 0o700 });
    for (const file of ['station.db', 'keys.db', ...Object.keys(note.files), BACKUP_NOTE]) {
      makePrivateFolder(dirname(join(part, file)));
      copyDurably(join(folder, file), join(part, file));
    }
    finish(part, join(place, name), sqliteAddon);
    const why = rotateSecond ? rotate(place, note.station, keep, name) : null;
    return { folder: join(place, name), why };
  } catch (error) {
    removeQuietly(part);
    const known = toStoreError(error, place, OLDER_SAFE);
    if (known === null) throw error;
    return { folder: null, why: known.message };
  }
}

/** Removes older backups. @returns why not all of them, which is no failure of the one just made */
function rotate(place: string, station: string, keep: number, made: string): string | null {
  try {
    rotateBackups(place, station, keep, made);
    return null;
  } catch (error) {
    if (failureCode(error) === null || !(error instanceof Error)) throw error;
    return (
      `Older backups in ${place} could not be removed (${error.message}). The new one is whole. ` +
      'Find out who holds them open or may remove them, before the disk is full.'
    );
  }
}

function away(place: string): string {
  return (
    `The second place for backups, ${place}, is not there. The backup in the data folder is whole. ` +
    'Connect it; the next backup goes there, too.'
  );
}

function removeQuietly(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // The place went away; the next backup there removes it.
  }
}
