import { afterEach, beforeEach, expect, it } from 'vitest';
import { valueOf } from '../../../../electron/core/result-value.ts';
import { openStore } from '../../../../electron/core/store/open.ts';
import { verifyPath } from '../../../../electron/core/store/verify.ts';
import { realClock } from '../../../../electron/real-clock.ts';
import { must } from '../../../../electron/cli/opening-checks.ts';
import {
  openShift,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';

const SHIRTS = 'LX876543216DE';
const HOUR_MS = 3_600_000;

let bench: SimulatedStation;
beforeEach(async () => {
  bench = await startSimulated();
});
afterEach(() => bench.close());

it('trap 17: a clock that is set back during a shift is recorded, and nothing else changes', async () => {
  await openShift(bench);
  const { station, clock, dataDir } = bench;
  bench.world('scanner', `scan ${SHIRTS}`);
  bench.world('scale', 'place 452 g');
  await clock.advance(2_500);
  bench.setClockBy(-HOUR_MS);
  must(station, { kind: 'start-survey', face: 'top', distance: 'contact' });
  await clock.advance(60_000);
  must(station, { kind: 'decide', outcome: 'release' });
  const { lastOutcome } = station.state();
  expect(lastOutcome).toMatchObject({ item: SHIRTS, outcome: 'release' });

  await bench.crash();
  const store = valueOf(openStore({ dataDir, mode: null, clock: realClock, bootId: 'look' }));
  const events = store.events({ limit: 1000, offset: 0 });
  store.close();
  bench = await startSimulated(dataDir);
  const jumps = events.filter(({ kind }) => kind === 'clock-jumped');
  expect(jumps.map(({ body }) => body['byMs'])).toEqual([-HOUR_MS]);
  // The order is that of the records; the monotonic clock keeps it, too.
  const times = events.map(({ mono_ms: ms }) => ms);
  expect(times).toEqual([...times].sort((left, right) => left - right));
  expect(valueOf(verifyPath(dataDir)).ok).toBe(true);
});
