import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  signIn,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';

let bench: SimulatedStation;

beforeEach(async () => {
  bench = await startSimulated();
});
afterEach(() => bench.close());

async function scan(text: string): Promise<void> {
  bench.world('scanner', `scan ${text}`);
  await bench.clock.advance(500);
}

it('a badge that is scanned while nobody is signed in is handed to the screen, as often as it comes', async () => {
  const { station } = bench;
  for (let time = 0; time < 2; time += 1) {
    await scan('B-1042');
    expect(station.state().refusedScan).toEqual({ text: 'B-1042', why: 'why.signed-out' });
    signIn(bench);
    expect(station.state().refusedScan).toBeNull();
    station.intend({ kind: 'sign-out' });
    expect(station.state().refusedScan).toBeNull();
  }
});
