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

it('migration 0030 keeps every generation and reads the newest first by an index', () => {
  const db = new Database(':memory:');
  migrate(db, upTo(20));
  const insert = db.prepare('INSERT INTO manifest_generations VALUES (?, ?, ?, 1, ?)');
  insert.run('20260101T000000000Z-00000001', 7, 'first.csv', 0);
  insert.run('20260102T000000000Z-00000002', 9, 'second.csv', 1);
  const before = db.prepare('SELECT * FROM manifest_generations').all();
  migrate(db, upTo(30));
  expect(db.pragma('user_version', { simple: true })).toBe(30);
  expect(db.prepare('SELECT * FROM manifest_generations').all()).toEqual(before);
  const sql = 'SELECT file FROM manifest_generations ORDER BY seq DESC LIMIT 1000';
  expect(db.prepare(sql).pluck().all()).toEqual(['second.csv', 'first.csv']);
  const plan = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all();
  expect(plan.map(({ detail }) => detail)).toEqual([
    'SCAN manifest_generations USING INDEX manifest_by_seq',
  ]);
});
