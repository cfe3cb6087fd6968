import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCalls } from '../../../../electron/core/calls.ts';
import { verifyPath } from '../../../../electron/core/store/verify.ts';
import { coreContract, type ExportState } from '../../../../shared/bridge/contract.ts';
import { TRAINING_MANAGER, TRAINING_OFFICER } from '../../../../shared/training/training-people.ts';
import {
  openShift,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';

const ALL = { outcome: null, overridden: false, shift: null, item: '', before: null, limit: 10 };
const CALLS = {
  overview: { sinceMs: 0 },
  outcomes: ALL,
  holds: { after: null, limit: 10 },
  shiftDetail: { shift: 's' },
  session: { session: 's' },
  verifySession: { session: 's' },
  exportRecords: { shift: 's' },
  exportState: {},
} as const;

let bench: SimulatedStation;
let call: ReturnType<typeof createCalls>;
beforeEach(async () => {
  bench = await startSimulated();
  call = createCalls(bench.station);
});
afterEach(() => bench.close());

/** An answer over the screen's own way, held against the contract. */
function answer(method: keyof typeof CALLS, params: object) {
  const reply = call(method, params);
  if (!reply.ok) throw new Error(reply.error.code);
  return coreContract[method].reply.parse(reply.value);
}

/** A parcel released over its weight, and one held; then the manager is at the screen. */
async function heldParcel(): Promise<string> {
  await openShift(bench);
  const shift = bench.station.state().shift?.id ?? '';
  bench.world('scanner', 'scan CP102030419NL');
  await bench.clock.advance(500);
  bench.world('scale', 'place 3450 g');
  await bench.clock.advance(4_000);
  bench.station.intend({ kind: 'start-survey', face: 'top', distance: 'contact' });
  await bench.clock.advance(15_000);
  bench.station.intend({ kind: 'override', outcome: 'release', reason: 'weighed again' });
  bench.world('scale', 'remove');
  bench.world('scanner', 'scan LX876543216DE');
  await bench.clock.advance(3_000);
  bench.station.intend({ kind: 'override', outcome: 'hold', reason: 'nobody is at the scale' });
  bench.station.intend({ kind: 'close-shift', handover: null });
  bench.station.intend({ kind: 'sign-out' });
  call('intent', { kind: 'sign-in', ...TRAINING_MANAGER });
  return shift;
}

describe('what managers read', () => {
  it('is refused to officers and to nobody', () => {
    const codes = () =>
      Object.entries(CALLS).map(([method, params]) => {
        const reply = call(method, params);
        return reply.ok ? method : reply.error.code;
      });
    const refused = Object.keys(CALLS).map(() => 'not-allowed');
    expect(codes()).toEqual(refused);
    call('intent', { kind: 'sign-in', ...TRAINING_OFFICER });
    expect(codes()).toEqual(refused);
  });

  it.each([
    ['outcomes', { ...ALL, limit: 101 }],
    ['outcomes', { ...ALL, limit: 0 }],
    ['outcomes', { ...ALL, before: -1 }],
    ['outcomes', { ...ALL, outcome: "hold' OR 1=1" }],
    ['outcomes', { ...ALL, item: 'x'.repeat(101) }],
    ['holds', { after: 0.5, limit: 10 }],
    ['session', { session: '' }],
    ['session', { session: 's', more: 1 }],
    ['overview', { sinceMs: Number.NaN }],
    ['exportRecords', { shift: 's', fromMs: 0, toMs: 1 }],
    ['exportRecords', { shift: 's', out: '/etc/passwd' }],
    ['exportRecords', { fromMs: 0, toMs: 1e30 }],
  ])('%s of %j is not understood', (method, params) => {
    expect(call(method, params)).toMatchObject({
      ok: false,
      error: { code: 'invalid-parameters' },
    });
  });

  it('goes from the numbers to the record with its hashes', async () => {
    const shift = await heldParcel();
    expect(answer('overview', { sinceMs: 0 })).toEqual({
      ...{ outcomes: { hold: 1, release: 1 }, overrides: 1 },
      ...{ holdsByAge: [1, 0, 0, 0], awaitingCountersign: 1 },
    });
    const { rows } = coreContract.outcomes.reply.parse(answer('outcomes', { ...ALL, shift }));
    expect(rows).toMatchObject([
      { item: 'LX876543216DE', outcome: 'hold', overridden: false },
      { item: 'CP102030419NL', outcome: 'release', overridden: true },
    ]);
    expect(answer('holds', CALLS.holds)).toMatchObject({ rows: [{ seq: rows[0]?.seq }] });
    expect(answer('shiftDetail', { shift })).toMatchObject({
      overrides: [{ item: 'CP102030419NL', reason: 'weighed again' }],
      sectors: expect.arrayContaining([{ sector: 'weight', hits: 1, parcels: 1 }]) as unknown,
      finds: [{ method: null, concealment: null, decisions: 1 }],
    });
    const session = rows[0]?.session ?? '';
    const found = coreContract.session.reply.parse(answer('session', { session }));
    expect(found).toMatchObject({ item: 'LX876543216DE', decidedSeq: rows[0]?.seq, more: 0 });
    for (const { seq, prev, hash } of found.events) {
      const { store } = bench.station.desks();
      expect([hash, prev]).toEqual([store.event(seq)?.hash, store.event(seq - 1)?.hash]);
    }
    expect(answer('verifySession', { session })).toMatchObject({
      ...{ checked: found.events.length + found.counts, badSeq: null },
    });
  });

  it('knows no session and no shift that is not there', () => {
    call('intent', { kind: 'sign-in', ...TRAINING_MANAGER });
    const refused = (code: string) => ({ ok: false, error: { code } });
    expect(call('session', { session: 's' })).toMatchObject(refused('no-session'));
    expect(call('verifySession', { session: 's' })).toMatchObject(refused('no-session'));
    expect(call('exportRecords', { shift: '../../x' })).toMatchObject(refused('no-records'));
    expect(call('exportRecords', { fromMs: 0, toMs: 1 })).toMatchObject(refused('no-records'));
  });
});

describe('an export', () => {
  async function done(): Promise<ExportState> {
    await expect
      .poll(() => answer('exportState', {}), { timeout: 10_000 })
      .not.toMatchObject({
        state: 'running',
      });
    return coreContract.exportState.reply.parse(answer('exportState', {}));
  }

  it.each(['a shift', 'a period'])('of %s is written beside the work, and verifies', async (of) => {
    const shift = await heldParcel();
    const all = { fromMs: 0, toMs: bench.clock.utcMs() };
    const request = of === 'a shift' ? { shift } : all;
    expect(answer('exportRecords', request)).toEqual({ state: 'running' });
    expect(call('exportRecords', request)).toMatchObject({
      ok: false,
      error: { code: 'export-running' },
    });
    const state = await done();
    if (state.state !== 'done') throw new Error(JSON.stringify(state));
    expect(verifyPath(state.path)).toMatchObject({ ok: true, value: { ok: true } });
    expect(state.count).toBe(state.to - state.from + 1);
  });
});
