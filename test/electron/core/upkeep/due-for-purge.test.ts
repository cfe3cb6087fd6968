import { expect, it } from 'vitest';
import { dueForPurge } from '../../../../electron/core/upkeep/due-for-purge.ts';
import type { NewEvent } from '../../../../shared/records/event.ts';
import { event, temporaryFolder } from '../store/support.ts';
import { DAY_MS, RETENTION, START, startUpkeep } from './rig.ts';

const LATER = START + 100 * DAY_MS;

function whole(session: string, item: string): NewEvent[] {
  return [
    event('session-opened', session, { name: { personal: 'Somebody' } }),
    event('decided', session, { item, outcome: 'release', override: null }),
    event('session-closed', session, { how: 'decided' }),
  ];
}

it('what is over its time is found without reading sessions that cannot be over yet', () => {
  const dataDir = temporaryFolder();
  const first = startUpkeep(dataDir);
  first.store.append(whole('old', 'RR1'), null);
  first.close();
  const second = startUpkeep(dataDir, { startMs: LATER });
  second.store.append(whole('recent', 'RR2'), null);
  second.close();
  const { store } = startUpkeep(dataDir, { startMs: LATER + DAY_MS });
  const read: string[] = [];
  const endedSessions = function* (beforeMs: number) {
    for (const row of store.endedSessions(beforeMs)) {
      read.push(row.session);
      yield row;
    }
  };
  const due = dueForPurge({ ...store, endedSessions }, RETENTION, LATER + DAY_MS);
  expect([due.sessions, read]).toEqual([['old'], ['old']]);
  // Where nothing is ever over, nothing is read; and a time that ends this moment is over.
  const never = Object.fromEntries(Object.keys(RETENTION).map((name) => [name, null]));
  const policy = never as typeof RETENTION;
  expect(dueForPurge({ ...store, endedSessions }, policy, LATER).sessions).toEqual([]);
  expect(read).toEqual(['old']);
  const [closed] = store.latest('session-closed', 1);
  const atMs = (closed?.at_ms ?? 0) + 90 * DAY_MS;
  expect(dueForPurge(store, RETENTION, atMs - 1).sessions).toEqual(['old']);
  expect(dueForPurge(store, RETENTION, atMs).sessions).toEqual(['old', 'recent']);
});
