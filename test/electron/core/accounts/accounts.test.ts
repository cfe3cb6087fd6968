import { describe, expect, it } from 'vitest';
import {
  ADMINISTRATOR,
  AUTO_LOCK_MS,
  OFFICER,
  openAccounts,
  OTHER_PIN,
  person,
  PIN,
  staffed,
} from './rig.ts';

const FIRST = {
  kind: 'first-administrator',
  badge: 'B-900',
  name: 'Ada Keeper',
  pin: PIN,
} as const;

describe('a live station without people', () => {
  it('asks for an administrator, lets nobody in, and takes one once', () => {
    const rig = openAccounts();
    expect([rig.accounts.needsAdministrator(), rig.accounts.person()]).toEqual([true, null]);
    expect(rig.ask({ kind: 'sign-in', ...ADMINISTRATOR })).toBe('why.sign-in-failed');
    expect([rig.ask(FIRST), rig.ask({ ...FIRST, badge: 'B-901' })]).toEqual([
      'done',
      'why.people-exist',
    ]);
    expect(rig.accounts.needsAdministrator()).toBe(false);
    expect(rig.accounts.person()).toBeNull();
    expect(rig.ask({ kind: 'sign-in', ...ADMINISTRATOR })).toBe('done');
    expect(rig.accounts.person()).toEqual({ badge: 'B-900', role: 'administrator' });
  });

  it('never has the training people', () => {
    expect(openAccounts().accounts.people()).toEqual([]);
  });
});

describe('a training station', () => {
  it('begins with one person of each role, once', () => {
    const rig = openAccounts({ mode: 'training' });
    const roles = (of: typeof rig) => of.accounts.people().map(({ role }) => role);
    expect(roles(rig).sort()).toEqual([
      'administrator',
      'manager',
      'operator',
      'supervisor',
      'trainer',
    ]);
    for (const { badge } of rig.accounts.people()) {
      expect(rig.ask({ kind: 'sign-in', who: badge, pin: '246810' })).toBe('done');
    }
    const events = rig.store.eventCount();
    const again = rig.restart();
    expect([roles(again).length, again.store.eventCount()]).toEqual([5, events]);
  });
});

describe('sign-in', () => {
  it.each(['B-100', 'b-100', 'Olaf Officer', 'OLAF OFFICER', '  olaf   officer '])(
    'takes %j',
    (who) => {
      const rig = staffed();
      expect(rig.ask({ kind: 'sign-in', who, pin: PIN })).toBe('done');
      expect(rig.accounts.person()).toEqual({ badge: 'B-100', role: 'operator' });
    },
  );

  it.each([
    ['Zoë Müller', 'ZOE\u0308 MU\u0308LLER'],
    ['Weiß', 'WEISS'],
    ['ＡＮＮＡ', 'anna'],
    ['Ольга Ким', 'ольга ким'],
  ])('finds %s by %s', (name, who) => {
    const rig = staffed();
    rig.tell(person('B-101', 'operator', name));
    expect(rig.ask({ kind: 'sign-in', who, pin: PIN })).toBe('done');
  });

  it('of two people with one name needs the badge', () => {
    const rig = staffed();
    rig.tell(person('B-101', 'operator', 'olaf officer'));
    expect(rig.ask({ kind: 'sign-in', who: 'Olaf Officer', pin: PIN })).toBe('why.sign-in-failed');
    expect(rig.ask({ kind: 'sign-in', who: 'B-101', pin: PIN })).toBe('done');
  });

  it('of a badge that is somebody else’s name is that of the badge', () => {
    const rig = staffed();
    rig.tell({ ...person('B-101', 'operator', 'B-100'), pin: OTHER_PIN });
    rig.tell({ kind: 'sign-in', who: 'B-100', pin: OTHER_PIN });
    expect(rig.accounts.person()?.badge).toBe('B-900');
  });

  it('answers the same for nobody, a wrong PIN and a disabled account', () => {
    const rig = staffed();
    rig.tell(person('B-101', 'operator'));
    rig.tell({ kind: 'change-person', badge: 'B-101', role: 'operator', active: false });
    const refused = [
      rig.tell({ kind: 'sign-in', who: 'B-666', pin: PIN }),
      rig.tell({ kind: 'sign-in', who: 'B-100', pin: OTHER_PIN }),
      rig.tell({ kind: 'sign-in', who: 'B-101', pin: PIN }),
    ];
    expect(new Set(refused.map((told) => JSON.stringify(told))).size).toBe(1);
    expect(refused[0]?.refused).toBe('why.sign-in-failed');
  });

  it('of another person signs the first out; the records say both', () => {
    const rig = staffed();
    rig.tell({ kind: 'sign-in', ...OFFICER });
    rig.tell({ kind: 'sign-out' });
    const said = rig.events().map(({ kind, actor, body }) => [kind, actor, body['why']]);
    expect(said.slice(1)).toEqual([
      ['signed-in', 'B-900', undefined],
      ['person-added', 'B-900', undefined],
      ['signed-out', 'B-900', 'replaced'],
      ['signed-in', 'B-100', undefined],
      ['signed-out', 'B-100', 'asked'],
    ]);
  });

  it('does not outlive this program', () => {
    const rig = staffed();
    expect(rig.restart().accounts.person()).toBeNull();
  });

  it('belongs to the open shift', () => {
    const rig = staffed();
    const opened = { kind: 'shift-opened', session: null, actor: 'B-900' };
    rig.store.append([{ ...opened, body: { shift: 's-1', officer: 'B-900' } }], 's-1');
    rig.tell({ kind: 'sign-in', ...OFFICER });
    expect(
      rig
        .events()
        .slice(-2)
        .map(({ shift }) => shift),
    ).toEqual(['s-1', 's-1']);
  });
});

describe('the automatic lock', () => {
  it('signs out whoever gives no sign of life, and records it', async () => {
    const rig = staffed();
    await rig.clock.advance(AUTO_LOCK_MS - 1);
    expect(rig.accounts.person()?.badge).toBe('B-900');
    await rig.clock.advance(1);
    expect(rig.accounts.person()).toBeNull();
    const last = rig.events().at(-1);
    expect([last?.kind, last?.actor, last?.body]).toEqual(['signed-out', 'B-900', { why: 'idle' }]);
  });

  it('waits again after each touch', async () => {
    const rig = staffed();
    for (let minute = 0; minute < 60; minute += 1) {
      await rig.clock.advance(60_000);
      rig.accounts.touch();
    }
    expect(rig.accounts.person()?.badge).toBe('B-900');
    await rig.clock.advance(AUTO_LOCK_MS);
    expect(rig.accounts.person()).toBeNull();
  });

  it('begins anew with each sign-in and leaves the signed-out alone', async () => {
    const rig = staffed();
    await rig.clock.advance(AUTO_LOCK_MS - 1000);
    rig.tell({ kind: 'sign-in', ...OFFICER });
    await rig.clock.advance(2000);
    expect(rig.accounts.person()?.badge).toBe('B-100');
    rig.tell({ kind: 'sign-out' });
    const events = rig.store.eventCount();
    await rig.clock.advance(2 * AUTO_LOCK_MS);
    expect(rig.store.eventCount()).toBe(events);
  });

  it('is not put off by setting the clock back', async () => {
    const rig = staffed();
    rig.setWallClock(-24 * 3600_000);
    await rig.clock.advance(AUTO_LOCK_MS);
    expect(rig.accounts.person()).toBeNull();
  });
});

describe('accounts', () => {
  it('are added, changed and listed by name', () => {
    const rig = staffed();
    rig.tell({ kind: 'change-person', badge: 'B-100', role: 'supervisor', active: true });
    const common = { active: true, lockedUntilMs: null };
    expect(rig.accounts.people()).toEqual([
      { badge: 'B-900', name: 'Ada Keeper', role: 'administrator', ...common },
      { badge: 'B-100', name: 'Olaf Officer', role: 'supervisor', ...common },
    ]);
    rig.tell({ kind: 'sign-in', ...OFFICER });
    expect(rig.accounts.person()?.role).toBe('supervisor');
  });

  it('that are disabled are out at once, as a second person, too, and back when enabled', () => {
    const rig = staffed();
    const change = { kind: 'change-person', badge: 'B-100', role: 'operator' } as const;
    rig.tell({ kind: 'sign-in', ...OFFICER });
    rig.tell({ kind: 'sign-in', ...ADMINISTRATOR });
    rig.tell({ ...change, active: false });
    expect(rig.accounts.prove(OFFICER).ok).toBe(false);
    rig.tell({ ...change, active: true });
    expect(rig.accounts.prove(OFFICER).ok).toBe(true);
  });

  it('a change that changes nothing is not recorded', () => {
    const rig = staffed();
    const events = rig.store.eventCount();
    const same = { kind: 'change-person', badge: 'B-100', role: 'operator', active: true } as const;
    expect([rig.tell(same), rig.store.eventCount()]).toEqual([{ seq: 0, refused: null }, events]);
  });

  it('a badge is given once, whatever the case of its letters', () => {
    const rig = staffed();
    const badges = ['B-100', 'b-100', 'station', 'STATION'];
    expect(badges.map((badge) => rig.ask(person(badge, 'operator')))).toEqual(
      Array(4).fill('why.badge-taken'),
    );
  });

  it('nobody changes the own account but by the PIN before', () => {
    const rig = staffed();
    rig.tell(person('B-901', 'administrator'));
    const own = { kind: 'change-person', badge: 'b-900' } as const;
    expect([
      rig.ask({ ...own, role: 'administrator', active: false }),
      rig.ask({ ...own, role: 'manager', active: true }),
      rig.ask({ kind: 'reset-pin', badge: 'B-900', pin: OTHER_PIN }),
      rig.ask({ kind: 'change-pin', pin: OTHER_PIN, newPin: OTHER_PIN }),
      rig.ask({ kind: 'change-pin', pin: PIN, newPin: OTHER_PIN }),
    ]).toEqual([
      'why.own-account',
      'why.own-account',
      'why.own-account',
      'why.sign-in-failed',
      'done',
    ]);
    expect(rig.ask({ kind: 'sign-in', ...ADMINISTRATOR })).toBe('why.sign-in-failed');
    expect(rig.ask({ kind: 'sign-in', who: 'B-900', pin: OTHER_PIN })).toBe('done');
  });

  it('an administrator whose PIN was lost with keys.db is no way in: the last other one stays', () => {
    const rig = staffed();
    const added = { kind: 'person-added', session: null, actor: 'station' };
    const body = { badge: 'B-902', role: 'administrator', name: { personal: 'Lost' } } as const;
    rig.store.append([{ ...added, body }], null);
    rig.tell(person('B-901', 'administrator'));
    rig.tell({ kind: 'sign-in', who: 'B-901', pin: PIN });
    const disable = { kind: 'change-person', role: 'administrator', active: false } as const;
    expect(rig.ask({ ...disable, badge: 'B-900' })).toBe('done');
    expect(rig.ask({ ...disable, badge: 'B-902' })).toBe('done');
  });

  it.each(['111111', '123456', '987654', '890123', '121212', '246810', '000100', '100100'])(
    'the PIN %s is refused for a new person, a new PIN and a reset',
    (pin) => {
      const rig = staffed();
      expect([
        rig.ask({ ...person('C-100', 'operator'), pin }),
        rig.ask({ kind: 'reset-pin', badge: 'B-100', pin }),
      ]).toEqual(['why.pin-too-simple', 'why.pin-too-simple']);
      rig.tell({ kind: 'sign-in', ...OFFICER });
      expect(rig.ask({ kind: 'change-pin', pin: PIN, newPin: pin })).toBe('why.pin-too-simple');
    },
  );
});

describe('what is recorded about people', () => {
  it('is badges; names are sealed under the key of the person, PINs are nowhere', () => {
    const rig = staffed();
    rig.tell({ kind: 'reset-pin', badge: 'B-100', pin: OTHER_PIN });
    const added = rig.events().filter(({ kind }) => kind === 'person-added');
    expect(added.map(({ actor, body }) => [actor, body])).toEqual([
      ['B-900', { badge: 'B-900', role: 'administrator', name: 'Ada Keeper' }],
      ['B-900', { badge: 'B-100', role: 'operator', name: 'Olaf Officer' }],
    ]);
    expect(rig.events().at(-1)).toMatchObject({ kind: 'pin-set', body: { badge: 'B-100' } });
  });
});
