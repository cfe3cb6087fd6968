import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../../electron/core/store/open.ts';
import { valueOf } from '../../../../electron/core/result-value.ts';
import { reportOf } from '../../../../electron/core/calls/manager-calls.ts';
import { realClock } from '../../../../electron/real-clock.ts';
import type { BenchState, IntentReply } from '../../../../shared/bridge/contract.ts';
import type { Intent } from '../../../../shared/bridge/intents.ts';
import type { RecordedEvent } from '../../../../shared/records/event.ts';
import {
  openShift,
  signIn,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';

const SHIRTS = 'LX876543216DE';
const PIN = '246810';
const SUPERVISOR = { who: 'B-2001', pin: PIN };

let bench: SimulatedStation;
beforeEach(async () => {
  bench = await startSimulated();
});
afterEach(() => bench.close());

const state = (): BenchState => bench.station.state();
const intend = (intent: Intent): IntentReply => bench.station.intend(intent);
const checks = (): Record<string, string> =>
  Object.fromEntries(state().shift?.checks.map(({ check, state: is }) => [check, is]) ?? []);

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

async function openUnchecked(): Promise<void> {
  signIn(bench);
  intend({ kind: 'open-shift' });
  await bench.clock.advance(40_000);
}

describe('the checks of a shift', () => {
  it('are background, test mass and scanner; parcels come after them', async () => {
    await openUnchecked();
    expect(checks()).toEqual({ background: 'pass', 'test-mass': 'open', scanner: 'open' });
    bench.world('scanner', `scan ${SHIRTS}`);
    await bench.clock.advance(1_000);
    expect(state().session).toBeNull();
    expect(state().refusedScan?.why).toBe('todo.finish-checks');
  });

  it('pass with the right mass on the pan and the test label under the scanner', async () => {
    await openShift(bench);
    expect(checks()).toEqual({ background: 'pass', 'test-mass': 'pass', scanner: 'pass' });
    expect(state().shift?.ready).toBe(true);
    const events = await recorded('shift-check');
    expect(events.map(({ body }) => [body['check'], body['result']])).toEqual([
      ['scanner', 'pass'],
      ['test-mass', 'pass'],
      ['background', 'pass'],
    ]);
    expect(events[1]?.body).toMatchObject({ detail: '500.0 g', expected: '500 g ± 2 g' });
    expect(events[1]?.body['raw']).toMatch(/^[0-9a-f]+$/);
  });

  it('fail with a mass that is off by more than the tolerance, and pass when it is right', async () => {
    await openUnchecked();
    bench.world('scale', 'place 502.6 g');
    await bench.clock.advance(3_000);
    expect(checks()['test-mass']).toBe('fail');
    bench.world('scale', 'remove');
    await bench.clock.advance(3_000);
    bench.world('scale', 'place 501.5 g');
    await bench.clock.advance(3_000);
    expect(checks()['test-mass']).toBe('pass');
  });

  it('take no mass for the next parcel: the test mass is nobody’s', async () => {
    await openUnchecked();
    bench.world('scanner', 'scan STATION-TEST');
    bench.world('scale', 'place 500 g');
    await bench.clock.advance(3_000);
    bench.world('scanner', `scan ${SHIRTS}`);
    await bench.clock.advance(1_000);
    expect(state().session?.mass.state).toBe('not-yet');
    expect(state().session?.todo).toContain('todo.empty-scale-first');
  });

  it('can be skipped with a reason, which is kept as ciphertext', async () => {
    await openUnchecked();
    for (const check of ['test-mass', 'scanner'] as const) {
      intend({ kind: 'report-check', check, result: 'skipped', reason: 'kept in the safe' });
    }
    expect(state().shift?.ready).toBe(true);
    expect(state().shift?.checks[1]).toMatchObject({
      state: 'skipped',
      detail: 'kept in the safe',
    });
    const [, skipped] = await recorded('shift-check');
    expect(skipped?.body).toMatchObject({ result: 'skipped', reason: 'kept in the safe' });
  });

  it('that an officer reports as failed keep parcels away', async () => {
    await openUnchecked();
    const reason = 'the beam does not light up';
    intend({ kind: 'report-check', check: 'scanner', result: 'fail', reason });
    expect(checks()['scanner']).toBe('fail');
    expect(state().shift?.ready).toBe(false);
  });

  it('are as they were after a crash', async () => {
    await openUnchecked();
    bench.world('scanner', 'scan STATION-TEST');
    await bench.clock.advance(500);
    const before = checks();
    await bench.crash();
    bench = await startSimulated(bench.dataDir);
    signIn(bench);
    expect(checks()).toEqual(before);
    expect(before).toEqual({ background: 'pass', 'test-mass': 'open', scanner: 'pass' });
  });
});

describe('a background that is not in force any more', () => {
  it('does not come back with a restart', async () => {
    await openShift(bench);
    const reason = 'a source was beside it';
    intend({ kind: 'report-check', check: 'background', result: 'skipped', reason });
    expect(state().background.state).toBe('not-yet');
    await bench.crash();
    bench = await startSimulated(bench.dataDir);
    expect(state().background.state).toBe('not-yet');
  });
});

describe('somebody who does not screen', () => {
  it('opens no item with a scan, and is no sign of an officer', async () => {
    await openShift(bench);
    intend({ kind: 'sign-in', who: 'B-9001', pin: PIN });
    bench.world('scanner', `scan ${SHIRTS}`);
    await bench.clock.advance(1_000);
    expect(state().session).toBeNull();
    expect(state().refusedScan).toEqual({ text: SHIRTS, why: 'why.not-allowed' });
  });
});

describe('an instrument fault while no item is open', () => {
  it('is recorded again when it comes again, also after a parcel', async () => {
    await openShift(bench);
    bench.world('scale', 'fault disconnected');
    await bench.clock.advance(1_000);
    bench.world('scanner', `scan ${SHIRTS}`);
    await bench.clock.advance(1_000);
    bench.world('scale', 'ok');
    await bench.clock.advance(8_000);
    intend({ kind: 'put-aside', reason: 'for the other bench' });
    bench.world('scale', 'fault disconnected');
    await bench.clock.advance(1_000);
    const events = await recorded('instrument-fault');
    const disconnected = events.filter(({ body }) => body['code'] === 'disconnected');
    expect(disconnected).toHaveLength(2);
  });

  it('that lasts is in the records of the next shift, too', async () => {
    await openShift(bench);
    bench.world('scale', 'fault disconnected');
    await bench.clock.advance(8_000);
    intend({ kind: 'close-shift', handover: null });
    intend({ kind: 'open-shift' });
    const events = await recorded('instrument-fault');
    expect(new Set(events.map(({ shift }) => shift)).size).toBe(2);
  });

  it('is recorded in the shift once, also when the port stays missing, and its end', async () => {
    await openShift(bench);
    bench.world('scale', 'fault disconnected');
    await bench.clock.advance(8_000);
    bench.world('scale', 'ok');
    await bench.clock.advance(8_000);
    const events = await recorded('instrument-fault', 'instrument-recovered');
    expect(events.map(({ kind, body }) => [kind, body['instrument'], body['code']])).toEqual([
      ['instrument-fault', 'scale', 'disconnected'],
      ['instrument-recovered', 'scale', undefined],
    ]);
    expect(events.every(({ shift }) => shift !== null)).toBe(true);
  });
});

describe('two officers at one bench', () => {
  it('each act under their own badge, in the same shift and on the same item', async () => {
    await openShift(bench);
    bench.world('scanner', `scan ${SHIRTS}`);
    await bench.clock.advance(1_000);
    intend({ kind: 'sign-in', ...SUPERVISOR });
    expect(state().session?.identity?.canonical).toBe(SHIRTS);
    intend({ kind: 'override', outcome: 'hold', reason: 'a knife was found' });
    const events = await recorded('shift-opened', 'identity-read', 'decided');
    expect(events.map(({ kind, actor }) => [kind, actor])).toEqual([
      ['shift-opened', 'B-1042'],
      ['identity-read', 'B-1042'],
      ['decided', 'B-2001'],
    ]);
    expect(new Set(events.map(({ shift }) => shift)).size).toBe(1);
  });
});

describe('the end of a shift', () => {
  async function closed(): Promise<string> {
    await openShift(bench);
    const shift = state().shift?.id ?? '';
    expect(intend({ kind: 'close-shift', handover: 'Scale needs a new cable' })).toMatchObject({
      accepted: true,
    });
    return shift;
  }

  it('keeps the handover note and waits for a second person', async () => {
    const shift = await closed();
    expect(state().shift).toBeNull();
    expect(state().awaitingCountersign).toMatchObject([{ shift, officer: 'B-1042' }]);
    const [event] = await recorded('shift-closed');
    expect(event?.body['handover']).toBe('Scale needs a new cable');
  });

  it('can be printed by who worked in it, also after it was closed', async () => {
    const shift = await closed();
    expect(reportOf(bench.station, shift).html).toContain(shift);
    intend({ kind: 'sign-in', who: 'B-7001', pin: PIN });
    expect(() => reportOf(bench.station, shift)).toThrow('supervisor and manager');
  });

  it('is countersigned by somebody else with badge and PIN, once', async () => {
    const shift = await closed();
    const countersign = (second: { who: string; pin: string }): IntentReply =>
      intend({ kind: 'countersign-shift', shift, second });
    expect(countersign({ who: 'B-1042', pin: PIN })).toMatchObject({ accepted: false });
    expect(countersign({ who: 'B-2001', pin: '999123' })).toMatchObject({ accepted: false });
    expect(countersign(SUPERVISOR)).toMatchObject({ accepted: true });
    expect(state().awaitingCountersign).toEqual([]);
    expect(countersign({ who: 'B-3001', pin: PIN })).toMatchObject({
      refusal: { code: 'why.countersigned-already' },
    });
    const [event] = await recorded('shift-countersigned');
    expect(event).toMatchObject({ actor: 'B-1042', shift, body: { by: 'B-2001', shift } });
    expect(event?.body['hash']).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is countersigned by somebody who only kept accounts in it', async () => {
    await openShift(bench);
    const shift = state().shift?.id ?? '';
    intend({ kind: 'sign-in', ...SUPERVISOR });
    expect(intend({ kind: 'change-pin', pin: PIN, newPin: '918203' }).accepted).toBe(true);
    intend({ kind: 'sign-in', who: 'B-1042', pin: PIN });
    intend({ kind: 'close-shift', handover: null });
    const second = { who: 'B-2001', pin: '918203' };
    expect(intend({ kind: 'countersign-shift', shift, second })).toMatchObject({ accepted: true });
  });

  it('is not countersigned by somebody who worked in it', async () => {
    await openShift(bench);
    const shift = state().shift?.id ?? '';
    intend({ kind: 'sign-in', ...SUPERVISOR });
    bench.world('scanner', `scan ${SHIRTS}`);
    await bench.clock.advance(1_000);
    intend({ kind: 'put-aside', reason: 'for the other bench' });
    intend({ kind: 'close-shift', handover: null });
    const own = intend({ kind: 'countersign-shift', shift });
    expect(own).toMatchObject({ refusal: { code: 'why.own-shift' } });
    intend({ kind: 'sign-in', who: 'B-3001', pin: PIN });
    expect(intend({ kind: 'countersign-shift', shift })).toMatchObject({ accepted: true });
  });
});
