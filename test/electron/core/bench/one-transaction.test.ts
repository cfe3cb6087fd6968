import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../../electron/cli/simulated-clock.ts';
import { createBench, type Bench } from '../../../../electron/core/bench/bench.ts';
import { valueOf } from '../../../../electron/core/result-value.ts';
import { openStore } from '../../../../electron/core/store/open.ts';
import type { Store } from '../../../../electron/core/store/store.ts';
import { StoreError } from '../../../../electron/core/store/store-error.ts';
import type { Told } from '../../../../electron/core/told.ts';
import { SHIFT_CHECKS, type BenchIntent } from '../../../../shared/bridge/intents.ts';
import { item, rules } from '../../../support/session-fixtures.ts';
import { newDataFolder } from '../../../support/simulated-station.ts';

/** A shift needs an instrument to open. */
const SCALE = {
  id: 'scale',
  kind: 'scale',
  protocol: 'mt-sics',
  transport: { kind: 'virtual', seed: 1 },
} as const;

let dataDir: string;
let store: Store;
let appended: string[][];
let full: boolean;
let unacknowledged: boolean;
let bench: Bench;

const intend = (intent: BenchIntent): Told => bench.intend(intent, null);
const HOLD: BenchIntent = { kind: 'override', outcome: 'hold', reason: 'a knife was found' };

beforeEach(() => {
  dataDir = newDataFolder();
  const clock = createSimulatedClock();
  store = valueOf(openStore({ dataDir, mode: 'training', clock, bootId: 'boot' }));
  appended = [];
  full = false;
  unacknowledged = false;
  let ids = 0;
  bench = createBench({
    mode: 'training',
    records: {
      ...store,
      append(events, shift) {
        if (full) throw new StoreError('disk-full', 'The disk is full.');
        if (unacknowledged) {
          store.append(events, shift);
          throw new StoreError('disk-full', 'The journal cannot be written.', true);
        }
        appended.push(events.map(({ kind }) => kind));
        return store.append(events, shift);
      },
    },
    manifest: {
      generation: 'g1',
      items: 1,
      measurements: () => [],
      find: () => ({
        item: item('2000'),
        generation: 'g1',
        source: { file: 'today.csv', line: 2 },
        firstSeenMs: 0,
      }),
    },
    parties: null,
    rules,
    instruments: [SCALE],
    clock,
    request: () => {},
    newId: () => `id-${(ids += 1)}`,
    person: () => ({ badge: 'B-1042', role: 'operator' }),
    onActivity: () => {},
    judgeCommand: () => null,
    intend: () => ({ accepted: true, seq: 0 }),
    onChange: () => {},
    onLive: () => {},
  });
  intend({ kind: 'open-shift' });
  for (const check of SHIFT_CHECKS) {
    intend({ kind: 'report-check', check, result: 'skipped', reason: 'no instruments here' });
  }
  appended.length = 0;
});
afterEach(() => {
  store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('one intent', () => {
  it('is one transaction: a label opens the session, is read and looked up as a whole', () => {
    intend({ kind: 'type-identity', text: 'CP102030419NL' });
    expect(appended).toEqual([['session-opened', 'identity-read', 'declaration-found']]);
  });

  it('that decides ends the session in the same transaction', () => {
    intend({ kind: 'type-identity', text: 'CP102030419NL' });
    intend(HOLD);
    expect(appended[1]).toEqual(['decided', 'session-closed']);
  });

  it('that cannot be recorded changes nothing', () => {
    full = true;
    const typed = () => intend({ kind: 'type-identity', text: 'CP102030419NL' });
    expect(typed).toThrow(StoreError);
    expect(bench.state().session).toBeNull();
    full = false;
    expect(typed().refused).toBeNull();
  });

  it('that opens a shift, recorded though not acknowledged, opens no second one', () => {
    intend({ kind: 'close-shift', handover: null });
    unacknowledged = true;
    expect(() => intend({ kind: 'open-shift' })).toThrow();
    unacknowledged = false;
    expect(intend({ kind: 'open-shift' }).refused).toBe('why.shift-open');
    expect(bench.state().shift?.id).toBe(store.shiftState()?.shift);
    intend({ kind: 'close-shift', handover: null });
    expect(store.shiftState()).toBeNull();
  });

  it('that is in the database though not acknowledged is not recorded twice', () => {
    unacknowledged = true;
    expect(() => intend({ kind: 'type-identity', text: 'CP102030419NL' })).toThrow();
    unacknowledged = false;
    expect(bench.state().session?.identity?.canonical).toBe('CP102030419NL');
    intend({ kind: 'type-identity', text: 'CP102030419NL' });
    const opened = store.events({ kinds: ['session-opened'], limit: 10, offset: 0 });
    expect(opened).toHaveLength(1);
  });
});
