// @vitest-environment happy-dom
import { enableAutoUnmount, flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import type { BenchState, TrainingDebrief } from '../../../shared/bridge/contract.ts';
import { debrief } from './debrief-fixture.ts';
import { idle, collecting } from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';

enableAutoUnmount(afterEach);
const training = { ...idle, mode: 'training' as const };
const screening = { ...collecting, mode: 'training' as const };
const decided: BenchState = {
  ...training,
  lastOutcome: { item: 'CP102030419NL', outcome: 'release', seq: 88, hash: 'ab', atMs: 1 },
};

/** A parcel of the scenario is screened and decided. */
async function afterDecision(answer: TrainingDebrief = debrief) {
  const app = await mountApp(screening);
  app.station.trainingDebrief.mockResolvedValue({ ok: true, value: answer });
  await app.pushBench(decided);
  await flushPromises();
  return app;
}

describe('the debrief', () => {
  it('says after a decision what was wanted, what was measured, and where the source was', async () => {
    const { find } = await afterDecision();
    const text = find('debrief').text();
    expect(find('debrief').attributes('data-as-expected')).toBe('false');
    for (const said of [
      'Parcel 2: Books, printed',
      'Not as expected',
      'Measure every face.',
      'Release; expected: Hold',
      'radiation.above-surface-limit expected, not shown',
      'weight.over shown as well',
      'Wanted, not given',
      'Not played: Scale: cable pulled out',
      'Top, Contact: cleared',
      'Front 7 µSv/h at contact',
      'Measured: Top. The source was at: Front.',
    ]) {
      expect(text).toContain(said);
    }
  });

  it('says so when all was as expected, and nothing about reasons or faults', async () => {
    const one = debrief.debrief;
    if (one === null) throw new Error('the fixture has a debrief');
    const { find } = await afterDecision({
      ...debrief,
      debrief: {
        ...one,
        asExpected: true,
        outcome: { expected: 'hold', is: 'hold' },
        prompts: [],
        reason: { wanted: false, given: false },
        unplayed: null,
        measured: [
          {
            face: 'front',
            distance: '1m',
            result: 'alarm',
            held: { face: 'front', distance: '1m' },
          },
        ],
        source: [],
      },
    });
    const text = find('debrief').text();
    expect(text).toContain('As expected');
    expect(text).toContain('None expected, none shown');
    expect(text).toContain('Front, 1 m: alarm');
    expect(text).toContain('None in this parcel');
    expect(text).not.toContain('Held:');
    expect(text).not.toContain('Reason for the decision');
    expect(text).not.toContain('Not played');
    expect(find('debrief-missed').exists()).toBe(false);
  });

  it('says so when the parcel was held otherwise than the officer named it', async () => {
    const one = debrief.debrief;
    if (one === null) throw new Error('the fixture has a debrief');
    const held = { face: 'top', distance: '0.5m' } as const;
    const said = { face: 'front', distance: 'contact', result: 'cleared' } as const;
    const measured = [{ ...said, held }];
    const { find } = await afterDecision({ ...debrief, debrief: { ...one, measured } });
    expect(find('debrief-measured').text()).toBe('Front, Contact: cleared Held: Top, 0.5 m');
    expect(find('debrief-missed').text()).toBe('Measured: Top. The source was at: Front.');
  });

  it('goes with a key and leaves the focus with the officer', async () => {
    const { find, press } = await afterDecision();
    expect(find('debrief').element.contains(document.activeElement)).toBe(false);
    await press('Escape');
    expect(find('debrief').exists()).toBe(false);
  });

  it('goes with its button, and the focus goes on', async () => {
    const { find, click } = await afterDecision();
    (find('debrief-close').element as HTMLElement).focus();
    await click('debrief-close');
    expect(document.activeElement?.getAttribute('data-testid')).toBe('training-bench');
  });

  it('goes with the next parcel', async () => {
    const { find, pushBench } = await afterDecision();
    await pushBench({ ...screening, lastOutcome: decided.lastOutcome });
    expect(find('debrief').exists()).toBe(false);
  });

  it('does not come when the next parcel was scanned meanwhile', async () => {
    const app = await mountApp(screening);
    app.station.trainingDebrief.mockImplementation(async () => {
      await app.pushBench({ ...screening, lastOutcome: decided.lastOutcome });
      return { ok: true, value: debrief };
    });
    await app.pushBench(decided);
    await flushPromises();
    expect(app.find('debrief').exists()).toBe(false);
  });

  it('is gone when somebody else signs in', async () => {
    const { find, pushBench } = await afterDecision();
    await pushBench({ ...decided, person: null, lastOutcome: null });
    await pushBench({ ...decided, person: { badge: '1077', role: 'operator' } });
    await flushPromises();
    expect(find('training').exists()).toBe(true);
    expect(find('debrief').exists()).toBe(false);
  });

  it('does not come for a parcel of no scenario', async () => {
    const { find } = await afterDecision({ debrief: null, score: { asExpected: 3, of: 3 } });
    expect(find('debrief').exists()).toBe(false);
  });

  it('gives way to the virtual bench', async () => {
    const { find, press } = await afterDecision();
    await press('Insert');
    expect(find('debrief').exists()).toBe(false);
    expect(find('virtual-bench').exists()).toBe(true);
  });

  it('counts the decisions of the shift, also after it is closed', async () => {
    const { find, pushBench } = await afterDecision();
    expect(find('training-score').text()).toBe('3 of 4 as expected');
    await pushBench({ ...decided, shift: null });
    await flushPromises();
    expect(find('training-score').text()).toBe('3 of 4 as expected');
  });
});
