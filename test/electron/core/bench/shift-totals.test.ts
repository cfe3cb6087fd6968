import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCalls } from '../../../../electron/core/calls.ts';
import { coreContract, type ShiftTotals } from '../../../../shared/bridge/contract.ts';
import type { Intent } from '../../../../shared/bridge/intents.ts';
import {
  openShift,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';

let bench: SimulatedStation;
let shift: string;
beforeEach(async () => {
  bench = await startSimulated();
  await openShift(bench);
  shift = bench.station.state().shift?.id ?? '';
});
afterEach(() => bench.close());

const intend = (intent: Intent) => bench.station.intend(intent);

/** Over the screen's own way, its answer held against the contract. */
function totals(of: string | null): ShiftTotals {
  const reply = createCalls(bench.station)('shiftTotals', { shift: of });
  if (!reply.ok) throw new Error(reply.error.code);
  return coreContract.shiftTotals.reply.parse(reply.value);
}

/** Books of 2000 g that weigh 3450 g. */
async function heavy(): Promise<void> {
  bench.world('scanner', 'scan CP102030419NL');
  await bench.clock.advance(500);
  bench.world('scale', 'place 3450 g');
  await bench.clock.advance(4_000);
  intend({ kind: 'start-survey', face: 'top', distance: 'contact' });
  await bench.clock.advance(15_000);
}

describe('a shift in numbers', () => {
  it('counts outcomes, overrides, prompts, faults and what is held', async () => {
    await heavy();
    expect(intend({ kind: 'override', outcome: 'release', reason: 'weighed again' })).toMatchObject(
      { accepted: true },
    );
    bench.world('scale', 'remove');
    bench.world('scanner', 'scan LX876543216DE');
    await bench.clock.advance(3_000);
    bench.world('scale', 'fault disconnected');
    await bench.clock.advance(5_000);
    intend({ kind: 'override', outcome: 'hold', reason: 'the scale does not answer' });
    expect(totals(null)).toMatchObject({
      shift,
      officer: 'B-1042',
      closedAtMs: null,
      handover: null,
      outcomes: { release: 1, hold: 1 },
      overrides: 1,
      alarms: 0,
      holds: 1,
      ownHolds: [{ item: 'LX876543216DE', outcome: 'hold' }],
    });
    expect(totals(null).prompts).toBeGreaterThanOrEqual(1);
    expect(totals(null).faults).toBeGreaterThanOrEqual(1);
  });

  it('is that of the closed shift, with its note and the record that closed it', () => {
    const { last } = totals(null);
    intend({ kind: 'close-shift', handover: 'Two parcels wait in the cage' });
    const closed = totals(shift);
    expect(closed.handover).toBe('Two parcels wait in the cage');
    expect(closed.closedAtMs).toBeGreaterThan(closed.openedAtMs);
    expect(closed.last.seq).toBe(last.seq + 1);
    expect(closed.last.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(() => totals(null)).toThrow('no-shift');
  });

  it('is not for an operator who had no part in it', () => {
    intend({ kind: 'close-shift', handover: null });
    intend({ kind: 'sign-in', who: 'B-7001', pin: '246810' });
    expect(() => totals(shift)).toThrow('not-allowed');
  });
});
