import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeBackup, type BackupOptions } from '../../../../electron/core/store/backup.ts';
import { verifyBackup } from '../../../../electron/core/store/verify-backup.ts';
import { openOk, recordedFolder, screening, temporaryFolder, verified } from './support.ts';

const AT = Date.UTC(2026, 10, 21, 8);

function backUp(dataDir: string, options: Partial<BackupOptions> = {}) {
  return makeBackup({
    dataDir,
    sqliteAddon: null,
    utcMs: AT,
    keep: 3,
    secondPath: null,
    rotateSecond: true,
    ...options,
  });
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
}

describe('a backup', () => {
  it('holds records, keys, checkpoints and the site’s files, and neither key of the station nor logs', async () => {
    const dataDir = recordedFolder();
    const store = openOk(dataDir);
    store.checkpoint();
    store.close();
    mkdirSync(join(dataDir, 'rule-packs'));
    writeFileSync(join(dataDir, 'rule-packs', 'site.yaml'), 'pack: site\n');
    writeFileSync(join(dataDir, 'policy.yaml'), 'radiation: { dwellS: 8 }\n');
    const { folder } = await backUp(dataDir);
    expect(filesIn(folder)).toEqual([
      'backup.json',
      'checkpoints.jsonl',
      'keys.db',
      'policy.yaml',
      'rule-packs',
      'rule-packs/site.yaml',
      'station.db',
    ]);
    expect(statSync(folder).mode & 0o077).toBe(0);
    expect(verified(folder)).toMatchObject({ ok: true, events: 23 });
  });

  it('names the last record and is signed', async () => {
    const dataDir = recordedFolder();
    const store = openOk(dataDir);
    const head = { seq: store.eventCount(), hash: store.lastHash() };
    store.close();
    const made = await backUp(dataDir);
    expect(made).toMatchObject(head);
    const verdict = verifyBackup(made.folder, null);
    const { station, at } = { ...store, at: '2026-11-21T08:00:00.000Z' };
    expect(verdict).toMatchObject({ ok: true, note: { ...head, epoch: 1, station, at } });
  });

  it('is of one moment while the station goes on writing', async () => {
    const dataDir = recordedFolder(1);
    const store = openOk(dataDir);
    let [writing, round] = [true, 0];
    const write = (): void => {
      if (!writing) return;
      store.append(screening(`while-${(round += 1)}`, `W${round}`), null);
      setImmediate(write);
    };
    write();
    const made = await backUp(dataDir);
    writing = false;
    expect(verifyBackup(made.folder, null)).toMatchObject({ ok: true, note: { seq: made.seq } });
    expect(store.eventCount()).toBeGreaterThan(made.seq);
    expect(round).toBeGreaterThan(3);
  });

  it('gives way to newer ones beyond the number that is kept, newest by records and not by clock', async () => {
    const dataDir = recordedFolder(1);
    const names: string[] = [];
    for (const hour of [4, 3, 2, 1]) {
      const store = openOk(dataDir);
      store.append(screening(`s-${hour}`, `I${hour}`), null);
      store.close();
      names.push((await backUp(dataDir, { utcMs: AT + hour * 3_600_000, keep: 2 })).name);
    }
    expect(readdirSync(join(dataDir, 'backups')).sort()).toEqual(names.slice(2).sort());
  });

  it('is good, and copied, when an older one does not let itself be removed; that is said', async () => {
    const [dataDir, secondPath] = [recordedFolder(1), temporaryFolder()];
    const { station, close } = openOk(dataDir);
    close();
    const older = await backUp(dataDir);
    const making = backUp(dataDir, { keep: 1, secondPath, utcMs: AT + 1_000 });
    // In the way of the name under which the older one is removed.
    const inTheWay = join(dataDir, 'backups', `${older.name}.${station}.part`);
    mkdirSync(join(inTheWay, 'something'), { recursive: true });
    const made = await making;
    expect(made.why).toContain('could not be removed');
    expect(made.second).toEqual({ folder: join(secondPath, made.name), why: null });
    for (const place of [join(dataDir, 'backups'), secondPath]) {
      expect(verifyBackup(join(place, made.name), null).ok).toBe(true);
    }
    expect(verifyBackup(older.folder, null).ok).toBe(true);
  });

  it('leaves nothing of an interrupted attempt', async () => {
    const dataDir = recordedFolder(1);
    const { station } = openOk(dataDir);
    const left = join(dataDir, 'backups', `20260101T000000000Z.${station}.part`);
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, 'keys.db'), 'half');
    await backUp(dataDir);
    expect(existsSync(left)).toBe(false);
  });

  it('is refused of a folder whose key is lost', async () => {
    const dataDir = recordedFolder(1);
    rmSync(join(dataDir, 'station.key'));
    await expect(backUp(dataDir)).rejects.toMatchObject({ code: 'station-key-missing' });
  });
});

describe('the second place', () => {
  it('gets a verified copy, keeps as many, and those of other stations', async () => {
    const [dataDir, other, secondPath] = [recordedFolder(1), recordedFolder(2), temporaryFolder()];
    const foreign = await backUp(other, { secondPath, utcMs: AT - 9_000_000 });
    for (const second of [1, 2, 3]) {
      await backUp(dataDir, { secondPath, keep: 1, utcMs: AT + second * 1_000 });
    }
    const made = await backUp(dataDir, { secondPath, keep: 1, utcMs: AT + 9_000 });
    expect(made.second).toEqual({ folder: join(secondPath, made.name), why: null });
    expect(readdirSync(secondPath).sort()).toEqual([foreign.name, made.name]);
    expect(verifyBackup(join(secondPath, made.name), null).ok).toBe(true);
  });

  it('that is away is said, and neither created nor a failure', async () => {
    const dataDir = recordedFolder(1);
    const secondPath = join(temporaryFolder(), 'not-mounted');
    const { second, folder } = await backUp(dataDir, { secondPath });
    expect(second?.why).toContain(`${secondPath}, is not there`);
    expect(existsSync(secondPath)).toBe(false);
    expect(verifyBackup(folder, null).ok).toBe(true);
  });
});

describe('verification of a backup', () => {
  function flip(file: string, at = 200): void {
    const bytes = readFileSync(file);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(file, bytes);
  }

  it.each([
    ['a changed byte in the database', (folder: string) => flip(join(folder, 'station.db'), 9_000)],
    ['a changed checkpoint', (folder: string) => flip(join(folder, 'checkpoints.jsonl'), 100)],
    ['a missing file', (folder: string) => rmSync(join(folder, 'checkpoints.jsonl'))],
    ['missing keys', (folder: string) => rmSync(join(folder, 'keys.db'))],
    ['keys that are no database', (folder: string) => flip(join(folder, 'keys.db'), 3)],
    ['no signature file', (folder: string) => rmSync(join(folder, 'backup.json'))],
    [
      'another time in the signed file',
      (folder: string) => {
        const file = join(folder, 'backup.json');
        writeFileSync(file, readFileSync(file, 'utf8').replace('2026-11-21', '2027-11-21'));
      },
    ],
  ])('finds %s', async (_name, damage) => {
    const dataDir = recordedFolder();
    const store = openOk(dataDir);
    store.checkpoint();
    store.close();
    const { folder } = await backUp(dataDir);
    expect(verifyBackup(folder, null).ok).toBe(true);
    damage(folder);
    expect(verifyBackup(folder, null).ok).toBe(false);
  });

  it('finds the database of another backup of the same station', async () => {
    const dataDir = recordedFolder(1);
    const first = await backUp(dataDir);
    const store = openOk(dataDir);
    store.append(screening('s-2', 'I2'), null);
    store.close();
    const second = await backUp(dataDir, { utcMs: AT + 1 });
    const mixed = join(temporaryFolder(), 'mixed');
    cpSync(second.folder, mixed, { recursive: true });
    copyFileSync(join(first.folder, 'station.db'), join(mixed, 'station.db'));
    expect(verifyBackup(mixed, null)).toMatchObject({ ok: false });
  });
});
