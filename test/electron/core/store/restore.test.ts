import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeBackup } from '../../../../electron/core/store/backup.ts';
import { openKeyIndex } from '../../../../electron/core/store/purged-keys.ts';
import { restoreBackup, type Restored } from '../../../../electron/core/store/restore.ts';
import type { Mode } from '../../../../shared/words.ts';
import {
  event,
  openError,
  openOk,
  recordedFolder,
  screening,
  temporaryFolder,
  tickingClock,
  verified,
} from './support.ts';

let moments = Date.UTC(2026, 10, 21);

async function backUp(dataDir: string): Promise<string> {
  const places = { keep: 9, secondPath: null, rotateSecond: true };
  const utcMs = (moments += 60_000);
  return (await makeBackup({ dataDir, sqliteAddon: null, utcMs, ...places })).folder;
}

function restore(backup: string, dataDir: string, mode: Mode | null = null): Restored | string {
  const restored = restoreBackup({ backup, dataDir, mode, clock: tickingClock(), bootId: 'new' });
  return restored.ok ? restored.value : restored.error.code;
}

function restoreOk(backup: string, dataDir = join(temporaryFolder(), 'data')) {
  const restored = restore(backup, dataDir);
  if (typeof restored === 'string') throw new Error(restored);
  return { dataDir, ...restored };
}

describe('a restored folder', () => {
  it('has the records and the names in them, a new key and a new epoch that says where it is from', async () => {
    const old = recordedFolder(2);
    const backup = await backUp(old);
    const { station: oldStation } = openOk(old);
    const { dataDir, station, epoch, events } = restoreOk(backup);
    expect([epoch, events, station === oldStation]).toEqual([2, 13, false]);
    expect(verified(dataDir)).toMatchObject({ ok: true, events: 13 });
    const store = openOk(dataDir);
    expect(store.alarms).toEqual([]);
    const [restored] = store.latest('restored', 1);
    expect(restored).toMatchObject({
      seq: 13,
      epoch: 2,
      station,
      body: {
        from: { station: oldStation, epoch: 1, seq: 12 },
        backup: { atMs: moments },
      },
    });
    const [row] = store.outcomes({ limit: 1, offset: 0 });
    expect(row?.event.body['override']).toEqual({ reason: 'seen by Ms. Example, ITEM2' });
    const [next] = store.append(screening('session-9', 'ITEM9'), null);
    expect([next?.seq, next?.epoch, next?.station]).toEqual([14, 2, station]);
    expect(store.epoch).toBe(2);
  });

  it('writes its journal from the database', async () => {
    const old = recordedFolder(2);
    const { dataDir } = restoreOk(await backUp(old));
    const [before, after] = [old, dataDir].map((folder) =>
      readFileSync(join(folder, 'journal', '000001.jsonl'), 'utf8'),
    );
    expect(after?.startsWith(before ?? '-')).toBe(true);
    expect(after?.trimEnd().split('\n')).toHaveLength(13);
  });

  it('is marked as training when the backup is of training', async () => {
    const old = temporaryFolder();
    openOk(old, { mode: 'training' }).close();
    const { dataDir, mode } = restoreOk(await backUp(old));
    expect([mode, openError(dataDir, { mode: 'live' })]).toEqual(['training', 'wrong-mode']);
    const store = openOk(dataDir, { mode: 'training' });
    expect(store.latest('restored', 1)[0]?.body['training']).toBe(true);
  });

  it('shares no number with another one from the same backup', async () => {
    const backup = await backUp(recordedFolder(1));
    const numbers = [restoreOk(backup), restoreOk(backup)].map(
      ({ station, epoch }) => `${station} ${epoch}`,
    );
    expect(new Set(numbers).size).toBe(2);
  });

  it('shares no number with an earlier restore beside the same key', async () => {
    const old = recordedFolder(1);
    const backup = await backUp(old);
    const epochs: number[] = [];
    for (const _ of [1, 2]) {
      const dataDir = temporaryFolder();
      cpSync(join(old, 'station.key'), join(dataDir, 'station.key'));
      const { station, epoch } = restoreOk(backup, dataDir);
      expect(station).toBe(openOk(dataDir).station);
      epochs.push(epoch);
      cpSync(join(dataDir, 'station.key'), join(old, 'station.key'));
    }
    expect(epochs).toEqual([2, 3]);
  });

  it('can be backed up and restored in its turn', async () => {
    const first = restoreOk(await backUp(recordedFolder(1)));
    const store = openOk(first.dataDir);
    store.append(screening('session-9', 'ITEM9'), null);
    store.close();
    const second = restoreOk(await backUp(first.dataDir));
    expect(second).toMatchObject({ epoch: 3, from: { station: first.station, epoch: 2 } });
    expect(verified(second.dataDir)).toMatchObject({ ok: true });
  });

  it('keeps what the site has prepared for the new computer', async () => {
    const old = recordedFolder(1);
    writeFileSync(join(old, 'instruments.yaml'), 'instruments: [] # old\n');
    writeFileSync(join(old, 'policy.yaml'), 'radiation: { dwellS: 8 }\n');
    const backup = await backUp(old);
    const dataDir = temporaryFolder();
    writeFileSync(join(dataDir, 'instruments.yaml'), 'instruments: [] # new\n');
    restoreOk(backup, dataDir);
    expect(readFileSync(join(dataDir, 'instruments.yaml'), 'utf8')).toContain('# new');
    expect(existsSync(join(dataDir, 'policy.yaml'))).toBe(true);
  });

  it('can be tried again after a restore that was cut short', async () => {
    const backup = await backUp(recordedFolder(1));
    const dataDir = temporaryFolder();
    mkdirSync(join(dataDir, 'journal'));
    writeFileSync(join(dataDir, 'station.db.restoring'), 'half');
    writeFileSync(join(dataDir, 'keys.db'), 'of that attempt');
    expect(restoreOk(backup, dataDir).events).toBe(8);
  });
});

describe('a restore', () => {
  it('is refused of a backup that is not whole, and leaves no folder', async () => {
    const backup = await backUp(recordedFolder(1));
    const bytes = readFileSync(join(backup, 'station.db'));
    bytes[9_000] = (bytes[9_000] ?? 0) ^ 1;
    writeFileSync(join(backup, 'station.db'), bytes);
    const dataDir = join(temporaryFolder(), 'data');
    expect(restore(backup, dataDir)).toBe('backup-bad');
    expect(existsSync(dataDir)).toBe(false);
  });

  it('is refused into a folder with records, with only a journal, or with only keys', async () => {
    const backup = await backUp(recordedFolder(1));
    const [records, journal, keys] = [recordedFolder(1), recordedFolder(1), recordedFolder(1)];
    rmSync(join(journal, 'station.db'));
    rmSync(join(keys, 'station.db'));
    rmSync(join(keys, 'journal'), { recursive: true });
    const codes = [records, journal, keys].map((dataDir) => restore(backup, dataDir));
    expect(codes).toEqual(['not-empty', 'not-empty', 'not-empty']);
  });

  it('is refused for the other mode', async () => {
    const backup = await backUp(recordedFolder(1));
    expect(restore(backup, join(temporaryFolder(), 'data'), 'training')).toBe('wrong-mode');
  });

  it('is refused into a folder that is in use', async () => {
    const backup = await backUp(recordedFolder(1));
    const dataDir = temporaryFolder();
    openOk(dataDir);
    expect(restore(backup, dataDir)).toBe('data-folder-in-use');
  });

  it('leaves out keys that a newer backup in the same place says were purged', async () => {
    const old = recordedFolder(2);
    const backup = await backUp(old);
    const store = openOk(old);
    store.append([event('purged', null, { keys: ['session-1'] })], null);
    store.close();
    await backUp(old);
    const { dataDir, keysRemoved } = restoreOk(backup);
    expect(keysRemoved).toBe(1);
    const keys = openKeyIndex(join(dataDir, 'keys.db'), null);
    expect([keys.has('session-1'), keys.has('session-2')]).toEqual([false, true]);
    keys.close();
  });
});
