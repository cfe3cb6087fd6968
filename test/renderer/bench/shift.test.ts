// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import type { BenchState, ShiftView } from '../../../shared/bridge/contract.ts';
import {
  checking,
  closedShift,
  collecting,
  idle,
  noShift,
  prompted,
  supervisor,
} from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';
import { refuseOnce } from '../refuse.ts';

enableAutoUnmount(afterEach);

type Check = ShiftView['checks'][number];

function withCheck(name: Check['check'], change: Partial<Check>): BenchState {
  const checks = checking.shift!.checks.map((check) =>
    check.check === name ? { ...check, ...change } : check,
  );
  return { ...checking, shift: { ...checking.shift!, checks } };
}

describe('without a shift', () => {
  it('has the button that opens one under the finger, and opens it', async () => {
    const { find, submit, station } = await mountApp(noShift);
    expect(find('todo').text()).toContain('Open a shift');
    expect(document.activeElement).toBe(find('open-shift').element);
    await submit('open-shift');
    expect(station.intent.mock.calls).toEqual([[{ kind: 'open-shift' }]]);
  });
});

describe('the keyboard', () => {
  it('stays in the panel when its button goes with what it did', async () => {
    const { find, pushBench } = await mountApp(noShift);
    await pushBench(checking);
    await expect.poll(() => document.activeElement === find('now').element).toBe(true);
  });
});

describe('the checks before the first parcel', () => {
  it('say what to do with what, and nothing of parcels', async () => {
    const { find } = await mountApp(checking);
    expect(find('now').attributes('data-stage')).toBe('checks');
    expect(find('check-test-mass').text()).toMatch(
      /Put the test mass on the scale: 500\sg\s±\s2\sg/,
    );
    expect(find('check-scanner').text()).toContain('Scan the test label: STATION-TEST');
    expect(find('decide-release').exists()).toBe(false);
    expect(find('type-identity').exists()).toBe(false);
  });

  it('wait for the background last, so that the others are made meanwhile', async () => {
    const { find } = await mountApp(checking);
    const keys = find('todo')
      .findAll('li')
      .map((item) => item.attributes('data-todo'));
    expect(keys).toEqual([
      'todo.check-test-mass',
      'todo.check-scanner',
      'todo.wait-for-background',
    ]);
  });

  it('show how far the background is', async () => {
    const { find } = await mountApp(checking);
    expect(find('check-background').text()).toContain('Measuring');
    expect(find('check-background').find('progress').attributes('value')).toBe('12');
  });

  it.each([
    ['pass', 'Passed', '500.1 g (expected 500\u00a0g\u00a0±\u00a02\u00a0g)', '500.1 g'],
    ['fail', 'Failed', '430 g (expected 500\u00a0g\u00a0±\u00a02\u00a0g)', '430 g'],
    ['skipped', 'Not done', 'Reason: scale is being calibrated', 'scale is being calibrated'],
  ] as const)(
    'say %s in words and a shape, and what was found',
    async (state, word, said, detail) => {
      const { find } = await mountApp(withCheck('test-mass', { state, detail }));
      const card = find('check-test-mass');
      expect(card.attributes('data-state')).toBe(state);
      expect(card.text()).toContain(word);
      expect(card.text()).toContain(said);
      expect(card.find('svg').exists()).toBe(true);
    },
  );

  it('offer the background again when it was refused', async () => {
    const why = 'No pulse was counted. The dosimeter is not working.';
    const { find, click, station } = await mountApp({
      ...withCheck('background', { state: 'fail', detail: why }),
      background: { ...checking.background, state: 'fault', why },
    });
    expect(find('check-background').text()).toContain(why);
    await click('take-background');
    expect(station.intent).toHaveBeenCalledWith({ kind: 'take-background' });
  });

  it.each([
    ['report-check-skipped', 'skipped'],
    ['report-check-failed', 'fail'],
  ])('are reported by %s with a reason', async (button, result) => {
    const { find, click, write, submit, station } = await mountApp(checking);
    await click('report-check-test-mass');
    expect(document.activeElement).toBe(find('report-check-reason').element);
    await write('report-check-reason', ' test mass is lost ');
    if (result === 'skipped') await submit(button);
    else await click(button);
    expect(station.intent.mock.calls).toEqual([
      [{ kind: 'report-check', check: 'test-mass', result, reason: 'test mass is lost' }],
    ]);
  });

  it('are not reported without a reason', async () => {
    const { find, click, submit, station } = await mountApp(checking);
    await click('report-check-scanner');
    await submit('report-check-skipped');
    await click('report-check-failed');
    expect(station.intent).not.toHaveBeenCalled();
    expect(find('report-check-failed').attributes('aria-disabled')).toBe('true');
  });

  it('come back with Esc, at the button that was left', async () => {
    const { find, click, press } = await mountApp(checking);
    await click('report-check-scanner');
    await press('Escape');
    expect(document.activeElement).toBe(find('report-check-scanner').element);
  });

  it('make room for parcels once the shift is ready', async () => {
    const { find, pushBench } = await mountApp(checking);
    await pushBench(idle);
    expect(find('checks').exists()).toBe(false);
    expect(find('todo').text()).toBe('Scan the label.');
  });
});

describe('closing the shift', () => {
  it('asks for a handover note first, and sends it', async () => {
    const { find, click, write, submit, station } = await mountApp(idle);
    await click('close-shift');
    expect(document.activeElement).toBe(find('handover').element);
    expect(find('close-shift-form').text()).toContain('Release 12, Hold 2');
    await write('handover', ' Scale 2 is slow. ');
    await submit('confirm-close-shift');
    expect(station.intent.mock.calls).toEqual([
      [{ kind: 'close-shift', handover: 'Scale 2 is slow.' }],
    ]);
  });

  it('closes without a note', async () => {
    const { click, submit, station } = await mountApp(idle);
    await click('close-shift');
    await submit('confirm-close-shift');
    expect(station.intent).toHaveBeenCalledWith({ kind: 'close-shift', handover: null });
  });

  it('closes nothing with Esc, and returns to the button', async () => {
    const { find, click, press, station } = await mountApp(idle);
    await click('close-shift');
    await press('Escape');
    expect(station.intent).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(find('close-shift').element);
  });

  it('leaves the next Enter at countersigning: it must not open another shift', async () => {
    const { find, click, submit, pushBench } = await mountApp(idle);
    await click('close-shift');
    await submit('confirm-close-shift');
    await pushBench(closedShift);
    await expect
      .poll(() => document.activeElement === find('start-countersign').element)
      .toBe(true);
  });

  it('is not offered while a parcel is at the bench', async () => {
    const { find } = await mountApp(collecting);
    expect(find('close-shift').exists()).toBe(false);
  });

  it('is given up when a parcel comes', async () => {
    const { find, click, pushBench } = await mountApp(idle);
    await click('close-shift');
    await pushBench(collecting);
    expect(find('close-shift-form').exists()).toBe(false);
    await pushBench(idle);
    expect(find('close-shift-form').exists()).toBe(false);
  });
});

describe('countersigning at the bench', () => {
  it('lists the shift that waits for it, after closing', async () => {
    const { find } = await mountApp(closedShift);
    expect(find('awaiting-countersign').attributes('data-shift')).toBe('shift-1');
    expect(find('awaiting-countersign').text()).toContain('Shift of 1042, closed');
  });

  it('takes badge and PIN of the second person', async () => {
    const { find, click, write, submit, station } = await mountApp(closedShift);
    refuseOnce(station, 'why.second-person-needed');
    await click('start-countersign');
    expect(document.activeElement).toBe(find('countersign-who').element);
    expect(find('refusal').exists()).toBe(false);
    await write('countersign-who', 'B-2001');
    await write('countersign-pin', '246810');
    await submit('countersign');
    expect(station.intent.mock.calls.at(-1)).toEqual([
      {
        kind: 'countersign-shift',
        shift: 'shift-1',
        second: { who: 'B-2001', pin: '246810' },
      },
    ]);
    expect(find('countersigned').text()).toBe('The shift is countersigned.');
  });

  it('takes the scanned badge of the second person', async () => {
    const { find, click, pushBench, station } = await mountApp(closedShift);
    refuseOnce(station, 'why.second-person-needed');
    await click('start-countersign');
    await pushBench({ ...closedShift, refusedScan: { text: 'B-2001', why: 'todo.open-shift' } });
    expect((find('countersign-who').element as HTMLInputElement).value).toBe('B-2001');
    expect(find('refused-scan').exists()).toBe(false);
    expect(document.activeElement).toBe(find('countersign-pin').element);
  });

  it('lets a supervisor sign alone whose shift it was not', async () => {
    const { find, click, station } = await mountApp({
      ...closedShift,
      person: supervisor.person,
    });
    await click('start-countersign');
    expect(station.intent.mock.calls).toEqual([[{ kind: 'countersign-shift', shift: 'shift-1' }]]);
    expect(find('countersigned').text()).toBe('The shift is countersigned.');
  });

  it('asks a supervisor whose own shift it was for somebody else, and says why', async () => {
    const { find, click, station } = await mountApp({
      ...closedShift,
      person: supervisor.person,
    });
    refuseOnce(station, 'why.own-shift');
    await click('start-countersign');
    expect(find('countersign-who').exists()).toBe(true);
    expect(find('refusal').text()).toContain('Somebody else has to sign it');
  });

  it('keeps the form, without the PIN, when the second person is refused', async () => {
    const { find, click, write, submit, station } = await mountApp(closedShift);
    refuseOnce(station, 'why.second-person-needed');
    await click('start-countersign');
    refuseOnce(station, 'why.own-shift');
    await write('countersign-who', 'B-1042');
    await write('countersign-pin', '246810');
    await submit('countersign');
    expect(find('refusal').text()).toContain('nobody countersigns');
    expect((find('countersign-pin').element as HTMLInputElement).value).toBe('');
    expect(find('countersigned').exists()).toBe(false);
  });
});

describe('a decision that needs two', () => {
  async function untilSecond() {
    const app = await mountApp(prompted);
    refuseOnce(app.station, 'why.second-person-needed');
    await app.press('F5');
    await app.write('override-reason', 'weighed twice');
    await app.submit('override-confirm');
    return app;
  }

  it('asks for the second person and sends reason and proof together', async () => {
    const { write, submit, station } = await untilSecond();
    await write('second-who', 'Sam Visor');
    await write('second-pin', '246810');
    await submit('second-confirm');
    expect(station.intent.mock.calls.at(-1)).toEqual([
      {
        kind: 'override',
        outcome: 'release',
        reason: 'weighed twice',
        second: { who: 'Sam Visor', pin: '246810' },
      },
    ]);
  });

  it('sends nothing without badge or PIN', async () => {
    const { submit, station, find } = await untilSecond();
    await submit('second-confirm');
    expect(station.intent).toHaveBeenCalledTimes(1);
    expect(find('second-person').text()).toContain('6 to 12 digits');
  });

  it('is given up with Esc, back at the outcome', async () => {
    const { press, find } = await untilSecond();
    await press('Escape');
    expect(find('second-person').exists()).toBe(false);
    expect(document.activeElement).toBe(find('decide-release').element);
  });

  it('is given up when another parcel comes', async () => {
    const { pushBench, find } = await untilSecond();
    await pushBench({ ...prompted, session: { ...prompted.session!, id: 'session-2' } });
    expect(find('second-person').exists()).toBe(false);
  });
});
