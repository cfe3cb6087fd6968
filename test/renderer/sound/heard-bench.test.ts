// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TONES } from '../../../renderer/sound/tones.ts';
import type { BenchState } from '../../../shared/bridge/contract.ts';
import { checking, collecting, danger, idle, overWeight, promptSession } from '../fixtures.ts';
import { mountApp } from '../mount-app.ts';

enableAutoUnmount(afterEach);
beforeEach(() => localStorage.clear());

const alarmed: BenchState = {
  ...idle,
  session: {
    ...promptSession,
    radiation: { ...promptSession.radiation, alarm: true },
    prompts: [
      {
        ...overWeight,
        rule: 'radiation.alarm',
        tests: [{ fact: 'radiation.alarm', is: 'true', than: null, shown: 'true', result: 'true' }],
      },
    ],
  },
};

/** The same bench once somebody has acknowledged what is open. */
function acknowledged(state: BenchState): BenchState {
  const { session } = state;
  if (session === null) return state;
  const prompts = session.prompts.map((prompt) => ({ ...prompt, acknowledged: true }));
  return { ...state, session: { ...session, prompts } };
}

it('a scan is heard', async () => {
  const { audio, pushBench } = await mountApp(idle);
  expect(audio.started).toEqual([]);
  await pushBench(collecting);
  expect(audio.started.map(({ lengthS }) => lengthS)).toEqual([TONES['good-read'].lengthS]);
});

it('a danger sounds until it is acknowledged, also when the screen was loaded again', async () => {
  const { audio, pushBench } = await mountApp(danger);
  expect(audio.started).toMatchObject([{ loop: true, stopped: false }]);
  await pushBench(acknowledged(danger));
  expect(audio.started).toMatchObject([{ stopped: true }]);
});

it('a radiation alarm without a step-back screen is silenced with F11, and sounds again when it comes again', async () => {
  const { audio, find, press, pushBench, station } = await mountApp(idle);
  await pushBench(alarmed);
  expect(audio.started.at(-1)).toMatchObject({ loop: true, stopped: false });
  expect(find('alarm-note').attributes('role')).toBe('alert');
  await press('F11');
  expect(station.intent).toHaveBeenCalledWith({ kind: 'acknowledge', rule: 'radiation.alarm' });
  // It sounds until the acknowledgement is recorded.
  expect(audio.started.at(-1)).toMatchObject({ stopped: false });
  await pushBench(acknowledged(alarmed));
  expect(audio.started.at(-1)).toMatchObject({ stopped: true });
  expect(find('alarm-note').exists()).toBe(false);
  await pushBench(collecting);
  await pushBench(alarmed);
  expect(audio.started.at(-1)).toMatchObject({ loop: true, stopped: false });
});

it('a radiation alarm of a dwell that goes on, without a prompt yet, can be silenced too', async () => {
  const { audio, find, press, pushBench, station } = await mountApp(idle);
  const measuring = { ...alarmed, session: { ...alarmed.session!, prompts: [] } };
  await pushBench(measuring);
  expect(audio.started.at(-1)).toMatchObject({ loop: true, stopped: false });
  await press('F11');
  await pushBench({ ...measuring, events: 1300 });
  expect(audio.started).toMatchObject([{ loop: true, stopped: true }]);
  expect(find('alarm-note').exists()).toBe(false);
  expect(station.intent).not.toHaveBeenCalled();
});

it('the sounds can be tried before the first parcel, at a volume that is kept', async () => {
  const { audio, click, find } = await mountApp(checking);
  await click('play-sounds');
  expect(audio.started).toHaveLength(4);
  expect(find('sound-state').attributes('data-problem')).toBeUndefined();
  await find('volume').setValue('quiet');
  expect(audio.gain.value).toBe(0.1);
  expect(localStorage.getItem('display.volume')).toBe('quiet');
});

it('a computer without an audio device says so in words', async () => {
  const { click, find } = await mountApp(checking, { audioDevices: [] });
  await click('play-sounds');
  expect(find('sound-state').text()).toContain('No audio device');
});
