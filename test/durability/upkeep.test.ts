import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { makeBackup } from '../../electron/core/store/backup.ts';
import { verifyBackup } from '../../electron/core/store/verify-backup.ts';
import { realClock } from '../../electron/real-clock.ts';
import {
  event,
  onEnd,
  openOk,
  recordedFolder,
  screening,
  temporaryFolder,
  verified,
} from '../electron/core/store/support.ts';
import { everyByte, startUpkeep } from '../electron/core/upkeep/rig.ts';

/** Mounting needs root on Linux; elsewhere these tests say that they are skipped. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0;
const CHILD = join(import.meta.dirname, 'upkeep-child.ts');

/** Lets the child work until it is killed, some time after its first line; gives its lines. */
async function killed(work: string, aliveMs: number, ...folders: string[]): Promise<string[]> {
  const child = spawn(process.execPath, [CHILD, work, ...folders], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  const first = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      resolve();
    });
  });
  await Promise.race([first, once(child, 'exit')]);
  await new Promise((resolve) => setTimeout(resolve, aliveMs));
  child.kill('SIGKILL');
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (signal !== 'SIGKILL') throw new Error('the child ended by itself');
  return output.split('\n').slice(0, -1);
}

function finished(place: string): string[] {
  return existsSync(place)
    ? readdirSync(place)
        .filter((name) => !name.endsWith('.part'))
        .sort()
    : [];
}

const backUp = (dataDir: string, secondPath: string | null = null) =>
  makeBackup({
    dataDir,
    sqliteAddon: null,
    utcMs: realClock.utcMs(),
    keep: 2,
    secondPath,
    rotateSecond: true,
  });

describe('a station that is killed while it makes a backup', () => {
  it(
    'has only whole ones under their names, the acknowledged among them',
    { timeout: 120_000 },
    async () => {
      const [dataDir, second] = [recordedFolder(3), temporaryFolder()];
      const places = [join(dataDir, 'backups'), second];
      let leftovers = 0;
      for (let round = 1; round <= 10; round += 1) {
        const made = await killed('back-up', Math.random() * 150, dataDir, second);
        for (const place of places) {
          const names = finished(place);
          for (const name of names) {
            expect(verifyBackup(join(place, name), null)).toMatchObject({ ok: true });
          }
          // Two are kept; the last that was acknowledged is the newest or the one before.
          expect(names.slice(-2)).toContain(made.at(-1));
          leftovers += readdirSync(place).length - names.length;
        }
      }
      expect(leftovers).toBeGreaterThan(0);
      await backUp(dataDir, second);
      for (const place of places) expect(readdirSync(place)).toEqual(finished(place));
      expect(verified(dataDir).ok).toBe(true);
    },
  );
});

describe('a station that is killed during a purge', () => {
  it('has erased everything after its next start', { timeout: 120_000 }, async () => {
    for (let round = 1; round <= 6; round += 1) {
      const [dataDir, second] = [temporaryFolder(), temporaryFolder()];
      const store = openOk(dataDir);
      for (let n = 1; n <= 60; n += 1) store.append(screening(`s-${n}`, `I-${n}`), null);
      store.close();
      await backUp(dataDir, second);
      const db = new Database(join(dataDir, 'keys.db'), { readonly: true });
      const keys = db.prepare<[], Buffer>('SELECT key FROM keys').pluck().all();
      db.close();
      expect(keys).toHaveLength(60);
      expect(await killed('purge', Math.random() * 120, dataDir, second)).toEqual(['purged']);
      const rig = startUpkeep(dataDir, {
        startMs: realClock.utcMs(),
        backup: { secondPath: second },
      });
      await rig.until('purge-finished', 1);
      rig.close();
      const left = everyByte(dataDir, second).filter(({ bytes }) =>
        keys.some((key) => bytes.includes(key)),
      );
      expect(left.map(({ file }) => file)).toEqual([]);
      expect(verified(dataDir).ok).toBe(true);
    }
  });
});

describe.skipIf(!canMount)('a full disk', () => {
  function mountSmallDisk(kilobytes: number): string {
    const disk = temporaryFolder();
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', disk]);
    onEnd(() => execFileSync('umount', [disk]));
    return disk;
  }

  function fill(disk: string, freeKilobytes: number): string {
    const { bavail, bsize } = statfsSync(disk);
    const filler = join(disk, 'filler');
    writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - freeKilobytes * 1024)));
    return filler;
  }

  it.each([0, 40, 100, 200, 300, 330])(
    'with %i kB left during a backup leaves the older one whole and no half one',
    async (kilobytes) => {
      const disk = mountSmallDisk(8_192);
      const dataDir = join(disk, 'data');
      const store = openOk(dataDir);
      store.append([event('note', null, { text: 'y'.repeat(200_000) })], null);
      store.close();
      const older = await backUp(dataDir);
      const filler = fill(disk, kilobytes);
      await expect(backUp(dataDir)).rejects.toMatchObject({ code: 'disk-full' });
      expect(readdirSync(join(dataDir, 'backups'))).toEqual([older.name]);
      expect(verifyBackup(older.folder, null).ok).toBe(true);
      rmSync(filler);
      const newer = await backUp(dataDir);
      expect(readdirSync(join(dataDir, 'backups')).sort()).toEqual([older.name, newer.name]);
    },
  );

  it('in the second place is said; the backup here is good and the older one there whole', async () => {
    const second = mountSmallDisk(1_024);
    const dataDir = recordedFolder(3);
    const older = await backUp(dataDir, second);
    expect(older.second?.why).toBeNull();
    fill(second, 100);
    const newer = await backUp(dataDir, second);
    expect(newer.second?.why).toContain('is full');
    expect(verifyBackup(newer.folder, null).ok).toBe(true);
    expect(readdirSync(second).sort()).toEqual([older.name, 'filler'].sort());
    expect(verifyBackup(join(second, older.name), null).ok).toBe(true);
  });
});
