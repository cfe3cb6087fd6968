import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { valueOf } from '../../../../electron/core/result-value.ts';
import { openStore } from '../../../../electron/core/store/open.ts';
import { realClock } from '../../../../electron/real-clock.ts';
import type { BenchState, SessionView } from '../../../../shared/bridge/contract.ts';
import type { RecordedEvent } from '../../../../shared/records/event.ts';
import {
  newDataFolder,
  openShift,
  signIn,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';

const SHIRTS = 'LX876543216DE';
const SECOND = 'dosimeter-2';

let bench: SimulatedStation;

/** A bench with a common tube and a small scintillator. */
function writeInstruments(dataDir: string): void {
  const virtual = (seed: number) => ({ kind: 'virtual', seed });
  const instruments = [
    { id: 'scale', kind: 'scale', protocol: 'mt-sics', transport: virtual(1) },
    { id: 'scanner', kind: 'scanner', protocol: 'line-scanner', transport: virtual(2) },
    { id: 'dosimeter', kind: 'dosimeter', protocol: 'gq-gmc', transport: virtual(3) },
    {
      ...{ id: SECOND, kind: 'dosimeter', protocol: 'gq-gmc' },
      transport: { ...virtual(4), cpmPerMicrosievert: 1500 },
    },
  ];
  writeFileSync(path.join(dataDir, 'instruments.yaml'), stringify({ instruments }));
}

beforeEach(async () => {
  const dataDir = newDataFolder();
  writeInstruments(dataDir);
  bench = await startSimulated(dataDir);
});
afterEach(() => bench.close());

const state = (): BenchState => bench.station.state();

function radiation(): SessionView['radiation'] {
  const { session } = state();
  if (session === null) throw new Error('no session is open');
  return session.radiation;
}

const rules = (): string[] => state().session?.prompts.map(({ rule }) => rule) ?? [];
const released = (): boolean =>
  bench.station.intend({ kind: 'decide', outcome: 'release' }).accepted;
const background = () => state().background.seconds.find(({ id }) => id === SECOND);

async function present(): Promise<void> {
  bench.world('scanner', `scan ${SHIRTS}`);
  bench.world('scale', 'place 452 g');
  await bench.clock.advance(2_500);
}

async function measure(first: string, second: string): Promise<void> {
  bench.world('dosimeter', `source ${first}`);
  bench.world(SECOND, `source ${second}`);
  bench.station.intend({ kind: 'start-survey', face: 'top', distance: 'contact' });
  for (let waited = 0; waited < 90 && radiation().state === 'measuring'; waited += 1) {
    await bench.clock.advance(1_000);
  }
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

describe('two dosimeters at one bench', () => {
  it('have each its own background, by its own counts', async () => {
    await openShift(bench);
    expect(state().background.state).toBe('value');
    expect(background()?.state).toBe('value');
    const [first] = await recorded('background-taken');
    const [second] = await recorded('second-background-taken');
    expect(second?.body['instrument']).toBe(SECOND);
    expect(second?.body['counts']).toBeGreaterThan(3 * Number(first?.body['counts']));
  });

  it('that agree on a clean parcel let it go, and say so', async () => {
    await openShift(bench);
    await present();
    await measure('0.12 uSv/h', '0.12 uSv/h');
    expect(radiation()).toMatchObject({ state: 'value', alarm: false, verdict: 'cleared' });
    expect(radiation().seconds).toMatchObject([
      { id: SECOND, state: 'measured', alarm: false, agrees: true },
    ]);
    expect(rules()).toEqual([]);
    expect(released()).toBe(true);
  });

  it('alarm both: the second one’s alarm holds a parcel that the first one cleared', async () => {
    await openShift(bench);
    await present();
    await measure('0.12 uSv/h', '3 uSv/h');
    expect(radiation()).toMatchObject({ alarm: true, verdict: 'alarm' });
    expect(radiation().seconds).toMatchObject([{ alarm: true, agrees: false }]);
    expect(rules()).toEqual(
      expect.arrayContaining(['radiation.alarm', 'instrument.dosimeters-disagree']),
    );
    expect(released()).toBe(false);
    const events = await recorded('second-alarmed', 'second-measured', 'dwell-finished');
    expect(events.map(({ kind }) => kind)).toEqual([
      'second-alarmed',
      'dwell-finished',
      'second-measured',
    ]);
    expect(events.map(({ body }) => body['instrument'])).toEqual([SECOND, 'dosimeter', SECOND]);
  });

  it('that agree on a hot parcel are no disagreement', async () => {
    await openShift(bench);
    await present();
    await measure('3 uSv/h', '3 uSv/h');
    expect(radiation().seconds).toMatchObject([{ alarm: true, agrees: true }]);
    expect(rules()).not.toContain('instrument.dosimeters-disagree');
  });

  it('clear only by the first: what the second one measures takes nothing of an alarm back', async () => {
    await openShift(bench);
    await present();
    await measure('3 uSv/h', '0.12 uSv/h');
    expect(radiation()).toMatchObject({ alarm: true });
    expect(rules()).toContain('instrument.dosimeters-disagree');
    expect(released()).toBe(false);
  });

  it('measure on with the first when the second one fails', async () => {
    await openShift(bench);
    await present();
    bench.station.intend({ kind: 'start-survey', face: 'top', distance: 'contact' });
    await bench.clock.advance(1_000);
    bench.world(SECOND, 'fault disconnected');
    await bench.clock.advance(60_000);
    expect(radiation()).toMatchObject({ state: 'value', alarm: false, seconds: [] });
    expect(released()).toBe(true);
  });

  it('keep their backgrounds over a restart', async () => {
    await openShift(bench);
    const before = background()?.doseRate;
    await recorded();
    signIn(bench);
    expect(background()).toMatchObject({ state: 'value', doseRate: before });
  });
});

describe('the false alarms of a dwell', () => {
  it('are shared by the dosimeters that measure in it', async () => {
    await openShift(bench);
    await present();
    await measure('0.12 uSv/h', '0.12 uSv/h');
    const [started] = await recorded('dwell-started');
    expect(started?.body['falseAlarm']).toBe((0.75 * 1e-4) / 2);
  });
});

describe('the background of the second dosimeter', () => {
  it('beside a hot parcel is refused, and it measures no parcel then (trap 8)', async () => {
    await openShift(bench);
    bench.station.intend({ kind: 'close-shift', handover: null });
    bench.world(SECOND, 'source 0.4 uSv/h');
    await openShift(bench);
    await bench.clock.advance(5_000);
    expect(state().background.state).toBe('value');
    expect(background()).toMatchObject({ state: 'fault' });
    expect(background()?.why).toMatch(/unusual for this bench|outside/);
    await present();
    await measure('0.12 uSv/h', '0.12 uSv/h');
    expect(radiation().seconds).toEqual([]);
    expect(released()).toBe(true);
  });

  it('is worthless for another one', async () => {
    await openShift(bench);
    const line = { state: 'ready', fault: null, detail: '', atMs: 0 } as const;
    const report = { ...line, instrument: SECOND, identity: 'another counter' };
    bench.station.observe({ kind: 'link', report });
    expect(background()).toMatchObject({ state: 'fault' });
    expect(state().background.state).toBe('value');
  });
});

describe('a survey at a bench with two dosimeters', () => {
  it('is the first one’s, and a dwell at its maximum is measured by both', async () => {
    await openShift(bench);
    await present();
    bench.station.intend({ kind: 'move-over', face: 'front' });
    bench.world('dosimeter', 'source 4 uSv/h');
    bench.world(SECOND, 'source 4 uSv/h');
    await bench.clock.advance(6_000);
    expect(radiation()).toMatchObject({ alarm: true, moving: { maximum: { face: 'front' } } });
    bench.station.intend({ kind: 'start-survey', face: 'front', distance: 'contact' });
    await bench.clock.advance(60_000);
    expect(radiation()).toMatchObject({ state: 'value', seconds: [{ alarm: true, agrees: true }] });
    expect(rules()).toContain('radiation.alarm');
    expect(radiation().guide?.next?.step).toBe('face');
    expect(released()).toBe(false);
  });
});
