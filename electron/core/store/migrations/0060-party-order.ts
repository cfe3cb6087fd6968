import type { Migration } from './migration.ts';

/**
 * When a party was screened stands beside its fingerprint, so that the latest screenings of a sender of
 * tens of thousands of parcels are read without the others.
 */
export const partyOrder: Migration = {
  version: 60,
  rebuild: true,
  up(db) {
    db.exec(`
      DROP TABLE parties;
      CREATE TABLE parties (
        session TEXT NOT NULL, role TEXT NOT NULL, fingerprint TEXT NOT NULL,
        opened_seq INTEGER NOT NULL, opened_at_ms INTEGER NOT NULL,
        PRIMARY KEY (session, role)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX parties_latest ON parties (fingerprint, role, opened_seq, opened_at_ms);
    `);
  },
};
