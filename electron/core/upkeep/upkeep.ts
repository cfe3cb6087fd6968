import { join } from 'node:path';
import type { BenchState } from '../../../shared/bridge/contract.ts';
import type { UpkeepIntent } from '../../../shared/bridge/intents.ts';
import type { Clock, Timer } from '../../../shared/clock.ts';
import type { Person } from '../../../shared/people/roles.ts';
import type { BenchPolicy } from '../../../shared/session/policy.ts';
import { markDamaged } from '../store/damage.ts';
import { StoreError, damagedDatabase } from '../store/store-error.ts';
import type { Store } from '../store/store.ts';
import type { Told } from '../told.ts';
import { createBackupDesk } from './backup-desk.ts';
import { createExportDesk, type ExportDesk } from './export-desk.ts';
import { createJobQueue } from './job-queue.ts';
import type { Damage } from './jobs.ts';
import { createPurgeDesk } from './purge-desk.ts';

export interface UpkeepOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly policy: Pick<BenchPolicy, 'backup' | 'retention'>;
  readonly sqliteAddon: string | null;
  readonly onChange: () => void;
  /** A database was found damaged while it was in use: nothing may be recorded any more. */
  readonly onDamage: (damage: Damage) => void;
  readonly log: (line: string) => void;
  /** Closes a generation of the manifest whose file is to go. */
  readonly releaseManifest: (generation: string) => void;
}

/** Keeping of the data folder beside the work: backups, checks, checkpoints by time, retention. */
export interface Upkeep {
  /** Records written into signed files. */
  readonly exports: ExportDesk;
  lastBackup(): BenchState['lastBackup'];
  /**
   * Follows an intent that the signed-in person may ask for. A backup goes on after this returns.
   * @throws StoreError when it could not be recorded
   */
  follow(intent: UpkeepIntent, person: Person, second: Person | null): Told;
  /** A shift was closed: a backup is due. */
  shiftClosed(): void;
  /** Using a database showed that it is damaged, and which: as if the check had found it. */
  foundDamaged(error: StoreError): void;
  /** Looks for damage now instead of at its time. */
  check(): void;
  close(): void;
}

const MINUTE_MS = 60_000;
/** The bench comes up first. */
const FIRST_CHECK_MS = 10 * MINUTE_MS;
const CHECK_MS = 24 * 60 * MINUTE_MS;
const CHECKPOINT_MS = 10 * MINUTE_MS;

export function createUpkeep(options: UpkeepOptions): Upkeep {
  const { store, clock, policy, sqliteAddon, log } = options;
  const queue = createJobQueue();
  const { secondPath } = policy.backup;
  const backups = createBackupDesk({ ...options, policy: policy.backup, queue });
  const purges = createPurgeDesk({ ...options, policy: policy.retention, secondPath, queue });
  const timers = new Set<{ timer: Timer }>();
  let closed = false;

  /** Runs again and again, the first time after `firstMs`. */
  function every(firstMs: number, nextMs: number, task: () => void): void {
    const entry = {
      timer: clock.after(firstMs, function run() {
        entry.timer = clock.after(nextMs, run);
        task();
      }),
    };
    timers.add(entry);
  }

  function close(): void {
    closed = true;
    for (const { timer } of timers) timer.cancel();
    backups.close();
    purges.close();
    queue.close();
  }

  function damaged({ file, damage }: Damage): void {
    if (closed) return;
    close();
    const code = file === 'keys.db' ? 'keys-corrupt' : 'database-corrupt';
    store.stopRecording(new StoreError(code, `${file} on the disk is damaged (${damage}).`));
    try {
      markDamaged(join(store.dataDir, file), damage, clock.utcMs());
    } catch (error) {
      // Without the marker the next start finds it as this one did, only later.
      log(`damage: not marked: ${error instanceof Error ? error.message : String(error)}`);
    }
    options.onDamage({ file, damage });
  }

  function check(): void {
    const { dataDir } = store;
    void queue.run({ kind: 'check', dataDir, sqliteAddon }).then((result) => {
      if (closed) return;
      if (!result.ok) log(`check: ${result.error.message}`);
      else if (result.value !== null) damaged(result.value);
    });
  }

  function checkpoint(): void {
    try {
      store.checkpoint();
    } catch (error) {
      log(`checkpoint: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  every(FIRST_CHECK_MS, CHECK_MS, check);
  every(CHECKPOINT_MS, CHECKPOINT_MS, checkpoint);
  return {
    exports: createExportDesk({ store, clock, sqliteAddon, queue }),
    lastBackup: () => backups.lastBackup(),
    follow(intent, person, second) {
      if (intent.kind === 'purge') return purges.purge(person, second);
      backups.make();
      return { seq: 0, refused: null };
    },
    shiftClosed: () => backups.shiftClosed(),
    foundDamaged(error) {
      const file = damagedDatabase(error);
      if (file !== null) damaged({ file, damage: error.message });
    },
    check,
    close,
  };
}
