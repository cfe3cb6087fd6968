import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedClock } from '../../../../electron/cli/simulated-clock.ts';
import { createBench, type Bench } from '../../../../electron/core/bench/bench.ts';
import { valueOf } from '../../../../electron/core/result-value.ts';
import { openStore } from '../../../../electron/core/store/open.ts';
import type { Store } from '../../../../electron/core/store/store.ts';
import { StoreError } from '../../../../electron/core/store/store-error.ts';
import { item, rules } from '../../../support/session-fixtures.ts';
import { newDataFolder } from '../../../support/simulated-station.ts';

let dataDir: string;
let store: Store;
let appended: string[][];
let full: boolean;
let unacknowledged: boolean;
let bench: Bench;

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
    manifest: { generation: 'g1', items: 1, find: () => item('2000') },
    rules,
    instruments: [],
    clock,
    newId: () => `id-${(ids += 1)}`,
    onChange: () => {},
    onLive: () => {},
  });
  bench.intend({ kind: 'open-shift', officer: 'B-1042' });
  appended.length = 0;
});
afterEach(() => {
  store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('one intent', () => {
  it('is one transaction: a label opens the session, is read and looked up as a whole', () => {
    bench.intend({ kind: 'type-identity', text: 'CP102030419NL' });
    expect(appended).toEqual([['session-opened', 'identity-read', 'declaration-found']]);
  });

  it('that decides ends the session in the same transaction', () => {
    bench.intend({ kind: 'type-identity', text: 'CP102030419NL' });
    bench.intend({ kind: 'decide', outcome: 'hold' });
    expect(appended[1]).toEqual(['decided', 'session-closed']);
  });

  it('that cannot be recorded changes nothing', () => {
    full = true;
    const typed = () => bench.intend({ kind: 'type-identity', text: 'CP102030419NL' });
    expect(typed).toThrow(StoreError);
    expect(bench.state().session).toBeNull();
    full = false;
    expect(typed().accepted).toBe(true);
  });

  it('that is in the database though not acknowledged is not recorded twice', () => {
    unacknowledged = true;
    expect(() => bench.intend({ kind: 'type-identity', text: 'CP102030419NL' })).toThrow();
    unacknowledged = false;
    expect(bench.state().session?.identity?.canonical).toBe('CP102030419NL');
    bench.intend({ kind: 'type-identity', text: 'CP102030419NL' });
    const opened = store.events({ kinds: ['session-opened'], limit: 10, offset: 0 });
    expect(opened).toHaveLength(1);
  });
});
