import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { valueOf } from '../../../../electron/core/result-value.ts';
import { openStore } from '../../../../electron/core/store/open.ts';
import { realClock } from '../../../../electron/real-clock.ts';
import type { SessionView } from '../../../../shared/bridge/contract.ts';
import type { Intent } from '../../../../shared/bridge/intents.ts';
import type { RecordedEvent } from '../../../../shared/records/event.ts';
import {
  openShift,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';

const SHIRTS = 'LX876543216DE';
const ROOM = 'source 0.12 uSv/h';

let bench: SimulatedStation;
beforeEach(async () => {
  bench = await startSimulated();
  await openShift(bench);
  bench.world('scanner', `scan ${SHIRTS}`);
  bench.world('dosimeter', ROOM);
  await bench.clock.advance(1_500);
});
afterEach(() => bench.close());

function radiation(): SessionView['radiation'] {
  const { session } = bench.station.state();
  if (session === null) throw new Error('no session is open');
  return session.radiation;
}

type Face = Extract<Intent, { kind: 'move-over' }>['face'];
const moveOver = (face: Face = 'next') => bench.station.intend({ kind: 'move-over', face });
const end = () => bench.station.intend({ kind: 'end-survey' });

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

describe('a survey with the instrument moved over the faces', () => {
  it('goes from face to face in the order of the protocol, and ends after the last', async () => {
    const faces: (string | null | undefined)[] = [];
    for (let face = 0; face < 6; face += 1) {
      moveOver();
      await bench.clock.advance(4_000);
      faces.push(radiation().moving?.face);
    }
    expect(faces).toEqual(['top', 'bottom', 'front', 'back', 'left', 'right']);
    moveOver();
    expect(radiation().moving).toMatchObject({ running: false, face: null });
    const [finished] = await recorded('survey-finished');
    expect(finished?.body).toMatchObject({ survey: 1, faces });
  });

  it('of a clean parcel clears nothing, and asks for a dwell', async () => {
    moveOver('top');
    await bench.clock.advance(10_000);
    end();
    expect(radiation()).toMatchObject({ state: 'not-yet', alarm: false, verdict: null });
    expect(radiation().guide).toMatchObject({ facesDone: 0, facesNeeded: 1 });
    expect(bench.station.state().session?.todo).toContain('todo.hold-to-dosimeter');
    expect(bench.station.intend({ kind: 'decide', outcome: 'release' }).accepted).toBe(false);
  });

  it('alarms at a hot place, and holds where the maximum was and how high', async () => {
    moveOver('top');
    await bench.clock.advance(5_000);
    moveOver('front');
    bench.world('dosimeter', 'source 4 uSv/h');
    await bench.clock.advance(5_000);
    expect(radiation()).toMatchObject({ alarm: true, verdict: 'alarm' });
    bench.world('dosimeter', ROOM);
    moveOver('back');
    await bench.clock.advance(5_000);
    const { moving } = radiation();
    expect(moving).toMatchObject({ running: true, face: 'back', maximum: { face: 'front' } });
    expect(Number(moving?.maximum?.netDoseRate)).toBeGreaterThan(2);
    end();
    expect(radiation().guide?.next).toEqual({ step: 'maximum', face: 'front' });
    expect(bench.station.intend({ kind: 'decide', outcome: 'release' }).accepted).toBe(false);
    const events = await recorded('survey-alarmed', 'survey-finished');
    expect(events.map(({ kind }) => kind)).toEqual(['survey-alarmed', 'survey-finished']);
    expect(events[1]?.body).toMatchObject({
      alarm: true,
      faces: ['top', 'front', 'back'],
      maximum: { face: 'front' },
    });
  });

  it('ends with its result when the instrument is held still to measure', async () => {
    moveOver('left');
    await bench.clock.advance(5_000);
    bench.station.intend({ kind: 'start-survey', face: 'left', distance: 'contact' });
    expect(radiation()).toMatchObject({ state: 'measuring', moving: { running: false } });
    const events = await recorded('survey-finished', 'survey-interrupted', 'dwell-started');
    expect(events.map(({ kind }) => kind)).toEqual(['survey-finished', 'dwell-started']);
  });

  it('and the dwells after it share the false alarms of one parcel until there is an alarm', async () => {
    moveOver('top');
    await bench.clock.advance(3_000);
    for (const source of [ROOM, 'source 4 uSv/h', ROOM]) {
      bench.world('dosimeter', source);
      bench.station.intend({ kind: 'start-survey', face: 'top', distance: 'contact' });
      await bench.clock.advance(6_000);
    }
    const shares = (await recorded('survey-started', 'dwell-started')).map(
      ({ body }) => body['falseAlarm'],
    );
    const setting = 1e-4;
    expect(shares).toEqual([0.75 * setting, 0.125 * setting, (0.25 / 6) * setting, setting]);
  });

  it('ends by itself after the longest survey of the policy', async () => {
    moveOver('top');
    await bench.clock.advance(119_000);
    expect(radiation().moving?.running).toBe(true);
    await bench.clock.advance(3_000);
    expect(radiation().moving?.running).toBe(false);
  });

  it('that a fault ends has no result', async () => {
    moveOver('top');
    await bench.clock.advance(3_000);
    bench.world('dosimeter', 'fault disconnected');
    await bench.clock.advance(2_000);
    expect(radiation().moving).toBeNull();
    const kinds = (await recorded('survey-finished', 'survey-interrupted')).map(({ kind }) => kind);
    expect(kinds).toEqual(['survey-interrupted']);
  });

  it('that a crash ends is to be done again, and its alarm stays', async () => {
    moveOver('top');
    bench.world('dosimeter', 'source 4 uSv/h');
    await bench.clock.advance(5_000);
    await recorded('survey-alarmed');
    expect(radiation()).toMatchObject({ alarm: true, moving: null });
    expect(radiation().guide?.next).toEqual({ step: 'maximum', face: 'top' });
  });

  it('needs a background', async () => {
    const line = { state: 'ready', fault: null, detail: '', atMs: 0 } as const;
    const report = { ...line, instrument: 'dosimeter', identity: 'another counter' };
    bench.station.observe({ kind: 'link', report });
    expect(moveOver('top')).toMatchObject({
      accepted: false,
      refusal: { code: 'todo.take-background' },
    });
  });
});

describe('a running dwell', () => {
  it('says what it still needs, to clear and to see what the site asks for', async () => {
    bench.station.intend({ kind: 'start-survey', face: 'top', distance: 'contact' });
    await bench.clock.advance(3_000);
    const early = radiation();
    expect(early).toMatchObject({ verdict: 'undecided', stillNeeded: { goal: '0.3' } });
    await bench.clock.advance(2_000);
    const later = radiation();
    expect(later.elapsedS).toBeGreaterThan(early.elapsedS);
    expect(later.stillNeeded?.toClearS).toBeLessThan(early.stillNeeded?.toClearS ?? 0);
    await bench.clock.advance(60_000);
    expect(radiation()).toMatchObject({ verdict: 'cleared', stillNeeded: null });
  });
});
