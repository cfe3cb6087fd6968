import Database from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MINUTE, recordedBench, START_MS } from '../reports/recorded-shift.ts';

const DAY = 24 * 60 * MINUTE;
const all = { outcome: null, overridden: false, shift: null, item: '', before: null, limit: 50 };

function twoShifts() {
  const bench = recordedBench();
  const { open, screen, clock } = bench;
  open('shift-1');
  const seqs = [
    screen('shift-1', 'AA1', { outcome: 'release' }),
    screen('shift-1', 'AA2', { outcome: 'hold', override: 'seen by hand' }),
  ];
  clock.pass(2 * DAY);
  open('shift-2');
  seqs.push(screen('shift-2', 'AB3', { outcome: 'refer' }));
  seqs.push(screen('shift-2', 'B_4', { outcome: 'release', actor: 'B-18' }));
  return { ...bench, seqs };
}

describe('the list of decisions', () => {
  it('is newest first, in pages by the number of the record', () => {
    const { store, seqs } = twoShifts();
    const first = store.listDecisions({ ...all, limit: 3 });
    expect(first.map(({ item }) => item)).toEqual(['B_4', 'AB3', 'AA2']);
    expect(first[0]).toMatchObject({ actor: 'B-18', session: 'session-B_4', seq: seqs[3] });
    const before = first.at(-1)?.seq ?? 0;
    expect(store.listDecisions({ ...all, before }).map(({ item }) => item)).toEqual(['AA1']);
  });

  it('is of one outcome, of overrides, of a shift, of items by a part of their number, or of all these', () => {
    const { store } = twoShifts();
    const items = (filter: object) =>
      store.listDecisions({ ...all, ...filter }).map(({ item }) => item);
    expect(items({ outcome: 'release' })).toEqual(['B_4', 'AA1']);
    expect(items({ overridden: true })).toEqual(['AA2']);
    expect(items({ shift: 'shift-2' })).toEqual(['B_4', 'AB3']);
    expect(items({ item: 'AA' })).toEqual(['AA2', 'AA1']);
    expect(items({ item: '_4' })).toEqual(['B_4']);
    expect(items({ item: 'A', shift: 'shift-1', outcome: 'hold', overridden: true })).toEqual([
      'AA2',
    ]);
    expect(items({ item: '%' })).toEqual([]);
    expect(items({ item: "' OR 1=1 --" })).toEqual([]);
  });

  it('goes by the outcome that stands', () => {
    const { store, record, event, seqs } = twoShifts();
    record('shift-1', [
      event('outcome-corrected', 'session-AA1', { of: seqs[0] ?? 0, item: 'AA1', outcome: 'hold' }),
    ]);
    expect(store.listDecisions({ ...all, outcome: 'hold' })).toMatchObject([
      { item: 'AA2' },
      { item: 'AA1', outcome: 'release', correctedTo: 'hold' },
    ]);
    expect(store.decidedSince(0).outcomes).toEqual({ hold: 2, refer: 1, release: 1 });
  });
});

describe('what was decided since a moment', () => {
  it('counts outcomes and overrides from that moment on', () => {
    const { store, clock } = twoShifts();
    expect(store.decidedSince(START_MS)).toEqual({
      outcomes: { hold: 1, refer: 1, release: 2 },
      overrides: 1,
    });
    expect(store.decidedSince(START_MS + DAY)).toEqual({
      outcomes: { refer: 1, release: 1 },
      overrides: 0,
    });
    expect(store.decidedSince(clock.utcMs() + 1)).toEqual({ outcomes: {}, overrides: 0 });
  });

  it('begins at the first record of that time', () => {
    const { store } = twoShifts();
    expect(store.firstRecordSince(0)).toBe(1);
    const from = store.firstRecordSince(START_MS + DAY) ?? 0;
    expect(store.event(from)).toMatchObject({ kind: 'shift-opened', body: { shift: 'shift-2' } });
    expect(store.firstRecordSince(START_MS + 9 * DAY)).toBeNull();
  });
});

it('holds come oldest first and are counted by age; a shift waits for its countersignature', () => {
  const { store, close } = twoShifts();
  const [oldest] = store.listHolds(null, 1);
  expect(oldest).toMatchObject({ item: 'AA2', outcome: 'hold' });
  expect(store.listHolds(oldest?.seq ?? 0, 9)).toMatchObject([{ item: 'AB3' }]);
  expect(store.holdsSince(START_MS + DAY)).toBe(1);
  expect(store.awaitingCountersignCount()).toBe(0);
  close('shift-1', null);
  expect(store.awaitingCountersignCount()).toBe(1);
});

describe('the records of one screening', () => {
  function counted() {
    const bench = recordedBench();
    bench.open('shift-1');
    bench.record('shift-1', [
      bench.event('session-opened', 's', {}),
      ...Array.from({ length: 12 }, (_, n) =>
        bench.event('dwell-counted', 's', { dwell: 1, counts: n, seconds: n }),
      ),
      bench.event('annotated', 's', { of: 2, note: { personal: 'seen' } }),
    ]);
    return bench;
  }

  it('are each joined to the one before, with sums of counts folded into their number', () => {
    const { store } = counted();
    const found = store.sessionRecords('s', 300);
    expect(found).toMatchObject({ counts: 12, more: 0 });
    const [opened, noted] = found?.events ?? [];
    expect(opened).toMatchObject({ kind: 'session-opened', prev: store.event(2)?.hash });
    expect(noted).toMatchObject({ body: { note: 'seen' }, prev: store.event(15)?.hash });
    expect(store.sessionRecords('s', 1)).toMatchObject({ counts: 12, more: 1 });
    expect(store.sessionRecords('another', 300)).toBeNull();
  });

  it('are computed again, the counts included', () => {
    const { store } = counted();
    const whole = { checked: 14, from: 3, to: 16, badSeq: null, more: 0 };
    expect(store.checkSession('s', 5_000)).toEqual(whole);
    expect(store.checkSession('s', 10)).toMatchObject({ checked: 10, to: 12, more: 4 });
    expect(store.checkSession('another', 10)).toBeNull();
  });

  it.each([
    ['a body', "UPDATE events SET body = '{}' WHERE seq = 5", 5],
    ['a hash', "UPDATE events SET hash = x'00' WHERE seq = 5", 5],
    ['the record before', "UPDATE events SET hash = x'00' WHERE seq = 2", 3],
    ['the link of the record after', "UPDATE events SET prev = x'00' WHERE seq = 17", 16],
  ])('say which one is bad when somebody altered %s', (_, sql, badSeq) => {
    const { store, dataDir, record, event } = counted();
    record('shift-1', [event('fault-cleared', null, { instrument: 'scale' })]);
    const db = new Database(join(dataDir, 'station.db'));
    db.exec('DROP TRIGGER events_no_update');
    db.exec(sql);
    db.close();
    expect(store.checkSession('s', 5_000)).toMatchObject({ badSeq });
  });
});
