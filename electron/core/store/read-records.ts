import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ChainedEvent } from '../../../shared/records/chain.ts';
import type { Json, RecordedEvent } from '../../../shared/records/event.ts';
import { MODES } from '../../../shared/words.ts';
import { createEventTable } from './event-table.ts';
import type { KeyStore } from './key-store.ts';
import { MIGRATIONS, refuseNewer } from './migrations/index.ts';
import { createQueries, type Queries } from './queries.ts';
import { openBody } from './sealing.ts';
import { openForReading, type Sqlite, type SqliteAddon } from './sqlite.ts';
import { StoreError } from './store-error.ts';
import type { Store } from './store.ts';

/** The records as they are, without the means to add any. */
export type ReadRecords = Queries &
  Pick<
    Store,
    | 'dataDir'
    | 'mode'
    | 'station'
    | 'sessionEvents'
    | 'events'
    | 'event'
    | 'latest'
    | 'eventCount'
    | 'lastHash'
    | 'close'
  >;

type Keys = Pick<KeyStore, 'find'>;

/**
 * Opens the records of a data folder for reading, also while a station works with it: no lock is
 * taken, no record is repaired or changed, and what is read is of one moment. Beside a database that
 * nobody has open, SQLite leaves an empty write-ahead log, which the next opening takes away.
 *
 * @throws StoreError `data-folder-unsuitable`, `database-newer`
 * @throws SqliteError when the database cannot be read
 */
export function openRecordsForReading(dataDir: string, addon: SqliteAddon = null): ReadRecords {
  const file = join(dataDir, 'station.db');
  if (!existsSync(file)) throw noRecords(dataDir);
  const held: Sqlite[] = [];
  const close = (): void => held.splice(0).forEach((db) => db.close());
  try {
    const db = openForReading(file, addon);
    held.push(db);
    refuseNewer(db);
    refuseOlder(db, dataDir);
    // One moment for all that is asked.
    db.exec('BEGIN');
    return { ...reader(dataDir, db, findKeys(dataDir, addon, held)), close };
  } catch (error) {
    close();
    throw error;
  }
}

function reader(dataDir: string, db: Sqlite, keys: Keys): Omit<ReadRecords, 'close'> {
  const table = createEventTable(db);
  const open = ({ header, bodyText, hash }: ChainedEvent): RecordedEvent => {
    const stored = JSON.parse(bodyText) as { [name: string]: Json };
    return { ...header, body: openBody(stored, keys), hash };
  };
  const [first] = [...table.range(1, 1)].map(open);
  const mode = MODES.find((known) => known === first?.body['mode']);
  if (first === undefined || mode === undefined) throw noRecords(dataDir);
  const head = table.head();
  return {
    ...createQueries(db, open),
    dataDir,
    mode,
    station: first.station,
    sessionEvents: (session) => table.list({ session, limit: -1, offset: 0 }).map(open),
    events: (query) => table.list(query).map(open),
    event: (seq) => [...table.range(seq, seq)].map(open)[0] ?? null,
    latest: (kind, limit) => table.latest(kind, limit).map(open),
    eventCount: () => head.seq,
    lastHash: () => head.hash,
  };
}

/** Without keys every personal value reads as erased. */
function findKeys(dataDir: string, addon: SqliteAddon, held: Sqlite[]): Keys {
  const file = join(dataDir, 'keys.db');
  if (!existsSync(file)) return { find: () => null };
  const db = openForReading(file, addon);
  held.push(db);
  const find = db.prepare<[string], Buffer>('SELECT key FROM keys WHERE id = ?').pluck();
  return { find: (id) => find.get(id) ?? null };
}

function refuseOlder(db: Sqlite, dataDir: string): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version === MIGRATIONS.at(-1)?.version) return;
  throw new StoreError(
    'data-folder-unsuitable',
    `The records in ${dataDir} are of an older version of this program. Nothing was changed. ` +
      'Start the station once with this version, then ask again.',
  );
}

function noRecords(dataDir: string): StoreError {
  return new StoreError(
    'data-folder-unsuitable',
    `${dataDir} holds no records. Nothing was changed. Give the folder that holds station.db.`,
  );
}
