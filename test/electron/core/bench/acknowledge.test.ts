import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realClock } from '../../../../electron/real-clock.ts';
import { valueOf } from '../../../../electron/core/result-value.ts';
import { openStore } from '../../../../electron/core/store/open.ts';
import type { BenchState, PromptView } from '../../../../shared/bridge/contract.ts';
import {
  openShift,
  signIn,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';

let bench: SimulatedStation;
beforeEach(async () => {
  bench = await startSimulated();
  await openShift(bench);
});
afterEach(() => bench.close());

const state = (): BenchState => bench.station.state();
const STEP_BACK = { kind: 'acknowledge', rule: 'radiation.step-back' } as const;

function danger(): PromptView | undefined {
  return state().session?.prompts.find(({ rule }) => rule === STEP_BACK.rule);
}

async function stepBack(): Promise<void> {
  bench.world('scanner', 'scan LX876543216DE');
  await bench.clock.advance(500);
  bench.world('dosimeter', 'source 130 uSv/h');
  await bench.clock.advance(2_000);
}

describe('a danger', () => {
  beforeEach(stepBack);

  it('is acknowledged by somebody, which is recorded and still known after a crash', async () => {
    expect(danger()).toMatchObject({ acknowledged: false, answered: false });
    expect(bench.station.intend(STEP_BACK)).toMatchObject({ accepted: true });
    expect(danger()).toMatchObject({ acknowledged: true, answered: false });
    await bench.crash();
    const { dataDir } = bench;
    const store = valueOf(openStore({ dataDir, mode: null, clock: realClock, bootId: 'look' }));
    const recorded = store.events({ kinds: ['prompt-acknowledged'], limit: 10, offset: 0 });
    store.close();
    expect(recorded).toMatchObject([{ actor: 'B-1042', body: { rule: STEP_BACK.rule } }]);
    bench = await startSimulated(dataDir);
    expect(danger()).toMatchObject({ acknowledged: true });
  });

  it('lets nothing be released by it', () => {
    bench.station.intend(STEP_BACK);
    const reply = bench.station.intend({ kind: 'decide', outcome: 'release' });
    expect(reply).toMatchObject({ accepted: false, refusal: { code: 'why.radiation-alarm' } });
  });

  it('is not acknowledged by nobody: signed out, it stays until somebody signs in', () => {
    bench.station.intend({ kind: 'sign-out' });
    expect(bench.station.intend(STEP_BACK)).toMatchObject({
      refusal: { code: 'why.signed-out' },
    });
    expect(danger()).toMatchObject({ acknowledged: false });
    signIn(bench);
    bench.station.intend(STEP_BACK);
    expect(danger()).toMatchObject({ acknowledged: true });
  });

  it('that is measured higher asks anew', async () => {
    bench.station.intend(STEP_BACK);
    bench.station.intend({ kind: 'start-survey', face: 'top', distance: 'unknown' });
    bench.world('dosimeter', 'source 900 uSv/h');
    await bench.clock.advance(4_000);
    expect(danger()).toMatchObject({ acknowledged: false, answered: false });
  });
});

describe('a radiation alarm below the step-back rate', () => {
  it('is not over when somebody signs out: the screen knows of it, and an ordinary parcel stays hidden', async () => {
    bench.world('scanner', 'scan LX876543216DE');
    bench.world('scale', 'place 452 g');
    await bench.clock.advance(5_000);
    bench.station.intend({ kind: 'sign-out' });
    expect(state().session).toBeNull();
    signIn(bench);
    bench.station.intend({ kind: 'start-survey', face: 'top', distance: 'contact' });
    bench.world('dosimeter', 'source 20 uSv/h');
    await bench.clock.advance(25_000);
    expect(state().session?.prompts.map(({ severity }) => severity)).toContain('hold');
    bench.station.intend({ kind: 'sign-out' });
    expect(state().session?.radiation).toMatchObject({ alarm: true, explained: null });
  });
});

describe('the levels of the trace', () => {
  it('are known with the background, and again after a restart with the first reading', async () => {
    const before = state().background.levels;
    expect(Number(before?.high)).toBeGreaterThan(Number(state().background.doseRate));
    expect(Number(before?.alarm)).toBeGreaterThan(Number(state().background.doseRate));
    await bench.crash();
    bench = await startSimulated(bench.dataDir);
    expect(state().background.levels).toEqual(before);
  });
});
