// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { OUTCOMES } from '../../../shared/words.ts';
import { OUTCOME_KEYS } from '../../../renderer/bench/shortcuts.ts';
import type { SessionView } from '../../../shared/bridge/contract.ts';
import { collecting, danger, decisions, idle, prompted, promptSession } from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';

enableAutoUnmount(afterEach);

const open = { ...prompted, session: { ...promptSession, prompts: [], decisions: decisions() } };
const closed = {
  ...prompted,
  session: {
    ...promptSession,
    decisions: decisions({ release: { state: 'closed', why: 'why.missing-facts' } }),
  },
};

describe('deciding by key', () => {
  it.each(OUTCOMES)('sends %s', async (outcome) => {
    const { press, station } = await mountApp(open);
    await press(OUTCOME_KEYS[outcome]);
    expect(station.intent.mock.calls).toEqual([[{ kind: 'decide', outcome }]]);
  });

  it('sends once for a key that is held down', async () => {
    const { press, station } = await mountApp(open);
    await press('F6');
    await press('F6', { repeat: true });
    expect(station.intent).toHaveBeenCalledTimes(1);
  });

  it('leaves a key with a modifier to the system', async () => {
    const { press, station } = await mountApp(open);
    await press('F6', { altKey: true });
    expect(station.intent).not.toHaveBeenCalled();
  });

  it('of a closed outcome is sent, so that core refuses and records it; the sentence stays', async () => {
    const { press, find, station, pushBench } = await mountApp(closed);
    const refusal = { code: 'why.missing-facts', message: '' };
    station.intent.mockResolvedValue({ ok: true, value: { accepted: false, refusal } });
    await press('F5');
    expect(station.intent.mock.calls).toEqual([[{ kind: 'decide', outcome: 'release' }]]);
    expect(find('closed-note').text()).toBe('Release. Closed: facts are missing');
    expect(find('refusal').exists()).toBe(false);
    await pushBench(open);
    expect(find('closed-note').text()).toBe('');
  });

  it('of a closed outcome is not sent without a parcel', async () => {
    const { press, find, station } = await mountApp(idle);
    await press('F5');
    expect(find('closed-note').text()).toBe('Release. Closed: no item');
    expect(station.intent).not.toHaveBeenCalled();
  });

  it('does nothing under the danger screen', async () => {
    const { press, station } = await mountApp(danger);
    await press('F6');
    expect(station.intent).not.toHaveBeenCalled();
  });
});

describe('deciding by click', () => {
  it('sends an open outcome', async () => {
    const { click, station } = await mountApp(open);
    await click('decide-refer');
    expect(station.intent).toHaveBeenCalledWith({ kind: 'decide', outcome: 'refer' });
  });

  it('shows why core refused', async () => {
    const { click, find, station } = await mountApp(open);
    const refusal = { code: 'why.open-prompts', message: 'why.open-prompts' };
    station.intent.mockResolvedValue({ ok: true, value: { accepted: false, refusal } });
    await click('decide-release');
    expect(find('refusal').text()).toContain('prompts are open');
  });
});

describe('against the prompts', () => {
  it('asks for a reason and sends it', async () => {
    const { press, write, submit, station } = await mountApp(prompted);
    await press('F5');
    await write('override-reason', ' weighed twice ');
    await submit('override-confirm');
    expect(station.intent.mock.calls).toEqual([
      [{ kind: 'override', outcome: 'release', reason: 'weighed twice' }],
    ]);
  });

  it('puts the focus into the reason', async () => {
    const { press, find } = await mountApp(prompted);
    await press('F5');
    expect(document.activeElement).toBe(find('override-reason').element);
  });

  it('sends nothing for a reason of fewer than three characters', async () => {
    const { press, write, submit, station, find } = await mountApp(prompted);
    await press('F5');
    await write('override-reason', ' ok ');
    await submit('override-confirm');
    expect(station.intent).not.toHaveBeenCalled();
    expect(find('override-confirm').attributes('aria-disabled')).toBe('true');
  });

  it('cancels by Esc and returns to the button', async () => {
    const { press, find } = await mountApp(prompted);
    await press('F5');
    await press('Escape');
    expect(find('override-reason').exists()).toBe(false);
    expect(document.activeElement).toBe(find('decide-release').element);
  });

  it('keeps the reason when core refuses it', async () => {
    const { press, write, submit, station, find } = await mountApp(prompted);
    const refusal = { code: 'why.radiation-alarm', message: '' };
    station.intent.mockResolvedValue({ ok: true, value: { accepted: false, refusal } });
    await press('F5');
    await write('override-reason', 'weighed twice');
    await submit('override-confirm');
    expect((find('override-reason').element as HTMLInputElement).value).toBe('weighed twice');
  });

  it('asks for a reason where something was not measured', async () => {
    const unmeasured = decisions({ hold: { state: 'reason', why: 'why.not-measured' } });
    const { press, write, submit, station, wrapper } = await mountApp({
      ...prompted,
      session: { ...promptSession, decisions: unmeasured },
    });
    await press('F6');
    expect(wrapper.text()).toContain('Hold without a measurement: reason');
    await write('override-reason', 'scale broken');
    await submit('override-confirm');
    expect(station.intent.mock.calls).toEqual([
      [{ kind: 'override', outcome: 'hold', reason: 'scale broken' }],
    ]);
  });

  it('drops the reason when another parcel comes', async () => {
    const { press, pushBench, find } = await mountApp(prompted);
    await press('F5');
    await pushBench({ ...prompted, session: { ...promptSession, id: 'session-2' } });
    expect(find('override-reason').exists()).toBe(false);
  });

  it('puts a parcel aside with a reason', async () => {
    const { click, write, submit, station } = await mountApp(prompted);
    await click('put-aside');
    await write('override-reason', 'end of shift');
    await submit('override-confirm');
    expect(station.intent).toHaveBeenCalledWith({ kind: 'put-aside', reason: 'end of shift' });
  });
});

describe('other keys', () => {
  it('goes to the identifier with F2 and takes it with Enter', async () => {
    const { press, find, write, submit, station } = await mountApp(idle);
    await press('F2');
    expect(document.activeElement).toBe(find('type-identity').element);
    await write('type-identity', 'LX876543216DE');
    await submit('type-identity');
    expect(station.intent).toHaveBeenCalledWith({ kind: 'type-identity', text: 'LX876543216DE' });
  });

  it('takes the background with F3', async () => {
    const { press, station } = await mountApp(idle);
    await press('F3');
    expect(station.intent).toHaveBeenCalledWith({ kind: 'take-background' });
  });

  it('measures the face after the one measured with F4', async () => {
    const { press, station } = await mountApp(prompted);
    await press('F4');
    expect(station.intent).toHaveBeenCalledWith({
      kind: 'start-survey',
      face: 'bottom',
      distance: 'contact',
    });
  });

  it('offers the next face that is not measured once a dwell is over, and says which are done', async () => {
    const { find, pushBench } = await mountApp(collecting);
    const face = () => (find('face').element as HTMLSelectElement).value;
    const after = (
      faces: SessionView['radiation']['faces'],
      state: 'measuring' | 'value' = 'value',
    ) =>
      pushBench({
        ...idle,
        session: {
          ...promptSession,
          radiation: { ...promptSession.radiation, state, faces },
        },
      });
    expect(face()).toBe('top');
    await after([], 'measuring');
    expect(face()).toBe('top');
    await after([{ face: 'top', result: 'cleared' }]);
    expect(face()).toBe('bottom');
    await after([
      { face: 'top', result: 'cleared' },
      { face: 'front', result: 'alarm' },
      { face: 'bottom', result: 'interrupted' },
    ]);
    expect(face()).toBe('bottom');
    expect(find('faces-done').text()).toBe('Alarm: Front. Measure again: Bottom. Cleared: Top');
  });

  it('measures the face that was chosen', async () => {
    const { write, click, submit, station } = await mountApp(prompted);
    await write('face', 'left');
    await click('start-survey');
    await submit('start-survey');
    expect(station.intent).toHaveBeenCalledWith({
      kind: 'start-survey',
      face: 'left',
      distance: 'contact',
    });
  });
});
