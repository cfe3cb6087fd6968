import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BADGES, openCore, type CoreRig } from './rig.ts';

const PIN = '739182640175';

let core: CoreRig;
beforeAll(async () => {
  core = await openCore('live');
  core.signIn('administrator');
});
afterAll(() => core.close());

const person = (badge: string, name: string, pin = PIN) => ({
  kind: 'add-person',
  badge,
  name,
  role: 'operator',
  pin,
});

describe('a name', () => {
  it.each([
    ['a direction override', 'Ann \u202Egnp.exe'],
    ['a direction isolate', 'Ann\u2067 Example'],
    ['a line break', 'Ann\nadministrator'],
    ['a line separator', 'Ann\u2028administrator'],
    ['a NUL', 'Ann\u0000'],
    ['an escape sequence', 'Ann\u001B[2J'],
    ['a zero-width space', 'A\u200Bnn'],
    ['a byte order mark inside', 'A\uFEFFnn'],
    ['half of a surrogate pair', 'Ann\uD800'],
    ['a private character', 'Ann\uE000'],
    ['no letter', '--- 42 ---'],
  ])('with %s is refused', (_what, name) => {
    const before = core.events();
    expect(core.send(person('B-1', name)).short).toBe('why.name-not-usable');
    expect(core.events()).toBe(before);
  });

  it.each([
    ['too long', 'A'.repeat(101)],
    ['far too long', 'A'.repeat(1_000_000)],
    ['empty', ''],
    ['blank', ' \t '],
    ['no text', 42],
    ['an object', { toString: 'Ann' }],
  ])('that is %s is not understood', (_what, name) => {
    expect(core.send({ ...person('B-1', ''), name }).short).toBe('invalid-parameters');
  });

  it.each([
    "Robert'); DROP TABLE people;--",
    '"; DELETE FROM events; --',
    "O'Neill-Müller",
    '李小龍',
    'Ольга Ким',
    'عائشة',
    '__proto__ constructor',
    '<script>alert(1)</script>',
  ])('%s is a name and comes back as it was given', (name) => {
    const badge = `N-${[...name].length}-${name.charCodeAt(0)}`;
    expect(core.send(person(badge, name)).short).toBe('done');
    expect(
      core.station
        .desks()
        .accounts.people()
        .find((known) => known.badge === badge)?.name,
    ).toBe(name);
    expect(core.call('people', {})).toBe('done');
  });
});

describe('a badge', () => {
  it.each(['__proto__', "B'--", 'B 1', 'B-1\n', 'Б-1', '', 'B'.repeat(17), 'B;DROP', '../B', 1])(
    '%j is not understood',
    (badge) => {
      expect(core.send({ ...person('', 'Ann'), badge }).short).toBe('invalid-parameters');
    },
  );

  it.each(['constructor', 'hasOwnProperty', 'toString', 'valueOf', 'NULL', 'true', '0'])(
    '%s is a badge like any other: of nobody first, then of its owner',
    (badge) => {
      const entry = { kind: 'sign-in', who: badge, pin: PIN };
      expect(core.send(entry).short).toBe('why.sign-in-failed');
      expect(core.send(person(badge, 'Ann')).short).toBe('done');
      expect(core.send(entry).short).toBe('done');
      expect(core.station.state().person).toEqual({ badge, role: 'operator' });
      core.signIn('administrator');
    },
  );
});

describe('a PIN', () => {
  it.each([
    ['Arabic-Indic digits', '٧٣٩١٨٢'],
    ['full-width digits', '７３９１８２'],
    ['a line break at the end', '739182\n'],
    ['a sign', '-739182'],
    ['an exponent', '7391e82'],
    ['five digits', '73918'],
    ['thirteen digits', '7391826401753'],
    ['a number', 739_182],
  ])('with %s is not understood', (_what, pin) => {
    expect(core.send({ ...person('B-1', 'Ann'), pin }).short).toBe('invalid-parameters');
    expect(core.send({ kind: 'sign-in', who: BADGES.manager, pin }).short).toBe(
      'invalid-parameters',
    );
  });

  it('is in no answer, whatever is wrong with the intent', () => {
    const sent = [
      person('B-1', 'Ann\u202E'),
      person('not a badge', 'Ann'),
      person(BADGES.manager, 'Ann'),
      { ...person('B-1', 'Ann'), pin: `${PIN}x` },
      { kind: 'sign-in', who: PIN, pin: PIN },
      { kind: 'sign-in', who: PIN.repeat(10), pin: PIN },
      { kind: 'sign-in', who: 'B-404', pin: PIN, role: PIN },
      { kind: 'change-pin', pin: PIN, newPin: PIN },
      { kind: 'reset-pin', badge: 'B-404', pin: PIN },
    ].map((intent) => core.send(intent));
    expect(sent.filter(({ short }) => short === 'done')).toEqual([]);
    expect(sent.filter(({ answer }) => answer.includes(PIN))).toEqual([]);
  });
});

describe('an intent', () => {
  it.each([
    [{ kind: 'sign-in', who: BADGES.manager, pin: PIN, role: 'administrator' }],
    [{ kind: ['sign-in'], who: BADGES.manager, pin: PIN }],
    [{ kind: '__proto__' }],
    [{ kind: 'constructor' }],
    [{ kind: 'sign-in', who: { $ne: null }, pin: PIN }],
    [JSON.parse(`{"kind":"sign-out","__proto__":{"kind":"sign-in"}}`)],
    [{ ...person('B-1', 'Ann'), role: 'root' }],
    [{ kind: 'purge', second: { who: BADGES.manager } }],
    [null],
    ['sign-out'],
    [[]],
  ])('%j is not understood', (intent) => {
    expect(core.send(intent).short).toBe('invalid-parameters');
    expect(core.station.state().person?.badge).toBe(BADGES.administrator);
  });

  it.each(["' OR 1=1 --", '%', '*', 'B-____', BADGES.manager.slice(0, -1), '\u0000', '${who}'])(
    'with %j as badge or name signs nobody in',
    (who) => {
      expect(core.send({ kind: 'sign-in', who, pin: core.pin }).short).toMatch(
        /^(why\.sign-in-failed|invalid-parameters)$/,
      );
    },
  );
});
