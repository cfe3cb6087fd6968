import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeBackup } from '../../../../electron/core/store/backup.ts';
import { runStation } from '../../../support/run-station.ts';
import { openOk, recordedFolder, tamper, verified } from './support.ts';

it('rows that were deleted from the database alone come back from the journal', () => {
  const dataDir = recordedFolder(6);
  const whole = verified(dataDir).events;
  tamper(dataDir, (db) => void db.exec('DELETE FROM events WHERE seq > 12'));
  const store = openOk(dataDir);
  expect(store.alarms.map(({ code }) => code)).toEqual(['database-behind']);
  expect(store.eventCount()).toBeGreaterThan(whole - 1);
  expect(store.outcomes({ limit: 100, offset: 0 })).toHaveLength(6);
  store.close();
  expect(verified(dataDir).ok).toBe(true);
});

it('a record that was altered in the database is taken from the journal by a rebuild', () => {
  const dataDir = recordedFolder(6);
  tamper(dataDir, (db) => {
    const change = `UPDATE events SET body = replace(body, '"release"', '"seize"')
      WHERE kind = 'decided'`;
    expect(db.prepare(change).run().changes).toBe(6);
  });
  const { status, stderr } = runStation('rebuild', '--data', dataDir);
  expect([status, stderr]).toEqual([0, expect.stringContaining('a record was altered')]);
  expect(readdirSync(dataDir).some((name) => name.startsWith('station.db.altered-'))).toBe(true);
  expect(verified(dataDir).ok).toBe(true);
  const outcomes = openOk(dataDir).outcomes({ limit: 100, offset: 0 });
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array(6).fill('release'));
});

it('a backup is verified by what its station has signed', async () => {
  const dataDir = recordedFolder();
  const options = { dataDir, sqliteAddon: null, utcMs: Date.UTC(2026, 10, 22), keep: 9 };
  const { folder } = await makeBackup({ ...options, secondPath: null, rotateSecond: true });
  const { ok, station, note } = verified(folder);
  expect([ok, station?.length, note]).toEqual([true, 32, 'This is a backup.']);
  appendFileSync(join(folder, 'station.db'), 'x');
  expect(verified(folder)).toMatchObject({ ok: false, firstBad: { where: 'db' } });
  writeFileSync(join(folder, 'backup.json'), '{}');
  expect(verified(folder)).toMatchObject({ ok: false, firstBad: { where: 'db' } });
});
