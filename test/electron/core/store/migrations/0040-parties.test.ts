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

it('migration 0040 adds empty tables of parties and of what they took of licences', () => {
  const db = new Database(':memory:');
  migrate(db, upTo(30));
  db.prepare('INSERT INTO manifest_generations VALUES (?, ?, ?, 1, ?)').run('g', 7, 'a.csv', 1);
  migrate(db, upTo(40));
  expect(db.pragma('user_version', { simple: true })).toBe(40);
  const rows = (table: string) => db.prepare(`SELECT * FROM ${table}`).all();
  expect([rows('parties'), rows('licence_uses')]).toEqual([[], []]);
  const plan = db
    .prepare<[], { detail: string }>(
      "EXPLAIN QUERY PLAN SELECT session FROM parties WHERE fingerprint = 'f' AND role = 'sender'",
    )
    .all();
  expect(plan.map(({ detail }) => detail)).toEqual([
    'SEARCH parties USING COVERING INDEX parties_by_fingerprint (fingerprint=? AND role=?)',
  ]);
});
