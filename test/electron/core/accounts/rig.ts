import { randomUUID } from 'node:crypto';
import {
  createSimulatedClock,
  type SimulatedClock,
} from '../../../../electron/cli/simulated-clock.ts';
import { createAccounts, type Accounts } from '../../../../electron/core/accounts/accounts.ts';
import type { Store } from '../../../../electron/core/store/store.ts';
import type { Told } from '../../../../electron/core/told.ts';
import type { AccountIntent } from '../../../../shared/bridge/intents.ts';
import type { RecordedEvent } from '../../../../shared/records/event.ts';
import type { Mode } from '../../../../shared/words.ts';
import { RESOURCES } from '../../../support/simulated-station.ts';
import { onEnd, openOk, temporaryFolder } from '../store/support.ts';

/** As weak as scrypt takes: what is tested here is not how long a PIN withstands. */
export const CHEAP = '16,1,1';
export const AUTO_LOCK_MS = 15 * 60_000;
/** PINs that are not refused. */
export const PIN = '739182';
export const OTHER_PIN = '508316';

/** Accounts over a real data folder, with both clocks in hand. */
export interface AccountsRig {
  readonly dataDir: string;
  readonly store: Store;
  readonly accounts: Accounts;
  readonly clock: SimulatedClock;
  /** Sets the wall clock forward or, with a negative number, back. */
  setWallClock(byMs: number): void;
  /** Follows an intent and gives its refusal, or `done`. */
  ask(intent: AccountIntent): string;
  tell(intent: AccountIntent): Told;
  /** Events about people, without what the store itself records. */
  events(): RecordedEvent[];
  /** Ends this program. */
  end(): void;
  /** Ends this program and starts it again. */
  restart(): AccountsRig;
}

interface Setting {
  readonly mode: Mode;
  readonly dataDir: string;
  readonly startUtcMs: number;
  /** Stands between the accounts and the records. */
  readonly change: (store: Store) => Store;
}

export function openAccounts(setting: Partial<Setting> = {}): AccountsRig {
  const { mode = 'live', dataDir = temporaryFolder(), change = (store) => store } = setting;
  const startUtcMs = setting.startUtcMs ?? Date.UTC(2026, 5, 1);
  const steady = createSimulatedClock(startUtcMs);
  let wallMs = 0;
  const clock = { ...steady, utcMs: () => steady.utcMs() + wallMs };
  const store = openOk(dataDir, { mode, clock, bootId: randomUUID() });
  const accounts = createAccounts({
    mode,
    records: change(store),
    resourcesDir: RESOURCES,
    clock,
    autoLockMinutes: AUTO_LOCK_MS / 60_000,
    cost: CHEAP,
    onChange: () => {},
  });
  const end = (): void => {
    accounts.close();
    store.close();
  };
  onEnd(end);
  const tell = (intent: AccountIntent): Told => accounts.follow(intent, null);
  return {
    dataDir,
    store,
    accounts,
    clock,
    setWallClock: (byMs) => void (wallMs += byMs),
    tell,
    ask: (intent) => tell(intent).refused ?? 'done',
    events: () =>
      store.events({ limit: -1, offset: 0 }).filter(({ kind }) => /^(person|pin|sign)/.test(kind)),
    end,
    restart() {
      end();
      return openAccounts({ mode, dataDir, startUtcMs: clock.utcMs() });
    },
  };
}

export function person(badge: string, role: 'operator' | 'administrator', name = `Name ${badge}`) {
  return { kind: 'add-person', badge, name, role, pin: PIN } as const;
}

export const ADMINISTRATOR = { who: 'B-900', pin: PIN } as const;
export const OFFICER = { who: 'B-100', pin: PIN } as const;

/** A live station with an administrator, who is signed in, and an officer. */
export function staffed(setting: Partial<Setting> = {}): AccountsRig {
  const rig = openAccounts(setting);
  rig.tell({
    kind: 'first-administrator',
    badge: ADMINISTRATOR.who,
    name: 'Ada Keeper',
    pin: PIN,
  });
  rig.tell({ kind: 'sign-in', ...ADMINISTRATOR });
  rig.tell(person(OFFICER.who, 'operator', 'Olaf Officer'));
  return rig;
}
