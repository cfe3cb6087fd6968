import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { createSimulatedClock } from '../../../electron/cli/simulated-clock.ts';
import { openStation } from '../../../electron/core/station.ts';
import { RESOURCES } from '../../support/simulated-station.ts';
import { waitFor } from '../../support/wait-for.ts';
import { onEnd, openOk, recordedFolder, spoil } from './store/support.ts';

const MINUTE_MS = 60_000;

async function start(dataDir: string, restart?: () => void) {
  const simulated = createSimulatedClock(Date.UTC(2026, 10, 21));
  let timers = 0;
  const after: typeof simulated.after = (ms, task) => {
    timers += 1;
    return simulated.after(ms, task);
  };
  const clock = { ...simulated, after };
  const instruments = [
    {
      id: 'scanner',
      kind: 'scanner',
      protocol: 'line-scanner',
      transport: { kind: 'serial', path: '/dev/not-connected' },
    },
  ];
  writeFileSync(join(dataDir, 'instruments.yaml'), JSON.stringify({ instruments }));
  const config = { mode: 'live', dataDir, resourcesDir: RESOURCES } as const;
  const station = await openStation(
    { ...config, appVersion: 'test', sqliteAddon: null },
    {
      clock,
      newId: () => 'id',
      toDevices: () => {},
      onChange: () => {},
      onLive: () => {},
      log: () => {},
      ...(restart === undefined ? {} : { restart }),
    },
  );
  let isOpen = true;
  const close = (): void => {
    if (isOpen) station.close();
    isOpen = false;
  };
  onEnd(close);
  return { station, clock, close, timers: () => timers };
}

it('a station whose database is found damaged says what is safe, records nothing more, and is started again', async () => {
  const dataDir = recordedFolder(1);
  let restarts = 0;
  const { station, clock, close } = await start(dataDir, () => (restarts += 1));
  expect(station.state().blocked).toBeNull();
  const before = station.state().events;
  spoil(dataDir);
  await clock.advance(10 * MINUTE_MS);
  await waitFor(() => station.state().blocked !== null, 20_000);
  const events = station.state().events;
  const { blocked } = station.state();
  expect(blocked?.code).toBe('database-damaged');
  expect(blocked?.message).toContain('safe in the journal');
  expect(blocked?.message).toContain('starts again by itself');
  expect(() => station.intend({ kind: 'sign-out' })).toThrow('damaged');
  // An observation that would be recorded.
  const report = { instrument: 'scanner', state: 'lost', fault: 'disconnected' } as const;
  station.observe({ kind: 'link', report: { ...report, detail: '', identity: null, atMs: 0 } });
  expect(restarts).toBe(0);
  await clock.advance(MINUTE_MS);
  expect(restarts).toBe(1);
  expect(station.state().events).toBe(events);
  expect(events).toBeGreaterThanOrEqual(before);
  close();
  expect(existsSync(join(dataDir, 'station.db.damaged.json'))).toBe(true);
  const again = openOk(dataDir);
  expect(again.alarms.map(({ code }) => code)).toEqual(['database-corrupt']);
  expect(again.eventCount()).toBeGreaterThan(events);
});

it('a station that nobody starts again says what to do', async () => {
  const dataDir = recordedFolder(1);
  const { station, clock } = await start(dataDir);
  spoil(dataDir);
  await clock.advance(10 * MINUTE_MS);
  await waitFor(() => station.state().blocked !== null, 20_000);
  expect(station.state().blocked?.message).toContain('Start the station again');
  // It is not gone on with after the time in which a full disk is tried again.
  await clock.advance(MINUTE_MS);
  expect(station.state().blocked?.code).toBe('database-damaged');
});

/** Overwrites all of a database but its first page, after what is in its log was taken in. */
function spoilAll(file: string): void {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, 4096);
  writeFileSync(file, bytes);
}

const FIRST = {
  kind: 'first-administrator',
  badge: 'B-1',
  name: 'Ada Example',
  pin: '739182',
} as const;

it('a station whose keys are found damaged in use sets only them aside at its one next start', async () => {
  const dataDir = recordedFolder(1);
  let restarts = 0;
  const { station, clock, close } = await start(dataDir, () => (restarts += 1));
  spoilAll(join(dataDir, 'keys.db'));
  expect(() => station.intend(FIRST)).toThrow('keys.db');
  const { blocked } = station.state();
  expect(blocked?.code).toBe('database-damaged');
  expect(blocked?.message).toContain('keys.db');
  expect(blocked?.message).toContain('All records are safe');
  await clock.advance(MINUTE_MS);
  expect(restarts).toBe(1);
  close();
  const again = await start(dataDir, () => (restarts += 1));
  expect(again.station.state().blocked).toBeNull();
  expect(again.station.intend(FIRST)).toMatchObject({ accepted: true });
  await again.clock.advance(MINUTE_MS);
  again.close();
  expect(restarts).toBe(1);
  const aside = readdirSync(dataDir).filter((name) => /\.corrupt-\d+T\d+Z$/.test(name));
  expect(aside.map((name) => name.replace(/-.*/, ''))).toEqual(['keys.db.corrupt']);
});

/** Holds the lock of the database, so that nothing can be recorded, until it is spoiled. */
function lock(dataDir: string): { spoil(): void } {
  const file = join(dataDir, 'station.db');
  const db = new Database(file);
  db.exec('BEGIN IMMEDIATE');
  onEnd(() => db.close());
  return {
    spoil() {
      db.exec('COMMIT');
      db.pragma('wal_checkpoint(TRUNCATE)');
      spoilAll(file);
    },
  };
}

it('a station that cannot record finds damage when it tries again, and does not try for ever', async () => {
  const dataDir = recordedFolder(1);
  const { station, clock, timers } = await start(dataDir);
  const other = lock(dataDir);
  expect(() => station.intend(FIRST)).toThrow('disk');
  expect(station.state().blocked?.code).toBe('disk-error');
  other.spoil();
  await clock.advance(5_000);
  expect(station.state().blocked?.code).toBe('database-damaged');
  const before = timers();
  await clock.advance(MINUTE_MS);
  expect(timers()).toBe(before);
});

it('a station that is closed while it cannot record does not try again', async () => {
  const dataDir = recordedFolder(1);
  const { station, clock, close, timers } = await start(dataDir);
  lock(dataDir);
  expect(() => station.intend(FIRST)).toThrow('disk');
  close();
  const before = timers();
  await clock.advance(MINUTE_MS);
  expect(timers()).toBe(before);
});
