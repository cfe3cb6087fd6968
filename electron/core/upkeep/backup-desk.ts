import type { BenchState } from '../../../shared/bridge/contract.ts';
import type { Clock, Timer } from '../../../shared/clock.ts';
import type { CodedError } from '../../../shared/result.ts';
import type { BackupPolicy } from '../../../shared/records/upkeep-policy.ts';
import type { RecordedEvent } from '../../../shared/records/event.ts';
import type { Store } from '../store/store.ts';
import type { JobQueue } from './job-queue.ts';
import type { JobResults } from './jobs.ts';

type LastBackup = BenchState['lastBackup'];

/** Makes backups when they are due. */
export interface BackupDesk {
  lastBackup(): LastBackup;
  /** Makes one as soon as nothing else is done on the folder, one more when one is being made. */
  make(): void;
  /** A shift was closed. */
  shiftClosed(): void;
  close(): void;
}

export interface BackupDeskOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly policy: BackupPolicy;
  readonly sqliteAddon: string | null;
  readonly queue: JobQueue;
  readonly onChange: () => void;
  readonly log: (line: string) => void;
}

const HOUR_MS = 3600 * 1000;
/** A station that has just been started has other things to do. */
const FIRST_MS = 5 * 60_000;
/** The report of a shift is printed first. */
const AFTER_SHIFT_MS = 10_000;

/** @throws StoreError when it could not be recorded */
export function recordBackup(store: Store, made: JobResults['backup'], actor: string): LastBackup {
  const { name, seq, hash, second, why } = made;
  const purged = made.purged
    .filter(({ copies, why }) => copies > 0 || why !== null)
    .map((place) => ({ ...place }));
  const body = { name, seq, hash, second, why, purged };
  const [event] = store.append([{ kind: 'backup-made', session: null, actor, body }], null);
  return event === undefined ? null : toLast(event);
}

/** @throws StoreError when it could not be recorded */
export function recordFailure(
  store: Store,
  { code, message }: CodedError,
  actor: string,
): LastBackup {
  const body = { code, why: message };
  const [event] = store.append([{ kind: 'backup-failed', session: null, actor, body }], null);
  return event === undefined ? null : toLast(event);
}

function toLast({ kind, at_ms: atMs, body }: RecordedEvent): LastBackup {
  const second = body['second'] as { readonly why?: unknown } | null | undefined;
  const whys = [body['why'], second?.why].filter((why) => typeof why === 'string');
  return { atMs, ok: kind === 'backup-made', why: whys.length === 0 ? null : whys.join(' ') };
}

export function createBackupDesk(options: BackupDeskOptions): BackupDesk {
  const { store, clock, policy, queue, sqliteAddon } = options;
  const [made] = store.latest('backup-made', 1);
  const [failed] = store.latest('backup-failed', 1);
  const newest = (failed?.seq ?? 0) > (made?.seq ?? 0) ? failed : made;
  let last = newest === undefined ? null : toLast(newest);
  let timer: Timer | null = null;
  let [running, wanted, closed] = [false, false, false];

  function dueIn(ms: number): void {
    timer?.cancel();
    timer = clock.after(ms, make);
  }

  function record(result: Awaited<ReturnType<typeof backUp>>): void {
    if (result.ok) last = recordBackup(store, result.value, 'station');
    else last = recordFailure(store, result.error, 'station');
    const why = last?.why ?? null;
    if (why !== null) options.log(`backup: ${why}`);
    options.onChange();
  }

  function backUp() {
    const { keep, secondPath } = policy;
    const { dataDir } = store;
    const utcMs = clock.utcMs();
    const places = { dataDir, secondPath, rotateSecond: true };
    return queue.run({ kind: 'backup', ...places, sqliteAddon, utcMs, keep });
  }

  function make(): void {
    if (closed) return;
    // What runs has its moment already: what was recorded since needs another one.
    wanted = running;
    if (running) return;
    running = true;
    void backUp().then((result) => {
      running = false;
      if (closed) return;
      try {
        record(result);
      } catch (error) {
        options.log(`backup: ${error instanceof Error ? error.message : String(error)}`);
      }
      const everyMs = policy.everyHours * HOUR_MS;
      if (wanted) make();
      else dueIn(result.ok ? everyMs : Math.min(everyMs, HOUR_MS));
    });
  }

  const sinceMs = made === undefined ? 0 : Math.max(0, clock.utcMs() - made.at_ms);
  // A folder without any backup gets its first one a full turn after its first start, or with a shift.
  dueIn(Math.max(FIRST_MS, policy.everyHours * HOUR_MS - sinceMs));
  return {
    lastBackup: () => last,
    make,
    shiftClosed() {
      // What runs may not have the end of the shift, and sets the time of the next one when it is done.
      if (running) wanted = true;
      else dueIn(AFTER_SHIFT_MS);
    },
    close() {
      closed = true;
      timer?.cancel();
    },
  };
}
