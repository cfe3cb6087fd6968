import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { makeDurable } from '../../../../electron/core/store/sqlite.ts';
import { openStore } from '../../../../electron/core/store/open.ts';
import {
  event,
  openError,
  openOk,
  recordedFolder,
  screening,
  tamper,
  temporaryFolder,
  tickingClock,
  verified,
} from './support.ts';

const JOURNAL = 'journal/000001.jsonl';
const EVENTS = 22;

function lastEvents(dataDir: string, count: number): unknown[] {
  const store = openOk(dataDir);
  const found = store.events({ limit: count, offset: store.eventCount() - count });
  store.close();
  return found.map(({ kind, body }) => ({ kind, body }));
}

describe('opening a data folder', () => {
  it('sets full durability on a database that is in WAL mode already', () => {
    const file = join(recordedFolder(1), 'station.db');
    const db = new Database(file);
    expect(db.pragma('synchronous', { simple: true })).toBe(1);
    makeDurable(db);
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    db.close();
  });

  it('refuses a folder that another store of this process holds', () => {
    const dataDir = temporaryFolder();
    openOk(dataDir);
    expect(openError(dataDir)).toBe('data-folder-in-use');
  });

  it('refuses a folder that another process holds, and names it', () => {
    const dataDir = temporaryFolder();
    openOk(dataDir);
    const script = `
      const { openStore } = await import(${JSON.stringify(join(import.meta.dirname, '../../../../electron/core/store/open.ts'))});
      const clock = { monotonicMs: () => 1, utcMs: () => 1, after() {} };
      const opened = openStore({ dataDir: ${JSON.stringify(dataDir)}, mode: 'live', clock, bootId: 'b' });
      console.log(JSON.stringify(opened.error));`;
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
    });
    expect(JSON.parse(child.stdout)).toEqual({
      code: 'data-folder-in-use',
      message: expect.stringContaining(`process ${process.pid} of user `) as string,
    });
  });

  it('can be done again after a close', () => {
    const dataDir = recordedFolder();
    expect(openOk(dataDir).eventCount()).toBe(EVENTS);
  });

  it.each([
    ['live', 'training'],
    ['training', 'live'],
  ] as const)('refuses records of %s mode in %s mode', (made, wanted) => {
    const dataDir = temporaryFolder();
    openOk(dataDir, { mode: made }).close();
    const before = readFileSync(join(dataDir, JOURNAL));
    expect(openError(dataDir, { mode: wanted })).toBe('wrong-mode');
    expect(readFileSync(join(dataDir, JOURNAL))).toEqual(before);
    openOk(dataDir, { mode: made });
  });

  it('takes the mode of the folder when none is wanted', () => {
    const dataDir = temporaryFolder();
    openOk(dataDir, { mode: 'training' }).close();
    const store = openOk(dataDir, { mode: null });
    const [recorded] = store.append([event('note', null, {})], null);
    expect([store.mode, recorded!.body]).toEqual(['training', { training: true }]);
  });

  it('refuses a database of a newer version and leaves it as it is', () => {
    const dataDir = recordedFolder();
    const file = join(dataDir, 'station.db');
    const db = new Database(file);
    db.pragma('user_version = 99999');
    db.close();
    const before = readFileSync(file);
    expect(openError(dataDir)).toBe('database-newer');
    expect(readFileSync(file)).toEqual(before);
  });

  it('refuses records whose key is gone instead of taking another identity', () => {
    const dataDir = recordedFolder();
    rmSync(join(dataDir, 'station.key'));
    expect(openError(dataDir)).toBe('station-key-missing');
    writeFileSync(join(dataDir, 'station.key'), 'not a key');
    expect(openError(dataDir)).toBe('station-key-missing');
  });

  it('throws for what is a bug, not a state of the disk', () => {
    const clock = { ...tickingClock(), utcMs: () => NaN };
    const options = { dataDir: temporaryFolder(), mode: 'live', clock, bootId: 'b' } as const;
    expect(() => openStore(options)).toThrow('NaN');
    openOk(options.dataDir);
  });
});

describe('a database that is damaged', () => {
  function scribble(dataDir: string): void {
    const file = join(dataDir, 'station.db');
    const bytes = readFileSync(file);
    for (let page = 1; page < bytes.length / 4096; page += 2)
      bytes.fill(0xa5, page * 4096, page * 4096 + 2048);
    writeFileSync(file, bytes);
  }

  it.each([
    ['has damaged pages', scribble],
    [
      'is no database',
      (dataDir: string) => writeFileSync(join(dataDir, 'station.db'), 'x'.repeat(5000)),
    ],
  ])('is set aside when it %s, and built again from the journal', (_name, damage) => {
    const dataDir = recordedFolder();
    damage(dataDir);
    const damaged = readFileSync(join(dataDir, 'station.db'));
    const store = openOk(dataDir);
    expect(store.alarms.map(({ code }) => code)).toEqual(['database-corrupt']);
    expect(store.eventCount()).toBe(EVENTS + 1);
    expect(store.outcomeCounts('shift-1')).toEqual({ release: 4 });
    store.close();
    const aside = readdirSync(dataDir).find((name) =>
      /^station\.db\.corrupt-\d{8}T\d{9}Z$/.test(name),
    );
    expect(readFileSync(join(dataDir, aside ?? ''))).toEqual(damaged);
    expect(verified(dataDir)).toMatchObject({ ok: true, events: EVENTS + 1 });
    expect(lastEvents(dataDir, 1)).toMatchObject([{ kind: 'database-rebuilt' }]);
  });

  it('does not take the sealed values with it', () => {
    const dataDir = recordedFolder(1);
    scribble(dataDir);
    const [row] = openOk(dataDir).outcomes({ limit: 1, offset: 0 });
    expect(row!.event.body['override']).toEqual({ reason: 'seen by Ms. Example, ITEM1' });
  });
});

it('sets damaged keys aside and says that sealed values cannot be read', () => {
  const dataDir = recordedFolder(1);
  writeFileSync(join(dataDir, 'keys.db'), 'x'.repeat(5000));
  const store = openOk(dataDir);
  expect(store.alarms.map(({ code }) => code)).toEqual(['keys-corrupt']);
  store.append(screening('session-1', 'ITEM1'), null);
  const reasons = store.outcomes({ limit: 2, offset: 0 }).map((row) => row.event.body['override']);
  expect(reasons).toEqual([
    { reason: 'seen by Ms. Example, ITEM1' },
    { reason: { personal: null } },
  ]);
});

describe('database and journal that differ', () => {
  it('are made equal when the journal lacks an append that was never acknowledged', () => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir);
    store.append([event('note', null, { n: 1 })], null);
    const short = readFileSync(join(dataDir, JOURNAL));
    store.append([event('note', null, { n: 2 })], null);
    const copy = temporaryFolder();
    cpSync(dataDir, copy, { recursive: true });
    writeFileSync(join(copy, JOURNAL), Buffer.concat([short, Buffer.from('{"actor":"B-1')]));
    const reopened = openOk(copy);
    expect(reopened.alarms).toEqual([]);
    expect(reopened.eventCount()).toBe(3);
    expect(verified(copy)).toMatchObject({
      ok: true,
      events: 3,
      unacknowledged: { events: 0, bytes: 0 },
    });
    expect(readFileSync(join(copy, JOURNAL))).toEqual(readFileSync(join(dataDir, JOURNAL)));
  });

  it('are made equal with an alarm when acknowledged lines are gone', () => {
    const dataDir = recordedFolder();
    const whole = readFileSync(join(dataDir, JOURNAL), 'utf8');
    truncateSync(join(dataDir, JOURNAL), 3_000);
    const store = openOk(dataDir);
    expect(store.alarms.map(({ code }) => code)).toEqual(['journal-cut']);
    store.close();
    expect(readFileSync(join(dataDir, JOURNAL), 'utf8').startsWith(whole)).toBe(true);
    expect(verified(dataDir)).toMatchObject({ ok: true, events: EVENTS + 1 });
  });

  it('are made equal when the whole journal is gone', () => {
    const dataDir = recordedFolder();
    rmSync(join(dataDir, 'journal'), { recursive: true });
    openOk(dataDir).close();
    expect(verified(dataDir)).toMatchObject({ ok: true, events: EVENTS + 1 });
  });

  it('are made equal when the database is an older copy', () => {
    const dataDir = recordedFolder(2);
    copyFileSync(join(dataDir, 'station.db'), join(dataDir, 'older.db'));
    const store = openOk(dataDir);
    store.append(screening('session-9', 'ITEM9'), 'shift-1');
    store.close();
    copyFileSync(join(dataDir, 'older.db'), join(dataDir, 'station.db'));
    const restored = openOk(dataDir);
    expect(restored.alarms.map(({ code }) => code)).toEqual(['database-behind']);
    expect(restored.outcomes({ limit: 1, offset: 0 })).toMatchObject([{ item: 'ITEM9' }]);
    restored.close();
    expect(verified(dataDir)).toMatchObject({ ok: true, events: 18 });
  });

  it('are made equal when the database is gone', () => {
    const dataDir = recordedFolder();
    rmSync(join(dataDir, 'station.db'));
    expect(openOk(dataDir).alarms.map(({ code }) => code)).toEqual(['database-behind']);
    expect(verified(dataDir)).toMatchObject({ ok: true, events: EVENTS + 1 });
  });

  it('are both kept when they fork', () => {
    const dataDir = recordedFolder(1);
    const other = temporaryFolder();
    cpSync(dataDir, other, { recursive: true });
    for (const [folder, item] of [
      [dataDir, 'ITEM-A'],
      [other, 'ITEM-B'],
    ] as const) {
      const store = openOk(folder);
      store.append(screening('session-2', item), null);
      store.close();
    }
    const forked = readFileSync(join(other, JOURNAL));
    copyFileSync(join(other, JOURNAL), join(dataDir, JOURNAL));
    const store = openOk(dataDir);
    expect(store.alarms.map(({ code }) => code)).toEqual(['journal-fork']);
    expect(store.outcomes({ limit: 1, offset: 0 })).toMatchObject([{ item: 'ITEM-A' }]);
    store.close();
    const [aside] = readdirSync(join(dataDir, 'journal')).filter((name) => name.includes('.fork-'));
    expect(readFileSync(join(dataDir, 'journal', aside ?? ''))).toEqual(forked);
    expect(lastEvents(dataDir, 1)).toEqual([
      { kind: 'journal-fork', body: { seq: 9, files: [aside] } },
    ]);
    expect(verified(dataDir)).toMatchObject({ ok: true, events: 13 });
  });

  it('are both kept when the last journal line is not a record', () => {
    const dataDir = recordedFolder(1);
    appendFileSync(join(dataDir, JOURNAL), 'not a record\n');
    expect(openOk(dataDir).alarms.map(({ code }) => code)).toEqual(['journal-fork']);
    expect(verified(dataDir).ok).toBe(true);
  });

  it('keep the journal files before the one that forks', () => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir, { journalFileBytes: 2_000 });
    for (let n = 1; n <= 6; n += 1) store.append(screening(`s${n}`, `I${n}`), null);
    store.close();
    const last = readdirSync(join(dataDir, 'journal')).sort().at(-1) ?? '';
    appendFileSync(join(dataDir, 'journal', last), 'not a record\n');
    openOk(dataDir, { journalFileBytes: 2_000 }).close();
    const asides = readdirSync(join(dataDir, 'journal')).filter((name) => name.includes('fork'));
    expect(asides).toEqual([expect.stringContaining(last)]);
    expect(verified(dataDir)).toMatchObject({ ok: true, events: 32 });
  });

  it('do not hide a record that was changed in the middle', () => {
    const dataDir = recordedFolder();
    tamper(dataDir, (db) => db.exec("UPDATE events SET actor = 'x' WHERE seq = 5"));
    openOk(dataDir).close();
    expect(verified(dataDir).firstBad).toMatchObject({ seq: 5, where: 'db' });
    expect(existsSync(join(dataDir, JOURNAL))).toBe(true);
  });
});
