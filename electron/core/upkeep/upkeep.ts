import type { BenchState } from '../../../shared/bridge/contract.ts';
import type { UpkeepIntent } from '../../../shared/bridge/intents.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Person } from '../../../shared/people/roles.ts';
import type { BenchPolicy } from '../../../shared/session/policy.ts';
import type { Store } from '../store/store.ts';
import { refuse, type Told } from '../told.ts';

export interface UpkeepOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly policy: Pick<BenchPolicy, 'backup' | 'retention'>;
  readonly sqliteAddon: string | null;
  readonly onChange: () => void;
  /** The database was found damaged while it was in use: nothing may be recorded in it any more. */
  readonly onDamage: (what: string) => void;
  readonly log: (line: string) => void;
}

/** Keeping of the data folder beside the work: backups, checks, checkpoints by time, retention. */
export interface Upkeep {
  lastBackup(): BenchState['lastBackup'];
  /**
   * Follows an intent that the signed-in person may ask for. A backup goes on after this returns.
   * @throws StoreError when it could not be recorded
   */
  follow(intent: UpkeepIntent, person: Person, second: Person | null): Told;
  /** A shift was closed: a backup is due. */
  shiftClosed(): void;
  close(): void;
}

export function createUpkeep(options: UpkeepOptions): Upkeep {
  void options;
  return {
    lastBackup: () => null,
    follow: () => refuse('why.not-allowed'),
    shiftClosed: () => {},
    close: () => {},
  };
}
