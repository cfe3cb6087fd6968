import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SessionView } from '../../../../shared/bridge/contract.ts';
import {
  openShift,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';

const SHIRTS = 'LX876543216DE';
const FIRST_DAY = Date.UTC(2026, 0, 10);
const DAY_MS = 24 * 3600 * 1000;

let bench: SimulatedStation;
beforeEach(async () => {
  bench = await startSimulated(undefined, 'training', FIRST_DAY);
});
afterEach(() => bench.close());

/** The same folder so many days after the first screening. */
async function comeBackAfter(days: number): Promise<void> {
  await bench.crash();
  bench = await startSimulated(bench.dataDir, 'training', FIRST_DAY + days * DAY_MS);
}

async function screened(outcome: 'release' | 'hold'): Promise<void> {
  await openShift(bench);
  const session = await presented();
  bench.station.intend({ kind: 'start-survey', face: 'top', distance: 'contact' });
  await bench.clock.advance(20_000);
  const reply = bench.station.intend({ kind: 'decide', outcome });
  expect([reply.accepted, session.prompts]).toEqual([true, []]);
  bench.world('scale', 'remove');
  await bench.clock.advance(3_000);
  bench.station.intend({ kind: 'close-shift', handover: null });
}

async function presented(): Promise<SessionView> {
  bench.world('scanner', `scan ${SHIRTS}`);
  bench.world('scale', 'place 452 g');
  await bench.clock.advance(3_000);
  const { session } = bench.station.state();
  if (session === null) throw new Error('no session is open');
  return session;
}

const rulesOf = ({ prompts }: SessionView): string[] => prompts.map(({ rule }) => rule);

describe('an identifier that comes again (trap 5)', () => {
  it('within 12 months of a release is a duplicate: the same parcel, or a copied label', async () => {
    await screened('release');
    await comeBackAfter(300);
    await openShift(bench);
    const session = await presented();
    expect(rulesOf(session)).toEqual(['identity.duplicate']);
    expect(session.prompts[0]?.because).toContain('2026-01-10');
  });

  it('within 12 months of a hold is a hold', async () => {
    await screened('hold');
    await comeBackAfter(300);
    await openShift(bench);
    expect(rulesOf(await presented())).toEqual(['item.earlier-finding']);
  });

  it('after an alarm of the instrument itself says so', async () => {
    await openShift(bench);
    await presented();
    const observation = {
      type: 'reading',
      kind: 'dose-rate',
      value: '0.12',
      unit: 'uSv/h',
    } as const;
    const neutrons = { ...observation, windowS: 1, alarms: ['neutron'], raw: '' };
    bench.station.observe({
      kind: 'observed',
      observed: { instrument: 'dosimeter', atMs: 0, seq: 0, observation: neutrons },
    });
    expect(bench.station.intend({ kind: 'decide', outcome: 'hold' }).accepted).toBe(true);
    bench.world('scale', 'remove');
    await bench.clock.advance(3_000);
    expect((await presented()).prompts.map(({ because }) => because)).toEqual([
      'This item was at the bench before: 2026-01-10, hold, radiation alarm.',
    ]);
  });

  it('after 12 months is another item, and nobody is bothered', async () => {
    await screened('hold');
    await comeBackAfter(366);
    await openShift(bench);
    expect(rulesOf(await presented())).toEqual([]);
  });

  it('does not let a new item of the same number end the hold of the old one', async () => {
    await screened('hold');
    await comeBackAfter(366);
    await screened('release');
    await comeBackAfter(367);
    await openShift(bench);
    expect(rulesOf(await presented())).toEqual(['identity.duplicate']);
  });
});
