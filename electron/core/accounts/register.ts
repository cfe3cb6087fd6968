import { cleanName, foldBadge, foldName } from '../../../shared/people/names.ts';
import { isSimplePin } from '../../../shared/people/pin.ts';
import type { Role } from '../../../shared/people/roles.ts';
import type { Body, NewEvent } from '../../../shared/records/event.ts';
import type { Mode } from '../../../shared/words.ts';
import type { Store } from '../store/store.ts';
import { refuse, type Told } from '../told.ts';
import { COST, makeVerifier } from './pin-verifier.ts';

export interface RegisterOptions {
  readonly mode: Mode;
  readonly records: Pick<Store, 'append' | 'people' | 'event' | 'shiftState' | 'credentials'>;
  /** scrypt parameters of new PINs; a test may take fewer. */
  readonly cost?: string;
}

/** Somebody with an account. */
export interface Registered {
  readonly badge: string;
  readonly role: Role;
  readonly active: boolean;
  /** Null once it was erased. */
  readonly name: string | null;
}

/** Who changes an account: the actor of the record, and what else it says about that. */
export interface By {
  readonly actor: string;
  readonly more?: Body;
}

/** The accounts of a station and the rules that keep it from being left without a way in. */
export interface Register {
  people(): Registered[];
  /** The account of a badge. */
  find(badge: string): Registered | null;
  /** The account of a badge, or the only one with this name. */
  findWho(who: string): Registered | null;
  /** @throws StoreError when it could not be recorded */
  add(person: { badge: string; name: string; role: Role; pin: string }, by: By | null): Told;
  /** @throws StoreError when it could not be recorded */
  change(badge: string, to: { readonly role?: Role; readonly active?: boolean }, by: By): Told;
  /**
   * Puts a new PIN in the place of the old one.
   * @throws StoreError when it could not be recorded; then the old PIN still holds
   */
  setPin(badge: string, pin: string, by: By): Told;
}

const UNCHANGED = 'Nothing was changed.';
const PIN_TOO_SIMPLE = refuse(
  'why.pin-too-simple',
  `This PIN is the first that somebody would try. ${UNCHANGED} Choose other digits: no repetition, ` +
    'no run, not the badge number.',
);
const NO_PERSON = refuse(
  'why.no-person',
  `Nobody here has this badge. ${UNCHANGED} Look at the list of people.`,
);

export function createRegister(options: RegisterOptions): Register {
  const { records, mode, cost = COST } = options;
  const { credentials } = records;

  function people(): Registered[] {
    return records.people().map(({ badge, role, active, addedSeq }) => {
      const name = records.event(addedSeq)?.body['name'];
      return { badge, role, active, name: typeof name === 'string' ? name : null };
    });
  }

  /** Whether somebody can sign in and help the others. */
  function isWayIn({
    badge,
    role,
    active,
  }: Pick<Registered, 'badge' | 'role' | 'active'>): boolean {
    return role === 'administrator' && active && credentials.find(badge) !== null;
  }

  function record(by: By, event: Pick<NewEvent, 'kind' | 'body' | 'sealedUnder'>): Told {
    const shift = records.shiftState()?.shift ?? null;
    const body = { ...event.body, ...by.more };
    const made = records.append([{ ...event, body, session: null, actor: by.actor }], shift);
    return { seq: made.at(-1)?.seq ?? 0, refused: null };
  }

  function find(badge: string): Registered | null {
    const folded = foldBadge(badge);
    return people().find((person) => foldBadge(person.badge) === folded) ?? null;
  }

  /** Why somebody cannot be added, or null. */
  function whyNot(badge: string, role: Role, name: string | null, pin: string): Told | null {
    const all = records.people();
    if (all.length === 0 && role !== 'administrator') {
      return refuse(
        'why.administrator-first',
        'Nobody works here yet, and nobody was added. Add an administrator first, then the others.',
      );
    }
    // The actor of what the program itself records.
    const taken = foldBadge(badge) === 'STATION' || find(badge) !== null;
    if (taken) {
      return refuse(
        'why.badge-taken',
        `This badge number is in use, or differs from one in use by upper and lower case only. ` +
          `Nobody was added. Give another one; a badge is never given to a second person.`,
      );
    }
    if (name === null) {
      return refuse(
        'why.name-not-usable',
        `The name has no letter, or characters that cannot be seen. Nobody was added. Type it by hand.`,
      );
    }
    return isSimplePin(pin, badge, mode) ? PIN_TOO_SIMPLE : null;
  }

  return {
    people,
    find,
    findWho(who) {
      const [all, badge, name] = [people(), foldBadge(who), foldName(who)];
      const byBadge = all.find((person) => foldBadge(person.badge) === badge);
      if (byBadge !== undefined) return byBadge;
      const named = all.filter((person) => person.name !== null && foldName(person.name) === name);
      return named.length === 1 ? (named[0] ?? null) : null;
    },
    add({ badge, role, pin, ...given }, by) {
      const name = cleanName(given.name);
      const refused = whyNot(badge, role, name, pin);
      if (refused !== null) return refused;
      // Before the record: after a crash in between the badge is nobody's and can be given again.
      const verifier = makeVerifier(pin, cost);
      credentials.save({ badge, ...verifier, failures: 0, lockedUntilMs: 0 });
      return record(by ?? { actor: badge }, {
        kind: 'person-added',
        body: { badge, role, name: { personal: name } },
        sealedUnder: `person:${badge}`,
      });
    },
    change(wanted, to, by) {
      const person = find(wanted);
      if (person === null) return NO_PERSON;
      const { badge } = person;
      const next = { badge, role: to.role ?? person.role, active: to.active ?? person.active };
      if (next.role === person.role && next.active === person.active) {
        return { seq: 0, refused: null };
      }
      const others = records.people().filter((other) => other.badge !== badge);
      if (isWayIn(person) && !isWayIn(next) && !others.some(isWayIn)) {
        return refuse(
          'why.last-administrator',
          `This is the last administrator who can sign in. ${UNCHANGED} Make somebody else ` +
            'administrator first.',
        );
      }
      return record(by, { kind: 'person-changed', body: next });
    },
    setPin(wanted, pin, by) {
      const person = find(wanted);
      if (person === null) return NO_PERSON;
      const { badge } = person;
      if (isSimplePin(pin, badge, mode)) return PIN_TOO_SIMPLE;
      const verifier = makeVerifier(pin, cost);
      // After the record: no PIN is ever in force that no record speaks of.
      const told = record(by, { kind: 'pin-set', body: { badge } });
      credentials.save({ badge, ...verifier, failures: 0, lockedUntilMs: 0 });
      return told;
    },
  };
}
