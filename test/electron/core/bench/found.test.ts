import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realClock } from '../../../../electron/real-clock.ts';
import { valueOf } from '../../../../electron/core/result-value.ts';
import { openStore } from '../../../../electron/core/store/open.ts';
import { shiftReport } from '../../../../electron/core/reports/shift-report.ts';
import type { RecordedEvent } from '../../../../shared/records/event.ts';
import {
  openShift,
  startSimulated,
  type SimulatedStation,
} from '../../../support/simulated-station.ts';
import { readCsv } from '../reports/read-report.ts';

let bench: SimulatedStation;
beforeEach(async () => {
  bench = await startSimulated();
  await openShift(bench);
});
afterEach(() => bench.close());

const found = { categories: ['agri-food'], method: 'x-ray', concealment: 'in-books' } as const;

/** What the folder says once the station is closed. */
async function recorded(): Promise<{ decided: RecordedEvent[]; hits: unknown; finds: unknown }> {
  const shift = bench.station.state().shift?.id ?? '';
  await bench.crash();
  const { dataDir } = bench;
  const store = valueOf(openStore({ dataDir, mode: null, clock: realClock, bootId: 'look' }));
  const decided = store.events({ kinds: ['decided'], limit: 10, offset: 0 });
  const csv = readCsv(shiftReport(store, shift, realClock.utcMs()).csv);
  store.close();
  bench = await startSimulated(dataDir);
  return { decided, hits: csv['sectors'], finds: csv['finds'] };
}

/** Books that are declared with 2000 g. */
async function weighBooks(grams: number): Promise<void> {
  bench.world('scanner', 'scan CP102030419NL');
  await bench.clock.advance(500);
  bench.world('scale', `place ${grams} g`);
  await bench.clock.advance(4_000);
}

/** Nothing is wrong with them. */
async function clean(): Promise<void> {
  await weighBooks(2010);
  bench.station.intend({ kind: 'start-survey', face: 'top', distance: 'contact' });
  await bench.clock.advance(60_000);
}

const heavy = (): Promise<void> => weighBooks(3450);

describe('what was found', () => {
  it('is in the record of the decision and counted with the sector of each hit', async () => {
    await heavy();
    const intent = { kind: 'override', outcome: 'seize', reason: 'no dosimeter here' } as const;
    expect(bench.station.intend({ ...intent, found })).toMatchObject({ accepted: true });
    const { decided, hits, finds } = await recorded();
    expect(decided).toMatchObject([{ body: { outcome: 'seize', found } }]);
    expect(hits).toContainEqual({ Sector: 'weight', Hits: '1', Parcels: '1' });
    expect(finds).toMatchObject([
      { Method: 'x-ray', Concealment: 'in-books', Decisions: '1', Hits: '1' },
    ]);
  });

  it('keeps a clean parcel until somebody says why it goes all the same', async () => {
    await clean();
    const { intend } = bench.station;
    expect(intend({ kind: 'decide', outcome: 'release', found })).toMatchObject({
      accepted: false,
      refusal: { code: 'why.found-released' },
    });
    const intent = {
      kind: 'override',
      outcome: 'release',
      reason: 'within the allowance',
    } as const;
    expect(intend({ ...intent, found })).toMatchObject({ accepted: true });
    const { decided } = await recorded();
    expect(decided).toMatchObject([{ body: { outcome: 'release', reason: intent.reason, found } }]);
  });

  it('is not made up where nobody said it', async () => {
    await heavy();
    bench.station.intend({ kind: 'override', outcome: 'seize', reason: 'no dosimeter here' });
    const { decided, finds } = await recorded();
    expect(decided[0]?.body).not.toHaveProperty('found');
    expect(finds).toMatchObject([{ Method: 'unknown', Concealment: 'unknown', Decisions: '1' }]);
  });
});
