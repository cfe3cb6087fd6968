import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { valueOf } from '../../../../electron/core/result-value.ts';
import { openStore } from '../../../../electron/core/store/open.ts';
import { realClock } from '../../../../electron/real-clock.ts';
import type { BenchState, SessionView } from '../../../../shared/bridge/contract.ts';
import type { DoseRateUnit } from '../../../../shared/measure/reading.ts';
import type { RecordedEvent } from '../../../../shared/records/event.ts';
import {
  newDataFolder,
  signIn,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';

const SHIRTS = 'LX876543216DE';

let bench: SimulatedStation;
beforeEach(async () => {
  const dataDir = newDataFolder();
  const policy = 'radiation: { backgroundS: 30, dwellS: 20, jigDistance: contact }\n';
  writeFileSync(path.join(dataDir, 'policy.yaml'), policy);
  const instruments = [
    '{ id: scale, kind: scale, protocol: mt-sics, transport: { kind: virtual, seed: 1 } }',
    '{ id: scanner, kind: scanner, protocol: line-scanner, transport: { kind: virtual, seed: 2 } }',
    // Nothing is heard of its line: the test says what a survey meter sends.
    '{ id: dosimeter, kind: dosimeter, protocol: gq-gmc, transport: { kind: tcp, host: 127.0.0.1, port: 9 } }',
  ];
  writeFileSync(
    path.join(dataDir, 'instruments.yaml'),
    `instruments:\n${instruments.map((one) => `  - ${one}\n`).join('')}`,
  );
  bench = await startSimulated(dataDir);
  const identity = 'RadEye PRD';
  const report = { instrument: 'dosimeter', state: 'ready', fault: null, detail: '' } as const;
  bench.station.observe({ kind: 'link', report: { ...report, identity, atMs: 0 } });
  await bench.host.close();
  signIn(bench);
});
afterEach(() => bench.close());

const state = (): BenchState => bench.station.state();

function session(): SessionView {
  const open = state().session;
  if (open === null) throw new Error('no session is open');
  return open;
}

/** One value a second, as these repeat. */
async function show(
  values: readonly string[],
  seconds: number,
  { unit = 'uSv/h', windowS = 1 }: { unit?: DoseRateUnit; windowS?: number } = {},
): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    const value = values[second % values.length] ?? '0';
    const reading = { type: 'reading', kind: 'dose-rate', alarms: [], raw: '' } as const;
    const observation = { ...reading, value, unit, windowS };
    const observed = { instrument: 'dosimeter', atMs: 0, seq: 0, observation };
    await bench.clock.advance(1_000);
    bench.station.observe({ kind: 'observed', observed });
  }
}

const USUAL = ['0.11', '0.12', '0.12', '0.13', '0.12', '0.11', '0.13'];

async function openItem(values = USUAL, seconds = 160, options = {}): Promise<void> {
  bench.station.intend({ kind: 'open-shift' });
  await show(values, seconds, options);
  expect(state().background).toMatchObject({ state: 'value', basis: 'dose-rate' });
  for (const check of ['test-mass', 'scanner'] as const) {
    bench.station.intend({ kind: 'report-check', check, result: 'skipped', reason: 'not here' });
  }
  bench.station.intend({ kind: 'type-identity', text: SHIRTS });
  bench.station.intend({ kind: 'start-survey', face: 'top', distance: 'contact' });
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

describe('a dosimeter that gives a dose rate only', () => {
  it('has a background of ten batches at least, which says that it judges by dose rate', async () => {
    bench.station.intend({ kind: 'open-shift' });
    await show(USUAL, 100);
    expect(state().background).toMatchObject({ state: 'measuring', neededS: 150 });
    await show(USUAL, 60);
    expect(state().background).toMatchObject({ state: 'value', countsPerSecond: null });
    expect(state().background.levels).not.toBeNull();
    const check = state().shift?.checks.find(({ check: name }) => name === 'background');
    expect(check?.detail).toMatch(/^0\.12 uSv\/h, by dose rate over 1\d\d s$/);
    const [taken] = await recorded('background-taken');
    expect(taken?.body).toMatchObject({ basis: 'dose-rate', step: 0.01, dosimeter: 'RadEye PRD' });
  });

  it('takes no background into whose middle a hot parcel is put down', async () => {
    bench.station.intend({ kind: 'open-shift' });
    await show(USUAL, 80);
    await show(['0.30', '0.31', '0.29', '0.30', '0.28'], 80);
    expect(state().background.state).toBe('fault');
    expect(state().background.why).toContain('moved while it was measured');
  });

  it('takes no background against which nothing below the surface limit shows', async () => {
    bench.station.intend({ kind: 'open-shift' });
    await show(
      ['0.00', '0.40'].flatMap((value) => Array<string>(15).fill(value)),
      160,
    );
    expect(state().background.state).toBe('fault');
    expect(state().background.why).toContain('too much to measure anything against it');
  });

  it('clears a clean parcel after a whole dwell and no earlier', async () => {
    await openItem();
    await show(USUAL, 19);
    expect(session().radiation).toMatchObject({ state: 'measuring', basis: 'dose-rate' });
    await show(USUAL, 2);
    expect(session().radiation).toMatchObject({ state: 'value', alarm: false });
    // A step of the display is never ruled out.
    expect(Number(session().radiation.clearedTo)).toBeGreaterThan(0.01);
    const [finished] = await recorded('dwell-finished');
    expect(finished?.body).toMatchObject({ result: 'cleared', basis: 'dose-rate' });
  });

  it('is no alarm one step of its display above the background', async () => {
    await openItem();
    await show(['0.13'], 22);
    expect(session().radiation).toMatchObject({ state: 'value', alarm: false });
  });

  it('is an alarm well above it', async () => {
    await openItem();
    await show(['0.31', '0.30', '0.32'], 22);
    expect(session().radiation.alarm).toBe(true);
    expect(bench.station.intend({ kind: 'decide', outcome: 'release' }).accepted).toBe(false);
  });

  it('raises no alarm at a clean parcel when its background has drifted for an hour', async () => {
    bench.station.intend({ kind: 'open-shift' });
    await show(['0.119', '0.121', '0.120', '0.122', '0.118', '0.120', '0.121'], 160);
    await bench.clock.advance(3_600_000);
    signIn(bench);
    await openItem(['0.144', '0.143', '0.145'], 5);
    await show(['0.144', '0.143', '0.145'], 22);
    expect(session().radiation).toMatchObject({ state: 'value', alarm: false });
    // Nothing is ruled out that a background which has fallen as far would hide.
    expect(Number(session().radiation.clearedTo)).toBeGreaterThan(0.144 * 1.2 - 0.12);
    const [started] = await recorded('dwell-started');
    expect(started?.body['drift']).toBeGreaterThan(0.2);
  });

  it('that shows nothing more clears nothing and is found dead', async () => {
    await openItem();
    await show(['0.00'], 40);
    expect(session().radiation.state).not.toBe('value');
    const kinds = (await recorded('dwell-finished', 'dwell-interrupted', 'fault-raised')).map(
      ({ kind, body }) => [kind, body['code'] ?? null],
    );
    expect(kinds).toContainEqual(['fault-raised', 'dead-tube']);
    expect(kinds.flat()).not.toContain('dwell-finished');
  });

  it('that fades away slowly clears nothing either', async () => {
    await openItem();
    await show(['0.06', '0.05', '0.04', '0.03', '0.02', '0.01'], 24);
    const events = await recorded('dwell-finished', 'fault-raised');
    expect(events.map(({ kind, body }) => [kind, body['code']])).toEqual([
      ['fault-raised', 'dead-tube'],
    ]);
  });

  it('in roentgen is judged by the site’s factor, and the record keeps what was measured', async () => {
    await openItem(['11', '12', '13', '12'], 160, { unit: 'uR/h' });
    await show(['31000'], 1, { unit: 'uR/h' });
    const events = await recorded('background-taken', 'high-rate-seen');
    const kept = { unit: 'uR/h', sievertPerRoentgen: 0.01 };
    expect(events[0]?.body).toMatchObject({ exposure: { ...kept, value: '12' } });
    expect(events[1]?.body).toMatchObject({
      doseRate: 310,
      exposure: { ...kept, value: '31000' },
    });
  });

  it('over a minute says for how long the parcel has to be held still', async () => {
    await openItem(USUAL, 605, { windowS: 60 });
    expect(session().todo).toContain('todo.wait-for-average');
    expect(session().radiation).toMatchObject({ windowS: 60, dwellS: 60 });
    await show(USUAL, 40, { windowS: 60 });
    expect(session().radiation).toMatchObject({ state: 'measuring', elapsedS: 40 });
    await show(USUAL, 21, { windowS: 60 });
    expect(session().radiation).toMatchObject({ state: 'value', alarm: false });
  });
});

describe('a dosimeter that gives counts and no dose rate', () => {
  it('takes no background, and says what is missing', async () => {
    bench.station.intend({ kind: 'open-shift' });
    for (let second = 0; second < 135; second += 1) {
      await bench.clock.advance(1_000);
      const reading = {
        type: 'reading',
        kind: 'counts',
        unit: 'cps',
        windowS: 1,
        raw: '',
      } as const;
      const observation = { ...reading, value: '3' };
      bench.station.observe({
        kind: 'observed',
        observed: { instrument: 'dosimeter', atMs: 0, seq: 0, observation },
      });
    }
    expect(state().background.state).toBe('fault');
    expect(state().background.why).toContain('sensitivity');
  });

  it('passes its own alarm on, as a frame without any value does', async () => {
    await openItem();
    const counts = { type: 'reading', kind: 'counts', unit: 'cps', windowS: 1, raw: '' } as const;
    const seen = [
      { ...counts, value: '3', alarms: ['level'] },
      { type: 'fault', code: 'saturated', raw: '', alarms: ['overload'] } as const,
    ];
    for (const observation of seen) {
      const observed = { instrument: 'dosimeter', atMs: 0, seq: 0, observation };
      bench.station.observe({ kind: 'observed', observed });
    }
    expect(session().radiation.alarm).toBe(true);
    const events = await recorded('instrument-alarmed');
    expect(events.map(({ body }) => body['alarm'])).toEqual(['level', 'overload']);
  });
});
