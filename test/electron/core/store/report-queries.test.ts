import { describe, expect, it } from 'vitest';
import { trendOf } from '../../../../electron/core/reports/trend.ts';
import { openRecordsForReading } from '../../../../electron/core/store/read-records.ts';
import { MINUTE, recordedBench, START_MS } from '../reports/recorded-shift.ts';

const DAY = 24 * 60 * MINUTE;
const page = { limit: 10, offset: 0 };

describe('the search', () => {
  it('finds an item by its whole number and by its beginning, newest session first', () => {
    const { store, open, screen, record, event } = recordedBench();
    open('shift-1');
    screen('shift-1', 'RR473124829US', { outcome: 'hold' });
    screen('shift-1', 'RR473124830US');
    screen('shift-1', 'LX876543216DE');
    record('shift-1', [
      event('session-opened', 'again', {}),
      event('identity-read', 'again', {
        ...{ identity: { scheme: 's10', canonical: 'RR473124829US' }, source: 'scanner' },
      }),
    ]);
    expect(store.findItems('RR473124829US', page)).toMatchObject([
      { item: 'RR473124829US', session: 'again', outcome: null, decidedSeq: null },
      { item: 'RR473124829US', outcome: 'hold', shift: 'shift-1' },
    ]);
    expect(store.findItems('RR4731248', page).map(({ item }) => item)).toEqual([
      ...['RR473124829US', 'RR473124829US', 'RR473124830US'],
    ]);
    expect(store.findItems('RR', { limit: 1, offset: 2 })).toMatchObject([
      { item: 'RR473124830US' },
    ]);
    expect(store.findItems('R_', page)).toEqual([]);
    expect(store.findItems('%', page)).toEqual([]);
  });

  it('shows what a decision was corrected to', () => {
    const { store, open, screen, record, event } = recordedBench();
    open('shift-1');
    const of = screen('shift-1', 'A1', { outcome: 'hold' });
    record('shift-1', [
      event('outcome-corrected', 'session-A1', { of, item: 'A1', outcome: 'release' }),
    ]);
    expect(store.findItems('A1', page)).toMatchObject([
      { outcome: 'hold', correctedTo: 'release', decidedSeq: of },
    ]);
  });
});

it('decisions of a shift longer than a page come whole and in order', () => {
  const { store, open, record, event } = recordedBench();
  open('shift-1');
  const items = Array.from({ length: 1_203 }, (_, n) => `I${String(n).padStart(5, '0')}`);
  record(
    'shift-1',
    items.flatMap((item) => [
      event('session-opened', item, {}),
      event('decided', item, { item, outcome: 'release', override: null }),
    ]),
  );
  expect([...store.decisions('shift-1')].map(({ item }) => item)).toEqual(items);
});

it('the holds of one shift and the oldest of the station', () => {
  const { store, open, screen, clock } = recordedBench();
  open('shift-1');
  screen('shift-1', 'A1', { outcome: 'hold' });
  clock.pass(DAY);
  open('shift-2');
  screen('shift-2', 'A2', { outcome: 'refer' });
  screen('shift-2', 'A3', { outcome: 'seize' });
  expect(store.unresolvedHoldCount()).toBe(2);
  expect(store.unresolvedHolds({ limit: 1 })).toMatchObject([
    { item: 'A1', atMs: START_MS + MINUTE },
  ]);
  expect(store.unresolvedHolds({ shift: 'shift-2', limit: 9 })).toMatchObject([{ item: 'A2' }]);
  expect(store.openHolds({ ...page, shift: 'shift-1' })).toMatchObject([{ item: 'A1' }]);
});

it('the trend has each day with what was decided, prompted and measured on it', () => {
  const { store, open, screen, record, event, clock } = recordedBench();
  const day = Math.floor(START_MS / DAY);
  open('shift-1');
  record('shift-1', [
    event('background-taken', null, { counts: 30, seconds: 60 }),
    event('background-taken', null, { counts: 60, seconds: 60 }),
  ]);
  screen('shift-1', 'A1', { rule: 'weight.over', override: 'seen', fault: 'silent' });
  clock.pass(DAY);
  screen('shift-1', 'A2', { outcome: 'hold' });
  screen('shift-1', 'A3', { outcome: 'hold' });
  expect(trendOf(store, day + 1, 90)).toEqual([
    {
      ...{ day, outcomes: { release: 1 }, overrides: 1, rules: { 'weight.over': 1 } },
      ...{ faults: { silent: 1 }, background: 0.75 },
    },
    {
      ...{ day: day + 1, outcomes: { hold: 2 }, overrides: 0, rules: {}, faults: {} },
      background: null,
    },
  ]);
  expect(trendOf(store, day + 1, 1)).toMatchObject([{ day: day + 1 }]);
});

describe('records that are only read', () => {
  it('are those of the station, keys included, while it works with them', () => {
    const { dataDir, store, open, screen } = recordedBench('training');
    open('shift-1');
    const seq = screen('shift-1', 'A1', { override: 'seen by Ms. Example' });
    const records = openRecordsForReading(dataDir);
    expect(records).toMatchObject({ mode: 'training', station: store.station });
    expect(records.event(seq)).toEqual(store.event(seq));
    expect(records.lastHash()).toBe(store.lastHash());
    records.close();
  });

  it('stay of one moment while the station goes on', () => {
    const { dataDir, store, open, screen } = recordedBench();
    open('shift-1');
    const records = openRecordsForReading(dataDir);
    expect(records.shiftState()?.shift).toBe('shift-1');
    screen('shift-1', 'A1');
    expect(records.outcomeCounts('shift-1')).toEqual({});
    expect(store.outcomeCounts('shift-1')).toEqual({ release: 1 });
    expect(records.eventCount()).toBeLessThan(store.eventCount());
    records.close();
  });
});
