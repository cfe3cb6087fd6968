import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { MIGRATIONS, migrate } from '../../../../../electron/core/store/migrations/index.ts';
import type { Migration } from '../../../../../electron/core/store/migrations/migration.ts';

function version(db: Database.Database): unknown {
  return db.pragma('user_version', { simple: true });
}

function step(number: number, sql: string): Migration {
  return { version: number, up: (db) => void db.exec(sql) };
}

describe('migrations', () => {
  it('are numbered in growing order', () => {
    const db = new Database(':memory:');
    const twice = [step(10, ''), step(10, '')];
    expect(() => migrate(db, twice)).toThrow('migration 10 does not follow 10');
    expect(MIGRATIONS.map((migration) => migration.version)).toEqual([10, 20, 30, 40, 50, 60]);
  });

  it('each run once, in order, from where the database is', () => {
    const db = new Database(':memory:');
    migrate(db, [step(10, 'CREATE TABLE a (x)')]);
    migrate(db, [step(10, 'CREATE TABLE a (x)'), step(20, 'INSERT INTO a VALUES (1)')]);
    expect(db.prepare('SELECT x FROM a').pluck().all()).toEqual([1]);
    expect(version(db)).toBe(20);
  });

  it('leave the step before when one fails half-way', () => {
    const db = new Database(':memory:');
    const broken = step(20, 'CREATE TABLE b (x); INSERT INTO nowhere VALUES (1)');
    expect(() => migrate(db, [step(10, 'CREATE TABLE a (x)'), broken])).toThrow('nowhere');
    expect(version(db)).toBe(10);
    expect(db.prepare("SELECT name FROM sqlite_schema WHERE name = 'b'").all()).toEqual([]);
  });
});

describe('migration 0010', () => {
  it('makes table events with the columns that other programs rely on', () => {
    const db = new Database(':memory:');
    migrate(db, MIGRATIONS.slice(0, 1));
    const columns = db.prepare("SELECT name || ' ' || type FROM pragma_table_info('events')");
    expect(columns.pluck().all()).toEqual([
      'seq INTEGER',
      'epoch INTEGER',
      'boot_id TEXT',
      'at_ms INTEGER',
      'mono_ms INTEGER',
      'station TEXT',
      'shift TEXT',
      'session TEXT',
      'actor TEXT',
      'kind TEXT',
      'body TEXT',
      'prev BLOB',
      'hash BLOB',
    ]);
    expect(version(db)).toBe(10);
  });
});
