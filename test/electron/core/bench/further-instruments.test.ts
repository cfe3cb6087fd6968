import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { valueOf } from '../../../../electron/core/result-value.ts';
import { openStore } from '../../../../electron/core/store/open.ts';
import { realClock } from '../../../../electron/real-clock.ts';
import type { BenchState, SessionView } from '../../../../shared/bridge/contract.ts';
import { liveSchema } from '../../../../shared/bridge/contract.ts';
import { PROTOCOL_KINDS, type ProtocolId } from '../../../../shared/measure/instrument.ts';
import type { Observation } from '../../../../shared/measure/reading.ts';
import type { RecordedEvent } from '../../../../shared/records/event.ts';
import {
  newDataFolder,
  openShift,
  signIn,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';

const SHIRTS = 'LX876543216DE';
const TEST_LABEL = 'STATION-TEST';

let bench: SimulatedStation;

/** Two instruments of each kind; the further ones are past their calibration, which is nobody's. */
function writeInstruments(dataDir: string): void {
  const protocols: readonly ProtocolId[] = ['mt-sics', 'line-scanner', 'gq-gmc'];
  const instruments = protocols.flatMap((protocol, index) => {
    const kind = PROTOCOL_KINDS[protocol];
    const first = { id: kind, kind, protocol, transport: { kind: 'virtual', seed: index + 1 } };
    const transport = { kind: 'virtual', seed: index + 11 };
    return [{ ...first, id: `${kind}-2`, transport, calibrationDue: '2025-01-31' }, first];
  });
  writeFileSync(path.join(dataDir, 'instruments.yaml'), stringify({ instruments }));
}

beforeEach(async () => {
  const dataDir = newDataFolder();
  writeInstruments(dataDir);
  bench = await startSimulated(dataDir);
});
afterEach(() => bench.close());

const state = (): BenchState => bench.station.state();

function session(): SessionView {
  const open = state().session;
  if (open === null) throw new Error('no session is open');
  return open;
}

const checks = (): Record<string, string> =>
  Object.fromEntries(state().shift?.checks.map(({ check, state: is }) => [check, is]) ?? []);

const instrument = (wanted: string) => state().instruments.find(({ id }) => id === wanted);
const other = (wanted: string) => bench.station.live().others.find(({ id }) => id === wanted);
const released = (): boolean =>
  bench.station.intend({ kind: 'decide', outcome: 'release' }).accepted;

/** What the devices process would send. */
function observe(id: string, observation: Observation): void {
  const observed = { instrument: id, atMs: 0, seq: 0, observation };
  bench.station.observe({ kind: 'observed', observed });
}

/** What is recorded, read after the bench was left as by a crash. */
async function recorded(...kinds: string[]): Promise<RecordedEvent[]> {
  await bench.crash();
  const { dataDir } = bench;
  const store = valueOf(openStore({ dataDir, mode: null, clock: realClock, bootId: 'look' }));
  try {
    return store.events({ kinds, limit: 1000, offset: 0 });
  } finally {
    store.close();
    bench = await startSimulated(dataDir);
  }
}

async function present(mass = '452 g'): Promise<void> {
  bench.world('scanner', `scan ${SHIRTS}`);
  bench.world('scale', `place ${mass}`);
  await bench.clock.advance(2_500);
}

function startSurvey(): void {
  bench.station.intend({ kind: 'start-survey', face: 'top', distance: 'contact' });
}

async function untilMeasured(): Promise<void> {
  for (let second = 0; second < 60 && session().radiation.state === 'measuring'; second += 1) {
    await bench.clock.advance(1_000);
  }
}

describe('a further instrument of a kind', () => {
  beforeEach(() => openShift(bench));

  it('is shown with state, live value and fault', async () => {
    bench.world('scale-2', 'place 900 g');
    bench.world('scanner-2', 'fault disconnected');
    await bench.clock.advance(2_000);
    expect(() => liveSchema.parse(bench.station.live())).not.toThrow();
    expect(bench.station.live().others.map(({ id }) => id)).toEqual([
      'scale-2',
      'scanner-2',
      'dosimeter-2',
    ]);
    expect(instrument('scale-2')).toMatchObject({ kind: 'scale', state: 'ready', fault: null });
    expect(other('scale-2')).toMatchObject({ value: '900.0', unit: 'g', stable: true });
    expect(other('scale-2')?.ageMs).toBeLessThan(1_000);
    expect(other('dosimeter-2')).toMatchObject({ unit: 'uSv/h', stable: null, fault: null });
    expect(Number(other('dosimeter-2')?.value)).toBeGreaterThanOrEqual(0);
    expect(instrument('dosimeter-2')?.observed).toBeGreaterThan(50);
    expect(instrument('scanner-2')?.observed).toBe(0);
    expect(instrument('scanner-2')).toMatchObject({ state: 'lost', fault: 'disconnected' });
    expect(other('scanner-2')).toMatchObject({ value: null, fault: 'disconnected' });
  });

  it('has no value while it is in fault', async () => {
    bench.world('scale-2', 'place 900 g');
    await bench.clock.advance(2_000);
    bench.world('scale-2', 'fault overload');
    await bench.clock.advance(500);
    expect(other('scale-2')).toMatchObject({ value: null, stable: null, fault: 'overload' });
  });

  it('gives an item no mass', async () => {
    bench.world('scanner', `scan ${SHIRTS}`);
    bench.world('scale-2', 'place 452 g');
    await bench.clock.advance(2_500);
    expect(session().mass.state).toBe('not-yet');
    expect(session().todo).toContain('todo.place-on-scale');
  });

  it('takes no mass from an item that lies on the first one', async () => {
    await present();
    bench.world('scale-2', 'fault disconnected');
    observe('scale-2', { type: 'fault', code: 'overload', raw: '' });
    await bench.clock.advance(1_000);
    expect(session().mass).toMatchObject({ state: 'value', value: '452.0' });
  });

  it('that is no dosimeter is no part of a dwell', async () => {
    await present();
    bench.world('scale-2', 'place 900 g');
    startSurvey();
    await untilMeasured();
    expect(session().radiation).toMatchObject({ state: 'value', alarm: false });
    expect(released()).toBe(true);
  });

  it('in fault blocks no release, adds nothing to do, interrupts no dwell and is no prompt', async () => {
    await present();
    startSurvey();
    for (const kind of ['scale', 'scanner', 'dosimeter']) {
      bench.world(`${kind}-2`, 'fault disconnected');
    }
    await bench.clock.advance(2_000);
    expect(instrument('dosimeter-2')?.fault).toBe('disconnected');
    expect(session().radiation.state).toBe('measuring');
    expect(session().todo).toEqual(['todo.wait-for-dwell']);
    await untilMeasured();
    expect(session().prompts).toEqual([]);
    expect(session().todo).toEqual(['todo.decide']);
    expect(released()).toBe(true);
    expect(await recorded('fault-raised', 'dwell-interrupted')).toEqual([]);
  });

  it('in fault since before the item is none of the item’s business either', async () => {
    bench.world('dosimeter-2', 'fault disconnected');
    await bench.clock.advance(1_000);
    await present();
    expect(session().prompts).toEqual([]);
    expect(session().todo).not.toContain('todo.fix-instrument');
    expect(await recorded('fault-raised')).toEqual([]);
  });

  it('has its faults recorded with the shift, whether an item is open or not', async () => {
    bench.world('scale-2', 'fault disconnected');
    await bench.clock.advance(1_000);
    bench.world('scale-2', 'ok');
    await bench.clock.advance(5_000);
    await present();
    bench.world('dosimeter-2', 'fault disconnected');
    await bench.clock.advance(1_000);
    const events = await recorded('instrument-fault', 'instrument-recovered');
    expect(events.map(({ kind, session: of, body }) => [kind, of, body['instrument']])).toEqual([
      ['instrument-fault', null, 'scale-2'],
      ['instrument-recovered', null, 'scale-2'],
      ['instrument-fault', null, 'dosimeter-2'],
    ]);
    expect(events.every(({ shift }) => shift === events[0]?.shift && shift !== null)).toBe(true);
  });

  it('past its calibration is no prompt', async () => {
    await present();
    expect(session().prompts).toEqual([]);
  });

  it('that is another one than before leaves the background in force', () => {
    const line = { state: 'ready', fault: null, detail: '', atMs: 0 } as const;
    const report = { ...line, instrument: 'dosimeter-2', identity: 'another counter' };
    bench.station.observe({ kind: 'link', report });
    expect(state().background.state).toBe('value');
  });
});

describe('the checks of a shift', () => {
  beforeEach(() => {
    signIn(bench);
    bench.station.intend({ kind: 'open-shift' });
  });

  it('come from the first instrument of each kind', async () => {
    bench.world('dosimeter-2', 'source 3 uSv/h');
    bench.world('scale-2', 'place 500 g');
    bench.world('scanner-2', `scan ${TEST_LABEL}`);
    await bench.clock.advance(40_000);
    expect(checks()).toEqual({ background: 'pass', 'test-mass': 'open', scanner: 'open' });
  });

  it('leave the test label no parcel’s under a further scanner, too', async () => {
    bench.world('scanner', `scan ${TEST_LABEL}`);
    bench.world('scale', 'place 500 g');
    await bench.clock.advance(40_000);
    expect(state().shift?.ready).toBe(true);
    bench.world('scanner-2', `scan ${TEST_LABEL}`);
    await bench.clock.advance(1_000);
    expect(state().session).toBeNull();
    expect(state().refusedScan).toBeNull();
  });
});

describe('a further scanner', () => {
  it('is followed like the first', async () => {
    await openShift(bench);
    bench.world('scanner-2', `scan ${SHIRTS}`);
    await bench.clock.advance(1_000);
    expect(session().identity?.canonical).toBe(SHIRTS);
  });
});

describe('a further dosimeter', () => {
  beforeEach(async () => {
    await openShift(bench);
    await present();
  });

  const rules = (): string[] => session().prompts.map(({ rule }) => rule);

  it('at the step-back rate is danger, at a distance that nobody knows', async () => {
    bench.world('dosimeter-2', 'source 120 uSv/h');
    await bench.clock.advance(3_000);
    expect(rules()).toEqual(expect.arrayContaining(['radiation.step-back', 'radiation.cordon']));
    expect(released()).toBe(false);
    const [seen] = await recorded('high-rate-seen');
    expect(seen?.body).toMatchObject({ instrument: 'dosimeter-2', distance: 'unknown' });
  });

  it('with an alarm of its own is heard, also in fault', async () => {
    observe('dosimeter-2', { type: 'fault', code: 'low-battery', raw: '' });
    observe('dosimeter-2', {
      type: 'reading',
      kind: 'dose-rate',
      value: '0.2',
      unit: 'uSv/h',
      windowS: 1,
      alarms: ['gamma'],
      raw: '',
    });
    expect(session().radiation.alarm).toBe(true);
    expect(released()).toBe(false);
    const [alarm] = await recorded('instrument-alarmed');
    expect(alarm?.body).toMatchObject({ instrument: 'dosimeter-2', alarm: 'gamma' });
  });

  it('with more than its tube can count is danger and not only a fault', async () => {
    observe('dosimeter-2', { type: 'fault', code: 'saturated', raw: '' });
    expect(session().radiation.alarm).toBe(true);
    expect(session().todo).not.toContain('todo.fix-instrument');
    expect(released()).toBe(false);
    const events = await recorded('fault-raised', 'instrument-fault');
    expect(events.map(({ kind, body }) => [kind, body['instrument']])).toEqual([
      ['fault-raised', 'dosimeter-2'],
    ]);
  });
});
