import { rmSync } from 'node:fs';
import type { Clock, Timer } from '../../../shared/clock.ts';
import type { Person } from '../../../shared/people/roles.ts';
import type { NewEvent, RecordedEvent } from '../../../shared/records/event.ts';
import type { RetentionPolicy } from '../../../shared/records/upkeep-policy.ts';
import { generationPath } from '../manifest/generation-file.ts';
import type { PurgedPlace } from '../store/purge-backups.ts';
import type { Store } from '../store/store.ts';
import { refuse, type Told } from '../told.ts';
import { dueForPurge, shiftKey } from './due-for-purge.ts';
import type { JobQueue } from './job-queue.ts';

/**
 * Erases personal values for good. What is to go is recorded first (`purged`); then keys are destroyed
 * and files removed here, then in every copy that can be reached; `purge-finished` comes last. A purge
 * without it was cut short and is completed at the next start.
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
  /** Last purge that was carried out here since the start. */
  let erased = 0;

  /** Destroys what purges name. Once each: a remark made afterwards has a new key under the same id. */
  function erase(unfinished: readonly RecordedEvent[]): void {
    const purges = unfinished.filter(({ seq }) => seq > erased);
    const active = store.activeManifest()?.generation;
    const named = (event: RecordedEvent, name: string) => (event.body[name] ?? []) as string[];
    store.keys.destroy(purges.flatMap((event) => named(event, 'keys')));
    for (const generation of purges.flatMap((event) => named(event, 'manifests'))) {
      if (generation !== active) rmSync(generationPath(store.dataDir, generation), { force: true });
    }
    erased = purges.at(-1)?.seq ?? erased;
  }

  function unfinished(): RecordedEvent[] {
    const [finished] = store.latest('purge-finished', 1);
    const done = Number(finished?.body['of'] ?? 0);
    const [newest] = store.latest('purged', 1);
    if (newest === undefined || newest.seq <= done) return [];
    return store.latest('purged', MOST_RECORDS).filter(({ seq }) => seq > done);
  }

  async function complete(): Promise<void> {
    const { dataDir } = store;
    const { secondPath, sqliteAddon } = options;
    const purges = unfinished();
    const of = purges.at(-1)?.seq;
    if (of === undefined) return;
    try {
      erase(purges);
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
  const body = { of, places: places.map((place) => ({ ...place })) };
  return { kind: 'purge-finished', session: null, actor: 'station', body };
}
