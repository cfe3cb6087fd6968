import Database from 'better-sqlite3';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS, migrate } from '../../../../../electron/core/store/migrations/index.ts';
import { PROJECTIONS } from '../../../../../electron/core/store/projections.ts';
import { openOk, recordedFolder, temporaryFolder, verified } from '../support.ts';

/** A folder as version 10 left it: its tables and triggers, with the events of today's. */
function folderOfVersion10(): string {
  const dataDir = recordedFolder();
  const file = join(dataDir, 'station.db');
  const today = new Database(file);
  const old = new Database(join(temporaryFolder(), 'old.db'));
  migrate(old, MIGRATIONS.slice(0, 1));
  const events = today.prepare('SELECT * FROM events ORDER BY seq').all();
  const insert = old.prepare(`INSERT INTO events VALUES (@seq, @epoch, @boot_id, @at_ms, @mono_ms,
    @station, @shift, @session, @actor, @kind, @body, @prev, @hash)`);
  for (const event of events) insert.run(event);
  const mark = today.prepare('SELECT seq FROM journal_mark').pluck().get();
  old.prepare('UPDATE journal_mark SET seq = ?').run(mark);
  today.close();
  old.exec(`VACUUM INTO '${file}.old'`);
  old.close();
  const replaced = new Database(`${file}.old`);
  replaced.pragma('wal_checkpoint(TRUNCATE)');
  replaced.close();
  return dataDir;
}

function contents(file: string): unknown[] {
  const db = new Database(file, { readonly: true });
  try {
    return PROJECTIONS.map((table) => db.prepare(`SELECT * FROM ${table}`).all());
  } finally {
    db.close();
  }
}

describe('migration 0020', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = folderOfVersion10();
  });

  it('fills every projection from the events, as if they had been recorded today', () => {
    const db = new Database(join(dataDir, 'station.db.old'));
    expect(db.pragma('user_version', { simple: true })).toBe(10);
    migrate(db);
    db.close();
    const [filled, today] = ['station.db.old', 'station.db'].map((name) =>
      contents(join(dataDir, name)),
    );
    expect(filled).toEqual(today);
    expect(filled?.flat().length).toBeGreaterThan(10);
  });

  it('leaves the events untouched: the chain of an older folder verifies', () => {
    const db = new Database(join(dataDir, 'station.db.old'));
    const before = db.prepare('SELECT * FROM events').all();
    migrate(db);
    expect(db.prepare('SELECT * FROM events').all()).toEqual(before);
    db.close();
    openOk(dataDir).close();
    expect(verified(dataDir).ok).toBe(true);
  });
});
