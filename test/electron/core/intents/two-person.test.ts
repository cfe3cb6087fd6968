import { afterEach, describe, expect, it } from 'vitest';
import type { Intent } from '../../../../shared/bridge/intents.ts';
import { ROLES, type Role } from '../../../../shared/people/roles.ts';
import { BADGES, openCore, type CoreRig } from './rig.ts';

const reason = 'because of the test';
const pin = '246810';
const proofOf = (role: Role) => ({ who: BADGES[role], pin });

/** What a site can make a two-person action, who asks for it, and who may be the second (as roles' first letters). */
const ACTIONS: readonly [Intent, Role, string][] = [
  [{ kind: 'override', outcome: 'release', reason }, 'operator', 'sm'],
  [{ kind: 'correct-outcome', seq: 1, outcome: 'hold', reason }, 'manager', 'sm'],
  [{ kind: 'reset-pin', badge: BADGES.operator, pin }, 'administrator', 'ma'],
  [{ kind: 'lift-legal-hold', seq: 999_999, reason }, 'manager', 'sma'],
  [{ kind: 'purge' }, 'manager', 'sma'],
];
const KINDS = ACTIONS.map(([{ kind }]) => kind);

const RESET = { kind: 'reset-pin', badge: BADGES.operator, pin: '739182' } as const;

let core: CoreRig;
async function open(secondPersonFor: readonly string[]): Promise<void> {
  core = await openCore('training', { people: { secondPersonFor } });
}
afterEach(() => core.close());

describe('an action that the site made a two-person action', () => {
  it('needs a second person, who is not there', async () => {
    await open(KINDS);
    for (const [intent, role] of ACTIONS) {
      core.signIn(role);
      const before = core.events();
      expect([intent.kind, core.ask(intent)]).toEqual([intent.kind, 'why.second-person-needed']);
      expect(core.events()).toBe(before);
    }
  });

  it('needs another person than the one who asks', async () => {
    await open(KINDS);
    for (const [intent, role] of ACTIONS) {
      core.signIn(role);
      const second = { who: BADGES[role].toLowerCase(), pin };
      expect(core.ask({ ...intent, second } as Intent)).toBe('why.second-person-same');
    }
  });

  it('takes as second person whose role is in the table, and nobody else', async () => {
    await open(KINDS);
    for (const [intent, first, letters] of ACTIONS) {
      for (const role of ROLES.filter((other) => other !== first)) {
        core.signIn(first);
        const answer = core.ask({ ...intent, second: proofOf(role) } as Intent);
        expect(answer).not.toMatch(/sign-in|locked/);
        const refused = answer === 'why.second-person-not-allowed';
        expect([intent.kind, role, refused]).toEqual([
          intent.kind,
          role,
          !letters.includes(role.slice(0, 1)),
        ]);
      }
    }
  });

  it('is refused with a wrong PIN of the second, which counts towards that person’s lock-out', async () => {
    await open(['reset-pin']);
    core.signIn('administrator');
    const wrong = { ...RESET, second: { who: BADGES.manager, pin: '508316' } };
    const answers = Array.from({ length: 4 }, () => core.ask(wrong));
    expect(answers).toEqual([...Array<string>(3).fill('why.sign-in-failed'), 'why.locked-out']);
    expect(core.ask({ ...RESET, second: proofOf('manager') })).toBe('why.locked-out');
    expect(core.ask({ kind: 'sign-in', ...proofOf('manager') })).toBe('why.locked-out');
    expect(core.station.state().person?.badge).toBe(BADGES.administrator);
    const records = core.records();
    expect(records.some(({ kind }) => kind === 'pin-set')).toBe(false);
    expect(records.filter(({ kind }) => kind === 'sign-in-refused').at(-1)?.body).toMatchObject({
      badge: BADGES.manager,
      failures: 3,
    });
  });

  it('is done with the right second, whose badge is in the record', async () => {
    await open(['reset-pin']);
    core.signIn('administrator');
    expect(core.ask({ ...RESET, second: proofOf('manager') })).toBe('done');
    expect(core.station.state().person?.badge).toBe(BADGES.administrator);
    const last = core.records().findLast(({ kind }) => kind === 'pin-set');
    expect([last?.actor, last?.body]).toMatchObject([
      BADGES.administrator,
      { badge: BADGES.operator, second: BADGES.manager },
    ]);
  });
});

describe('an action that the site left to one person', () => {
  it('needs no second', async () => {
    await open([]);
    for (const [intent, role] of ACTIONS) {
      core.signIn(role);
      expect(core.ask(intent)).not.toMatch(/second-person/);
    }
  });

  it('is done alone, and the record names nobody else', async () => {
    await open([]);
    core.signIn('administrator');
    expect(core.ask(RESET)).toBe('done');
    const last = core.records().findLast(({ kind }) => kind === 'pin-set');
    expect(last?.body).not.toHaveProperty('second');
  });

  it('takes a second who offers, and refuses one who may not or gives a wrong PIN', async () => {
    await open([]);
    core.signIn('administrator');
    expect([
      core.ask({ ...RESET, second: proofOf('operator') }),
      core.ask({ ...RESET, second: { who: BADGES.manager, pin: '508316' } }),
      core.ask({ ...RESET, second: proofOf('manager') }),
    ]).toEqual(['why.second-person-not-allowed', 'why.sign-in-failed', 'done']);
  });
});

describe('whoever may not ask for an action', () => {
  it('learns nothing about the PIN of a second', async () => {
    await open(KINDS);
    core.signIn('operator');
    const before = core.events();
    const asked = [pin, '508316'].map((tried) =>
      core.ask({ ...RESET, second: { who: BADGES.manager, pin: tried } }),
    );
    expect([asked, core.events()]).toEqual([['why.not-allowed', 'why.not-allowed'], before]);
  });
});
