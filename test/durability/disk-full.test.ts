import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openKeyStore } from '../../electron/core/store/key-store.ts';
import { listJournal } from '../../electron/core/store/journal-files.ts';
import { openStore } from '../../electron/core/store/open.ts';
import type { Store } from '../../electron/core/store/store.ts';
import type { StoreError } from '../../electron/core/store/store-error.ts';
import { realClock } from '../../electron/real-clock.ts';
import type { NewEvent } from '../../shared/records/event.ts';
import { parcelIntents } from '../../tools/benchmarks/parcel-intents.ts';
import { event, openOk, verified } from '../electron/core/store/support.ts';
import { acknowledgement } from './power-loss/acknowledgement.ts';
import { canMount, fillDisk, mountSmallDisk, refusal } from './small-disk.ts';

const DISK_KB = 16_384;
/** Small, so that a full disk also meets the beginning of a new file. */
const JOURNAL_FILE_BYTES = 6_000;
/** Enough for SQLite to begin its write-ahead log again: from then on other files grow, too. */
const LONG_RUN = 22;
/** Free space in steps of the smallest that a disk in memory gives. */
const STEP = 4_096;
const STEPS = 26;
/** More than the journal's line of a checkpoint has. */
const LINE_BYTES = 1_000;
/** One sentence each: what happened, what is safe, what to do. */
const CLEAR =
  /^The disk of \S+ is full\. (This entry|All|The records)[^]*(safe|unchanged|space)\b[^]*\. Free space on it, then go on\.$/;

/** What could not be written. */
type Written = 'opening' | 'keys' | 'database' | 'journal' | 'new journal file' | 'checkpoints';

/** Parcels one intent after the other, a shift's end now and then. */
function* work(from: number): Generator<NewEvent[], never> {
  const about = { session: null, actor: 'B-1042' };
  for (let position = from; ; position += 1) {
    yield* parcelIntents(position);
    const shift = `shift-${position}`;
    if (position % 3 === 0)
      yield [{ ...about, kind: 'shift-closed', body: { shift, handover: null } }];
  }
}

function refusedAt(store: Store, dataDir: string, events: readonly NewEvent[], why: StoreError) {
  if (why.recorded) {
    const newest = listJournal(join(dataDir, 'journal')).at(-1);
    const complete = verified(dataDir).unacknowledged.events === 0;
    if (complete) return 'checkpoints';
    return newest?.size === 0 ? 'new journal file' : 'journal';
  }
  const sealed = events.some(({ body }) => JSON.stringify(body).includes('{"personal":'));
  const session = events[0]?.session ?? '';
  return sealed && !store.keys.has(session) ? 'keys' : 'database';
}

/** Works until the disk is full, twice; then with space again. @returns what was hit */
function fillUp(disk: string, free: number, parcelsBefore: number): Written[] {
  const dataDir = join(disk, 'data');
  const options = { journalFileBytes: JOURNAL_FILE_BYTES, clock: realClock };
  const store = openOk(dataDir, options);
  const acknowledged: string[] = [];
  const tell = (events: readonly NewEvent[]): void =>
    void acknowledged.push(...store.append(events, 'shift').map(acknowledgement));
  for (let position = 0; position < parcelsBefore; position += 1) {
    for (const intent of parcelIntents(position)) tell(intent);
  }
  const filler = fillDisk(disk, free);
  const hit: Written[] = [];
  let [recorded, stopped]: [number, boolean] = [0, false];
  for (const events of work(1_000)) {
    const before = store.eventCount();
    const why = refusal(() => tell(events));
    if (why === null) continue;
    expect(why.code).toBe('disk-full');
    expect(why.message).toMatch(CLEAR);
    // What the officer is told about this entry is what the records say.
    expect(store.eventCount() > before).toBe(why.recorded);
    hit.push(refusedAt(store, dataDir, events, why));
    recorded = store.eventCount();
    if (stopped) break;
    stopped = true;
  }
  rmSync(filler);
  tell(parcelIntents(2_000)[0] ?? []);
  expect(store.eventCount()).toBeGreaterThan(recorded);
  store.close();
  const again = openOk(dataDir, { ...options, bootId: 'again' });
  expect(again.alarms).toEqual([]);
  const kept = new Set(again.events({ limit: -1, offset: 0 }).map(acknowledgement));
  expect(acknowledged.filter((line) => !kept.has(line))).toEqual([]);
  again.close();
  expect(verified(dataDir)).toMatchObject({ ok: true, unacknowledged: { events: 0, bytes: 0 } });
  rmSync(dataDir, { recursive: true });
  return hit;
}

describe.skipIf(!canMount)('a disk that is full', { timeout: 120_000 }, () => {
  it('at any write of a bench at work says so, loses nothing, and goes on with space', () => {
    const disk = mountSmallDisk(DISK_KB);
    const hit = new Set<Written>();
    for (let step = 0; step < STEPS; step += 1) {
      for (const parcels of [1, LONG_RUN + (step % 3)]) {
        for (const written of fillUp(disk, step * STEP, parcels)) hit.add(written);
      }
    }
    // The file of the checkpoints grows too seldom to be met by chance: see below.
    hit.delete('checkpoints');
    expect([...hit].sort()).toEqual(['database', 'journal', 'keys', 'new journal file']);
  });

  it('at the write of a checkpoint says so, loses nothing, and goes on with space', () => {
    const disk = mountSmallDisk(DISK_KB);
    const dataDir = join(disk, 'data');
    const store = openOk(dataDir, { clock: realClock });
    for (let position = 0; position < LONG_RUN; position += 1) {
      for (const intent of parcelIntents(position)) store.append(intent, 'shift');
    }
    const room = (file: string): number => -statSync(join(dataDir, file)).size & (STEP - 1);
    const close = event('shift-closed', null, { shift: 'shift', handover: null });
    // The next checkpoint needs another page, the next line of the journal does not.
    const before = room('checkpoints.jsonl');
    store.append([close], 'shift');
    const line = (before - room('checkpoints.jsonl')) & (STEP - 1);
    while (room('checkpoints.jsonl') >= line) store.append([close], 'shift');
    while (room('journal/000001.jsonl') < 3 * LINE_BYTES) {
      store.append([event('note', null, { text: 'n'.repeat(LINE_BYTES) })], 'shift');
    }
    const filler = fillDisk(disk, 0);
    const why = refusal(() => store.append([close], 'shift'));
    expect(why?.code).toBe('disk-full');
    expect(why?.message).toMatch(CLEAR);
    expect(why && refusedAt(store, dataDir, [close], why)).toBe('checkpoints');
    rmSync(filler);
    store.append([close], 'shift');
    store.close();
    const again = openOk(dataDir, { clock: realClock, bootId: 'again' });
    expect(again.alarms).toEqual([]);
    again.close();
    expect(verified(dataDir)).toMatchObject({ ok: true, unacknowledged: { events: 0, bytes: 0 } });
  });

  it('at any write of the first opening says so, and opens with space', () => {
    const disk = mountSmallDisk(2_048);
    let refused = 0;
    for (let free = 0; ; free += STEP) {
      const dataDir = join(disk, 'data');
      const filler = fillDisk(disk, free);
      const options = { dataDir, mode: 'live', clock: realClock, bootId: 'first' } as const;
      const opened = openStore(options);
      if (opened.ok) opened.value.close();
      else {
        refused += 1;
        expect(opened.error.code).toBe('disk-full');
        expect(opened.error.message).toMatch(CLEAR);
      }
      rmSync(filler);
      const store = openOk(dataDir, { bootId: 'second' });
      expect(store.alarms).toEqual([]);
      store.close();
      expect(verified(dataDir)).toMatchObject({
        ok: true,
        unacknowledged: { events: 0, bytes: 0 },
      });
      rmSync(dataDir, { recursive: true });
      if (opened.ok) break;
    }
    expect(refused).toBeGreaterThan(20);
  });

  it('keeps no key of a value that was not recorded from being made later', () => {
    const disk = mountSmallDisk(2_048);
    const file = join(disk, 'keys.db');
    const keys = openKeyStore(file, null);
    const filler = fillDisk(disk, 0);
    let made = 0;
    expect(() => {
      for (; ; made += 1) keys.obtain(`session-${made}`);
    }).toThrow(/full/);
    rmSync(filler);
    const key = keys.obtain(`session-${made}`);
    keys.close();
    const again = openKeyStore(file, null);
    expect(again.find(`session-${made}`)).toEqual(key);
    again.close();
  });
});
