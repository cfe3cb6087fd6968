import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MODES, type Mode } from '../../../shared/words.ts';
import { MANIFEST_GENERATIONS } from './queries.ts';
import { openForReading } from './sqlite.ts';
import type { Sqlite, SqliteAddon } from './sqlite.ts';

/** What a data folder says of itself without being opened for writing. */
export interface FolderFacts {
  /** Mode that it was made for, or null for a new folder. */
  readonly mode: Mode | null;
  /** Its station, or null for a new folder. */
  readonly station: string | null;
  /** Generations of the manifest that were ever activated, newest first. */
  readonly generations: readonly string[];
}

const NEW_FOLDER: FolderFacts = { mode: null, station: null, generations: [] };

/**
 * Looks at a data folder that may be in use, by a program that is just making or migrating it, too;
 * changes nothing. It asks only for what every shape of the database has.
 * @throws Error when its database cannot be read
 */
export function inspectFolder(dataDir: string, addon: SqliteAddon = null): FolderFacts {
  const file = join(dataDir, 'station.db');
  if (!existsSync(file)) return NEW_FOLDER;
  const db = openForReading(file, addon);
  try {
    return db.transaction(() => factsOf(db))();
  } finally {
    db.close();
  }
}

function factsOf(db: Sqlite): FolderFacts {
  if (db.pragma('user_version', { simple: true }) === 0) return NEW_FOLDER;
  const first = <Value>(sql: string): Value | undefined => db.prepare<[], Value>(sql).pluck().get();
  const mode = first("SELECT json_extract(body, '$.mode') FROM events WHERE seq = 1");
  return {
    mode: MODES.find((known) => known === mode) ?? null,
    // Of the last event: a restored folder has a station of its own.
    station: first<string>('SELECT station FROM events ORDER BY seq DESC LIMIT 1') ?? null,
    generations: db.prepare<[], string>(MANIFEST_GENERATIONS).pluck().all(),
  };
}

/** How much a data folder holds. */
export interface RecordCounts {
  readonly events: number;
  readonly sessions: number;
  readonly outcomes: number;
  readonly shifts: number;
  /** Unresolved. */
  readonly holds: number;
}

/** @throws Error when its database cannot be read */
export function countRecords(dataDir: string, addon: SqliteAddon = null): RecordCounts {
  const db = openForReading(join(dataDir, 'station.db'), addon);
  const count = (from: string): number =>
    db.prepare<[], number>(`SELECT count(*) FROM ${from}`).pluck().get() ?? 0;
  try {
    return {
      events: count('events'),
      sessions: count('sessions'),
      outcomes: count('outcomes'),
      shifts: count('shifts'),
      holds: count('holds WHERE resolved_seq IS NULL'),
    };
  } finally {
    db.close();
  }
}
