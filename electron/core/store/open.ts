import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../shared/clock.ts';
import type { ChainedEvent } from '../../../shared/records/chain.ts';
import type { Json } from '../../../shared/records/event.ts';
import type { CodedError, Result } from '../../../shared/result.ts';
import { MODES } from '../../../shared/words.ts';
import type { Mode } from '../../../shared/words.ts';
import { makePrivateFolder, setDatabaseAside } from './durable-files.ts';
import { createEventTable } from './event-table.ts';
import type { EventTable } from './event-table.ts';
import { openKeyStore } from './key-store.ts';
import type { KeyStore } from './key-store.ts';
import { lockFolder } from './lock.ts';
import { migrate, refuseNewer } from './migrations/index.ts';
import { createProjector } from './projections.ts';
import { reconcile, stationEvent } from './reconcile.ts';
import type { Repair } from './reconcile.ts';
import { createStationKey, readStationKey, stationKeyMissing } from './station-key.ts';
import type { StationKey } from './station-key.ts';
import { makeDurable, openPrivate } from './sqlite.ts';
import type { Sqlite, SqliteAddon } from './sqlite.ts';
import { createStore } from './store.ts';
import type { Store } from './store.ts';
import { StoreError, isCorruption, toStoreError } from './store-error.ts';

export interface StoreOptions {
  /** Created when it does not exist, for this account only. */
  readonly dataDir: string;
  /** Null takes the folder's own; a new folder is made for live use. */
  readonly mode: Mode | null;
  readonly clock: Clock;
  /** Changes with every start of the program. */
  readonly bootId: string;
  readonly sqliteAddon?: SqliteAddon;
  /** For tests: bytes after which the journal goes on in a new file. */
  readonly journalFileBytes?: number;
}

const NOTHING_CHANGED = 'The records on the disk are unchanged.';

/**
 * Opens a data folder for writing, repairs what a crash or a disk has left, and tells what it did.
 * In order: folder, lock, database check, migration, key and mode, reconciliation with the journal.
 *
 * Errors: the codes of StoreErrorCode. `database-corrupt`, `database-behind`, `journal-fork`,
 * `journal-cut` and `keys-corrupt` are repaired and appear in `alarms`, not as an error.
 */
export function openStore(options: StoreOptions): Result<Store, CodedError> {
  const held: (() => void)[] = [];
  try {
    return { ok: true, value: open(options, held) };
  } catch (error) {
    for (const release of held.reverse()) release();
    const known = toStoreError(error, options.dataDir, NOTHING_CHANGED);
    if (known === null) throw error;
    return { ok: false, error: { code: known.code, message: known.message } };
  }
}

function open(options: StoreOptions, held: (() => void)[]): Store {
  const { dataDir, clock } = options;
  const addon = options.sqliteAddon ?? null;
  const folder = join(dataDir, 'journal');
  makePrivateFolder(folder);
  const release = lockFolder(dataDir, addon);
  held.push(release);
  const utcMs = clock.utcMs();

  const { db, repair: corrupt } = openDatabase(join(dataDir, 'station.db'), addon, utcMs);
  held.push(() => void db.close());
  migrate(db);
  const table = createEventTable(db);
  // Before anything is repaired, and again for a chain that only the journal had.
  refuseForeign(table, options);
  const adopt = adopter(db, table);
  const fileBytes = options.journalFileBytes;
  const { journal, repairs } = reconcile({ folder, events: table, adopt, utcMs, fileBytes });
  held.push(() => journal.close());

  const { key, mode } = refuseForeign(table, options);
  const isNew = table.head().seq === 0;
  const { station } = key ?? createStationKey(dataDir);
  const { keys, repair: lostKeys } = openKeys(join(dataDir, 'keys.db'), addon, utcMs);
  held.push(() => keys.close());

  const done = summarise(corrupt, repairs, lostKeys);
  const alarms = done.map(({ alarm: { code, message } }) => ({ code, message }));
  const { bootId } = options;
  const parts = { dataDir, mode, station, bootId, clock, db, table, keys, journal, alarms };
  const store = createStore({ ...parts, release });
  const created = stationEvent('station-created', { mode });
  store.append([...(isNew ? [created] : []), ...done.map(({ event }) => event)], null);
  return store;
}

function adopter(db: Sqlite, table: EventTable): (events: readonly ChainedEvent[]) => void {
  const project = createProjector(db);
  const adopt = db.transaction((events: readonly ChainedEvent[]) => {
    table.insert(events);
    events.forEach(project);
  });
  return (events) => adopt.immediate(events);
}

/** Opens the database; one that is damaged is set aside and an empty one begun. */
function openDatabase(
  file: string,
  addon: SqliteAddon,
  utcMs: number,
): { db: Sqlite; repair: Repair | null } {
  const existed = existsSync(file);
  const damage = existed ? findDamage(file, addon) : null;
  const aside = damage === null ? null : setDatabaseAside(file, 'corrupt', utcMs);
  const db = openPrivate(file, addon);
  try {
    refuseNewer(db);
    makeDurable(db);
  } catch (error) {
    db.close();
    throw error;
  }
  if (aside === null) return { db, repair: null };
  const alarm = new StoreError(
    'database-corrupt',
    `The database was damaged (${damage}). It was set aside as ${aside} and built again from the ` +
      'journal. Check the disk of this computer and report this.',
  );
  return { db, repair: { alarm, event: stationEvent('database-rebuilt', { aside, damage }) } };
}

/** What SQLite's own check says about a database file, or null when it is sound. */
function findDamage(file: string, addon: SqliteAddon): string | null {
  let db: Sqlite | null = null;
  try {
    db = openPrivate(file, addon);
    const verdict: unknown = db.pragma('quick_check(1)', { simple: true });
    return verdict === 'ok' ? null : String(verdict);
  } catch (error) {
    if (isCorruption(error) && error instanceof Error) return error.message;
    throw error;
  } finally {
    db?.close();
  }
}

function openKeys(
  file: string,
  addon: SqliteAddon,
  utcMs: number,
): { keys: KeyStore; repair: Repair | null } {
  try {
    return { keys: openKeyStore(file, addon), repair: null };
  } catch (error) {
    if (!isCorruption(error)) throw error;
  }
  const aside = setDatabaseAside(file, 'corrupt', utcMs);
  const alarm = new StoreError(
    'keys-corrupt',
    `The keys of personal values were damaged and set aside as ${aside}. The records are whole, ` +
      'but names and reasons in them cannot be read until keys.db is put back from the backup.',
  );
  const event = stationEvent('keys-set-aside', { aside });
  return { keys: openKeyStore(file, addon), repair: { alarm, event } };
}

/** A rebuilt database was of course behind its journal: that is said once. */
function summarise(corrupt: Repair | null, repairs: Repair[], keys: Repair | null): Repair[] {
  const others = repairs.filter(
    ({ alarm }) => corrupt === null || alarm.code !== 'database-behind',
  );
  return [corrupt, ...others, keys].filter((repair) => repair !== null);
}

/**
 * Refuses records of the other mode, and records whose key is gone. The first event says which mode
 * a folder was made for, so that the chain covers it.
 */
function refuseForeign(
  table: EventTable,
  { dataDir, mode }: StoreOptions,
): { key: StationKey | null; mode: Mode } {
  const key = readStationKey(dataDir);
  const [first] = [...table.range(1, 1)];
  if (first === undefined) return { key, mode: mode ?? 'live' };
  if (key === null) throw stationKeyMissing(dataDir);
  const stored = (JSON.parse(first.bodyText) as { readonly mode?: Json }).mode;
  const made = MODES.find((known) => known === stored);
  if (made !== undefined && (mode === null || mode === made)) return { key, mode: made };
  throw new StoreError(
    'wrong-mode',
    `The data folder ${dataDir} belongs to ${String(stored)} mode and cannot be used in ` +
      `${String(mode)} mode. Nothing was changed. Start in the other mode or choose another folder.`,
  );
}
