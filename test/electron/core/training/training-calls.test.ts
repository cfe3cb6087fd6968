import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createCalls } from '../../../../electron/core/calls.ts';
import type { TrainingAct, TrainingDebrief } from '../../../../shared/bridge/contract.ts';
import { trainingContract } from '../../../../shared/bridge/training-contract.ts';
import {
  newDataFolder,
  openShift,
  RESOURCES,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';

let bench: SimulatedStation;
let call: ReturnType<typeof createCalls>;
afterEach(() => bench.close());

/** A training bench; with a shift whose checks have passed where parcels are to be screened. */
async function begin(shift: boolean, dataDir = newDataFolder()): Promise<void> {
  bench = await startSimulated(dataDir);
  call = createCalls(bench.station);
  if (shift) await openShift(bench);
}

function answer(method: string, params: object = {}): unknown {
  const reply = call(method, params);
  if (!reply.ok) throw new Error(`${method}: ${reply.error.code} ${reply.error.message}`);
  return reply.value;
}
const act = (params: TrainingAct): unknown => answer('trainingAct', params);
const debrief = (): TrainingDebrief => answer('trainingDebrief') as TrainingDebrief;
const doseRate = (): number => Number(bench.station.live().dosimeter?.doseRate);

/** Scans and weighs a parcel, and measures one face of it: the one that is said, unless held by another. */
async function screen(
  parcel: number,
  said: 'top' | 'front',
  face: 'top' | 'front' = said,
): Promise<void> {
  act({ act: 'scan', parcel });
  act({ act: 'place', parcel });
  await bench.clock.advance(3_000);
  const survey = { kind: 'start-survey', face: said, distance: 'contact' } as const;
  expect(bench.station.intend(survey)).toMatchObject({ accepted: true });
  act({ act: 'hold', parcel, face, distance: 'contact' });
  // A dwell without a pulse goes on beyond its time.
  for (let second = 0; second < 60 && measuring(); second += 1) await bench.clock.advance(1_000);
}
const measuring = (): boolean => bench.station.state().session?.radiation.state === 'measuring';
const decide = (outcome: 'hold' | 'release'): unknown =>
  bench.station.intend({ kind: 'decide', outcome });
async function clear(): Promise<void> {
  act({ act: 'lift' });
  act({ act: 'away' });
  await bench.clock.advance(4_000);
}

describe('a live bench', () => {
  it.each([
    ['trainingWorld', { instrument: 'scale', line: 'place 1 kg' }],
    ['trainingParcels', {}],
    ['trainingAct', { act: 'place', parcel: 1 }],
    ['trainingAct', { act: 'fault', instrument: 'scale', fault: 'silent' }],
    ['trainingDebrief', {}],
  ])('refuses %s', async (method, params) => {
    bench = await startSimulated(newDataFolder(), 'live');
    const before = bench.station.state().events;
    expect(createCalls(bench.station)(method, params)).toMatchObject({
      ok: false,
      error: { code: 'not-training' },
    });
    expect(bench.station.state().events).toBe(before);
  });
});

describe('the parcels on the shelf', () => {
  it('are the fifteen of the demo, none of which tells what is in it', async () => {
    await begin(false);
    const { parcels } = trainingContract.trainingParcels.reply.parse(answer('trainingParcels'));
    expect(parcels.map(({ number }) => number)).toEqual(
      Array.from({ length: 15 }, (_, index) => index + 1),
    );
    expect(parcels[5]).toEqual({
      number: 6,
      titles: { en: 'Camera lens', fr: 'Objectif photo', ar: 'عدسة آلة تصوير' },
      fault: null,
    });
    expect(parcels[10]?.fault).toEqual({ instrument: 'scale', fault: 'disconnected' });
  });

  it('are those of scenario.yaml where the data folder has one', async () => {
    const dataDir = newDataFolder();
    const scenario = readFileSync(path.join(RESOURCES, 'demo', 'geiger.yaml'), 'utf8');
    writeFileSync(path.join(dataDir, 'scenario.yaml'), scenario);
    await begin(false, dataDir);
    expect(answer('trainingParcels')).toMatchObject({
      parcels: [
        { number: 1, titles: { en: 'Cotton T-shirts' } },
        { number: 5, titles: { en: 'Fertiliser' } },
      ],
    });
  });

  it.each([
    ['instruments: []\nparcels: [{ steps: [] }]\n', 'parcels'],
    [
      'instruments: []\nparcels:\n  - { title: 3 a, steps: [{ at: 0, remove: true }] }\n' +
        '  - { title: 3 b, steps: [{ at: 0, remove: true }] }\n',
      'two parcels have the number 3',
    ],
  ])('are refused with the reason when that file is none: %j', async (text, why) => {
    const dataDir = newDataFolder();
    writeFileSync(path.join(dataDir, 'scenario.yaml'), text);
    await begin(false, dataDir);
    const reply = call('trainingParcels', {});
    if (reply.ok) throw new Error('the file was taken');
    expect(reply.error.code).toBe('configuration-invalid');
    expect(reply.error.message).toContain('scenario.yaml');
    expect(reply.error.message).toContain(why);
    // Only the training bench is without parcels.
    expect(bench.station.state().blocked).toBeNull();
  });
});

describe('what is done at the virtual bench', () => {
  it('shows nothing at the wrong face, 7 uSv/h at the right one, and little at 1 m', async () => {
    await begin(false);
    const seen: number[] = [];
    for (const [face, distance] of [
      ['top', 'contact'],
      ['front', 'contact'],
      ['front', '1m'],
    ] as const) {
      expect(act({ act: 'hold', parcel: 6, face, distance })).toMatchObject({
        bench: { dosimeter: { parcel: 6, face, distance } },
      });
      await bench.clock.advance(60_000);
      let sum = 0;
      for (let second = 0; second < 60; second += 1) {
        await bench.clock.advance(1_000);
        sum += doseRate();
      }
      seen.push(sum / 60);
    }
    // Means of a minute of an ordinary tube: 18, 1078 and 21 counts.
    expect(seen[0]).toBeLessThan(0.3);
    expect(seen[1]).toBeGreaterThan(6);
    expect(seen[1]).toBeLessThan(8);
    expect(seen[2]).toBeLessThan(0.35);
  });

  it('puts a parcel on the pan and lifts it', async () => {
    await begin(false);
    act({ act: 'place', parcel: 6 });
    await bench.clock.advance(2_000);
    expect(bench.station.live().scale).toMatchObject({ value: '655.0', stable: true });
    expect(act({ act: 'lift' })).toMatchObject({ bench: { pan: null } });
    await bench.clock.advance(2_000);
    expect(bench.station.live().scale).toMatchObject({ value: '0.0', stable: true });
  });

  it('breaks one instrument after another and mends it', async () => {
    await begin(false);
    const instrument = (id: string) =>
      bench.station.state().instruments.find((known) => known.id === id);
    act({ act: 'fault', instrument: 'scale', fault: 'overload' });
    act({ act: 'fault', instrument: 'dosimeter', fault: 'low-battery' });
    act({ act: 'fault', instrument: 'scale', fault: 'disconnected' });
    await bench.clock.advance(10_000);
    expect(instrument('scale')?.fault).toBe('disconnected');
    act({ act: 'mend', instrument: 'scale' });
    await bench.clock.advance(40_000);
    // Neither the overload from before.
    expect(instrument('scale')).toMatchObject({ state: 'ready', fault: null });
    expect(answer('trainingParcels')).toMatchObject({
      bench: { broken: [{ instrument: 'dosimeter', fault: 'low-battery' }] },
    });
  });

  it('begins anew, empty and whole, when the devices process was started anew', async () => {
    await begin(false);
    act({ act: 'place', parcel: 6 });
    act({ act: 'fault', instrument: 'dosimeter', fault: 'silent' });
    bench.station.devicesLost();
    bench.station.devicesAttached();
    expect(answer('trainingParcels')).toMatchObject({
      bench: { pan: null, dosimeter: null, broken: [] },
    });
    await bench.clock.advance(40_000);
    expect(bench.station.live().scale).toMatchObject({ value: '0.0' });
    expect(bench.station.live().dosimeter?.fault).toBeNull();
  });

  it('is refused for a parcel that is not there', async () => {
    await begin(false);
    expect(call('trainingAct', { act: 'scan', parcel: 16 })).toMatchObject({
      ok: false,
      error: { code: 'no-parcel' },
    });
  });
});

describe('the debrief', () => {
  it('is none before a decision, and none for nobody', async () => {
    await begin(false);
    expect(debrief()).toEqual({ debrief: null, score: null });
    await openShift(bench);
    expect(debrief()).toEqual({ debrief: null, score: { asExpected: 0, of: 0 } });
    bench.station.intend({ kind: 'sign-out' });
    expect(debrief()).toEqual({ debrief: null, score: null });
  });

  it('tells a source that was found from one that was missed, and counts both', async () => {
    await begin(true);
    await screen(6, 'front');
    expect(decide('hold')).toMatchObject({ accepted: true });
    expect(debrief()).toMatchObject({
      debrief: {
        number: 6,
        seq: bench.station.state().lastOutcome?.seq,
        asExpected: true,
        outcome: { expected: 'hold', is: 'hold' },
        prompts: [{ rule: 'radiation.above-surface-limit', expected: true, shown: true }],
        measured: [
          {
            face: 'front',
            distance: 'contact',
            result: 'alarm',
            held: { face: 'front', distance: 'contact' },
          },
        ],
        source: [{ face: 'front', doseRate: '7' }],
      },
      score: { asExpected: 1, of: 1 },
    });
    await clear();
    await screen(2, 'top');
    expect(decide('release')).toMatchObject({ accepted: false });
    bench.station.intend({ kind: 'override', outcome: 'release', reason: 'looks like books' });
    expect(debrief()).toMatchObject({
      debrief: {
        number: 2,
        asExpected: false,
        outcome: { expected: 'hold', is: 'release' },
        prompts: [{ rule: 'weight.over', expected: true, shown: true }],
        reason: { wanted: false, given: true },
        measured: [{ face: 'top', distance: 'contact', result: 'cleared' }],
        source: [],
      },
      score: { asExpected: 1, of: 2 },
    });
    expect(trainingContract.trainingDebrief.reply.safeParse(debrief()).success).toBe(true);
    await clear();
    bench.station.intend({ kind: 'close-shift', handover: null });
    expect(debrief().score).toEqual({ asExpected: 1, of: 2 });
  });

  it('says that another face was measured than that of the source', async () => {
    await begin(true);
    await screen(6, 'top');
    expect(decide('release')).toMatchObject({ accepted: true });
    expect(debrief()).toMatchObject({
      debrief: {
        asExpected: false,
        prompts: [{ rule: 'radiation.above-surface-limit', expected: true, shown: false }],
        measured: [{ face: 'top', result: 'cleared' }],
        source: [{ face: 'front' }],
      },
    });
  });

  it('tells the face that was held from the one that the officer named', async () => {
    await begin(true);
    await screen(6, 'front', 'top');
    act({ act: 'away' });
    expect(decide('release')).toMatchObject({ accepted: true });
    expect(debrief()).toMatchObject({
      debrief: {
        measured: [
          { face: 'front', result: 'cleared', held: { face: 'top', distance: 'contact' } },
        ],
      },
    });
  });

  it('is none for a parcel that is in no scenario', async () => {
    await begin(true);
    bench.world('scanner', 'scan RR473124829US');
    await bench.clock.advance(1_000);
    bench.station.intend({ kind: 'override', outcome: 'hold', reason: 'not announced' });
    expect(bench.station.state().lastOutcome).toMatchObject({ item: 'RR473124829US' });
    expect(debrief()).toEqual({ debrief: null, score: { asExpected: 0, of: 0 } });
  });
});
