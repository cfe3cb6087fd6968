import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import Database from 'better-sqlite3';
import type { Clock } from '../../../../shared/clock.ts';
import type { NewEvent } from '../../../../shared/records/event.ts';
import { openStore } from '../../../../electron/core/store/open.ts';
import type { StoreOptions } from '../../../../electron/core/store/open.ts';
import type { Store } from '../../../../electron/core/store/store.ts';
import { verifyPath } from '../../../../electron/core/store/verify.ts';
import type { Verification } from '../../../../electron/core/store/verify.ts';

const cleanups: (() => void)[] = [];

afterEach(() => {
  for (const clean of cleanups.splice(0).reverse()) clean();
});

/** Runs after the test, last one first. */
export function onEnd(clean: () => void): void {
  cleanups.push(clean);
}

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'station-store-'));
  onEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A clock that ticks a millisecond each time somebody looks. */
export function tickingClock(): Clock {
  let now = 0;
  return {
    monotonicMs: () => (now += 1),
    utcMs: () => Date.UTC(2025, 0, 31) + now,
    after: () => {
      throw new Error('the store sets no timers');
    },
  };
}

/** Opens a store that must open; it is closed after the test unless the test did. */
export function openOk(dataDir: string, options: Partial<StoreOptions> = {}): Store {
  const opened = openStore({
    dataDir,
    mode: 'live',
    clock: tickingClock(),
    bootId: 'boot-1',
    ...options,
  });
  if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.message}`);
  let open = true;
  const store = opened.value;
  const close = (): void => {
    if (open) store.close();
    open = false;
  };
  onEnd(close);
  return { ...store, close };
}

/** Why a folder cannot be opened. */
export function openError(dataDir: string, options: Partial<StoreOptions> = {}): string {
  const clock = tickingClock();
  const opened = openStore({ dataDir, mode: 'live', clock, bootId: 'boot-2', ...options });
  if (!opened.ok) return opened.error.code;
  opened.value.close();
  throw new Error('the store opened');
}

export function verified(path: string): Verification {
  const result = verifyPath(path);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

export function event(kind: string, session: string | null, body: NewEvent['body']): NewEvent {
  return { kind, session, actor: 'B-17', body };
}

/** The events of a short screening with a prompt and an override with a reason. */
export function screening(session: string, item: string, outcome = 'release'): NewEvent[] {
  const override = { reason: { personal: `seen by Ms. Example, ${item}` } };
  return [
    event('session-opened', session, {}),
    event('identity-read', session, {
      identity: { scheme: 's10', canonical: item },
      source: 'scanner',
    }),
    event('prompted', session, {
      rule: 'weight.over',
      version: 1,
      severity: 'hold',
      result: 'true',
      because: '1,300 g where 900 g were declared',
    }),
    event('decided', session, { item, outcome, override }),
    event('session-closed', session, { how: 'decided' }),
  ];
}

/** A closed data folder with a shift and some screenings in it. */
export function recordedFolder(screenings = 4): string {
  const dataDir = temporaryFolder();
  const store = openOk(dataDir);
  store.append([event('shift-opened', null, { shift: 'shift-1', officer: 'B-17' })], 'shift-1');
  for (let number = 1; number <= screenings; number += 1) {
    store.append(screening(`session-${number}`, `ITEM${number}`), 'shift-1');
  }
  store.close();
  return dataDir;
}

/** Changes the database as somebody with other tools would. */
export function tamper(dataDir: string, change: (db: Database.Database) => void): void {
  const db = new Database(join(dataDir, 'station.db'));
  db.exec('DROP TRIGGER IF EXISTS events_no_update; DROP TRIGGER IF EXISTS events_no_delete');
  change(db);
  db.close();
}

/** Overwrites a page that nothing has written since the folder was opened, behind SQLite's back. */
export function spoil(dataDir: string): void {
  const file = join(dataDir, 'station.db');
  const db = new Database(file, { readonly: true });
  const root = db
    .prepare<[], number>("SELECT rootpage FROM sqlite_schema WHERE name = 'hits'")
    .pluck()
    .get();
  db.close();
  const bytes = readFileSync(file);
  bytes.fill(0xa5, ((root ?? 0) - 1) * 4096, (root ?? 0) * 4096);
  writeFileSync(file, bytes);
}
