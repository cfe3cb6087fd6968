import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifyBackup } from '../../../../electron/core/store/verify-backup.ts';
import { waitFor } from '../../../support/wait-for.ts';
import { event, openOk, recordedFolder, spoil, temporaryFolder } from '../store/support.ts';
import { MANAGER, START, startUpkeep } from './rig.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

describe('the check in the background', () => {
  it('says nothing of a sound folder', async () => {
    const rig = startUpkeep(recordedFolder(2));
    await rig.clock.advance(10 * MINUTE_MS);
    // Jobs follow each other: this one is done after the check.
    rig.upkeep.follow({ kind: 'back-up' }, MANAGER, null);
    await rig.until('backup-made', 1);
    expect([rig.damage, rig.logged]).toEqual([[], []]);
  });

  it('finds a damaged page while the station works, marks it, and nothing is recorded any more', async () => {
    const dataDir = recordedFolder(2);
    const rig = startUpkeep(dataDir);
    spoil(dataDir);
    await rig.clock.advance(10 * MINUTE_MS);
    await waitFor(() => rig.damage.length > 0, 20_000);
    expect(existsSync(join(dataDir, 'station.db.damaged.json'))).toBe(true);
    const note = [event('note', null, {})];
    expect(() => rig.store.append(note, null)).toThrow('damaged');
    const before = readFileSync(join(dataDir, 'journal', '000001.jsonl'), 'utf8');
    rig.close();
    const again = openOk(dataDir);
    expect(again.alarms.map(({ code }) => code)).toEqual(['database-corrupt']);
    const after = readFileSync(join(dataDir, 'journal', '000001.jsonl'), 'utf8');
    expect(after.startsWith(before)).toBe(true);
    expect(again.outcomes({ limit: 9, offset: 0 })).toHaveLength(2);
  });

  it('comes again every day', async () => {
    const dataDir = recordedFolder(1);
    const rig = startUpkeep(dataDir, { backup: { everyHours: 700 } });
    await rig.clock.advance(10 * MINUTE_MS);
    rig.upkeep.follow({ kind: 'back-up' }, MANAGER, null);
    await rig.until('backup-made', 1);
    spoil(dataDir);
    await rig.clock.advance(23 * HOUR_MS);
    expect(rig.damage).toEqual([]);
    await rig.clock.advance(HOUR_MS);
    await waitFor(() => rig.damage.length > 0, 20_000);
  });
});

describe('backups', () => {
  it('are made by the clock, counted from the last one even over a restart', async () => {
    const dataDir = recordedFolder(1);
    const first = startUpkeep(dataDir);
    await first.clock.advance(24 * HOUR_MS);
    await first.until('backup-made', 1);
    first.close();
    const second = startUpkeep(dataDir, { startMs: START + 40 * HOUR_MS });
    await second.clock.advance(7 * HOUR_MS);
    expect(second.count('backup-made')).toBe(1);
    await second.clock.advance(HOUR_MS);
    await second.until('backup-made', 2);
    expect(readdirSync(join(dataDir, 'backups'))).toHaveLength(2);
  });

  it('are made at the end of a shift', async () => {
    const rig = startUpkeep(recordedFolder(1));
    rig.upkeep.shiftClosed();
    await rig.clock.advance(MINUTE_MS);
    await rig.until('backup-made', 1);
  });

  it('are made when somebody asks, and shown', async () => {
    const dataDir = recordedFolder(1);
    const rig = startUpkeep(dataDir);
    expect(rig.upkeep.lastBackup()).toBeNull();
    rig.upkeep.follow({ kind: 'back-up' }, MANAGER, null);
    await rig.until('backup-made', 1);
    const [made] = rig.store.latest('backup-made', 1);
    expect(rig.upkeep.lastBackup()).toEqual({ atMs: START, ok: true, why: null });
    const name = String(made?.body['name']);
    const verdict = verifyBackup(join(dataDir, 'backups', name), null);
    expect(verdict).toMatchObject({ ok: true, note: { seq: made?.body['seq'] } });
    rig.close();
    expect(startUpkeep(dataDir).upkeep.lastBackup()).toMatchObject({ ok: true });
  });

  it('that are wanted while one is made are made after it, with what was recorded since', async () => {
    const rig = startUpkeep(recordedFolder(1));
    rig.upkeep.follow({ kind: 'back-up' }, MANAGER, null);
    await rig.clock.advance(0);
    const [note] = rig.store.append([event('note', null, {})], null);
    rig.upkeep.shiftClosed();
    await rig.clock.advance(MINUTE_MS);
    await rig.until('backup-made', 2);
    const [, second] = rig.store.latest('backup-made', 2);
    expect(Number(second?.body['seq'])).toBeGreaterThan(note?.seq ?? 0);
  });

  it('that are due because a shift was closed while one is made come right after it', async () => {
    const rig = startUpkeep(recordedFolder(1));
    rig.upkeep.follow({ kind: 'back-up' }, MANAGER, null);
    rig.upkeep.shiftClosed();
    // The clock stands: no timer makes it.
    await rig.until('backup-made', 2);
  });

  it('that lack the second place say so and are good', async () => {
    const secondPath = join(temporaryFolder(), 'not-mounted');
    const rig = startUpkeep(recordedFolder(1), { backup: { secondPath } });
    rig.upkeep.follow({ kind: 'back-up' }, MANAGER, null);
    await rig.until('backup-made', 1);
    const last = rig.upkeep.lastBackup();
    expect([last?.ok, last?.why?.includes(secondPath)]).toEqual([true, true]);
  });

  it('that fail are recorded and shown, and tried again after an hour', async () => {
    const dataDir = recordedFolder(1);
    writeFileSync(join(dataDir, 'backups'), 'a file where the folder belongs');
    const rig = startUpkeep(dataDir);
    rig.upkeep.follow({ kind: 'back-up' }, MANAGER, null);
    await rig.until('backup-failed', 1);
    expect(rig.upkeep.lastBackup()).toMatchObject({ ok: false });
    await rig.clock.advance(HOUR_MS);
    await rig.until('backup-failed', 2);
  });

  it('do not outlive the station: one that is closed meanwhile leaves none under a final name', async () => {
    const dataDir = recordedFolder(4);
    const rig = startUpkeep(dataDir);
    rig.upkeep.follow({ kind: 'back-up' }, MANAGER, null);
    await waitFor(() => existsSync(join(dataDir, 'backups')), 20_000);
    rig.close();
    for (const name of readdirSync(join(dataDir, 'backups'))) {
      if (name.endsWith('.part')) continue;
      expect(verifyBackup(join(dataDir, 'backups', name), null).ok).toBe(true);
    }
  });
});

it('a checkpoint is made every ten minutes when something was recorded', async () => {
  const rig = startUpkeep(recordedFolder(1));
  await rig.clock.advance(10 * MINUTE_MS);
  const { length } = rig.store.latest('checkpoint', 9);
  await rig.clock.advance(10 * MINUTE_MS);
  expect([length, rig.count('checkpoint')]).toEqual([1, 1]);
  rig.store.append([event('note', null, {})], null);
  await rig.clock.advance(10 * MINUTE_MS);
  expect(rig.count('checkpoint')).toBe(2);
});
