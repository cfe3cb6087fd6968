import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  openShift,
  startSimulated,
  type SimulatedStation,
} from '../../support/simulated-station.ts';

let bench: SimulatedStation;

beforeEach(async () => {
  bench = await startSimulated();
  await openShift(bench);
});
afterEach(() => bench.close());

it('without its devices process a bench has no values, and a running dwell ends', async () => {
  const { station, clock, world } = bench;
  world('scanner', 'scan LX876543216DE');
  world('scale', 'place 452 g');
  await clock.advance(2_000);
  station.intend({ kind: 'start-survey', face: 'top', distance: 'contact' });
  await clock.advance(3_000);
  expect(station.state().session?.radiation.state).toBe('measuring');

  station.devicesLost();
  const { instruments, session } = station.state();
  expect(instruments.map(({ state, fault }) => `${state} ${fault}`)).toEqual(
    Array(3).fill('lost disconnected'),
  );
  expect(station.live()).toMatchObject({ scale: { value: null }, dosimeter: { doseRate: null } });
  expect(session?.radiation).toMatchObject({ state: 'fault', fault: 'disconnected' });
  // Accepted before, and a recorded fact of this parcel.
  expect(session?.mass).toMatchObject({ state: 'value', value: '452.0' });
});

it('what lay on the scale meanwhile belongs to no parcel', async () => {
  const { station, clock, world } = bench;
  world('scale', 'place 452 g');
  await clock.advance(2_000);
  station.devicesLost();
  station.devicesAttached();
  await clock.advance(2_000);
  station.intend({ kind: 'type-identity', text: 'LX876543216DE' });
  await clock.advance(2_000);
  expect(station.state().session).toMatchObject({
    mass: { state: 'not-yet' },
    todo: expect.arrayContaining(['todo.empty-scale-first']),
  });
});
