// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { FACES, DISTANCES } from '../../../renderer/training/training-text.ts';
import { HOLD_DISTANCES, PARCEL_FACES } from '../../../shared/training/virtual-bench.ts';
import { checking, emptyBench, idle, collecting } from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';

enableAutoUnmount(afterEach);
const training = { ...idle, mode: 'training' as const };
const ok = <T>(value: T) => Promise.resolve({ ok: true as const, value });

describe('the training panel', () => {
  it('does not exist in live mode', async () => {
    const { find, station, press } = await mountApp(idle);
    expect(find('training').exists()).toBe(false);
    await press('Insert');
    expect(find('virtual-bench').exists()).toBe(false);
    expect(station.trainingParcels).not.toHaveBeenCalled();
    expect(station.trainingDebrief).not.toHaveBeenCalled();
  });

  it.each([
    ['training-scan', { act: 'scan', parcel: 2 }],
    ['training-place', { act: 'place', parcel: 2 }],
    ['training-source', { act: 'hold', parcel: 2, face: 'top', distance: 'contact' }],
  ])('%s does it with the chosen parcel', async (button, act) => {
    const { click, station } = await mountApp(training);
    await click('training-parcel-2');
    await click(button);
    expect(station.trainingAct.mock.calls).toEqual([[act]]);
    expect(station.trainingWorld).not.toHaveBeenCalled();
  });

  it('does nothing with no parcel chosen, and says so', async () => {
    const { click, station, find } = await mountApp(training);
    for (const id of ['training-scan', 'training-place', 'training-source']) {
      expect(find(id).attributes('aria-disabled')).toBe('true');
      await click(id);
    }
    expect(station.trainingAct).not.toHaveBeenCalled();
    expect(find('training').text()).toContain('Choose a parcel.');
  });

  it.each([
    ['training-test-label', { instrument: 'scanner', line: 'scan STATION-TEST' }],
    ['training-test-mass', { instrument: 'scale', line: 'place 500 g' }],
  ])('%s does what the checks of a shift ask for', async (button, change) => {
    const { click, station, find } = await mountApp({ ...checking, mode: 'training' });
    await click(button);
    expect(station.trainingWorld.mock.calls).toEqual([[change]]);
    expect(find('training-scan').exists()).toBe(false);
  });

  it('takes the parcel from scale and dosimeter', async () => {
    const { click, station } = await mountApp(training);
    await click('training-remove');
    expect(station.trainingAct.mock.calls).toEqual([[{ act: 'lift' }], [{ act: 'away' }]]);
  });

  it('shows why nothing was done', async () => {
    const { click, station, find } = await mountApp(training);
    const error = { code: 'not-training', message: 'A live bench has no training parcels.' };
    station.trainingAct.mockResolvedValue({ ok: false, error });
    await click('training-parcel-1');
    await click('training-scan');
    expect(find('refusal').text()).toContain('A live bench has no training parcels.');
  });

  it('asks again for its parcels when core comes back', async () => {
    const { station, find, pushBench, pushNotice } = await mountApp(idle);
    station.trainingParcels.mockRejectedValueOnce(new Error('gone'));
    await pushBench(training);
    await pushNotice({ code: 'process-restarted', subject: 'core', detail: '', atMs: 1 });
    await pushBench({ ...training });
    await expect.poll(() => find('training-parcel-1').exists()).toBe(true);
  });
});

describe('the virtual bench', () => {
  it('offers the faces and distances that core knows', () => {
    expect([...FACES].sort()).toEqual([...PARCEL_FACES].sort());
    expect(DISTANCES).toEqual(HOLD_DISTANCES);
  });

  it('unfolds and folds with one key, and the focus goes with it', async () => {
    const { press, find } = await mountApp(training);
    await press('Insert');
    expect(find('training-bench').attributes('aria-expanded')).toBe('true');
    expect(document.activeElement?.getAttribute('data-testid')).toBe('shelf-1');
    await press('Insert');
    expect(find('virtual-bench').exists()).toBe(false);
    expect(document.activeElement?.getAttribute('data-testid')).toBe('training-bench');
  });

  it('takes a parcel into the hand and puts it back', async () => {
    const { press, click, find, station } = await mountApp(training);
    await press('Insert');
    expect(find('shelf-2').text()).toContain('Books, printed');
    await click('shelf-2');
    expect(find('in-hand').text()).toContain('Parcel 2: Books, printed');
    expect(document.activeElement?.getAttribute('data-testid')).toBe('bench-scan');
    await click('put-back');
    expect(find('in-hand').exists()).toBe(false);
    expect(station.trainingAct.mock.calls).toEqual([[{ act: 'lift' }], [{ act: 'away' }]]);
    expect(document.activeElement?.getAttribute('data-testid')).toBe('shelf-2');
  });

  it('puts the parcel on the pan, says so, and lifts it', async () => {
    const { press, click, find, station } = await mountApp(training);
    await press('Insert');
    await click('shelf-2');
    station.trainingAct.mockReturnValueOnce(ok({ bench: { ...emptyBench, pan: 2 } }));
    await click('bench-pan');
    expect(find('places').text()).toContain('Pan: parcel 2');
    await click('bench-pan');
    expect(station.trainingAct.mock.calls).toEqual([
      [{ act: 'place', parcel: 2 }],
      [{ act: 'lift' }],
    ]);
    expect(find('places').text()).toContain('Pan: empty');
  });

  it('holds a face at a distance; a parcel that is held is turned where it is', async () => {
    const { press, click, find, station } = await mountApp(training);
    await press('Insert');
    await click('shelf-2');
    await click('bench-face-front');
    expect(station.trainingAct).not.toHaveBeenCalled();
    const held = { parcel: 2, face: 'front', distance: '0.5m' } as const;
    station.trainingAct.mockReturnValueOnce(ok({ bench: { ...emptyBench, dosimeter: held } }));
    await click('bench-hold-0.5m');
    expect(find('places').text()).toContain('Dosimeter: parcel 2, Front, 0.5 m');
    await click('bench-face-back');
    await click('bench-away');
    expect(station.trainingAct.mock.calls).toEqual([
      [{ act: 'hold', ...held }],
      [{ act: 'hold', ...held, face: 'back' }],
      [{ act: 'away' }],
    ]);
  });

  it('plays any fault of any instrument, shows it, and mends it', async () => {
    const { press, click, find, write, station } = await mountApp(training);
    await press('Insert');
    expect(find('fault-choice').findAll('option')).toHaveLength(15);
    await write('fault-choice', 'dosimeter saturated');
    const broken = [{ instrument: 'dosimeter', fault: 'saturated' } as const];
    station.trainingAct.mockReturnValueOnce(ok({ bench: { ...emptyBench, broken } }));
    await click('fault-play');
    expect(find('broken-dosimeter').text()).toContain('Dosimeter: tube saturated');
    (find('mend-dosimeter').element as HTMLElement).focus();
    await click('mend-dosimeter');
    expect(station.trainingAct.mock.calls).toEqual([
      [{ act: 'fault', instrument: 'dosimeter', fault: 'saturated' }],
      [{ act: 'mend', instrument: 'dosimeter' }],
    ]);
    expect(find('broken-dosimeter').exists()).toBe(false);
    expect(document.activeElement?.getAttribute('data-testid')).toBe('fault-play');
  });

  it('offers the fault of the parcel that is picked up first', async () => {
    const { press, click, find, write } = await mountApp(training);
    await press('Insert');
    await write('fault-choice', 'scanner babble');
    await click('shelf-2');
    expect((find('fault-choice').element as HTMLSelectElement).value).toBe('scale disconnected');
  });

  it('stays open while a parcel is screened', async () => {
    const { press, pushBench, find } = await mountApp(training);
    await press('Insert');
    await pushBench({ ...collecting, mode: 'training' });
    expect(find('virtual-bench').exists()).toBe(true);
  });
});
