// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { checking, idle } from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';

enableAutoUnmount(afterEach);
const training = { ...idle, mode: 'training' as const };

describe('the training panel', () => {
  it('does not exist in live mode', async () => {
    const { find, station } = await mountApp(idle);
    expect(find('training').exists()).toBe(false);
    expect(station.trainingParcels).not.toHaveBeenCalled();
  });

  it.each([
    ['training-scan', { instrument: 'scanner', line: 'scan RR473124829US' }],
    ['training-place', { instrument: 'scale', line: 'place 3.450 kg' }],
    ['training-source', { instrument: 'dosimeter', line: 'source 0.13 uSv/h' }],
  ])('%s changes the world for the chosen parcel', async (button, change) => {
    const { click, station } = await mountApp(training);
    await click('training-parcel-2');
    await click(button);
    expect(station.trainingWorld.mock.calls).toEqual([[change]]);
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
    expect(station.trainingWorld.mock.calls).toEqual([
      [{ instrument: 'scale', line: 'remove' }],
      [{ instrument: 'dosimeter', line: 'source 0.12 uSv/h' }],
    ]);
  });

  it('plays the fault of a parcel that has one, and ends it with another parcel chosen', async () => {
    const { click, station, find } = await mountApp(training);
    expect(find('training-fault').exists()).toBe(false);
    await click('training-parcel-2');
    expect(find('training-fault').text()).toContain('Scale: the cable is pulled out');
    await click('training-fault');
    await click('training-parcel-1');
    expect(find('training-fault').text()).toContain('End fault');
    await click('training-fault');
    expect(station.trainingWorld.mock.calls).toEqual([
      [{ instrument: 'scale', line: 'fault disconnected' }],
      [{ instrument: 'scale', line: 'ok' }],
    ]);
    expect(find('training-fault').exists()).toBe(false);
  });

  it('shows why the world was not changed', async () => {
    const { click, station, find } = await mountApp(training);
    const error = { code: 'not-training', message: 'A live bench has no simulated world.' };
    station.trainingWorld.mockResolvedValue({ ok: false, error });
    await click('training-scan');
    expect(find('refusal').text()).toContain('A live bench has no simulated world.');
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
