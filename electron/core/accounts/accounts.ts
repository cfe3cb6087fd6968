import type { PersonView } from '../../../shared/bridge/contract.ts';
import type { AccountIntent, Proof } from '../../../shared/bridge/intents.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Person } from '../../../shared/people/roles.ts';
import type { Mode } from '../../../shared/words.ts';
import type { Store } from '../store/store.ts';
import { refuse, type Told } from '../told.ts';

export interface AccountsOptions {
  readonly mode: Mode;
  readonly records: Pick<Store, 'append' | 'people' | 'event' | 'shiftState' | 'credentials'>;
  readonly clock: Clock;
  readonly autoLockMinutes: number;
  /** Who is here changed; called after it is durable. */
  readonly onChange: () => void;
}

/** A person who proved to be there, or why the proof was not accepted. */
export type Proven =
  | { readonly ok: true; readonly person: Person }
  | { readonly ok: false; readonly told: Told };

/** The people of this station, and who is here now. Nobody stays signed in over a restart. */
export interface Accounts {
  /** Who is signed in. */
  person(): Person | null;
  /** Whether nobody can sign in because the station has no people yet. */
  needsAdministrator(): boolean;
  /**
   * Follows an intent that the signed-in person may ask for (`mayDo`).
   * @param second somebody else who proved to be there and may approve it, or null
   * @throws StoreError when it could not be recorded
   */
  follow(intent: AccountIntent, second: Person | null): Told;
  /** Checks badge or name with PIN; a wrong PIN counts and is recorded. */
  prove(proof: Proof): Proven;
  /** Somebody is at work: the automatic lock waits again. */
  touch(): void;
  /** All accounts, for administrators. */
  people(): PersonView[];
  close(): void;
}

export function createAccounts(options: AccountsOptions): Accounts {
  void options;
  return {
    person: () => null,
    needsAdministrator: () => true,
    follow: () => refuse('why.not-allowed'),
    prove: () => ({ ok: false, told: refuse('why.sign-in-failed') }),
    touch: () => {},
    people: () => [],
    close: () => {},
  };
}
