import {
  copyFileSync,
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { makeBackup } from '../../../../electron/core/store/backup.ts';
import { findAllDamage, findDamage, markDamaged } from '../../../../electron/core/store/damage.ts';
import { event, openError, openOk, recordedFolder, screening, verified } from './support.ts';

const JOURNAL = 'journal/000001.jsonl';

async function backUp(dataDir: string, seconds = 0): Promise<string> {
  const utcMs = Date.UTC(2026, 10, 21) + seconds * 1_000;
  const options = { dataDir, sqliteAddon: null, utcMs, keep: 9, secondPath: null };
  return (await makeBackup({ ...options, rotateSecond: true })).folder;
}

function add(dataDir: string, ...sessions: string[]): void {
  const store = openOk(dataDir);
  for (const session of sessions) store.append(screening(session, `OF-${session}`), null);
  store.close();
}

/** Makes line `number` of the journal unreadable, counted from 1. */
function spoilLine(dataDir: string, number: number): void {
  const file = join(dataDir, JOURNAL);
  const lines = readFileSync(file, 'utf8').split('\n');
  lines[number - 1] = lines[number - 1]?.replace('"actor"', '"actXr"') ?? '';
  writeFileSync(file, lines.join('\n'));
}

function spoilDatabase(dataDir: string): void {
  writeFileSync(join(dataDir, 'station.db'), 'x'.repeat(8_192));
}

/** Overwrites the first leaf page that belongs to table `events`: the root and the end stay whole. */
function spoilPageOfEvents(dataDir: string): void {
  const file = join(dataDir, 'station.db');
  const bytes = readFileSync(file);
  const at = bytes.indexOf('station-created');
  const page = Math.floor(at / 4096) * 4096;
  bytes.fill(0xa5, page, page + 4096);
  writeFileSync(file, bytes);
}

/** A folder whose table of events has many pages. */
function largeFolder(): string {
  const dataDir = recordedFolder(1);
  const store = openOk(dataDir);
  for (let n = 0; n < 30; n += 1) {
    store.append([event('note', null, { text: 'y'.repeat(3_000), n })], null);
  }
  store.close();
  return dataDir;
}

/** More than 32 MB, beyond which an open does not check everything. */
function veryLargeFolder(): string {
  const dataDir = recordedFolder(1);
  const store = openOk(dataDir);
  const big = event('note', null, { text: 'y'.repeat(1_000_000) });
  for (let n = 0; n < 34; n += 1) store.append([big], null);
  for (let n = 0; n < 3; n += 1) {
    store.append(
      Array.from({ length: 120 }, (_, at) => event('note', null, { at: `${n}-${at}` })),
      null,
    );
  }
  store.close();
  return dataDir;
}

/** Overwrites pages that are of a kind (file format, 1.6) and hold a text. */
function spoilPages(dataDir: string, kind: number, text: string): void {
  const file = join(dataDir, 'station.db');
  const bytes = readFileSync(file);
  let spoiled = 0;
  for (let page = 0; page < bytes.length; page += 4096) {
    if (bytes[page] !== kind || !bytes.subarray(page, page + 4096).includes(text)) continue;
    bytes.fill(0xa5, page, page + 4096);
    spoiled += 1;
  }
  if (spoiled === 0) throw new Error('there is no such page');
  writeFileSync(file, bytes);
}

/** Leaf of a table, leaf of an index. */
const [TABLE_LEAF, INDEX_LEAF] = [0x0d, 0x0a];

describe('damage in a very large database', () => {
  const dataDir = (damage: (folder: string) => void): string => {
    const folder = veryLargeFolder();
    damage(folder);
    return folder;
  };

  it('is not looked for at each open, and found by the check in the background', () => {
    const folder = dataDir((where) => spoilPages(where, TABLE_LEAF, '"0-60"'));
    expect(openOk(folder).alarms).toEqual([]);
    expect(findAllDamage(join(folder, 'station.db'), null)).not.toBeNull();
  });

  it('is found at once at the roots and at the end', () => {
    const folder = dataDir((where) => spoilPages(where, TABLE_LEAF, 'station-created'));
    expect(findDamage(join(folder, 'station.db'), null, false)).not.toBeNull();
  });

  it('that only using it shows is answered in the same open', () => {
    const folder = dataDir((where) => spoilPages(where, INDEX_LEAF, 'checkpoint'));
    expect(findDamage(join(folder, 'station.db'), null, false)).toBeNull();
    const store = openOk(folder);
    expect(store.alarms.map(({ code }) => code)).toEqual(['database-corrupt']);
    store.close();
    expect(verified(folder).ok).toBe(true);
  });
});

it('a database that is marked is set aside at the next open, and the marker with it', () => {
  const dataDir = largeFolder();
  const { length } = readFileSync(join(dataDir, JOURNAL), 'utf8').trimEnd().split('\n');
  markDamaged(join(dataDir, 'station.db'), 'row 3 missing from index', 0);
  const store = openOk(dataDir);
  expect(store.alarms.map(({ code }) => code)).toEqual(['database-corrupt']);
  expect(store.alarms[0]?.message).toContain('row 3 missing from index');
  expect(store.eventCount()).toBe(length + 1);
  store.close();
  expect(existsSync(join(dataDir, 'station.db.damaged.json'))).toBe(false);
  expect(openOk(dataDir).alarms).toEqual([]);
});

describe('a damaged or lost database whose journal is damaged, too', () => {
  it('is built from the backup and what the journal has after it: nothing is lost', async () => {
    const dataDir = recordedFolder(2);
    await backUp(dataDir);
    add(dataDir, 'later-1', 'later-2');
    spoilLine(dataDir, 5);
    spoilDatabase(dataDir);
    const store = openOk(dataDir);
    expect(store.alarms.map(({ code }) => code)).toEqual(['database-corrupt', 'journal-fork']);
    expect(store.outcomes({ limit: 9, offset: 0 }).map(({ session }) => session)).toEqual([
      'later-2',
      'later-1',
      'session-2',
      'session-1',
    ]);
    expect(store.epoch).toBe(1);
    store.close();
    expect(verified(dataDir).ok).toBe(true);
  });

  it('is built from what can be read of it when there is no backup', () => {
    const dataDir = largeFolder();
    spoilLine(dataDir, 20);
    spoilPageOfEvents(dataDir);
    const store = openOk(dataDir);
    expect(store.alarms[0]?.message).toContain('the journal and what could be read of it');
    expect(store.events({ limit: -1, offset: 0, kinds: ['note'] })).toHaveLength(30);
    store.close();
    expect(verified(dataDir).ok).toBe(true);
  });

  it('goes on in a new epoch, with an alarm, when a record is nowhere whole', () => {
    const dataDir = recordedFolder(3);
    spoilLine(dataDir, 9);
    spoilDatabase(dataDir);
    const store = openOk(dataDir);
    expect(store.alarms.map(({ code }) => code)).toContain('records-lost');
    expect(store.alarms.find(({ code }) => code === 'records-lost')?.message).toContain(
      'from 9 on, up to 17 at least',
    );
    expect(store.epoch).toBe(2);
    expect(store.latest('restored', 1)[0]).toMatchObject({ seq: 9, body: { backup: null } });
    store.close();
    expect(verified(dataDir).ok).toBe(true);
    expect(openOk(dataDir).alarms).toEqual([]);
  });

  it('goes on in a new epoch when there is a backup only, since more may have been recorded', async () => {
    const dataDir = recordedFolder(2);
    await backUp(dataDir);
    rmSync(join(dataDir, 'station.db'));
    rmSync(join(dataDir, 'journal'), { recursive: true });
    rmSync(join(dataDir, 'checkpoints.jsonl'), { force: true });
    const store = openOk(dataDir);
    expect(store.alarms.map(({ code }) => code)).toEqual(['database-behind', 'records-lost']);
    expect(store.epoch).toBe(2);
    expect(store.outcomes({ limit: 9, offset: 0 })).toHaveLength(2);
  });

  it('takes the newest backup that is whole', async () => {
    const dataDir = recordedFolder(1);
    await backUp(dataDir);
    add(dataDir, 'later-1');
    const newest = await backUp(dataDir, 60);
    writeFileSync(join(newest, 'station.db'), 'x');
    spoilLine(dataDir, 3);
    spoilDatabase(dataDir);
    const store = openOk(dataDir);
    expect(store.outcomes({ limit: 9, offset: 0 }).map(({ session }) => session)).toEqual([
      'later-1',
      'session-1',
    ]);
  });

  it('takes nothing from a backup of another station', async () => {
    const [dataDir, other] = [recordedFolder(1), recordedFolder(3)];
    await backUp(other);
    const store = openOk(dataDir);
    const events = store.eventCount();
    store.close();
    cpSync(join(other, 'backups'), join(dataDir, 'backups'), { recursive: true });
    spoilDatabase(dataDir);
    const again = openOk(dataDir);
    expect(again.eventCount()).toBe(events + 1);
  });
});

describe('keys that are damaged or lost', () => {
  const reasons = (dataDir: string): unknown[] => {
    const store = openOk(dataDir);
    const found = store.outcomes({ limit: 9, offset: 0 }).map(({ event: { body } }) => {
      return (body['override'] as { reason: unknown }).reason;
    });
    store.close();
    return found.reverse();
  };

  it.each([
    ['are damaged', (file: string) => writeFileSync(file, 'x'.repeat(5_000))],
    ['are gone', (file: string) => rmSync(file)],
    ['are marked', (file: string) => markDamaged(file, 'found by the check', 0)],
  ])('are taken from the newest backup when they %s', async (_name, damage) => {
    const dataDir = recordedFolder(1);
    await backUp(dataDir);
    add(dataDir, 'later');
    damage(join(dataDir, 'keys.db'));
    const store = openOk(dataDir);
    expect(store.alarms.map(({ code }) => code)).toEqual(['keys-corrupt']);
    store.close();
    const [first, second] = reasons(dataDir);
    expect(first).toBe('seen by Ms. Example, ITEM1');
    // A marked file could still be read.
    const readable = _name === 'are marked';
    expect(second).toEqual(readable ? 'seen by Ms. Example, OF-later' : { personal: null });
  });

  /** A folder whose index of keys has leaves; spoils them, and neither root nor table. */
  function manyKeys(): { dataDir: string; spoil: () => void } {
    const dataDir = recordedFolder(1);
    const store = openOk(dataDir);
    for (let n = 0; n < 400; n += 1) {
      store.append([event('note', `many-${n}`, { text: { personal: 'x' } })], null);
    }
    store.close();
    const file = join(dataDir, 'keys.db');
    const db = new Database(file, { readonly: true });
    const leaves = db
      .prepare<[], number>(
        "SELECT pageno FROM dbstat WHERE name = 'sqlite_autoindex_keys_1' AND pagetype = 'leaf'",
      )
      .pluck()
      .all();
    db.close();
    expect(leaves.length).toBeGreaterThan(1);
    const spoil = (): void => {
      const bytes = readFileSync(file);
      for (const page of leaves) bytes.fill(0xa5, (page - 1) * 4096, page * 4096);
      writeFileSync(file, bytes);
    };
    return { dataDir, spoil };
  }

  it('are found at the open, and only they are set aside and built again', () => {
    const { dataDir, spoil } = manyKeys();
    spoil();
    const store = openOk(dataDir);
    expect(store.alarms.map(({ code }) => code)).toEqual(['keys-corrupt']);
    store.append([event('note', 'new', { text: { personal: 'y' } })], null);
    store.close();
    const aside = readdirSync(dataDir).filter((name) => /\.corrupt-\d+T\d+Z$/.test(name));
    expect(aside.map((name) => name.replace(/-.*/, ''))).toEqual(['keys.db.corrupt']);
    const again = openOk(dataDir);
    expect(again.alarms).toEqual([]);
    // All could still be read row by row.
    expect(again.sessionEvents('many-7')[0]?.body).toEqual({ text: 'x' });
  });

  it('are named in every error of their use, and no error of theirs is one of the database', () => {
    const { dataDir, spoil } = manyKeys();
    const store = openOk(dataDir);
    spoil();
    const corrupt = expect.objectContaining({ name: 'StoreError', code: 'keys-corrupt' }) as Error;
    const personal = event('note', 'new', { text: { personal: 'y' } });
    expect(() => store.append([personal], null)).toThrow(corrupt);
    expect(() => store.sessionEvents('many-7')).toThrow(corrupt);
    expect(() => store.keys.has('many-7')).toThrow(corrupt);
    // The database is sound.
    expect(store.append([event('note', null, {})], null)).toHaveLength(1);
  });

  it('do not bring back what was purged after the backup', async () => {
    const dataDir = recordedFolder(2);
    await backUp(dataDir);
    const store = openOk(dataDir);
    store.append([event('purged', null, { keys: ['session-1'] })], null);
    store.keys.destroy(['session-1']);
    store.close();
    rmSync(join(dataDir, 'keys.db'));
    expect(reasons(dataDir)).toEqual([{ personal: null }, 'seen by Ms. Example, ITEM2']);
  });
});

describe('a key of the station that is lost', () => {
  it('is replaced when asked: the records go on in a new epoch', () => {
    const dataDir = recordedFolder(1);
    rmSync(join(dataDir, 'station.key'));
    expect(openError(dataDir)).toBe('station-key-missing');
    const store = openOk(dataDir, { newKey: true });
    expect(store.epoch).toBe(2);
    store.close();
    expect(verified(dataDir).ok).toBe(true);
    expect(openOk(dataDir).alarms).toEqual([]);
  });

  it('is not replaced by that of another station', () => {
    const [dataDir, other] = [recordedFolder(1), recordedFolder(1)];
    copyFileSync(join(other, 'station.key'), join(dataDir, 'station.key'));
    expect(openError(dataDir)).toBe('station-key-missing');
  });
});

it('a journal that is damaged in its middle is written again when everything is checked', () => {
  const dataDir = recordedFolder(2);
  spoilLine(dataDir, 4);
  expect(verified(dataDir).ok).toBe(false);
  const store = openOk(dataDir, { wholeCheck: true });
  expect(store.alarms.map(({ code }) => code)).toEqual(['journal-fork']);
  store.close();
  expect(verified(dataDir).ok).toBe(true);
});
