import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IntentReply } from '../../../../shared/bridge/contract.ts';
import {
  openShift,
  signIn,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';

const LABEL = 'RR473124829US';

let bench: SimulatedStation;
beforeEach(async () => {
  bench = await startSimulated();
});
afterEach(() => bench.close());

const wedge = (text: string, repeat = false): IntentReply =>
  bench.station.intend({ kind: 'wedge-scan', text, repeat });
const check = () =>
  bench.station.state().shift?.checks.find((one) => one.check === 'scanner')?.state;

/** How the open item was identified, as it is recorded. */
function identified() {
  const { session } = bench.station.state();
  const events = bench.station.desks().store.sessionEvents(session?.id ?? '');
  return events.filter(({ kind }) => kind === 'identity-read').map(({ body }) => body);
}

describe('a scanner that plays a keyboard', () => {
  it('opens the parcel of its label, and the record says by what', async () => {
    await openShift(bench);
    expect(wedge(LABEL).accepted).toBe(true);
    expect(bench.station.state().session?.identity?.canonical).toBe(LABEL);
    expect(identified()).toMatchObject([
      { source: 'keyboard', by: 'keyboard-wedge', text: LABEL, raw: '', aim: null },
    ]);
    expect(identified()[0]).not.toHaveProperty('repeat');
  });

  it('marks a repeat where it counts', async () => {
    await openShift(bench);
    wedge(LABEL, true);
    expect(identified()).toMatchObject([{ by: 'keyboard-wedge', repeat: true }]);
  });

  it('is not counted among what was typed by hand', async () => {
    await openShift(bench);
    const shift = bench.station.state().shift?.id ?? '';
    wedge(LABEL);
    expect(bench.station.desks().store.manualEntries(shift)).toEqual([]);
  });

  it('does not vouch for the scanner of the bench', () => {
    signIn(bench);
    bench.station.intend({ kind: 'open-shift' });
    expect(wedge('STATION-TEST')).toMatchObject({
      accepted: false,
      refusal: { code: 'why.wedge-no-check' },
    });
    expect(check()).toBe('open');
  });

  it('is refused like any other label while another parcel is open', async () => {
    await openShift(bench);
    wedge(LABEL);
    expect(wedge('LX876543216DE')).toMatchObject({ refusal: { code: 'why.other-item-open' } });
    expect(bench.station.state().refusedScan?.text).toBe('LX876543216DE');
  });
});
