import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { valueOf } from '../../../../electron/core/result-value.ts';
import { openStore } from '../../../../electron/core/store/open.ts';
import { realClock } from '../../../../electron/real-clock.ts';
import type { BenchState, SessionView } from '../../../../shared/bridge/contract.ts';
import type { FaultCode, Observation } from '../../../../shared/measure/reading.ts';
import type { RecordedEvent } from '../../../../shared/records/event.ts';
import {
  newDataFolder,
  openShift,
  signIn,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';

const SHIRTS = 'LX876543216DE';

let bench: SimulatedStation;
beforeEach(async () => {
  const dataDir = newDataFolder();
  const radiation = 'radiation: { backgroundS: 60, dwellS: 60, jigDistance: contact }\n';
  writeFileSync(path.join(dataDir, 'policy.yaml'), radiation);
  bench = await startSimulated(dataDir);
});
afterEach(() => bench.close());

const state = (): BenchState => bench.station.state();

function session(): SessionView {
  const open = state().session;
  if (open === null) throw new Error('no session is open');
  return open;
}

/** An item with its dwell running. */
async function startDwell(source: string, distance: 'contact' | '1m' = 'contact'): Promise<void> {
  bench.world('scanner', `scan ${SHIRTS}`);
  await bench.clock.advance(500);
  bench.world('dosimeter', `source ${source}`);
  await bench.clock.advance(1_000);
  bench.station.intend({ kind: 'start-survey', face: 'top', distance });
  await bench.clock.advance(4_000);
}

/** What the devices process would send of the dosimeter. */
function observe(observation: Observation): void {
  const observed = { instrument: 'dosimeter', atMs: 0, seq: 0, observation };
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

const released = (): boolean =>
  bench.station.intend({ kind: 'decide', outcome: 'release' }).accepted;

describe('a background beside a hot parcel (trap 8)', () => {
  async function retake(source: string): Promise<string> {
    bench.world('dosimeter', `source ${source}`);
    await bench.clock.advance(2_000);
    bench.station.intend({ kind: 'take-background' });
    await bench.clock.advance(64_000);
    return state().background.state;
  }

  beforeEach(async () => {
    await openShift(bench);
    bench.station.intend({ kind: 'close-shift', handover: null });
    await openShift(bench);
  });

  it('is refused, and no parcel can be measured against it', async () => {
    expect(await retake('0.42 uSv/h')).toBe('fault');
    expect(state().background.why).toContain('unusual for this bench');
    const reply = bench.station.intend({ kind: 'start-survey', face: 'top', distance: 'contact' });
    expect(reply).toMatchObject({ accepted: false });
  });

  it('is not accepted by measuring again and again while the source comes nearer', async () => {
    for (let again = 0; again < 12; again += 1) await retake('0.2 uSv/h');
    for (let again = 0; again < 3; again += 1) expect(await retake('0.42 uSv/h')).toBe('fault');
    expect(await retake('0.12 uSv/h')).toBe('value');
  });
});

describe('a background beside what lies on the scale', () => {
  beforeEach(() => openShift(bench));

  it('is not begun', async () => {
    bench.world('scale', 'place 2000 g');
    await bench.clock.advance(4_000);
    expect(bench.station.intend({ kind: 'take-background' })).toMatchObject({
      refusal: { code: 'why.scale-loaded' },
    });
    expect(state().background.state).toBe('value');
    bench.world('scale', 'remove');
    await bench.clock.advance(4_000);
    expect(bench.station.intend({ kind: 'take-background' })).toMatchObject({ accepted: true });
  });

  it('is none when something is put down meanwhile', async () => {
    bench.station.intend({ kind: 'take-background' });
    await bench.clock.advance(10_000);
    bench.world('scale', 'place 2000 g');
    await bench.clock.advance(4_000);
    expect(state().background).toMatchObject({ state: 'fault' });
    expect(state().background.why).toContain('put on the scale');
  });

  it('is one while the test mass is there for its check', async () => {
    bench.station.intend({ kind: 'close-shift', handover: null });
    bench.station.intend({ kind: 'open-shift' });
    bench.world('scale', 'place 500 g');
    await bench.clock.advance(4_000);
    expect(bench.station.intend({ kind: 'take-background' })).toMatchObject({ accepted: false });
    await bench.clock.advance(70_000);
    expect(state().background.state).toBe('value');
  });
});

describe('a shift that was left open for days', () => {
  async function leftFor(days: number): Promise<void> {
    await openShift(bench);
    const { dataDir } = bench;
    await bench.crash();
    const startUtcMs = Date.UTC(2026, 10, 21) + days * 86_400_000;
    bench = await startSimulated(dataDir, 'training', startUtcMs);
    signIn(bench);
  }

  it('asks for a new background', async () => {
    await leftFor(3.5);
    expect(state().background.state).toBe('fault');
    expect(state().background.why).toContain('too old');
    const check = state().shift?.checks.find(({ check: name }) => name === 'background');
    expect(check?.state).toBe('fail');
    bench.station.intend({ kind: 'take-background' });
    await bench.clock.advance(64_000);
    expect(state().background.state).toBe('value');
  });

  it('goes on with its background after an hour', async () => {
    await leftFor(1 / 24);
    expect(state().background.state).toBe('value');
  });
});

describe('a dwell', () => {
  beforeEach(() => openShift(bench));

  it('of a clean parcel ends as soon as it has cleared what the site asks for', async () => {
    await startDwell('0.12 uSv/h');
    for (let second = 0; second < 60 && session().radiation.state === 'measuring'; second += 1) {
      await bench.clock.advance(1_000);
    }
    const { elapsedS, clearedTo, alarm } = session().radiation;
    expect(alarm).toBe(false);
    expect(elapsedS).toBeLessThan(60);
    expect(Number(clearedTo)).toBeLessThanOrEqual(0.3);
    const [finished] = await recorded('dwell-finished');
    expect(finished?.body).toMatchObject({ result: 'cleared' });
    expect(finished?.body['clearedTo']).toBeCloseTo(Number(clearedTo), 2);
    expect(finished?.body['evidence']).toBeLessThan(4);
  });

  it('goes on after its alarm until its mean is known to 7 %, and then prompts', async () => {
    await startDwell('3 uSv/h');
    expect(session().radiation).toMatchObject({ state: 'measuring', alarm: true, clearedTo: null });
    await bench.clock.advance(60_000);
    const { state: ended, elapsedS } = session().radiation;
    expect([ended, elapsedS < 60, released()]).toEqual(['value', true, false]);
    expect(session().prompts.map(({ rule }) => rule)).toEqual(['radiation.alarm']);
    const [finished] = await recorded('dwell-finished');
    expect(finished?.body['counts']).toBeGreaterThanOrEqual(200);
  });

  it('with an alarm that counts slowly lasts as long as a dwell may', async () => {
    await startDwell('0.5 uSv/h');
    await bench.clock.advance(60_000);
    expect(session().radiation).toMatchObject({ state: 'value', alarm: true, elapsedS: 60 });
  });

  async function expectMeasuredAgain(code: FaultCode): Promise<void> {
    expect(session().radiation.state).not.toBe('measuring');
    expect(released()).toBe(false);
    const events = await recorded('fault-raised', 'dwell-interrupted', 'dwell-finished');
    const kinds = events.map(({ kind }) => kind);
    expect(kinds).not.toContain('dwell-finished');
    expect(kinds).toContain('dwell-interrupted');
    expect(events.map(({ body }) => body['code'])).toContain(code);
  }

  it.each<['saturated' | 'silent' | 'disconnected' | 'dead-tube']>([
    ['saturated'],
    ['silent'],
    ['disconnected'],
    ['dead-tube'],
  ])('ends as a fault and never as clear: %s', async (code) => {
    await startDwell('0.12 uSv/h');
    bench.world('dosimeter', `fault ${code}`);
    await bench.clock.advance(90_000);
    await expectMeasuredAgain(code);
  });

  // The instrument says these in between, and goes on counting.
  it.each<['warming-up' | 'low-battery']>([['warming-up'], ['low-battery']])(
    'ends as a fault and never as clear: %s, though counts go on',
    async (code) => {
      await startDwell('0.12 uSv/h');
      observe({ type: 'fault', code, raw: '' });
      expect(session().radiation).toMatchObject({ state: 'fault', fault: code });
      await bench.clock.advance(60_000);
      expect(session().radiation.state).toBe('not-yet');
      expect(session().todo).toContain('todo.hold-to-dosimeter');
      await expectMeasuredAgain(code);
    },
  );

  it('ends as a fault when a high rate collapses: the tube may be overrun', async () => {
    await startDwell('60 uSv/h');
    bench.world('dosimeter', 'source 0.12 uSv/h');
    await bench.clock.advance(5_000);
    const dosimeter = state().instruments.find(({ id }) => id === 'dosimeter');
    expect(dosimeter?.fault).toBe('rate-collapse');
    expect(session().radiation.alarm).toBe(true);
    await bench.clock.advance(60_000);
    expect(session().todo).toContain('todo.hold-to-dosimeter');
    await expectMeasuredAgain('rate-collapse');
  });

  it('is no collapse when a parcel of 2 uSv/h is taken away', async () => {
    await startDwell('2 uSv/h');
    bench.world('dosimeter', 'source 0.12 uSv/h');
    await bench.clock.advance(60_000);
    expect(session().radiation).toMatchObject({ state: 'value', alarm: true });
  });
});

describe('the instrument’s own alarm', () => {
  const alarmed = (name: string): Observation => ({
    ...{ type: 'reading', kind: 'dose-rate', raw: '', windowS: 1 },
    ...{ value: '0.12', unit: 'uSv/h', alarms: [name] },
  });

  it('beats our arithmetic: a rate like the background is an alarm, recorded once', async () => {
    await openShift(bench);
    await startDwell('0.12 uSv/h');
    observe(alarmed('dose rate'));
    observe(alarmed('dose rate'));
    observe(alarmed('neutron'));
    expect(session().radiation.alarm).toBe(true);
    expect(released()).toBe(false);
    const events = await recorded('instrument-alarmed');
    expect(events.map(({ body }) => body['alarm']).sort()).toEqual(['dose rate', 'neutron']);
  });

  it('keeps a background from being taken', async () => {
    await openShift(bench);
    bench.station.intend({ kind: 'take-background' });
    await bench.clock.advance(3_000);
    observe(alarmed('dose rate'));
    expect(state().background).toMatchObject({ state: 'fault' });
    expect(state().background.why).toContain('its own alarm (dose rate)');
  });
});

describe('the distance of a rate to step back from', () => {
  const distances = async (): Promise<unknown[]> =>
    (await recorded('high-rate-seen')).map(({ body }) => body['distance']);

  beforeEach(() => openShift(bench));

  it('is that of the dwell that runs', async () => {
    await startDwell('0.12 uSv/h', '1m');
    bench.world('dosimeter', 'source 900 uSv/h');
    await bench.clock.advance(2_000);
    expect(await distances()).toContain('1m');
  });

  it('is where the dosimeter stands when none runs', async () => {
    bench.world('scanner', `scan ${SHIRTS}`);
    await bench.clock.advance(500);
    bench.world('dosimeter', 'source 900 uSv/h');
    await bench.clock.advance(2_000);
    expect(await distances()).toEqual(['contact']);
  });
});
