import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { valueOf } from '../../../../electron/core/result-value.ts';
import { verifyPath } from '../../../../electron/core/store/verify.ts';
import type { BenchState, IntentReply, SessionView } from '../../../../shared/bridge/contract.ts';
import { benchStateSchema, liveSchema } from '../../../../shared/bridge/contract.ts';
import {
  newDataFolder,
  openShift,
  signIn,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';

const SHIRTS = 'LX876543216DE';
const BOOKS = 'CP102030419NL';

let bench: SimulatedStation;

beforeEach(async () => {
  bench = await startSimulated();
});
afterEach(() => bench.close());

const state = (): BenchState => bench.station.state();

function session(): SessionView {
  const open = state().session;
  if (open === null) throw new Error('no session is open');
  return open;
}

async function present(barcode: string, mass: string): Promise<void> {
  bench.world('scanner', `scan ${barcode}`);
  bench.world('scale', `place ${mass}`);
  await bench.clock.advance(2_500);
}

/** A hold of a parcel that was not measured as a whole. */
function hold(): IntentReply {
  return bench.station.intend({ kind: 'override', outcome: 'hold', reason: 'a knife was found' });
}

const closeShift = (): IntentReply => bench.station.intend({ kind: 'close-shift', handover: null });

async function survey(doseRate: string): Promise<void> {
  bench.world('dosimeter', `source ${doseRate}`);
  bench.station.intend({ kind: 'start-survey', face: 'top', distance: 'contact' });
  // A dwell without a pulse goes on until one comes.
  for (let second = 0; second < 60 && session().radiation.state === 'measuring'; second += 1) {
    await bench.clock.advance(1_000);
  }
}

describe('a shift', () => {
  it('takes the background when it is opened', async () => {
    await openShift(bench);
    expect(state().background.state).toBe('value');
    expect(Number(state().background.doseRate)).toBeGreaterThan(0.02);
  });

  it('refuses a background that a hot parcel nearby raised', async () => {
    bench.world('dosimeter', 'source 3 uSv/h');
    await openShift(bench);
    expect(state().background.state).toBe('fault');
    expect(state().background.why).toContain('Take parcels away');
  });

  it('is needed before a label is followed, and somebody who is signed in', async () => {
    bench.world('scanner', `scan ${SHIRTS}`);
    await bench.clock.advance(500);
    expect(state().refusedScan).toEqual({ text: SHIRTS, why: 'why.signed-out' });
    signIn(bench);
    bench.world('scanner', `scan ${SHIRTS}`);
    await bench.clock.advance(500);
    expect(state().session).toBeNull();
    expect(state().refusedScan).toEqual({ text: SHIRTS, why: 'todo.open-shift' });
  });

  it('refuses labels while the background is taken: a parcel would be part of it', async () => {
    signIn(bench);
    bench.station.intend({ kind: 'open-shift' });
    bench.world('scanner', `scan ${SHIRTS}`);
    await bench.clock.advance(1_000);
    expect(state().session).toBeNull();
    expect(state().refusedScan?.why).toBe('todo.wait-for-background');
  });

  it('refuses a background that is unusual for this bench', async () => {
    await openShift(bench);
    closeShift();
    bench.world('dosimeter', 'source 0.45 uSv/h');
    await bench.clock.advance(2_000);
    await openShift(bench);
    expect(state().background.why).toContain('unusual for this bench');
  });

  it('without its dosimeter says so, and takes labels once that was said to be known', async () => {
    bench.world('dosimeter', 'fault disconnected');
    await bench.clock.advance(2_000);
    await openShift(bench);
    expect(state().background.state).toBe('fault');
    expect(state().shift?.checks[0]).toMatchObject({ check: 'background', state: 'fail' });
    bench.world('scanner', `scan ${SHIRTS}`);
    await bench.clock.advance(1_000);
    expect(state().refusedScan?.why).toBe('todo.finish-checks');
    const reason = 'dosimeter is at calibration';
    bench.station.intend({ kind: 'report-check', check: 'background', result: 'skipped', reason });
    bench.world('scanner', `scan ${SHIRTS}`);
    await bench.clock.advance(1_000);
    expect(session().identity?.canonical).toBe(SHIRTS);
  });

  it('cannot be closed over an open item', async () => {
    await openShift(bench);
    await present(SHIRTS, '452 g');
    expect(closeShift()).toMatchObject({ accepted: false });
  });
});

describe('a parcel', () => {
  beforeEach(() => openShift(bench));

  it('that is clean is released without a prompt', async () => {
    await present(SHIRTS, '452 g');
    await survey('0.12 uSv/h');
    expect(session().prompts).toEqual([]);
    expect(session().todo).toEqual(['todo.decide']);
    bench.station.intend({ kind: 'decide', outcome: 'release' });
    expect(state().lastOutcome).toMatchObject({ item: SHIRTS, outcome: 'release' });
  });

  it('weighed a moment before its scan keeps its mass', async () => {
    bench.world('scale', 'place 452 g');
    await bench.clock.advance(2_000);
    bench.world('scanner', `scan ${SHIRTS}`);
    await bench.clock.advance(500);
    expect(session().mass).toMatchObject({ state: 'value', value: '452.0' });
  });

  it('with a restless last digit is no news for the screen, one with another mass is', async () => {
    await present(SHIRTS, '452 g');
    const weigh = (value: string): number => {
      const before = bench.changes();
      const reading = { type: 'reading', kind: 'mass', value, unit: 'g', stable: true } as const;
      const observation = { ...reading, basis: 'gross', tare: null, zero: false, raw: '' } as const;
      const observed = { instrument: 'scale', atMs: 0, seq: 0, observation };
      bench.station.observe({ kind: 'observed', observed });
      return bench.changes() - before;
    };
    expect(weigh('452.1')).toBe(0);
    expect(weigh('451.9')).toBe(0);
    expect(weigh('460.0')).toBe(1);
    expect(session().mass.value).toBe('460.0');
  });

  it('never gets the mass of the parcel before it', async () => {
    await present(SHIRTS, '452 g');
    hold();
    bench.world('scanner', `scan ${BOOKS}`);
    await bench.clock.advance(3_000);
    expect(session().mass.state).toBe('not-yet');
    expect(session().todo).toContain('todo.empty-scale-first');
  });

  it('gets its own mass once the pan was empty', async () => {
    await present(SHIRTS, '452 g');
    hold();
    bench.world('scale', 'remove');
    await bench.clock.advance(2_000);
    await present(BOOKS, '452 g');
    expect(session().mass).toMatchObject({ state: 'value', value: '452.0' });
  });

  it('is not weighed by an unstable or overloaded scale', async () => {
    bench.world('scale', 'fault overload');
    await present(SHIRTS, '452 g');
    expect(session().mass).toMatchObject({ state: 'not-yet', value: null });
    expect(bench.station.live().scale).toMatchObject({ value: null, fault: 'overload' });
  });

  it('with an unplugged scale asks for the scale, and goes on when it is back', async () => {
    bench.world('scale', 'fault disconnected');
    await bench.clock.advance(3_000);
    await present(SHIRTS, '452 g');
    expect(session().prompts.map(({ rule, answered }) => [rule, answered])).toEqual([
      ['instrument.fault', false],
    ]);
    expect(session().mass.state).toBe('fault');
    bench.world('scale', 'ok');
    await bench.clock.advance(8_000);
    bench.world('scale', 'remove');
    await bench.clock.advance(2_000);
    bench.world('scale', 'place 452 g');
    await bench.clock.advance(3_000);
    expect(session().prompts.map(({ answered }) => answered)).toEqual([true]);
    expect(session().mass.state).toBe('value');
  });

  it('is not cleared by a tube that counts nothing (trap 9: a dead tube is no clear)', async () => {
    await present(SHIRTS, '452 g');
    bench.world('dosimeter', 'fault dead-tube');
    await bench.clock.advance(1_500);
    bench.station.intend({ kind: 'start-survey', face: 'top', distance: 'contact' });
    await bench.clock.advance(20_000);
    expect(session().radiation.state).toBe('measuring');
    await bench.clock.advance(70_000);
    expect(session().radiation).toMatchObject({ state: 'fault', fault: 'dead-tube' });
    expect(session().prompts.map(({ rule }) => rule)).toEqual(['instrument.fault']);
    const release = bench.station.intend({ kind: 'decide', outcome: 'release' });
    expect(release).toMatchObject({ accepted: false, refusal: { code: 'why.missing-facts' } });
    expect(bench.station.intend({ kind: 'decide', outcome: 'hold' }).accepted).toBe(true);
  });

  it('measured while the dosimeter was pulled is measured again', async () => {
    await present(SHIRTS, '452 g');
    bench.station.intend({ kind: 'start-survey', face: 'top', distance: 'contact' });
    await bench.clock.advance(3_000);
    bench.world('dosimeter', 'fault disconnected');
    await bench.clock.advance(2_000);
    expect(session().radiation.state).toBe('fault');
    const reply = bench.station.intend({ kind: 'decide', outcome: 'release' });
    expect(reply).toMatchObject({ accepted: false });
  });

  it('that gets heavier on the pan has the heavier mass', async () => {
    await present(SHIRTS, '452 g');
    bench.world('scale', 'place 9452 g');
    await bench.clock.advance(2_500);
    expect(session().mass.value).toBe('9452.0');
    expect(session().prompts.map(({ rule }) => rule)).toEqual(['weight.over']);
  });

  it('whose second face saturates the dosimeter is danger, and stays closed', async () => {
    await present(SHIRTS, '452 g');
    await survey('0.12 uSv/h');
    await survey('50 mSv/h');
    expect(session().prompts.map(({ rule }) => rule)).toContain('radiation.saturated');
    const release = bench.station.intend({ kind: 'decide', outcome: 'release' });
    expect(release).toMatchObject({ accepted: false, refusal: { code: 'why.radiation-alarm' } });
  });

  it('that shows 100 uSv/h asks to step back although nobody measures, and from how far is not known', async () => {
    await present(SHIRTS, '452 g');
    bench.world('dosimeter', 'source 900 uSv/h');
    await bench.clock.advance(3_000);
    const rules = session().prompts.map(({ rule }) => rule);
    expect(rules.toSorted()).toEqual(['radiation.cordon', 'radiation.step-back']);
  });

  it('is not put aside under an alarm: held, it is a hold when it comes back', async () => {
    await present(SHIRTS, '452 g');
    await survey('7 uSv/h');
    const reason = 'the officer was called away';
    expect(bench.station.intend({ kind: 'put-aside', reason })).toMatchObject({
      refusal: { code: 'why.radiation-alarm' },
    });
    bench.station.intend({ kind: 'decide', outcome: 'hold' });
    bench.world('scale', 'remove');
    bench.world('dosimeter', 'source 0.12 uSv/h');
    await bench.clock.advance(2_000);
    await present(SHIRTS, '452 g');
    await survey('0.12 uSv/h');
    expect(session().prompts.map(({ rule }) => rule)).toEqual(['item.earlier-finding']);
    const release = bench.station.intend({ kind: 'decide', outcome: 'release' });
    expect(release).toMatchObject({ accepted: false, refusal: { code: 'why.open-prompts' } });
  });

  it('with another label than before is weighed and measured anew', async () => {
    await present('HELLO WORLD PROMO', '500 g');
    await survey('0.12 uSv/h');
    expect(session().radiation.state).toBe('value');
    bench.world('scale', 'remove');
    await bench.clock.advance(60_000);
    bench.world('scanner', `scan ${SHIRTS}`);
    await bench.clock.advance(1_000);
    expect(session().identity?.canonical).toBe(SHIRTS);
    expect([session().mass.state, session().radiation.state]).toEqual(['not-yet', 'not-yet']);
  });

  it('at the bench keeps the background from being taken: it would become part of it', async () => {
    await present(SHIRTS, '452 g');
    expect(bench.station.intend({ kind: 'take-background' })).toMatchObject({
      refusal: { code: 'why.other-item-open' },
    });
  });

  it('can be put aside with a reason', async () => {
    await present(SHIRTS, '452 g');
    bench.station.intend({ kind: 'put-aside', reason: 'belongs to another bench' });
    expect(state().session).toBeNull();
  });

  it('with a second label keeps the first and shows the second as not followed', async () => {
    await present(SHIRTS, '452 g');
    bench.world('scanner', `scan ${BOOKS}`);
    await bench.clock.advance(1_000);
    expect(session().identity?.canonical).toBe(SHIRTS);
    expect(state().refusedScan).toEqual({ text: BOOKS, why: 'why.other-item-open' });
  });
});

describe('after a crash', () => {
  it('shift, item, declaration and mass are back; the dwell is to be taken again', async () => {
    const dataDir = newDataFolder();
    const first = await startSimulated(dataDir);
    const previous = bench;
    bench = first;
    await openShift(first);
    await present(BOOKS, '3450 g');
    first.station.intend({ kind: 'start-survey', face: 'top', distance: 'contact' });
    await first.clock.advance(3_000);
    const before = session();
    await first.crash();

    bench = await startSimulated(dataDir);
    expect(state().session).toBeNull();
    signIn(bench);
    const after = session();
    expect({ ...after, radiation: null, todo: null }).toEqual({
      ...before,
      radiation: null,
      todo: null,
    });
    expect(after.radiation).toMatchObject({ state: 'not-yet', elapsedS: 0 });
    expect(state().background.state).toBe('value');
    expect(state().shift?.ready).toBe(true);
    expect(valueOf(verifyPath(dataDir)).ok).toBe(true);
    await previous.close();
  });
});

describe('what leaves the core', () => {
  it('fits the contract and 16 kB in every phase of a parcel', async () => {
    const seen: BenchState[] = [state()];
    await openShift(bench);
    await present(BOOKS, '3450 g');
    seen.push(state());
    await survey('7 uSv/h');
    seen.push(state());
    bench.station.intend({ kind: 'decide', outcome: 'hold' });
    seen.push(state());
    for (const snapshot of seen) {
      expect(benchStateSchema.safeParse(snapshot).error).toBeUndefined();
      expect(Buffer.byteLength(JSON.stringify(snapshot))).toBeLessThan(16 * 1024);
    }
    expect(liveSchema.safeParse(bench.station.live()).error).toBeUndefined();
  });
});
