import type { Migration } from './migration.ts';

/** Generations of the manifest are a stack: they are read newest first, one row for each import. */
export const manifestOrder: Migration = {
  version: 30,
  up(db) {
    db.exec('CREATE UNIQUE INDEX manifest_by_seq ON manifest_generations (seq)');
  },
};
