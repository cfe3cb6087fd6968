import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MODES, type Mode } from '../../../shared/words.ts';
import { createQueries } from './queries.ts';
import { openForReading, type SqliteAddon } from './sqlite.ts';

/** What a data folder says of itself without being opened for writing. */
export interface FolderFacts {
  /** Mode that it was made for, or null for a new folder. */
  readonly mode: Mode | null;
  /** Its station, or null for a new folder. */
  readonly station: string | null;
  /** Generations of the manifest that were ever activated, newest first. */
  readonly generations: readonly string[];
}

/**
 * Looks at a data folder that may be in use; changes nothing.
 * @throws Error when its database cannot be read
 */
export function inspectFolder(dataDir: string, addon: SqliteAddon = null): FolderFacts {
  const file = join(dataDir, 'station.db');
  if (!existsSync(file)) return { mode: null, station: null, generations: [] };
  const db = openForReading(file, addon);
  try {
    const mode = db
      .prepare<[], string>("SELECT json_extract(body, '$.mode') FROM events WHERE seq = 1")
      .pluck()
      .get();
    // Of the last event: a restored folder has a station of its own.
    const station = db
      .prepare<[], string>('SELECT station FROM events ORDER BY seq DESC LIMIT 1')
      .pluck()
      .get();
    const queries = createQueries(db, () => {
      throw new Error('no event is read here');
    });
    return {
      mode: MODES.find((known) => known === mode) ?? null,
      station: station ?? null,
      generations: queries.manifestGenerations(),
    };
  } finally {
    db.close();
  }
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
