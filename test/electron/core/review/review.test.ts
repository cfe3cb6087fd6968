import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { valueOf } from '../../../../electron/core/result-value.ts';
import { openStore } from '../../../../electron/core/store/open.ts';
import { verifyPath } from '../../../../electron/core/store/verify.ts';
import { realClock } from '../../../../electron/real-clock.ts';
import type { IntentReply } from '../../../../shared/bridge/contract.ts';
import type { Intent } from '../../../../shared/bridge/intents.ts';
import type { RecordedEvent } from '../../../../shared/records/event.ts';
import {
  TRAINING_MANAGER,
  TRAINING_SUPERVISOR,
} from '../../../../shared/training/training-people.ts';
import {
  openShift,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';

const SHIRTS = 'LX876543216DE';
const REASON = 'the knife was a letter opener';

let bench: SimulatedStation;
/** Record of the hold that is talked about, and its session. */
let seq = 0;
let session = '';

beforeEach(async () => {
  bench = await startSimulated();
  await openShift(bench);
  bench.world('scanner', `scan ${SHIRTS}`);
  await bench.clock.advance(1_000);
  session = bench.station.state().session?.id ?? '';
  intend({ kind: 'override', outcome: 'hold', reason: 'a knife was found' });
  seq = bench.station.state().lastOutcome?.seq ?? 0;
});
afterEach(() => bench.close());

const intend = (intent: Intent): IntentReply => bench.station.intend(intent);
const asManager = (): IntentReply => intend({ kind: 'sign-in', ...TRAINING_MANAGER });
const refusal = (reply: IntentReply): string | null => (reply.accepted ? null : reply.refusal.code);

/** What is recorded, read after the station was closed. */
async function recorded(...kinds: string[]): Promise<RecordedEvent[]> {
  await bench.crash();
  const { dataDir } = bench;
  const store = valueOf(openStore({ dataDir, mode: null, clock: realClock, bootId: 'look' }));
  const events = store.events({ kinds, limit: 1000, offset: 0 });
  store.close();
  expect(valueOf(verifyPath(dataDir)).ok).toBe(true);
  bench = await startSimulated(dataDir);
  return events;
}

describe('a correction', () => {
  it('is a new record beside the decision, with both outcomes and who made it', async () => {
    asManager();
    expect(
      refusal(intend({ kind: 'correct-outcome', seq, outcome: 'return', reason: REASON })),
    ).toBe(null);
    const [decided, corrected] = await recorded('decided', 'outcome-corrected');
    expect(decided?.body).toMatchObject({ outcome: 'hold' });
    expect(corrected).toMatchObject({
      actor: TRAINING_MANAGER.who,
      session,
      body: { of: seq, item: SHIRTS, from: 'hold', outcome: 'return', reason: REASON },
    });
  });

  it('releases nothing that was not measured', () => {
    asManager();
    const reply = intend({ kind: 'correct-outcome', seq, outcome: 'release', reason: REASON });
    expect(refusal(reply)).toBe('why.missing-facts');
  });

  it('of the own decision needs a second person', async () => {
    intend({ kind: 'sign-in', ...TRAINING_SUPERVISOR });
    bench.world('scanner', 'scan CP102030419NL');
    await bench.clock.advance(1_000);
    intend({ kind: 'override', outcome: 'hold', reason: 'a knife was found' });
    const own = bench.station.state().lastOutcome?.seq ?? 0;
    const correct = {
      kind: 'correct-outcome',
      seq: own,
      outcome: 'seize',
      reason: REASON,
    } as const;
    expect(refusal(intend(correct))).toBe('why.own-decision');
    expect(refusal(intend({ ...correct, second: TRAINING_MANAGER }))).toBe(null);
  });

  it('is only about a decision', () => {
    asManager();
    for (const other of [1, seq + 1, 9_999]) {
      const reply = intend({
        kind: 'correct-outcome',
        seq: other,
        outcome: 'seize',
        reason: REASON,
      });
      expect(refusal(reply)).toBe('why.no-decision');
    }
  });
});

describe('an annotation', () => {
  it('is kept beside any record, its text as ciphertext under the item’s key', async () => {
    asManager();
    expect(refusal(intend({ kind: 'annotate', seq, note: 'asked the addressee' }))).toBe(null);
    expect(refusal(intend({ kind: 'annotate', seq: 9_999, note: 'nothing' }))).toBe(
      'why.no-record',
    );
    const [annotated] = await recorded('annotated');
    expect(annotated).toMatchObject({ session, body: { of: seq, note: 'asked the addressee' } });
  });

  it('does not reopen or change the session that it is about', async () => {
    asManager();
    intend({ kind: 'annotate', seq, note: 'asked the addressee' });
    await bench.crash();
    bench = await startSimulated(bench.dataDir);
    intend({ kind: 'sign-in', ...TRAINING_SUPERVISOR });
    expect(bench.station.state().session).toBeNull();
  });
});

describe('a legal hold', () => {
  it('is placed once and lifted by two people', () => {
    asManager();
    const place: Intent = { kind: 'place-legal-hold', seq, reason: 'court file 12/26' };
    expect(refusal(intend(place))).toBe(null);
    expect(refusal(intend(place))).toBe('why.legal-hold-already');
    const lift = { kind: 'lift-legal-hold', seq, reason: 'judgment is final' } as const;
    expect(refusal(intend(lift))).toBe('why.second-person-needed');
    expect(refusal(intend({ ...lift, second: TRAINING_MANAGER }))).toBe('why.second-person-same');
    expect(refusal(intend({ ...lift, second: TRAINING_SUPERVISOR }))).toBe(null);
    expect(refusal(intend({ ...lift, second: TRAINING_SUPERVISOR }))).toBe('why.no-legal-hold');
  });

  it('names the second person in its record', async () => {
    asManager();
    intend({ kind: 'place-legal-hold', seq, reason: 'court file 12/26' });
    const second = TRAINING_SUPERVISOR;
    intend({ kind: 'lift-legal-hold', seq, reason: 'judgment is final', second });
    const [, lifted] = await recorded('legal-hold-placed', 'legal-hold-lifted');
    expect(lifted).toMatchObject({
      actor: TRAINING_MANAGER.who,
      body: { second: second.who, reason: 'judgment is final' },
    });
  });

  it('is about the screening of a record, so the record has to belong to one', () => {
    asManager();
    const place = (of: number): IntentReply =>
      intend({ kind: 'place-legal-hold', seq: of, reason: 'court file' });
    expect([refusal(place(1)), refusal(place(9_999))]).toEqual(['why.no-session', 'why.no-record']);
  });
});
