// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  blocked,
  collecting,
  collectingSession,
  danger,
  idle,
  live,
  notFound,
  overWeight,
  prompted,
  promptSession,
  stepBack,
} from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';

enableAutoUnmount(afterEach);
const warnings = vi.spyOn(console, 'warn');
const errors = vi.spyOn(console, 'error');
beforeEach(() => {
  warnings.mockClear();
  errors.mockClear();
});
afterEach(() => {
  expect([warnings.mock.calls, errors.mock.calls]).toEqual([[], []]);
});

describe('idle', () => {
  it('asks for a scan', async () => {
    const { find } = await mountApp(idle);
    expect(find('todo').text()).toBe('Scan the label.');
  });

  it('closes every outcome and says why', async () => {
    const { find } = await mountApp(idle);
    const release = find('decide-release');
    expect(release.attributes('aria-disabled')).toBe('true');
    expect(release.text()).toContain('no item');
  });

  it('shows a label that was read and not taken', async () => {
    const refusedScan = { text: 'LX876543216DE', why: 'why.other-item-open' };
    const { find } = await mountApp({ ...idle, refusedScan });
    expect(find('refused-scan').text()).toContain('LX876543216DE was read and not taken: another');
  });

  it('takes the background when asked', async () => {
    const { click, station } = await mountApp({
      ...idle,
      background: { ...idle.background, state: 'not-yet' },
    });
    await click('take-background');
    expect(station.intent).toHaveBeenCalledWith({ kind: 'take-background' });
  });

  it('shows the reason of a background that was refused', async () => {
    const why = 'No pulse was counted. The dosimeter is not working.';
    const background = { ...idle.background, state: 'fault', why } as const;
    const { find } = await mountApp({ ...idle, background });
    expect(find('background').attributes('data-state')).toBe('fault');
    expect(find('background').text()).toContain(why);
  });
});

describe('collecting', () => {
  it('shows what is wrong with a label in words, without the code that programs go by', async () => {
    const problems = ['country-unknown: XX is not an assigned country code.'];
    const identity = { scheme: 's10', canonical: 'RB123456785XX', problems };
    const session = { ...collectingSession, identity };
    const { find } = await mountApp({ ...collecting, session });
    expect(find('identity').text()).toContain('XX is not an assigned country code.');
    expect(find('identity').text()).not.toContain('country-unknown');
  });

  it('shows identity, declaration and what is missing', async () => {
    const { find, wrapper } = await mountApp(collecting);
    expect(find('identity').text()).toContain('LX876543216DE');
    expect(wrapper.text()).toContain('Books, used');
    expect(find('todo').findAll('li').length).toBe(3);
  });

  it('shows the live value with whether it is stable', async () => {
    const { find, pushLive } = await mountApp(collecting);
    await pushLive(live);
    expect(find('mass').text()).toMatch(/3\.450 kg.*Stable/s);
  });

  it('shows no value for a scale in fault, and the fault in words', async () => {
    const { find, pushLive } = await mountApp(collecting);
    await pushLive({ ...live, scale: { ...live.scale!, fault: 'overload' } });
    expect(find('mass').text()).not.toContain('3.450');
    expect(find('mass').text()).toContain('Load above the range');
  });

  it('shows how far the dwell is', async () => {
    const radiation = {
      ...collecting.session!.radiation,
      state: 'measuring' as const,
      elapsedS: 12.4,
    };
    const { find } = await mountApp({
      ...collecting,
      session: { ...collecting.session!, radiation },
    });
    expect(find('dose-rate').text()).toContain('12 of at most 30 s');
    expect(find('dose-rate').find('progress').attributes('value')).toBe('12.4');
  });

  it('takes the declaration of a parcel that is not in the manifest', async () => {
    const { write, submit, station } = await mountApp(notFound);
    await write('declaration-description', ' Wool blanket ');
    await write('declaration-gross', '800');
    await write('declaration-origin', 'gb');
    await submit('declaration-save');
    expect(station.intent).toHaveBeenCalledWith({
      kind: 'enter-declaration',
      declaration: { description: 'Wool blanket', grossG: '800', originCountry: 'GB' },
    });
  });

  it('sends nothing for a gross mass that is not a plain number', async () => {
    const { write, submit, station, wrapper } = await mountApp(notFound);
    await write('declaration-description', 'Wool blanket');
    await write('declaration-gross', '1,250');
    await submit('declaration-save');
    expect(station.intent).not.toHaveBeenCalled();
    expect(wrapper.text()).toContain('Digits only');
  });

  it('keeps what is being written when a new snapshot comes', async () => {
    const { write, pushBench, find } = await mountApp(notFound);
    await write('declaration-description', 'Wool');
    await pushBench({ ...notFound, events: notFound.events + 1 });
    expect((find('declaration-description').element as HTMLInputElement).value).toBe('Wool');
  });
});

describe('a prompt', () => {
  it('is in the document one flush after its event', async () => {
    const { find, pushBench } = await mountApp(collecting);
    await pushBench(prompted);
    expect(find('prompt').attributes('data-rule')).toBe('weight.over');
  });

  it('says severity, values, rule, version and steps in words', async () => {
    const { find } = await mountApp(prompted);
    const text = find('prompt').text();
    expect(text).toContain('HOLD');
    expect(text).toContain('Measured 3450 g; declared gross 2000 g, net not declared: 1350 g more');
    expect(text).toContain('Rule weight.over, version 1');
    expect(text).toContain('Empty the scale and weigh the parcel again.');
  });

  it.each([
    ['a rule without a sentence', { message: 'site.own-rule' }],
    ['a sentence whose values did not come', { values: {} }],
  ])('falls back to the recorded sentence for %s', async (_, change) => {
    const prompts = [{ ...overWeight, ...change }];
    const { find } = await mountApp({ ...prompted, session: { ...promptSession, prompts } });
    expect(find('prompt').text()).toContain(overWeight.because);
  });

  it('gives every test of its rule with the fact and what it is', async () => {
    const { find } = await mountApp(prompted);
    expect(find('prompt-why').text()).toContain(
      'Excess over declared mass and tolerance above 0 g: holds (1350 g)',
    );
  });

  it('says which layer changed its rule, and only then', async () => {
    expect(
      (await mountApp(prompted)).wrapper.findAll('[data-testid="prompt-overridden"]'),
    ).toHaveLength(0);
    const overridden = { pack: 'ours', layer: 'site', severity: 'hold' } as const;
    const prompts = [{ ...overWeight, severity: 'check' as const, overridden }];
    const { find } = await mountApp({ ...prompted, session: { ...promptSession, prompts } });
    expect(find('prompt-overridden').text()).toBe(
      'Changed by this site, pack ours; it was HOLD before',
    );
  });

  it('names instrument and fault in words', async () => {
    const values = { instrument: 'dosimeter', fault: 'dead-tube' };
    const prompts = [
      { ...overWeight, rule: 'instrument.fault', message: 'instrument.fault', values },
    ];
    const { find } = await mountApp({ ...prompted, session: { ...promptSession, prompts } });
    expect(find('prompt').text()).toContain('Dosimeter: No pulses');
  });

  it('stands above less urgent ones', async () => {
    const inform = { ...overWeight, rule: 'data.note', severity: 'inform' as const };
    const prompts = [inform, overWeight];
    const { wrapper } = await mountApp({ ...prompted, session: { ...promptSession, prompts } });
    const rules = wrapper.findAll('[data-testid="prompt"]').map((p) => p.attributes('data-rule'));
    expect(rules).toEqual(['weight.over', 'data.note']);
  });
});

describe('danger', () => {
  const prompts = [overWeight, { ...stepBack, acknowledged: true }];
  const acknowledged = { ...danger, session: { ...danger.session!, prompts } };

  it('covers the bench until core says that it is acknowledged', async () => {
    const { find, click, pushBench, station } = await mountApp(danger);
    const covers = () => [find('danger').exists(), find('bench').attributes('inert') !== undefined];
    await click('danger-acknowledge');
    expect(station.intent).toHaveBeenCalledWith({
      kind: 'acknowledge',
      rule: 'radiation.step-back',
    });
    expect(covers()).toEqual([true, true]);
    await pushBench(acknowledged);
    expect(covers()).toEqual([false, false]);
  });

  it('says on its own screen why it could not be acknowledged', async () => {
    const { find, click, station } = await mountApp(danger);
    const refusal = { code: 'why.not-allowed', message: '' };
    station.intent.mockResolvedValue({ ok: true, value: { accepted: false, refusal } });
    await click('danger-acknowledge');
    expect(find('danger').text()).toContain('the role of the one who is signed in');
  });

  it('takes the focus away from fields, and not to its button', async () => {
    const { pushBench, find } = await mountApp(prompted);
    (find('type-identity').element as HTMLElement).focus();
    await pushBench(danger);
    expect(document.activeElement).toBe(find('danger').element);
  });

  it('gives the focus back when it is acknowledged', async () => {
    const { pushBench, find } = await mountApp(prompted);
    (find('type-identity').element as HTMLElement).focus();
    await pushBench(danger);
    await pushBench(acknowledged);
    expect(document.activeElement).toBe(find('type-identity').element);
  });

  it('stays on the screen until it is acknowledged, whatever comes before it in the list', async () => {
    const { find, pushBench } = await mountApp(danger);
    const cordon = { ...stepBack, rule: 'radiation.cordon' };
    const shown = () => find('danger').attributes('data-rule');
    await pushBench({ ...danger, session: { ...danger.session!, prompts: [cordon, stepBack] } });
    expect(shown()).toBe('radiation.step-back');
    const seen = { ...stepBack, acknowledged: true };
    await pushBench({ ...danger, session: { ...danger.session!, prompts: [cordon, seen] } });
    expect(shown()).toBe('radiation.cordon');
  });

  it('shows further instruments small, each with its value or its fault', async () => {
    const { find, pushLive } = await mountApp(idle);
    const other = { value: null, unit: null, stable: null, fault: null, ageMs: 100 };
    await pushLive({
      ...live,
      others: [
        { ...other, id: 'scale-2', kind: 'scale', value: '12.50', unit: 'kg', stable: true },
        { ...other, id: 'dosimeter-2', kind: 'dosimeter', fault: 'silent' },
      ],
    });
    const rows = find('other-instruments').findAll('li');
    expect(rows[0]?.text()).toMatch(/scale-2\s*12\.50 kg\s*Stable\s*current/);
    expect(rows[1]?.text()).toContain('No answer');
  });

  it('comes again when it is prompted again', async () => {
    const { find, pushBench } = await mountApp(acknowledged);
    expect(find('danger').exists()).toBe(false);
    await pushBench(danger);
    expect(find('danger').exists()).toBe(true);
  });

  it('keeps its prompt in the list', async () => {
    const { wrapper } = await mountApp(danger);
    expect(wrapper.find('[data-testid="prompt"][data-severity="danger"]').exists()).toBe(true);
  });

  it('says that it is training', async () => {
    const { find } = await mountApp({ ...danger, mode: 'training' });
    expect(find('danger').text()).toContain('TRAINING');
  });
});

describe('stopped', () => {
  it('shows what happened, what is safe and what to do, and no bench', async () => {
    const { find } = await mountApp(blocked);
    expect(find('blocked').attributes('data-code')).toBe('disk-full');
    expect(find('blocked').text()).toMatch(/disk .* is full.*What is safe.*What to do/s);
    expect(find('bench').exists()).toBe(false);
  });
});

describe('reconnecting', () => {
  it('greys the last snapshot, closes input and shows no live value', async () => {
    const { find, click, station, pushLive } = await mountApp(prompted);
    await pushLive(live);
    station.intent.mockRejectedValue(new Error('gone'));
    await click('decide-hold');
    expect(find('reconnecting').exists()).toBe(true);
    expect(find('content').attributes('inert')).toBeDefined();
    expect(find('identity').text()).toContain('LX876543216DE');
    expect(find('dose-rate').find('.value').text()).toBe('–');
    expect(find('mass').find('.value').text()).toBe('–');
  });

  it('opens again with the next bench event', async () => {
    const { find, click, station, pushBench } = await mountApp(prompted);
    station.intent.mockRejectedValueOnce(new Error('gone'));
    await click('decide-hold');
    await pushBench(prompted);
    expect(find('reconnecting').exists()).toBe(false);
  });
});

describe('the way it is told', () => {
  it('shows a notice that this version does not know by its detail', async () => {
    const { find, pushNotice } = await mountApp(idle);
    await pushNotice({ code: 'new-code' as 'process-failed', subject: 'x', detail: 'd', atMs: 1 });
    expect(find('notice').text()).toContain('d');
  });

  it('shows the development runtime for good', async () => {
    const { find, pushNotice } = await mountApp(idle);
    await pushNotice({ code: 'development-runtime', subject: '33.2.1', detail: '', atMs: 1 });
    expect(find('notice').attributes('data-code')).toBe('development-runtime');
    expect(find('notice').find('button').exists()).toBe(false);
  });

  it('says where the shift report lies', async () => {
    const { click, wrapper } = await mountApp(idle);
    await click('print-report');
    expect(wrapper.text()).toContain('/records/shift.pdf');
  });

  it('shows the last decision with its record', async () => {
    const last = {
      item: 'RR473124829US',
      outcome: 'hold',
      seq: 88,
      hash: '9f3ab2c4d5e6',
      atMs: 0,
    } as const;
    const { find } = await mountApp({ ...idle, lastOutcome: last });
    expect(find('last-outcome').attributes()).toMatchObject({
      'data-seq': '88',
      'data-outcome': 'hold',
    });
    expect(find('last-outcome').text()).toContain('9f3ab2c4');
  });
});
