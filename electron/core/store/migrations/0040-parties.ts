import type { Migration } from './migration.ts';

/**
 * Who was sender and addressee of a session and their contacts, as keyed fingerprints, what it was declared
 * to be worth, and what it would take of licences.
 * Records of older versions asked for neither.
 */
export const parties: Migration = {
  version: 40,
  rebuild: true,
  up(db) {
    db.exec(`
      CREATE TABLE parties (
        session TEXT NOT NULL, role TEXT NOT NULL, fingerprint TEXT NOT NULL,
        PRIMARY KEY (session, role)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX parties_by_fingerprint ON parties (fingerprint, role, session);
      CREATE TABLE declared_values (
        session TEXT PRIMARY KEY, currency TEXT NOT NULL, minor INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE licence_uses (
        session TEXT NOT NULL, number TEXT NOT NULL, unit TEXT NOT NULL, amount REAL,
        PRIMARY KEY (session, number)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX licence_uses_by_number ON licence_uses (number, session);
    `);
  },
};
