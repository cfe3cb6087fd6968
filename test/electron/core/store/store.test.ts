import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { GENESIS } from '../../../../shared/records/chain.ts';
import { PROJECTIONS } from '../../../../electron/core/store/projections.ts';
import {
  event,
  openOk,
  recordedFolder,
  screening,
  tamper,
  temporaryFolder,
  verified,
} from './support.ts';

describe('a new data folder', () => {
  it('begins with an event that says its mode', () => {
    const store = openOk(temporaryFolder());
    const [first] = store.events({ limit: 1, offset: 0 });
    expect(first).toMatchObject({ seq: 1, kind: 'station-created', body: { mode: 'live' } });
  });

  it('is readable for its owner only', () => {
    const dataDir = join(temporaryFolder(), 'new');
    openOk(dataDir);
    const modes = [
      '',
      'station.db',
      'station.db-wal',
      'keys.db',
      'station.key',
      'journal/000001.jsonl',
    ];
    expect(modes.map((name) => (statSync(join(dataDir, name)).mode & 0o777).toString(8))).toEqual([
      '700',
      '600',
      '600',
      '600',
      '600',
      '600',
    ]);
  });

  it('keeps its station id for ever', () => {
    const dataDir = temporaryFolder();
    const first = openOk(dataDir);
    first.close();
    expect(openOk(dataDir).station).toBe(first.station);
    expect(first.station).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('append', () => {
  it('numbers and links events as table events says, hashed as documented', () => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir);
    store.append([event('note', 's', { b: 1, a: 'ü' })], 'shift-1');
    store.close();
    const db = new Database(join(dataDir, 'station.db'), { readonly: true });
    const [first, second] = db
      .prepare<[], { prev: Buffer; hash: Buffer; body: string; [column: string]: unknown }>(
        'SELECT * FROM events ORDER BY seq',
      )
      .all();
    db.close();
    const { prev, hash, body, ...header } = second!;
    expect(body).toBe('{"a":"ü","b":1}');
    expect(first!.prev.toString('hex')).toBe(GENESIS);
    expect(prev).toEqual(first!.hash);
    const names = Object.keys(header).sort();
    const canonical = JSON.stringify(Object.fromEntries(names.map((name) => [name, header[name]])));
    const input = `${prev.toString('hex')}\n${canonical}\n${body}`;
    expect(hash.toString('hex')).toBe(createHash('sha256').update(input).digest('hex'));
  });

  it('writes what it returns, and the same again when read', () => {
    const store = openOk(temporaryFolder());
    const recorded = store.append(screening('s', 'RR1'), 'shift-1');
    expect(store.sessionEvents('s')).toEqual(recorded);
  });

  it('keeps nothing of an intent when one of its events cannot be recorded', () => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir);
    const bad = event('decided', 's', { item: 'X', outcome: 'burn', override: null });
    expect(() => store.append([event('session-opened', 's', {}), bad], null)).toThrow('decided');
    expect(store.eventCount()).toBe(1);
    expect(store.openSession()).toBeNull();
    store.append([event('note', null, {})], null);
    store.close();
    expect(verified(dataDir)).toMatchObject({ ok: true, events: 2 });
  });

  it('marks every body in training', () => {
    const store = openOk(temporaryFolder(), { mode: 'training' });
    const [recorded] = store.append([event('note', null, { text: 'x' })], null);
    expect(recorded!.body).toEqual({ text: 'x', training: true });
    expect(store.events({ limit: 9, offset: 0 }).every(({ body }) => body['training'])).toBe(true);
  });

  it('goes on in a new journal file when one is full', () => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir, { journalFileBytes: 2_000 });
    for (let n = 1; n <= 10; n += 1) store.append(screening(`s${n}`, `I${n}`), null);
    store.close();
    expect(statSync(join(dataDir, 'journal/000003.jsonl')).size).toBeGreaterThan(0);
    expect(verified(dataDir)).toMatchObject({ ok: true, events: 51 });
    const again = openOk(dataDir, { journalFileBytes: 2_000 });
    again.append([event('note', null, {})], null);
    again.close();
    expect(again.alarms).toEqual([]);
    expect(verified(dataDir)).toMatchObject({ ok: true, events: 52 });
  });
});

describe('table events', () => {
  it('refuses changes and deletions', () => {
    const dataDir = recordedFolder(1);
    const db = new Database(join(dataDir, 'station.db'));
    expect(() => db.exec("UPDATE events SET actor = 'x' WHERE seq = 2")).toThrow('append-only');
    expect(() => db.exec('DELETE FROM events WHERE seq = 2')).toThrow('append-only');
    db.close();
  });
});

describe('personal values', () => {
  it('are in no file of the records in clear', () => {
    const dataDir = recordedFolder(1);
    for (const name of ['station.db', 'journal/000001.jsonl', 'keys.db']) {
      expect(readFileSync(join(dataDir, name)).includes('Ms. Example')).toBe(false);
    }
  });

  it('are opened when read, in lists as well', () => {
    const store = openOk(recordedFolder(1));
    expect(store.outcomes({ limit: 1, offset: 0 })[0]!.event.body['override']).toEqual({
      reason: 'seen by Ms. Example, ITEM1',
    });
  });

  it('are null without their key, and the chain still verifies', () => {
    const dataDir = recordedFolder(2);
    const keys = new Database(join(dataDir, 'keys.db'));
    keys.exec("DELETE FROM keys WHERE id = 'session-1'");
    keys.close();
    const store = openOk(dataDir);
    const reasons = store
      .outcomes({ limit: 9, offset: 0 })
      .map((row) => (row.event.body['override'] as { reason: unknown }).reason);
    expect(reasons).toEqual(['seen by Ms. Example, ITEM2', { personal: null }]);
    expect(verified(dataDir).ok).toBe(true);
  });
});

describe('projections', () => {
  it('say what is open', () => {
    const store = openOk(temporaryFolder());
    store.append([event('shift-opened', null, { shift: 'A', officer: 'B-17' })], 'A');
    store.append(screening('s1', 'I1', 'hold'), 'A');
    store.append([event('session-opened', 's2', {})], 'A');
    expect(store.shiftState()).toMatchObject({ shift: 'A', officer: 'B-17' });
    expect(store.openSession()).toBe('s2');
    expect(store.outcomeCounts('A')).toEqual({ hold: 1 });
    expect(store.hitCounts('A')).toEqual({ 'weight.over': 1 });
    expect(store.openHolds({ limit: 9, offset: 0 })).toMatchObject([{ item: 'I1', seq: 6 }]);
    store.append([event('shift-closed', null, { shift: 'A' })], 'A');
    expect(store.shiftState()).toBeNull();
  });

  it('take a hold for resolved when the item is decided again', () => {
    const store = openOk(temporaryFolder());
    store.append(screening('s1', 'I1', 'hold'), null);
    store.append(screening('s2', 'I1', 'release'), null);
    expect(store.openHolds({ limit: 9, offset: 0 })).toEqual([]);
  });

  it('are the same when they are rebuilt from the events', () => {
    const dataDir = recordedFolder(3);
    const read = (): unknown[] => {
      const db = new Database(join(dataDir, 'station.db'), { readonly: true });
      const rows = PROJECTIONS.map((table) => db.prepare(`SELECT * FROM ${table}`).all());
      db.close();
      return rows;
    };
    const before = read();
    tamper(dataDir, (db) => {
      for (const table of PROJECTIONS) db.exec(`DELETE FROM ${table}`);
    });
    openOk(dataDir).rebuildProjections();
    expect(read()).toEqual(before);
    const counts = before.map((rows, at) => [PROJECTIONS[at], (rows as unknown[]).length]);
    expect(Object.fromEntries(counts)).toMatchObject({
      sessions: 3,
      outcomes: 3,
      hits: 3,
      shifts: 1,
    });
  });
});
