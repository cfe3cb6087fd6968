import type { Migration } from './migration.ts';

/**
 * What hits and finds are counted by: the sector of a rule, the route of a declaration (ISO 3166-1
 * codes), and what was found with a decision, by method of detection and concealment. Null is "not
 * known": records of older versions name no sector and no find.
 */
export const taxonomy: Migration = {
  version: 50,
  rebuild: true,
  up(db) {
    db.exec(`
      ALTER TABLE hits ADD COLUMN sector TEXT;
      ALTER TABLE sessions ADD COLUMN departure TEXT;
      ALTER TABLE sessions ADD COLUMN destination TEXT;
      CREATE TABLE finds (
        seq INTEGER PRIMARY KEY, method TEXT, concealment TEXT
      ) STRICT;
      CREATE TABLE found_goods (
        seq INTEGER NOT NULL, category TEXT NOT NULL, PRIMARY KEY (seq, category)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
