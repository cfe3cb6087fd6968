import type { Migration } from './migration.ts';

/**
 * People, the checks and the countersignature of a shift, corrections, legal holds, and the columns
 * that reports count by. All of it is folded from events; `rebuild` fills it for older records.
 *
 * `item_since_ms` tells items with the same identifier apart: UPU S10 lets a number come again after
 * 12 months, and then it is another item.
 */
export const peopleAndShifts: Migration = {
  version: 20,
  rebuild: true,
  up(db) {
    db.exec(`
      CREATE TABLE people (
        badge TEXT PRIMARY KEY, role TEXT NOT NULL, active INTEGER NOT NULL,
        added_seq INTEGER NOT NULL
      ) STRICT;

      ALTER TABLE shifts ADD COLUMN closed_by TEXT;
      ALTER TABLE shifts ADD COLUMN countersigned_seq INTEGER;
      ALTER TABLE shifts ADD COLUMN countersigned_by TEXT;
      CREATE INDEX shifts_by_opening ON shifts (opened_seq);
      CREATE INDEX shifts_open ON shifts (opened_seq) WHERE closed_seq IS NULL;
      CREATE INDEX shifts_to_countersign ON shifts (closed_seq)
        WHERE closed_seq IS NOT NULL AND countersigned_seq IS NULL;
      CREATE TABLE shift_checks (
        shift TEXT NOT NULL, name TEXT NOT NULL, result TEXT NOT NULL, seq INTEGER NOT NULL,
        PRIMARY KEY (shift, name)
      ) STRICT, WITHOUT ROWID;

      ALTER TABLE sessions ADD COLUMN item_since_ms INTEGER;
      CREATE INDEX sessions_by_shift ON sessions (shift, opened_seq);
      CREATE INDEX sessions_by_opening ON sessions (opened_seq);
      ALTER TABLE outcomes ADD COLUMN at_ms INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE outcomes ADD COLUMN corrected_seq INTEGER;
      ALTER TABLE outcomes ADD COLUMN corrected_to TEXT;
      CREATE INDEX outcomes_by_session ON outcomes (session, seq);
      CREATE INDEX outcomes_overridden ON outcomes (shift, seq) WHERE overridden = 1;
      ALTER TABLE holds ADD COLUMN at_ms INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE holds ADD COLUMN item_since_ms INTEGER;
      CREATE INDEX holds_by_session ON holds (session);
      CREATE INDEX holds_unresolved ON holds (seq) WHERE resolved_seq IS NULL;
      CREATE INDEX holds_of_shift ON holds (shift, seq) WHERE resolved_seq IS NULL;

      CREATE TABLE faults (
        seq INTEGER PRIMARY KEY, shift TEXT, session TEXT, instrument TEXT NOT NULL,
        code TEXT NOT NULL
      ) STRICT;
      CREATE INDEX faults_by_shift ON faults (shift, seq);
      CREATE TABLE manual_entries (
        seq INTEGER PRIMARY KEY, shift TEXT, session TEXT NOT NULL, what TEXT NOT NULL
      ) STRICT;
      CREATE INDEX manual_entries_by_shift ON manual_entries (shift, seq);
      CREATE TABLE remarks (
        seq INTEGER PRIMARY KEY, about_seq INTEGER NOT NULL, shift TEXT, session TEXT,
        kind TEXT NOT NULL
      ) STRICT;
      CREATE INDEX remarks_about ON remarks (about_seq);
      CREATE INDEX remarks_by_shift ON remarks (shift, seq);
      CREATE TABLE clock_jumps (
        seq INTEGER PRIMARY KEY, shift TEXT, by_ms INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX clock_jumps_by_shift ON clock_jumps (shift, seq);
      CREATE TABLE legal_holds (
        session TEXT PRIMARY KEY, placed_seq INTEGER NOT NULL, lifted_seq INTEGER
      ) STRICT;
      CREATE TABLE purged (
        key_id TEXT PRIMARY KEY, seq INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE trend (
        day INTEGER NOT NULL, measure TEXT NOT NULL, n INTEGER NOT NULL,
        PRIMARY KEY (day, measure)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
