import { join } from 'node:path';
import type { Clock } from '../../../shared/clock.ts';
import type { Json } from '../../../shared/records/event.ts';
import type { CodedError, Result } from '../../../shared/result.ts';
import { MODES } from '../../../shared/words.ts';
import type { Mode } from '../../../shared/words.ts';
import { createAdopter } from './adopt-events.ts';
import { isSigned } from './backup-note.ts';
import { listBackups, ownBackups } from './backup-places.ts';
import type { Backup } from './backup-places.ts';
import { markDamaged } from './damage.ts';
import { cutRepair, findContradiction, openCheckpointFile } from './checkpoint-file.ts';
import { makePrivateFolder, syncFolder, syncNames } from './durable-files.ts';
import { beginEpoch } from './epoch.ts';
import { createEventTable } from './event-table.ts';
import type { EventTable } from './event-table.ts';
import { listJournal } from './journal-files.ts';
import type { Journal } from './journal.ts';
import { lockFolder } from './lock.ts';
import { migrate } from './migrations/index.ts';
import { completeDatabase, openDatabase } from './open-database.ts';
import { openKeys } from './open-keys.ts';
import { reconcile, stationEvent } from './reconcile.ts';
import type { Repair } from './reconcile.ts';
import { createStationKey, readStationKey, stationKeyMissing } from './station-key.ts';
import type { StationKey } from './station-key.ts';
import type { Sqlite, SqliteAddon } from './sqlite.ts';
import { createStore } from './store.ts';
import type { Store } from './store.ts';
import { StoreError, damagedDatabase, isCorruption, toStoreError } from './store-error.ts';

export interface StoreOptions {
  /** Created when it does not exist, for this account only. */
  readonly dataDir: string;
  /** Null takes the folder's own; a new folder is made for live use. */
  readonly mode: Mode | null;
  readonly clock: Clock;
  /** Changes with every start of the program. */
  readonly bootId: string;
  readonly sqliteAddon?: SqliteAddon;
  /** Places with backups beside the data folder's own, for a repair. */
  readonly backupPlaces?: readonly string[];
  /** Check a large database to its end before it is used, as the background check does later. */
  readonly wholeCheck?: boolean;
  /** Give records whose key is lost a new one, and begin a new epoch with it. */
  readonly newKey?: boolean;
  /** For tests: bytes after which the journal goes on in a new file. */
  readonly journalFileBytes?: number;
}

const NOTHING_CHANGED = 'The records on the disk are unchanged.';

/**
 * Opens a data folder for writing, repairs what a crash or a disk has left, and tells what it did.
 * In order: folder, lock, database check, migration, key and mode, completion from journal and
 * backups, reconciliation with the journal, keys of personal values.
 *
 * Errors: the codes of StoreErrorCode. `database-corrupt`, `database-behind`, `records-lost`,
 * `records-cut`, `journal-fork`, `journal-cut`, `checkpoints-damaged` and `keys-corrupt` are repaired
 * or gone on from, and appear in `alarms`, not as an error.
 */
export function openStore(options: StoreOptions): Result<Store, CodedError> {
  try {
    return { ok: true, value: openOnce(options) };
  } catch (error) {
    if (!(error instanceof DamagedDatabase)) return refused(error, options);
  }
  // Only its use showed the damage, and it is marked now: this time the database is set aside.
  try {
    return { ok: true, value: openOnce(options) };
  } catch (error) {
    return refused(error, options);
  }
}

function refused(error: unknown, { dataDir }: StoreOptions): Result<never, CodedError> {
  const known = toStoreError(error, dataDir, NOTHING_CHANGED);
  if (known === null) throw error;
  return { ok: false, error: { code: known.code, message: known.message } };
}

function openOnce(options: StoreOptions): Store {
  const held: (() => void)[] = [];
  try {
    return open(options, held);
  } catch (error) {
    for (const release of held.reverse()) release();
    throw error;
  }
}

/** A database was found damaged on the way; it carries a marker now. */
class DamagedDatabase extends Error {}

function markWhenDamaged<T>({ dataDir, clock }: StoreOptions, use: () => T): T {
  try {
    return use();
  } catch (error) {
    const file = isCorruption(error) ? 'station.db' : damagedDatabase(error);
    if (file === null || !(error instanceof Error)) throw error;
    markDamaged(join(dataDir, file), error.message, clock.utcMs());
    throw new DamagedDatabase(error.message);
  }
}

function open(options: StoreOptions, held: (() => void)[]): Store {
  const { dataDir, clock, bootId } = options;
  const addon = options.sqliteAddon ?? null;
  makePrivateFolder(join(dataDir, 'journal'));
  const release = lockFolder(dataDir, addon);
  held.push(release);
  // A process that was killed may have left names that only the page cache knows.
  syncNames(dataDir);
  syncFolder(join(dataDir, 'journal'));

  const records = markWhenDamaged(options, () => openRecords(options, held));
  const { db, table, journal, key, mode, isNew } = records;
  const stationKey = key ?? createStationKey(dataDir);
  const signed = openCheckpointFile(dataDir, table, stationKey.station, clock.utcMs());
  held.push(() => signed.file.close());
  const backups = (): Backup[] => backupsOf(options, stationKey.station, true);
  const keysFile = join(dataDir, 'keys.db');
  const whole = options.wholeCheck === true;
  const opened = openKeys(keysFile, { db, isNew }, backups, addon, clock.utcMs(), whole);
  const { keys } = opened;
  held.push(() => keys.close());

  const repairs = [...records.repairs, ...signed.repairs, opened.repair];
  const done = repairs.filter((repair) => repair !== null);
  const alarms = done.map(({ alarm: { code, message } }) => ({ code, message }));
  const files = { db, table, keys, journal, checkpoints: signed.file };
  const parts = { dataDir, mode, key: stationKey, bootId, clock, ...files, alarms };
  const store = createStore({ ...parts, release });
  const created = stationEvent('station-created', { mode });
  const events = [...(isNew ? [created] : []), ...done.map(({ event }) => event)];
  markWhenDamaged(options, () => store.append(events, null));
  return store;
}

interface Records {
  readonly db: Sqlite;
  readonly table: EventTable;
  readonly journal: Journal;
  readonly key: StationKey | null;
  readonly mode: Mode;
  readonly isNew: boolean;
  readonly repairs: readonly Repair[];
}

/** Database and journal, made whole and equal. */
function openRecords(options: StoreOptions, held: (() => void)[]): Records {
  const { dataDir, clock, bootId, wholeCheck = false } = options;
  const addon = options.sqliteAddon ?? null;
  const utcMs = clock.utcMs();
  const file = join(dataDir, 'station.db');
  const { db, aside } = openDatabase(file, addon, utcMs, wholeCheck);
  held.push(() => void db.close());
  migrate(db);
  const table = createEventTable(db);
  // Before anything is repaired, and again for a chain that only journal and backups had.
  const before = refuseForeign(table, options);
  const adopt = createAdopter(db, table);
  const folder = join(dataDir, 'journal');
  const from = {
    journal: listJournal(folder),
    aside: aside?.file ?? null,
    backups: backupsOf(options, before.key?.station ?? null, table.head().seq === 0),
    addon,
  };
  const completed = completeDatabase(table, adopt, from, aside);
  const { key, mode } = refuseForeign(table, options);
  const fromStation = lastStation(table);
  const cut = findContradiction(dataDir, table, key?.station ?? null);
  if (key !== null && fromStation !== null) {
    const { station } = key;
    if (station !== fromStation && options.newKey !== true) throw stationKeyMissing(dataDir);
    if (station !== fromStation || completed.lost || cut !== null) {
      const start = { dataDir, mode, station, fromStation, backup: null, bootId, clock };
      beginEpoch(table, adopt, start);
    }
  }
  const { journal, repairs } = reconcile({
    folder,
    events: table,
    adopt,
    utcMs,
    fileBytes: options.journalFileBytes,
    thorough: wholeCheck || completed.elsewhere,
  });
  held.push(() => journal.close());
  const isNew = table.head().seq === 0;
  const cutOff = cut === null || completed.lost ? [] : [cutRepair(cut)];
  const all = [...completed.repairs, ...cutOff, ...repairs];
  return { db, table, journal, key, mode, isNew, repairs: all };
}

/** Whose key was there when the last record was made. */
function lastStation(table: EventTable): string | null {
  const { seq } = table.head();
  const [last] = [...table.range(seq, seq)];
  return last?.header.station ?? null;
}

/** Backups that this station has signed, newest first. */
function backupsOf(
  { dataDir, backupPlaces = [] }: StoreOptions,
  station: string | null,
  everywhere: boolean,
): Backup[] {
  return [ownBackups(dataDir), ...(everywhere ? backupPlaces : [])]
    .flatMap(listBackups)
    .filter(({ note }) => note.station === station && isSigned(note))
    .sort((left, right) => right.note.epoch - left.note.epoch || right.note.seq - left.note.seq);
}

/**
 * Refuses records of the other mode, and records whose key is gone unless they are to get a new one.
 * The first event says which mode a folder was made for, so that the chain covers it.
 */
function refuseForeign(
  table: EventTable,
  { dataDir, mode, newKey = false }: StoreOptions,
): { key: StationKey | null; mode: Mode } {
  const found = readStationKey(dataDir);
  const [first] = [...table.range(1, 1)];
  if (first === undefined) return { key: found, mode: mode ?? 'live' };
  if (found === null && !newKey) throw stationKeyMissing(dataDir);
  const stored = (JSON.parse(first.bodyText) as { readonly mode?: Json }).mode;
  const made = MODES.find((known) => known === stored);
  if (made !== undefined && (mode === null || mode === made)) {
    return { key: found ?? createStationKey(dataDir), mode: made };
  }
  throw new StoreError(
    'wrong-mode',
    `The data folder ${dataDir} belongs to ${String(stored)} mode and cannot be used in ` +
      `${String(mode)} mode. Nothing was changed. Start in the other mode or choose another folder.`,
  );
}
