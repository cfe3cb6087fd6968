import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { MIGRATIONS, migrate } from '../../../../../electron/core/store/migrations/index.ts';
import type { Sqlite } from '../../../../../electron/core/store/sqlite.ts';

/** Steps up to a version, without folding: there is nothing to fold in a new database. */
const upTo = (version: number) =>
  MIGRATIONS.filter((step) => step.version <= version).map((step) => ({
    version: step.version,
    up: (db: Sqlite) => step.up(db),
  }));

it('migration 0060 reads the latest screenings of a party from an index, without sorting', () => {
  const db = new Database(':memory:');
  migrate(db, upTo(50));
  db.prepare("INSERT INTO parties VALUES ('s', 'sender', 'f')").run();
  migrate(db, upTo(60));
  expect(db.pragma('user_version', { simple: true })).toBe(60);
  // Filled from the events again.
  expect(db.prepare('SELECT * FROM parties').all()).toEqual([]);
  const plan = db
    .prepare<[], { detail: string }>(
      `EXPLAIN QUERY PLAN SELECT session, opened_at_ms FROM parties
       WHERE fingerprint = 'f' AND role = 'sender' ORDER BY opened_seq DESC LIMIT 500`,
    )
    .all();
  expect(plan.map(({ detail }) => detail)).toEqual([
    'SEARCH parties USING COVERING INDEX parties_latest (fingerprint=? AND role=?)',
  ]);
});
