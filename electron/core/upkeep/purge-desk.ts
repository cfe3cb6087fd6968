import { rmSync } from 'node:fs';
import type { Clock, Timer } from '../../../shared/clock.ts';
import type { Person } from '../../../shared/people/roles.ts';
import type { NewEvent, RecordedEvent } from '../../../shared/records/event.ts';
import type { RetentionPolicy } from '../../../shared/records/upkeep-policy.ts';
import { generationPath } from '../manifest/generation-file.ts';
import type { PurgedPlace } from '../store/purge-backups.ts';
import { stationEvent } from '../store/reconcile.ts';
import type { Store } from '../store/store.ts';
import { refuse, type Told } from '../told.ts';
import { dueForPurge, shiftKey } from './due-for-purge.ts';
import type { JobQueue } from './job-queue.ts';

/**
 * Erases personal values for good. What is to go is recorded first (`purged`); then keys are destroyed
 * here, which is recorded (`keys-destroyed`), and files removed, then in every copy that can be reached;
 * `purge-finished` comes last. A purge without it was cut short and is completed at the next start.
 */
export interface PurgeDesk {
  /** @throws StoreError when it could not be recorded; then nothing was erased */
  purge(person: Person, second: Person | null): Told;
  close(): void;
}

export interface PurgeDeskOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly policy: RetentionPolicy;
  readonly secondPath: string | null;
  readonly sqliteAddon: string | null;
  readonly queue: JobQueue;
  readonly log: (line: string) => void;
  readonly releaseManifest: (generation: string) => void;
}

/** Keys in one record, which keeps it below 25 kB. */
const KEYS_PER_RECORD = 500;
/** Somebody was reading the file of keys, or the disk was full. */
const RETRY_MS = 60_000;
/** More records of one purge are not made: they name five million keys. */
const MOST_RECORDS = 10_000;

export function createPurgeDesk(options: PurgeDeskOptions): PurgeDesk {
  const { store, clock, policy, queue, log } = options;
  let timer: Timer | null = null;
  let closed = false;
  /** Last purge whose keys were destroyed since the start, also when that could not be recorded. */
  let destroyed = 0;

  /**
   * Destroys what purges name. Keys once each, over a restart, too: a remark made afterwards has a new
   * key under the same id, which no purge names yet.
   */
  function erase(purges: readonly RecordedEvent[], of: number): void {
    const named = (event: RecordedEvent, name: string) => (event.body[name] ?? []) as string[];
    const recorded = lastOf('keys-destroyed');
    const done = Math.max(recorded, destroyed);
    const due = purges.filter(({ seq }) => seq > done);
    store.keys.destroy(due.flatMap((event) => named(event, 'keys')));
    destroyed = of;
    if (recorded < of) store.append([stationEvent('keys-destroyed', { of })], null);
    const inUse = [store.activeManifest()?.generation, store.manifestGenerations()[0]];
    for (const generation of purges.flatMap((event) => named(event, 'manifests'))) {
      if (inUse.includes(generation)) continue;
      options.releaseManifest(generation);
      rmSync(generationPath(store.dataDir, generation), { force: true });
    }
  }

  /** The purge that the latest event of a kind is about, or 0. */
  function lastOf(kind: string): number {
    return Number(store.latest(kind, 1)[0]?.body['of'] ?? 0);
  }

  function unfinished(): RecordedEvent[] {
    const done = lastOf('purge-finished');
    const [newest] = store.latest('purged', 1);
    if (newest === undefined || newest.seq <= done) return [];
    return store.latest('purged', MOST_RECORDS).filter(({ seq }) => seq > done);
  }

  async function complete(): Promise<void> {
    const { dataDir } = store;
    const { secondPath, sqliteAddon } = options;
    let of: number;
    try {
      const purges = unfinished();
      const newest = purges.at(-1);
      if (newest === undefined) return;
      of = newest.seq;
      erase(purges, of);
    } catch (error) {
      return again(error instanceof Error ? error.message : String(error));
    }
    const result = await queue.run({ kind: 'purge-backups', dataDir, secondPath, sqliteAddon });
    if (closed) return;
    if (!result.ok) return again(result.error.message);
    try {
      if (!store.keys.scrub()) return again('the file of keys was being read');
      store.append([finishedEvent(of, result.value)], null);
    } catch (error) {
      return again(error instanceof Error ? error.message : String(error));
    }
    for (const { why } of result.value) if (why !== null) log(`purge: not reached: ${why}`);
  }

  function again(why: string): void {
    if (closed) return;
    log(`purge: tried again in ${RETRY_MS / 1000} s: ${why}`);
    timer?.cancel();
    timer = clock.after(RETRY_MS, () => void complete());
  }

  void complete();
  return {
    purge(person, second) {
      const due = dueForPurge(store, policy, clock.utcMs());
      const keys = [...due.sessions, ...due.shifts.map(shiftKey)];
      if (keys.length === 0 && due.manifests.length === 0) return refuse('why.nothing-to-purge');
      const more = { policy: { ...policy }, second: second?.badge ?? null };
      const events: NewEvent[] = [];
      for (let from = 0; from === 0 || from < keys.length; from += KEYS_PER_RECORD) {
        const these = keys.slice(from, from + KEYS_PER_RECORD);
        const sessions = these.filter((_, at) => from + at < due.sessions.length).length;
        const manifests = from === 0 ? [...due.manifests] : [];
        const counts = { sessions, shifts: these.length - sessions };
        const body = { keys: these, ...counts, manifests, ...more };
        events.push({ kind: 'purged', session: null, actor: person.badge, body });
      }
      const recorded = store.append(events, null);
      void complete();
      return { seq: recorded.at(-1)?.seq ?? 0, refused: null };
    },
    close() {
      closed = true;
      timer?.cancel();
    },
  };
}

function finishedEvent(of: number, places: readonly PurgedPlace[]): NewEvent {
  return stationEvent('purge-finished', { of, places: places.map((place) => ({ ...place })) });
}
