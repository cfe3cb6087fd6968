import type { PersonView } from '../../../shared/bridge/contract.ts';
import type { AccountIntent, Proof } from '../../../shared/bridge/intents.ts';
import type { Clock } from '../../../shared/clock.ts';
import { foldName } from '../../../shared/people/names.ts';
import type { Person } from '../../../shared/people/roles.ts';
import type { NewEvent } from '../../../shared/records/event.ts';
import { assertNever } from '../../../shared/result.ts';
import type { Mode } from '../../../shared/words.ts';
import { StoreError } from '../store/store-error.ts';
import type { Store } from '../store/store.ts';
import { refuse, type Told } from '../told.ts';
import { createIdleLock } from './idle-lock.ts';
import { createLockOut, type Tried } from './lock-out.ts';
import { COST, matchesPin } from './pin-verifier.ts';
import { createRegister } from './register.ts';
import { addTrainingPeople } from './training-people.ts';

export interface AccountsOptions {
  readonly mode: Mode;
  readonly records: Pick<
    Store,
    'append' | 'people' | 'event' | 'latest' | 'shiftState' | 'credentials'
  >;
  /** Has the people that a training folder begins with. */
  readonly resourcesDir: string;
  readonly clock: Clock;
  readonly autoLockMinutes: number;
  /** scrypt parameters of new PINs; a test may take fewer. */
  readonly cost?: string;
  /** Who is here changed; called after it is durable. */
  readonly onChange: () => void;
}

/** A person who proved to be there, or why the proof was not accepted. */
export type Proven =
  { readonly ok: true; readonly person: Person } | { readonly ok: false; readonly told: Told };

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

type SignOutReason = 'asked' | 'idle' | 'replaced';

const MINUTE_MS = 60_000;

const SIGN_IN_FAILED = refuse(
  'why.sign-in-failed',
  'Badge or name and PIN do not belong together. Nothing was done. Type both again; where two ' +
    'people have one name, the badge number is needed.',
);
const OWN_ACCOUNT = refuse(
  'why.own-account',
  'Nobody changes the own account. Nothing was changed. Another administrator can do it; the own ' +
    'PIN is changed with the PIN before.',
);
const PEOPLE_EXIST = refuse(
  'why.people-exist',
  'This station has people already. Nothing was changed. An administrator adds others.',
);

/**
 * Opens the accounts of a station; a training station without people gets its first ones.
 * @throws StoreError when these could not be recorded
 */
export function createAccounts(options: AccountsOptions): Accounts {
  const { records, clock, mode, cost = COST } = options;
  if (mode === 'training') addTrainingPeople(records, options.resourcesDir, cost);
  const register = createRegister({ mode, records, cost });
  const lockOut = createLockOut(clock, records.credentials);
  const idle = createIdleLock(clock, options.autoLockMinutes * MINUTE_MS, lockIdle);
  /** Asked for with each snapshot; an account never goes away again. */
  let nobody = true;
  let here: Person | null = null;
  /** A sign-out that could not be recorded when it happened; it is, with the next event. */
  let owed: NewEvent | null = null;

  /** Records events; `then` follows them also when only the journal could not be written. */
  function record(events: readonly NewEvent[], then: () => void): number {
    const all = owed === null ? events : [owed, ...events];
    const done = (): void => {
      owed = null;
      then();
    };
    try {
      const made = records.append(all, records.shiftState()?.shift ?? null);
      done();
      return made.at(-1)?.seq ?? 0;
    } catch (error) {
      if (error instanceof StoreError && error.recorded) done();
      throw error;
    }
  }

  function signedOut({ badge }: Person, why: SignOutReason): NewEvent {
    return { kind: 'signed-out', session: null, actor: badge, body: { why } };
  }

  /** Signs out in any case: a full disk is no reason to leave a bench open to anybody. */
  function leave(person: Person, why: SignOutReason): number {
    here = null;
    idle.stop();
    const event = signedOut(person, why);
    try {
      return record([event], () => {});
    } catch (error) {
      if (error instanceof StoreError && !error.recorded) owed = event;
      throw error;
    }
  }

  function lockIdle(): void {
    if (here === null) return;
    try {
      leave(here, 'idle');
    } catch (error) {
      // The next intent finds out that nothing can be recorded, and says so.
      if (!(error instanceof StoreError)) throw error;
    }
    options.onChange();
  }

  function lockedOut(leftMs: number): Told {
    const until = new Date(clock.utcMs() + leftMs).toISOString().slice(11, 19);
    return refuse(
      'why.locked-out',
      `Too many wrong PINs. Nothing is accepted for this badge until ${until} UTC, ` +
        `${Math.ceil(leftMs / 1000)} s from now. Wait until then, or ask an administrator for a new PIN.`,
    );
  }

  function prove({ who, pin }: Proof): Proven {
    const account = register.findWho(who);
    const tried: Tried = account === null ? { unknown: foldName(who) } : { badge: account.badge };
    const leftMs = lockOut.remainingMs(tried);
    if (leftMs > 0) return { ok: false, told: lockedOut(leftMs) };
    const credential = account === null ? null : records.credentials.find(account.badge);
    const right = matchesPin(credential, pin, cost);
    if (account !== null && account.active && right) {
      lockOut.passed(tried);
      return { ok: true, person: { badge: account.badge, role: account.role } };
    }
    const failures = lockOut.failed(tried);
    const body = { badge: account?.badge ?? null, failures };
    record([{ kind: 'sign-in-refused', session: null, actor: 'station', body }], () => {});
    return { ok: false, told: SIGN_IN_FAILED };
  }

  function signIn(proof: Proof): Told {
    const proven = prove(proof);
    if (!proven.ok) return proven.told;
    const { person } = proven;
    const entered = { kind: 'signed-in', session: null, actor: person.badge, body: {} };
    const events = here === null ? [entered] : [signedOut(here, 'replaced'), entered];
    const seq = record(events, () => {
      here = person;
      idle.start();
    });
    return { seq, refused: null };
  }

  function newPin(badge: string, pin: string, person: Person, second: Person | null): Told {
    const told = register.setPin(badge, pin, by(person, second));
    const account = register.find(badge);
    if (told.refused === null && account !== null) lockOut.passed({ badge: account.badge });
    return told;
  }

  function changePin(pin: string, next: string, person: Person): Told {
    const proven = prove({ who: person.badge, pin });
    return proven.ok ? newPin(person.badge, next, person, null) : proven.told;
  }

  function by({ badge }: Person, second: Person | null) {
    return second === null ? { actor: badge } : { actor: badge, more: { second: second.badge } };
  }

  function isOwn(badge: string, person: Person): boolean {
    return register.find(badge)?.badge === person.badge;
  }

  function follow(intent: AccountIntent, second: Person | null): Told {
    if (intent.kind === 'sign-in') return signIn(intent);
    if (intent.kind === 'first-administrator') {
      if (hasPeople()) return PEOPLE_EXIST;
      return register.add({ ...intent, role: 'administrator' }, null);
    }
    if (here === null) return refuse('why.signed-out');
    switch (intent.kind) {
      case 'sign-out':
        return { seq: leave(here, 'asked'), refused: null };
      case 'change-pin':
        return changePin(intent.pin, intent.newPin, here);
      case 'add-person':
        return register.add(intent, by(here, second));
      case 'change-person':
        // The only one who is signed in cannot be disabled: who is disabled is not here.
        if (isOwn(intent.badge, here)) return OWN_ACCOUNT;
        return register.change(intent.badge, intent, by(here, second));
      case 'reset-pin':
        // Else an open screen would be enough to take an administrator's account over.
        if (isOwn(intent.badge, here)) return OWN_ACCOUNT;
        return newPin(intent.badge, intent.pin, here, second);
      default:
        return assertNever(intent);
    }
  }

  function lockedUntilMs(badge: string): number | null {
    const leftMs = lockOut.remainingMs({ badge });
    return leftMs === 0 ? null : clock.utcMs() + leftMs;
  }

  /** By the events, which the chain covers: an emptied list gives nobody the run of the station. */
  function hasPeople(): boolean {
    return records.latest('person-added', 1).length > 0;
  }

  return {
    person: () => here,
    needsAdministrator: () => (nobody &&= !hasPeople()),
    follow(intent, second) {
      const told = follow(intent, second);
      if (told.refused === null) options.onChange();
      return told;
    },
    prove,
    touch: () => idle.touch(),
    people: () =>
      register.people().map((person) => ({
        ...person,
        lockedUntilMs: lockedUntilMs(person.badge),
      })),
    close: () => idle.stop(),
  };
}
