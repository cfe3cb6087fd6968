import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Intent } from '../../../../shared/bridge/intents.ts';
import type { Command } from '../../../../shared/commands/command.ts';
import type { RecordedEvent } from '../../../../shared/records/event.ts';
import { TRAINING_MANAGER, TRAINING_OFFICER } from '../../../../shared/training/training-people.ts';
import {
  newDataFolder,
  openShift,
  signIn,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';

const SHIRTS = 'LX876543216DE';
const STRANGE = 'SSCDXDRBBCBBBBBBBBBBBBBBBBBBBB';

let bench: SimulatedStation;
let barcodes: ReadonlyMap<Command, string>;

const state = () => bench.station.state();
const intend = (intent: Intent) => bench.station.intend(intent);
const events = (kind: string): RecordedEvent[] => bench.station.desks().store.latest(kind, 1000);

/** What the manager prints. */
function newSheet(): ReadonlyMap<Command, string> {
  intend({ kind: 'sign-in', ...TRAINING_MANAGER });
  expect(intend({ kind: 'renew-command-sheet' }).accepted).toBe(true);
  const texts = bench.station.desks(['manager']).commands.texts();
  intend({ kind: 'sign-out' });
  return texts ?? new Map();
}

async function scan(text: string): Promise<void> {
  bench.world('scanner', `scan ${text}`);
  await bench.clock.advance(500);
}
const command = (name: Command): Promise<void> => scan(barcodes.get(name) ?? '');

/** Scans, weighs and measures a parcel. */
async function measure(label: string, mass: string, source = '0.12 uSv/h'): Promise<void> {
  await scan(label);
  bench.world('scale', `place ${mass}`);
  bench.world('dosimeter', `source ${source}`);
  await bench.clock.advance(5_000);
  await command('survey-top');
  await bench.clock.advance(25_000);
}

beforeEach(async () => {
  bench = await startSimulated(newDataFolder());
  barcodes = newSheet();
});
afterEach(() => bench.close());

describe('a command barcode while nobody is signed in', () => {
  it('is refused in words, recorded as nothing, and is no badge', async () => {
    const before = state().events;
    await command('open-shift');
    expect(state().lastCommand).toMatchObject({ command: 'open-shift', refused: 'why.signed-out' });
    expect([state().refusedScan, state().shift, state().events]).toEqual([null, null, before]);
  });

  it('a foreign one is recorded all the same', async () => {
    await scan(STRANGE);
    expect(state().lastCommand).toMatchObject({ command: null, refused: 'why.command-foreign' });
    expect(state().refusedScan).toBeNull();
    expect(events('command-refused')).toMatchObject([
      { actor: 'station', session: null, body: { why: 'foreign', text: STRANGE } },
    ]);
  });
});

describe('a shift by command barcodes', () => {
  it('is opened, worked and closed as by the screen, and each barcode is recorded before its effect', async () => {
    signIn(bench);
    await command('open-shift');
    expect(state().shift?.officer).toBe(TRAINING_OFFICER.who);
    const [read] = events('command-read');
    expect(read).toMatchObject({
      actor: TRAINING_OFFICER.who,
      body: { command: 'open-shift', generation: 1, refused: null },
    });
    expect(read?.seq).toBeLessThan(events('shift-opened')[0]?.seq ?? 0);
    expect(state().lastCommand).toMatchObject({ command: 'open-shift', refused: null });
    await command('close-shift');
    expect([state().shift, events('shift-closed')[0]?.body['handover']]).toEqual([null, null]);
    await command('sign-out');
    expect(state().person).toBeNull();
  });

  it('screens a parcel from label to release', async () => {
    await openShift(bench);
    await measure(SHIRTS, '452 g');
    expect(state().session?.radiation).toMatchObject({ state: 'value', alarm: false });
    await command('release');
    expect(state().lastOutcome).toMatchObject({ item: SHIRTS, outcome: 'release' });
    expect(events('command-read').map(({ body }) => body['command'])).toEqual([
      'survey-top',
      'release',
    ]);
  });

  it('may be typed as well, and is answered in words', async () => {
    signIn(bench);
    const typed = (text: string) => intend({ kind: 'type-identity', text });
    expect(typed(barcodes.get('open-shift') ?? '')).toMatchObject({ accepted: true });
    expect(state().shift).not.toBeNull();
    expect(typed(STRANGE)).toMatchObject({
      accepted: false,
      refusal: { code: 'why.command-foreign' },
    });
    expect(typed((barcodes.get('hold') ?? '').toLowerCase())).toMatchObject({
      accepted: false,
      refusal: { code: 'why.no-identity' },
    });
    expect(state().session).toBeNull();
  });

  it('a command at the scanner check is no test label, and the test label no command', async () => {
    signIn(bench);
    intend({ kind: 'open-shift' });
    await command('survey-top');
    const scanner = () => state().shift?.checks.find(({ check }) => check === 'scanner')?.state;
    expect([scanner(), state().lastCommand?.refused]).toEqual(['open', 'todo.take-background']);
    await scan('STATION-TEST');
    expect(scanner()).toBe('pass');
  });

  it('is for whose role may do it: a manager screens by no barcode', async () => {
    intend({ kind: 'sign-in', ...TRAINING_MANAGER });
    await command('open-shift');
    expect([state().shift, state().lastCommand?.refused]).toEqual([null, 'why.not-allowed']);
  });

  it('keeps the screen from locking', async () => {
    signIn(bench);
    for (let time = 0; time < 20; time += 1) {
      await bench.clock.advance(60_000);
      await command('take-background');
    }
    expect(state().person?.badge).toBe(TRAINING_OFFICER.who);
  });
});

describe('a barcode alone', () => {
  beforeEach(() => openShift(bench));

  it('releases nothing over an open prompt: the reason is given at the screen', async () => {
    await measure(SHIRTS, '2452 g');
    await command('release');
    expect(state().lastCommand).toMatchObject({
      command: 'release',
      refused: 'why.command-needs-reason',
    });
    expect(state().session).not.toBeNull();
    expect(events('command-read').at(-1)?.body).toMatchObject({
      refused: 'why.command-needs-reason',
    });
    await command('hold');
    expect(state().lastOutcome).toMatchObject({ item: SHIRTS, outcome: 'hold' });
  });

  it.each(['release', 'hold', 'detain', 'seize', 'refer', 'return'] as const)(
    'does not %s in danger',
    async (outcome) => {
      await measure(SHIRTS, '452 g', '150 uSv/h');
      await command(outcome);
      expect(state().lastCommand).toMatchObject({
        command: outcome,
        refused: 'why.command-in-danger',
      });
      expect([state().session === null, events('decided')]).toEqual([false, []]);
    },
  );

  it('acknowledges nothing; what somebody acknowledged at the screen may be held by barcode', async () => {
    await measure(SHIRTS, '452 g', '150 uSv/h');
    const danger = state().session?.prompts.filter(({ severity }) => severity === 'danger') ?? [];
    for (const { rule } of danger) {
      await command('hold');
      expect(state().lastCommand?.refused).toBe('why.command-in-danger');
      expect(intend({ kind: 'acknowledge', rule })).toMatchObject({ accepted: true });
    }
    await command('release');
    expect(state().lastCommand?.refused).toBe('why.radiation-alarm');
    await command('hold');
    expect(state().lastOutcome).toMatchObject({ item: SHIRTS, outcome: 'hold' });
  });
});

describe('a command that is not the station’s own', () => {
  const prompt = () =>
    state().session?.prompts.filter(({ rule }) => rule === 'identity.command-foreign') ?? [];

  it('on a parcel is an event and a prompt that holds the parcel', async () => {
    await openShift(bench);
    await measure(SHIRTS, '452 g');
    await scan(STRANGE);
    expect(prompt()).toMatchObject([{ severity: 'hold', answered: false }]);
    expect(events('command-refused')).toMatchObject([
      { session: state().session?.id, body: { why: 'foreign', text: STRANGE } },
    ]);
    expect(state().session?.identity?.canonical).toBe(SHIRTS);
    await command('release');
    expect(state().lastCommand?.refused).toBe('why.command-needs-reason');
    await command('hold');
    expect(state().lastOutcome?.outcome).toBe('hold');
  });

  it('of an old sheet is expired, and without a parcel a sentence on the screen', async () => {
    const old = barcodes.get('open-shift') ?? '';
    barcodes = newSheet();
    signIn(bench);
    await scan(old);
    expect(state().lastCommand).toMatchObject({ command: null, refused: 'why.command-expired' });
    expect([state().shift, state().refusedScan]).toEqual([null, null]);
    expect(events('command-refused')).toMatchObject([{ session: null, body: { why: 'expired' } }]);
  });

  it('that stays before the scanner is recorded once; another text is another event', async () => {
    await openShift(bench);
    await scan(SHIRTS);
    for (let time = 0; time < 5; time += 1) await scan(STRANGE);
    expect(events('command-refused')).toHaveLength(1);
    await scan(`${STRANGE}B`);
    expect(events('command-refused').map(({ body }) => body['why'])).toEqual([
      'foreign',
      'malformed',
    ]);
    expect(prompt()).toHaveLength(1);
  });

  it('two of them, read in turns for ever, are recorded once each', async () => {
    await openShift(bench);
    await scan(SHIRTS);
    for (let time = 0; time < 3; time += 1) {
      await scan(STRANGE);
      await scan(`${STRANGE}B`);
    }
    expect(events('command-refused')).toHaveLength(2);
  });

  it('read just before the label of its parcel holds it, too; long before, it is another’s', async () => {
    await openShift(bench);
    await scan(STRANGE);
    expect([state().session, state().lastCommand?.refused]).toEqual([null, 'why.command-foreign']);
    await scan(SHIRTS);
    expect(prompt()).toMatchObject([{ severity: 'hold', answered: false }]);
    intend({ kind: 'put-aside', reason: 'the next one first' });
    await scan(STRANGE);
    await bench.clock.advance(60_000);
    await scan('CP102030419NL');
    expect(prompt()).toEqual([]);
  });

  it('is kept short, sealed and never an identity, whatever it is', async () => {
    signIn(bench);
    const long = `SSCDX${'B'.repeat(180)}`;
    expect(intend({ kind: 'type-identity', text: long }).accepted).toBe(false);
    expect(intend({ kind: 'type-identity', text: 'SSCDX\u0000\u202e' }).accepted).toBe(false);
    const kept = events('command-refused').map(({ body }) => body['text']);
    expect(kept).toEqual([long.slice(0, 100), 'SSCDX\u0000\u202e']);
    expect([state().session, JSON.stringify(state()).includes('SSCDX')]).toEqual([null, false]);
  });

  it('survives a crash: the prompt is there again', async () => {
    await openShift(bench);
    await scan(SHIRTS);
    await scan(STRANGE);
    const { dataDir } = bench;
    await bench.crash();
    bench = await startSimulated(dataDir);
    signIn(bench);
    expect(prompt()).toMatchObject([{ answered: false }]);
  });
});
