// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { danger, idle, newStation, noShift, signedOut, stepBack, supervisor } from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';
import { refuseOnce } from '../refuse.ts';

enableAutoUnmount(afterEach);

const scanned = { text: 'B-2001', why: 'why.signed-out' };
const value = (element: Element) => (element as HTMLInputElement).value;

describe('signing in', () => {
  it('is all that the screen offers while nobody is signed in', async () => {
    const { find } = await mountApp(signedOut);
    expect(find('sign-in-page').exists()).toBe(true);
    expect(find('bench').exists()).toBe(false);
  });

  it('sends badge and PIN, and starts in the badge field', async () => {
    const { find, write, submit, station } = await mountApp(signedOut);
    expect(document.activeElement).toBe(find('sign-in-who').element);
    await write('sign-in-who', ' B-1042 ');
    await write('sign-in-pin', '246810');
    await submit('sign-in-pin');
    expect(station.intent.mock.calls).toEqual([
      [{ kind: 'sign-in', who: 'B-1042', pin: '246810' }],
    ]);
  });

  it('masks the PIN, asks for digits and lets nothing remember it', async () => {
    const { find } = await mountApp(signedOut);
    expect(find('sign-in-pin').attributes()).toMatchObject({
      type: 'password',
      inputmode: 'numeric',
      autocomplete: 'off',
    });
  });

  it('takes the PIN from the pad on the screen', async () => {
    const { write, click, submit, station } = await mountApp(signedOut);
    await write('sign-in-who', 'B-1042');
    for (const key of ['2', '4', '6', '9', 'back', '8', '1', '0']) await click(`pin-key-${key}`);
    await submit('sign-in');
    expect(station.intent).toHaveBeenCalledWith({ kind: 'sign-in', who: 'B-1042', pin: '246810' });
  });

  it.each([
    ['no badge', '', '246810', 'Scan the badge'],
    ['a PIN that is none', 'B-1042', '12345', '6 to 12 digits'],
  ])('sends nothing for %s and says what is missing', async (_, who, pin, said) => {
    const { find, write, submit, station } = await mountApp(signedOut);
    await write('sign-in-who', who);
    await write('sign-in-pin', pin);
    await submit('sign-in');
    expect(station.intent).not.toHaveBeenCalled();
    expect(find('sign-in-page').find('.problem').text()).toContain(said);
  });

  it('says why it was refused, forgets the PIN and asks for it again', async () => {
    const { find, write, submit, station } = await mountApp(signedOut);
    refuseOnce(station, 'why.sign-in-failed');
    await write('sign-in-who', 'B-1042');
    await write('sign-in-pin', '111222');
    await submit('sign-in');
    expect(find('refusal').attributes('role')).toBe('alert');
    expect(find('refusal').text()).toContain('do not belong together');
    expect([value(find('sign-in-who').element), value(find('sign-in-pin').element)]).toEqual([
      'B-1042',
      '',
    ]);
    expect(document.activeElement).toBe(find('sign-in-pin').element);
  });

  it('says until when a locked badge has to wait', async () => {
    const { find, write, submit, station } = await mountApp(signedOut);
    refuseOnce(station, 'why.locked-out', 'Nothing is accepted for this badge until 14:32 UTC.');
    await write('sign-in-who', 'B-1042');
    await write('sign-in-pin', '111222');
    await submit('sign-in');
    expect(find('refusal').text()).toContain('until 14:32 UTC');
  });

  it('takes a scanned badge into the badge field and goes on to the PIN', async () => {
    const { find, write, pushBench } = await mountApp(signedOut);
    await write('sign-in-pin', '12');
    await pushBench({ ...signedOut, refusedScan: scanned });
    expect([value(find('sign-in-who').element), value(find('sign-in-pin').element)]).toEqual([
      'B-2001',
      '',
    ]);
    expect(document.activeElement).toBe(find('sign-in-pin').element);
  });

  it('keeps what is being typed when anything else changes', async () => {
    const { find, write, pushBench } = await mountApp({ ...signedOut, refusedScan: scanned });
    await write('sign-in-who', 'Ada');
    await pushBench({ ...signedOut, refusedScan: { ...scanned }, events: 9_999 });
    expect(value(find('sign-in-who').element)).toBe('Ada');
  });

  it('names the officer whose shift is open', async () => {
    const { find } = await mountApp(signedOut);
    expect(find('sign-in-shift').text()).toContain('The shift of 1042');
  });

  it('gives the training people away in training mode only', async () => {
    const live = await mountApp(signedOut);
    expect(live.find('training-people').exists()).toBe(false);
    live.wrapper.unmount();
    const training = await mountApp({ ...signedOut, mode: 'training' });
    expect(training.find('training-people').text()).toMatch(
      /B-1042.*B-2001.*B-3001.*B-9001.*B-7001/,
    );
    expect(training.find('training-people').text()).toContain('246810');
  });

  it('takes badge and PIN of a training person at a touch', async () => {
    const { click, submit, station } = await mountApp({ ...signedOut, mode: 'training' });
    await click('training-person-B-2001');
    await submit('sign-in');
    expect(station.intent).toHaveBeenCalledWith({ kind: 'sign-in', who: 'B-2001', pin: '246810' });
  });

  it('lies under a danger, which everybody has to see', async () => {
    const { find } = await mountApp({ ...danger, person: null });
    expect(find('danger').exists()).toBe(true);
    expect(find('sign-in-page').attributes('inert')).toBeDefined();
  });

  it('gets room from a danger that nobody can acknowledge yet; it stays as a band', async () => {
    const { find, click } = await mountApp({ ...danger, person: null });
    expect(find('danger-acknowledge').exists()).toBe(false);
    await click('danger-sign-in');
    expect(find('danger').exists()).toBe(false);
    expect(find('danger-band').text()).toMatch(/STEP BACK.*120 µSv\/h/s);
    expect(document.activeElement).toBe(find('sign-in-who').element);
  });

  it('brings the danger back, also when it comes again before', async () => {
    const { find, click, pushBench } = await mountApp({ ...danger, person: null });
    await click('danger-sign-in');
    const prompts = [{ ...stepBack, because: 'The instrument shows 140 uSv/h.' }];
    await pushBench({ ...danger, person: null, session: { ...danger.session!, prompts } });
    expect(find('danger').exists()).toBe(true);
    await click('danger-sign-in');
    await pushBench({ ...danger, session: { ...danger.session!, prompts } });
    expect(find('danger-acknowledge').exists()).toBe(true);
  });
});

describe('after it', () => {
  it('shows the bench, and who is here with the role in words', async () => {
    const { find, pushBench } = await mountApp(signedOut);
    await pushBench(idle);
    expect(find('bench').exists()).toBe(true);
    expect(find('person').text()).toBe('1042Operator');
  });

  it('signs out with one button', async () => {
    const { click, station } = await mountApp(idle);
    await click('sign-out');
    expect(station.intent.mock.calls).toEqual([[{ kind: 'sign-out' }]]);
  });

  it('says who was here when the screen locked by itself, and asks for the PIN only', async () => {
    const { find, pushBench } = await mountApp(idle);
    await pushBench(signedOut);
    expect(find('locked-for').text()).toContain('1042 was signed in');
    expect(value(find('sign-in-who').element)).toBe('1042');
    expect(document.activeElement).toBe(find('sign-in-pin').element);
  });

  it('names nobody after a sign-out', async () => {
    const { find, click, pushBench } = await mountApp(idle);
    await click('sign-out');
    await pushBench(signedOut);
    expect(find('locked-for').exists()).toBe(false);
    expect(value(find('sign-in-who').element)).toBe('');
  });

  it('leaves nothing on the screen of what the person before was refused', async () => {
    const { find, click, station, pushBench } = await mountApp(idle);
    refuseOnce(station, 'why.other-item-open');
    await click('take-background');
    expect(find('refusal').exists()).toBe(true);
    await pushBench(signedOut);
    expect(find('refusal').exists()).toBe(false);
  });
});

describe('changing the own PIN', () => {
  it('sends the PIN before and the new one, and says that it is done', async () => {
    const { find, click, write, submit, station } = await mountApp(idle);
    await click('change-pin');
    expect(document.activeElement).toBe(find('change-pin-current').element);
    await write('change-pin-current', '246810');
    await write('change-pin-pin', '902714');
    await write('change-pin-pin-again', '902714');
    await submit('change-pin-save');
    expect(station.intent).toHaveBeenCalledWith({
      kind: 'change-pin',
      pin: '246810',
      newPin: '902714',
    });
    expect(find('change-pin-done').text()).toBe('The PIN was changed.');
    expect(value(find('change-pin-pin').element)).toBe('');
  });

  it('sends nothing while the two new ones differ', async () => {
    const { find, click, write, submit, station } = await mountApp(idle);
    await click('change-pin');
    await write('change-pin-current', '246810');
    await write('change-pin-pin', '902714');
    await write('change-pin-pin-again', '902715');
    await submit('change-pin-save');
    expect(station.intent).not.toHaveBeenCalled();
    expect(find('account').text()).toContain('not the same');
  });

  it('goes back to the bench with Esc', async () => {
    const { find, click, press } = await mountApp(idle);
    await click('change-pin');
    await press('Escape');
    expect(find('bench').exists()).toBe(true);
  });

  it('leaves the keys of the bench without effect', async () => {
    const { click, press, station } = await mountApp(idle);
    await click('change-pin');
    await press('F3');
    expect(station.intent).not.toHaveBeenCalled();
  });
});

describe('a station without people', () => {
  it('asks for the first administrator and says what the account is for', async () => {
    const { find, write, submit, station } = await mountApp(newStation);
    expect(find('first-administrator-page').text()).toContain('does not screen parcels');
    await write('first-badge', 'A-1');
    await write('first-name', 'Max Admin');
    await write('first-pin', '902714');
    await write('first-pin-again', '902714');
    await submit('first-administrator');
    expect(station.intent.mock.calls).toEqual([
      [{ kind: 'first-administrator', badge: 'A-1', name: 'Max Admin', pin: '902714' }],
    ]);
  });

  it('sends nothing for a badge that core would not take', async () => {
    const { find, write, submit, station } = await mountApp(newStation);
    await write('first-badge', 'no blanks');
    await write('first-name', 'Max Admin');
    await write('first-pin', '902714');
    await write('first-pin-again', '902714');
    await submit('first-administrator');
    expect(station.intent).not.toHaveBeenCalled();
    expect(find('first-administrator-page').text()).toContain('1 to 16 letters');
  });
});

describe('the pages of a role', () => {
  it.each([
    ['operator', 'live', ['bench']],
    ['trainer', 'training', ['bench']],
    ['trainer', 'live', ['no-page']],
    ['manager', 'live', ['shifts-page']],
    ['administrator', 'live', ['people-page']],
  ] as const)('a %s in %s mode starts at %j and has no others', async (role, mode, [first]) => {
    const { find } = await mountApp({ ...noShift, mode, person: { badge: '1', role } });
    expect(find(first).exists()).toBe(true);
    expect(find('view-bench').exists()).toBe(false);
  });

  it('a supervisor goes from the bench to the shifts and back', async () => {
    const { find, click } = await mountApp(supervisor);
    await click('view-shifts');
    expect([find('bench').exists(), find('shifts-page').exists()]).toEqual([false, true]);
    expect(find('view-shifts').attributes('aria-current')).toBe('page');
    await click('view-bench');
    expect(find('bench').exists()).toBe(true);
  });
});
