import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../../shared/clock.ts';
import { event, openOk, screening, temporaryFolder } from './support.ts';

const DAY_MS = 24 * 3600 * 1000;
const START = Date.UTC(2025, 0, 31);

/** A clock that stands where it is set. */
function settableClock(): Clock & { day: number } {
  const clock = {
    day: 0,
    monotonicMs: () => clock.day * DAY_MS,
    utcMs: () => START + clock.day * DAY_MS,
    after: () => {
      throw new Error('the store sets no timers');
    },
  };
  return clock;
}

describe('an item', () => {
  it('is as old as the first of its sessions less than 12 months before', () => {
    const clock = settableClock();
    const store = openOk(temporaryFolder(), { clock });
    const at = (): number => clock.utcMs();
    store.append(screening('first', 'ITEM'), null);
    clock.day = 200;
    store.append(screening('second', 'ITEM'), null);
    expect(store.earlierSession('ITEM', at())?.session).toBe('second');
    clock.day = 370;
    expect(store.earlierSession('ITEM', at())).toBeNull();
    store.append(screening('another', 'ITEM', 'hold'), null);
    clock.day = 390;
    expect(store.earlierSession('ITEM', at())).toMatchObject({
      session: 'another',
      outcome: 'hold',
    });
  });

  it('under hold stays under hold when another item of the same number is released', () => {
    const clock = settableClock();
    const store = openOk(temporaryFolder(), { clock });
    store.append(screening('first', 'ITEM', 'hold'), null);
    clock.day = 366;
    store.append(screening('another', 'ITEM', 'release'), null);
    const holds = store.openHolds({ limit: 10, offset: 0 });
    expect(holds.map(({ session }) => session)).toEqual(['first']);
  });

  it('that was merely put aside is as it was before', () => {
    const store = openOk(temporaryFolder());
    store.append(screening('first', 'ITEM', 'detain'), null);
    store.append(
      [
        ...screening('second', 'ITEM').slice(0, 2),
        event('session-closed', 'second', { how: 'put-aside', reason: null }),
      ],
      null,
    );
    expect(store.earlierSession('ITEM', START)).toMatchObject({
      session: 'first',
      outcome: 'detain',
    });
  });

  it('is not taken off the holds by a correction of an older decision', () => {
    const store = openOk(temporaryFolder());
    const done = store.append(screening('first', 'ITEM', 'hold'), null);
    const of = done.find(({ kind }) => kind === 'decided')?.seq ?? 0;
    store.append(screening('second', 'ITEM', 'detain'), null);
    const body = { of, item: 'ITEM', from: 'hold', outcome: 'release', reason: { personal: 'x' } };
    store.append([event('outcome-corrected', 'first', body)], null);
    const holds = store.openHolds({ limit: 10, offset: 0 });
    expect(holds.map(({ session, outcome }) => [session, outcome])).toEqual([['second', 'detain']]);
  });

  it('under hold is settled by a correction of its own decision', () => {
    const store = openOk(temporaryFolder());
    const done = store.append(screening('first', 'ITEM', 'hold'), null);
    const of = done.find(({ kind }) => kind === 'decided')?.seq ?? 0;
    const body = { of, item: 'ITEM', from: 'hold', outcome: 'release', reason: { personal: 'x' } };
    store.append([event('outcome-corrected', 'first', body)], null);
    expect(store.openHolds({ limit: 10, offset: 0 })).toEqual([]);
    expect(store.earlierSession('ITEM', START)?.outcome).toBe('release');
    const [outcome] = store.outcomes({ limit: 10, offset: 0 });
    expect(outcome).toMatchObject({ seq: of, outcome: 'hold', corrected_to: 'release' });
  });
});
