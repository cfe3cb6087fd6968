import { execFileSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importManifest } from '../../electron/core/manifest/import-manifest.ts';
import { StoreError } from '../../electron/core/store/store-error.ts';
import { realClock } from '../../electron/real-clock.ts';
import {
  event,
  onEnd,
  openError,
  openOk,
  recordedFolder,
  temporaryFolder,
  verified,
} from '../electron/core/store/support.ts';
import { canMount, failure, fillDisk, mountSmallDisk } from './small-disk.ts';

const note = event('note', null, { text: 'y'.repeat(3_000) });

describe.skipIf(!canMount)('a full disk', () => {
  it('refuses entries, loses none that it acknowledged, and goes on when there is space', () => {
    const disk = mountSmallDisk(1_024);
    const dataDir = join(disk, 'data');
    const store = openOk(dataDir);
    const acknowledged: string[] = [];
    const refused = failure(() => {
      for (;;) acknowledged.push(...store.append([note], null).map(({ hash }) => hash));
    });
    expect(refused.code).toBe('disk-full');
    expect(acknowledged.length).toBeGreaterThan(10);
    expect(failure(() => store.append([note], null)).code).toBe('disk-full');
    execFileSync('mount', ['-o', 'remount,size=8m', disk]);
    acknowledged.push(...store.append([note], null).map(({ hash }) => hash));
    const kept = new Set(store.events({ limit: -1, offset: 0 }).map(({ hash }) => hash));
    expect(acknowledged.filter((hash) => !kept.has(hash))).toEqual([]);
    store.close();
    expect(verified(dataDir)).toMatchObject({ ok: true, unacknowledged: { events: 0, bytes: 0 } });
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16])(
    'says what is safe when only %i kB are left',
    (kilobytes) => {
      const disk = mountSmallDisk(2_048);
      const dataDir = join(disk, 'data');
      const store = openOk(dataDir);
      store.append([note], null);
      const filler = fillDisk(disk, kilobytes * 1_024);
      const before = store.eventCount();
      let refused: StoreError | null = null;
      let acknowledged = 0;
      while (refused === null && acknowledged < 20) {
        try {
          store.append([note], null);
          acknowledged += 1;
        } catch (error) {
          if (!(error instanceof StoreError)) throw error;
          refused = error;
        }
      }
      expect(refused?.code).toBe('disk-full');
      const recorded = before + acknowledged + (refused?.recorded === true ? 1 : 0);
      expect(store.eventCount()).toBe(recorded);
      store.close();
      rmSync(filler);
      const again = openOk(dataDir);
      expect(again.alarms).toEqual([]);
      expect(again.eventCount()).toBe(recorded);
      expect(verified(dataDir)).toMatchObject({ ok: true, unacknowledged: { events: 0 } });
    },
  );

  it('refuses to open, and opens when there is space', () => {
    const disk = mountSmallDisk(2_048);
    const dataDir = join(disk, 'data');
    const filler = fillDisk(disk, 0);
    expect(openError(dataDir)).toBe('disk-full');
    rmSync(filler);
    openOk(dataDir);
  });

  it('refuses a manifest and leaves nothing of it', async () => {
    const disk = mountSmallDisk(2_048);
    const file = join(temporaryFolder(), 'manifest.csv');
    const rows = Array.from({ length: 50_000 }, (_, n) => `ID${n},some text that takes space`);
    writeFileSync(file, `item_id,description\n${rows.join('\n')}\n`);
    const before = statfsSync(disk).bavail;
    const result = await importManifest({ file, dataDir: disk, clock: realClock });
    expect(result).toMatchObject({ ok: false, error: { code: 'disk-full' } });
    expect(before - statfsSync(disk).bavail).toBeLessThanOrEqual(2);
  });
});

describe.skipIf(!canMount)('a data folder that cannot be written', () => {
  function readOnly(folder: string): string {
    execFileSync('mount', ['--bind', folder, folder]);
    execFileSync('mount', ['-o', 'remount,ro,bind', folder]);
    onEnd(() => execFileSync('umount', [folder]));
    return folder;
  }

  it('is refused', () => {
    expect(openError(readOnly(recordedFolder()))).toBe('data-folder-read-only');
  });

  it('is refused when it is new', () => {
    expect(openError(join(readOnly(temporaryFolder()), 'new'))).toBe('data-folder-read-only');
  });

  it('can be verified', () => {
    expect(verified(readOnly(recordedFolder()))).toMatchObject({ ok: true, events: 22 });
  });
});

it('refuses a data folder that is a file', () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  expect(openError(file)).toBe('disk-error');
});
