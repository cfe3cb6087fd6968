import { describe, expect, it } from 'vitest';
import { lockMs } from '../../../../electron/core/accounts/lock-out.ts';
import { ADMINISTRATOR, OFFICER, OTHER_PIN, PIN, staffed, type AccountsRig } from './rig.ts';

const WRONG = { kind: 'sign-in', who: OFFICER.who, pin: OTHER_PIN } as const;
const RIGHT = { kind: 'sign-in', ...OFFICER } as const;

function fail(rig: AccountsRig, times: number): string[] {
  return Array.from({ length: times }, () => rig.ask(WRONG));
}

describe('the delay after wrong PINs', () => {
  it('begins with the third at 30 s and doubles to 15 min', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 100].map(lockMs)).toEqual([
      0, 0, 30_000, 60_000, 120_000, 240_000, 480_000, 900_000, 900_000, 900_000,
    ]);
  });
});

describe('a lock-out', () => {
  it('refuses the right PIN, too, and counts nothing meanwhile', async () => {
    const rig = staffed();
    expect(fail(rig, 3)).toEqual(Array(3).fill('why.sign-in-failed'));
    const events = rig.store.eventCount();
    await rig.clock.advance(29_000);
    expect([rig.ask(RIGHT), rig.ask(WRONG)]).toEqual(['why.locked-out', 'why.locked-out']);
    expect(rig.store.eventCount()).toBe(events);
    await rig.clock.advance(1_000);
    expect(rig.ask(RIGHT)).toBe('done');
  });

  it('is twice as long after the next wrong PIN, and gone after the right one', async () => {
    const rig = staffed();
    fail(rig, 3);
    await rig.clock.advance(30_000);
    fail(rig, 1);
    await rig.clock.advance(59_000);
    expect(rig.ask(RIGHT)).toBe('why.locked-out');
    await rig.clock.advance(1_000);
    expect(rig.ask(RIGHT)).toBe('done');
    expect([...fail(rig, 2), rig.ask(RIGHT)]).toEqual([
      'why.sign-in-failed',
      'why.sign-in-failed',
      'done',
    ]);
  });

  it('says until when', async () => {
    const rig = staffed();
    fail(rig, 3);
    await rig.clock.advance(10_500);
    expect(rig.tell(RIGHT).message).toMatch(/until 00:00:30 UTC, 20 s from now/);
  });

  it('of one person is not that of another', () => {
    const rig = staffed();
    fail(rig, 3);
    expect(rig.ask({ kind: 'sign-in', ...ADMINISTRATOR })).toBe('done');
  });

  it('is the same by badge and by name, in any case of letters', () => {
    const rig = staffed();
    const tried = [OFFICER.who, OFFICER.who.toLowerCase(), ' OLAF  officer '];
    for (const who of tried) rig.ask({ ...WRONG, who });
    expect(tried.map((who) => rig.ask({ ...RIGHT, who }))).toEqual(Array(3).fill('why.locked-out'));
  });

  it('comes for a badge of nobody as well, so that it does not tell which exist', () => {
    const rig = staffed();
    const nobody = { ...WRONG, who: 'B-666' };
    const answers = Array.from({ length: 4 }, () => rig.ask(nobody));
    expect(answers).toEqual([...fail(rig, 3), 'why.locked-out']);
  });

  it('survives a restart', async () => {
    const rig = staffed();
    fail(rig, 3);
    await rig.clock.advance(30_000);
    fail(rig, 1);
    await rig.clock.advance(20_000);
    const again = rig.restart();
    expect(again.ask(RIGHT)).toBe('why.locked-out');
    await again.clock.advance(40_000);
    expect(fail(again, 1)).toEqual(['why.sign-in-failed']);
    await again.clock.advance(119_000);
    expect(again.ask(RIGHT)).toBe('why.locked-out');
    await again.clock.advance(1_000);
    expect(again.ask(RIGHT)).toBe('done');
  });

  it('is not shortened by setting the clock forward', async () => {
    const rig = staffed();
    fail(rig, 3);
    rig.setWallClock(24 * 3600_000);
    expect(rig.ask(RIGHT)).toBe('why.locked-out');
    await rig.clock.advance(30_000);
    expect(rig.ask(RIGHT)).toBe('done');
  });

  it('is not lengthened by setting the clock back, not over a restart either', async () => {
    const rig = staffed();
    fail(rig, 3);
    rig.setWallClock(-365 * 24 * 3600_000);
    await rig.clock.advance(10_000);
    const again = rig.restart();
    expect(again.ask(RIGHT)).toBe('why.locked-out');
    await again.clock.advance(30_000);
    expect(again.ask(RIGHT)).toBe('done');
  });

  it('left by an earlier run is not shortened by setting the clock forward in this one', () => {
    const rig = staffed();
    fail(rig, 3);
    const again = rig.restart();
    again.setWallClock(3600_000);
    expect(again.ask(RIGHT)).toBe('why.locked-out');
  });

  it('is shown to administrators and ends with a new PIN', () => {
    const rig = staffed();
    rig.tell({ kind: 'sign-in', ...ADMINISTRATOR });
    fail(rig, 3);
    const locked = () => rig.accounts.people().map(({ lockedUntilMs }) => lockedUntilMs);
    expect(locked()).toEqual([null, rig.clock.utcMs() + 30_000]);
    expect(rig.ask({ kind: 'reset-pin', badge: OFFICER.who, pin: OTHER_PIN })).toBe('done');
    expect(locked()).toEqual([null, null]);
    expect(rig.ask({ kind: 'sign-in', who: OFFICER.who, pin: OTHER_PIN })).toBe('done');
  });

  it('counts the PIN before of a new PIN, at a screen that somebody left open', () => {
    const rig = staffed();
    rig.tell(RIGHT);
    const guess = { kind: 'change-pin', pin: OTHER_PIN, newPin: '615283' } as const;
    const answers = Array.from({ length: 4 }, () => rig.ask(guess));
    expect(answers.slice(2)).toEqual(['why.sign-in-failed', 'why.locked-out']);
    expect(rig.ask({ ...guess, pin: PIN })).toBe('why.locked-out');
  });

  it('records how many, for whom, and nothing that was typed', () => {
    const rig = staffed();
    fail(rig, 2);
    rig.ask({ ...WRONG, who: 'Somebody Else' });
    const refused = rig.events().filter(({ kind }) => kind === 'sign-in-refused');
    expect(refused.map(({ actor, body }) => [actor, body])).toEqual([
      ['station', { badge: 'B-100', failures: 1 }],
      ['station', { badge: 'B-100', failures: 2 }],
      ['station', { badge: null, failures: 1 }],
    ]);
  });
});
