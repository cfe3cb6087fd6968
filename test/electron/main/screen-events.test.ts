import { expect, it } from 'vitest';
import { createSimulatedClock } from '../../../electron/cli/simulated-clock.ts';
import type { ImportState } from '../../../shared/bridge/contract.ts';
import { createScreenEvents } from '../../../electron/main/screen-events.ts';

function createRig() {
  const clock = createSimulatedClock();
  const sent: [number, string, unknown][] = [];
  const screen = createScreenEvents(clock, (channel, payload) => {
    sent.push([clock.monotonicMs(), channel.replace('station:event:', ''), payload]);
  });
  return { clock, sent, screen };
}

it('passes live values on ten times a second at most, the newest, and ends with the last', async () => {
  const { clock, sent, screen } = createRig();
  screen.open('everything');
  for (let n = 0; n < 100; n += 1) {
    screen.deliver('live', n);
    await clock.advance(10);
  }
  await clock.advance(1_000);
  expect(sent).toHaveLength(11);
  expect(sent.map(([atMs]) => atMs)).toEqual(Array.from({ length: 11 }, (_, index) => index * 100));
  expect(sent[0]?.[2]).toBe(0);
  expect(sent.at(-1)?.[2]).toBe(99);
});

it('passes a live value on at once after a pause', async () => {
  const { clock, sent, screen } = createRig();
  screen.open('everything');
  screen.deliver('live', 'first');
  await clock.advance(250);
  screen.deliver('live', 'second');
  expect(sent.map(([atMs]) => atMs)).toEqual([0, 250]);
});

it('passes every bench state on at once', () => {
  const { sent, screen } = createRig();
  screen.open('everything');
  for (const state of ['a', 'b', 'c']) screen.deliver('bench', state);
  expect(sent.map(([atMs, , payload]) => [atMs, payload])).toEqual([
    [0, 'a'],
    [0, 'b'],
    [0, 'c'],
  ]);
});

it('keeps the last twenty notices, those of core among them, for each new screen', () => {
  const { sent, screen } = createRig();
  for (let n = 0; n < 25; n += 1) screen.deliver('notice', n);
  for (let load = 0; load < 2; load += 1) {
    sent.length = 0;
    screen.close();
    screen.open('everything');
    expect(sent.map(([, , payload]) => payload)).toEqual(
      Array.from({ length: 20 }, (_, n) => n + 5),
    );
  }
});

it('sends kept notices once to a screen that first gets notices only, and no bench before', () => {
  const { sent, screen } = createRig();
  screen.deliver('notice', 'kept');
  screen.open('notices');
  screen.deliver('bench', 'early');
  screen.deliver('notice', 'new');
  screen.open('everything');
  screen.deliver('bench', 'shown');
  expect(sent.map(([, , payload]) => payload)).toEqual(['kept', 'new', 'shown']);
});

it('takes the state of an import from main alone', () => {
  const { sent, screen } = createRig();
  screen.open('everything');
  expect(screen.deliver('import', 'of core')).toBe(false);
  screen.importing({ state: 'idle' } as ImportState);
  expect(sent.map(([, channel, payload]) => [channel, payload])).toEqual([
    ['import', { state: 'idle' }],
  ]);
});

it('drops an event that the contract does not know and says so', () => {
  const { sent, screen } = createRig();
  screen.open('everything');
  expect(screen.deliver('shiftReport', 'secret')).toBe(false);
  expect(sent).toEqual([]);
});
