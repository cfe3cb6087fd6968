import type { Migration } from './migration.ts';

/**
 * Events, the journal's mark, and the projections of the first version.
 *
 * `events` has the columns that other programs rely on. STRICT keeps each column to its type.
 * `journal_mark` is the last event known to be in the journal when the row was written, that is one
 * append behind: what is missing from the journal up to the mark was cut off, what is missing after
 * it was never acknowledged.
 */
export const initial: Migration = {
  version: 10,
  up(db) {
    db.exec(`
      CREATE TABLE events (
        seq INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, boot_id TEXT NOT NULL,
        at_ms INTEGER NOT NULL, mono_ms INTEGER NOT NULL, station TEXT NOT NULL,
        shift TEXT, session TEXT, actor TEXT NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL,
        prev BLOB NOT NULL, hash BLOB NOT NULL
      ) STRICT;
      CREATE INDEX events_by_session ON events (session, seq) WHERE session IS NOT NULL;
      CREATE INDEX events_by_kind ON events (kind, seq);
      CREATE INDEX events_by_shift ON events (shift, seq) WHERE shift IS NOT NULL;
      CREATE TRIGGER events_no_update BEFORE UPDATE ON events
        BEGIN SELECT RAISE(ABORT, 'events are append-only: record a correction instead'); END;
      CREATE TRIGGER events_no_delete BEFORE DELETE ON events
        BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

      CREATE TABLE journal_mark (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL) STRICT;
      INSERT INTO journal_mark VALUES (1, 0);

      CREATE TABLE sessions (
        session TEXT PRIMARY KEY, shift TEXT, opened_seq INTEGER NOT NULL,
        opened_at_ms INTEGER NOT NULL, scheme TEXT, item TEXT,
        closed_seq INTEGER, closed_at_ms INTEGER, closed_how TEXT
      ) STRICT;
      CREATE INDEX sessions_by_item ON sessions (item, opened_seq) WHERE item IS NOT NULL;
      CREATE INDEX sessions_open ON sessions (opened_seq) WHERE closed_seq IS NULL;
      CREATE TABLE outcomes (
        seq INTEGER PRIMARY KEY, session TEXT NOT NULL, shift TEXT, item TEXT NOT NULL,
        outcome TEXT NOT NULL, overridden INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX outcomes_by_shift ON outcomes (shift, seq);
      CREATE TABLE hits (
        seq INTEGER PRIMARY KEY, session TEXT NOT NULL, shift TEXT, rule TEXT NOT NULL,
        version INTEGER NOT NULL, severity TEXT NOT NULL, result TEXT NOT NULL
      ) STRICT;
      CREATE INDEX hits_by_shift ON hits (shift, seq);
      CREATE INDEX hits_by_session ON hits (session, seq);
      CREATE TABLE shifts (
        shift TEXT PRIMARY KEY, officer TEXT NOT NULL, opened_seq INTEGER NOT NULL,
        opened_at_ms INTEGER NOT NULL, closed_seq INTEGER, closed_at_ms INTEGER
      ) STRICT;
      CREATE TABLE holds (
        seq INTEGER PRIMARY KEY, session TEXT NOT NULL, shift TEXT, item TEXT NOT NULL,
        outcome TEXT NOT NULL, resolved_seq INTEGER
      ) STRICT;
      CREATE INDEX holds_open ON holds (item) WHERE resolved_seq IS NULL;
      CREATE TABLE manifest_generations (
        generation TEXT PRIMARY KEY, seq INTEGER NOT NULL, file TEXT NOT NULL,
        items INTEGER NOT NULL, active INTEGER NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX manifest_active ON manifest_generations (active) WHERE active = 1;
    `);
  },
};
