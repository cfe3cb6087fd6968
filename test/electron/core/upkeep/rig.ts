import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  createSimulatedClock,
  type SimulatedClock,
} from '../../../../electron/cli/simulated-clock.ts';
import type { Store } from '../../../../electron/core/store/store.ts';
import { createUpkeep, type Upkeep } from '../../../../electron/core/upkeep/upkeep.ts';
import type { Person } from '../../../../shared/people/roles.ts';
import type { BackupPolicy, RetentionPolicy } from '../../../../shared/records/upkeep-policy.ts';
import { waitFor } from '../../../support/wait-for.ts';
import { onEnd, openOk } from '../store/support.ts';

export const DAY_MS = 86_400_000;
export const START = Date.UTC(2026, 10, 21, 8);
export const MANAGER: Person = { badge: 'B-3001', role: 'manager' };
export const SUPERVISOR: Person = { badge: 'B-2001', role: 'supervisor' };

export const RETENTION: RetentionPolicy = {
  radiation: null,
  seized: null,
  held: 1825,
  returned: 1095,
  released: 90,
  undecided: 90,
  shift: 90,
  manifest: 30,
};

/** A real store with its upkeep, real threads, and a clock that stands. */
export interface UpkeepRig {
  readonly store: Store;
  readonly upkeep: Upkeep;
  readonly clock: SimulatedClock;
  readonly logged: string[];
  /** Generations of the manifest that were to be closed. */
  readonly released: string[];
  readonly damage: string[];
  /** Records of a kind so far. */
  count(kind: string): number;
  /** Waits in real time until so many records of a kind are there. */
  until(kind: string, count: number): Promise<void>;
  close(): void;
}

export interface RigOptions {
  readonly startMs?: number;
  readonly backup?: Partial<BackupPolicy>;
  readonly retention?: Partial<RetentionPolicy>;
}

export function startUpkeep(dataDir: string, options: RigOptions = {}): UpkeepRig {
  const clock = createSimulatedClock(options.startMs ?? START);
  const store = openOk(dataDir, { clock });
  const [logged, damage]: string[][] = [[], []];
  const released: string[] = [];
  const upkeep = createUpkeep({
    store,
    clock,
    policy: {
      backup: { everyHours: 24, keep: 3, secondPath: null, ...options.backup },
      retention: { ...RETENTION, ...options.retention },
    },
    sqliteAddon: null,
    onChange: () => {},
    onDamage: (found) => damage?.push(found.damage),
    log: (line) => logged?.push(line),
    releaseManifest: (generation) => released.push(generation),
  });
  onEnd(() => upkeep.close());
  const count = (kind: string): number => store.latest(kind, 1_000).length;
  return {
    store,
    upkeep,
    clock,
    logged: logged ?? [],
    released,
    damage: damage ?? [],
    count,
    until: (kind, wanted) => waitFor(() => count(kind) >= wanted, 20_000),
    close() {
      upkeep.close();
      store.close();
    },
  };
}

/** Every file below some folders with its bytes. */
export function everyByte(...folders: string[]): { file: string; bytes: Buffer }[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((file) => statSync(file).isFile())
      .map((file) => ({ file, bytes: readFileSync(file) })),
  );
}
