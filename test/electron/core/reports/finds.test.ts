import Database from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shiftReport } from '../../../../electron/core/reports/shift-report.ts';
import { rebuildProjections } from '../../../../electron/core/store/projections.ts';
import { openOk } from '../store/support.ts';
import { recordedBench } from './recorded-shift.ts';
import { readCsv, readPage } from './read-report.ts';

/** Three finds, one decision that says nothing of a find, a release, and a parcel of another shift. */
function bench() {
  const made = recordedBench();
  const { open, screen, record, event } = made;
  open('shift-1');
  const tobacco = { rule: 'goods.tobacco', sector: 'tobacco' };
  const xray = { categories: ['tobacco'], method: 'x-ray', concealment: 'false-bottom' } as const;
  screen('shift-1', 'A1', {
    ...{ ...tobacco, outcome: 'seize', found: xray },
    declared: { dispatch_country: 'AE', origin_country: 'CN', destination_country: 'FR' },
  });
  screen('shift-1', 'A2', {
    ...{ ...tobacco, outcome: 'seize', found: { ...xray, categories: ['tobacco', 'alcohol'] } },
    declared: { origin_country: 'AE', addressee_country: 'FR' },
  });
  screen('shift-1', 'A3', {
    ...{ rule: 'weight.over', sector: 'weight', outcome: 'return' },
    found: { categories: [], method: 'scale', concealment: null },
  });
  screen('shift-1', 'A4', { outcome: 'hold', rule: 'site.own' });
  screen('shift-1', 'A5', { outcome: 'release' });
  // What is asked because a fact is missing is no hit.
  record('shift-1', [
    event('prompted', 'session-A5', {
      ...{ rule: 'declaration.missing-fact', version: 1, severity: 'check', result: 'unknown' },
    }),
  ]);
  open('shift-2');
  screen('shift-2', 'B1', { ...tobacco, outcome: 'seize', found: xray });
  return made;
}

const sections = ['sectors', 'routes', 'finds', 'found-goods'] as const;

const COUNTED = {
  sectors: [
    { Sector: 'tobacco', Hits: '2', Parcels: '2' },
    { Sector: 'unknown', Hits: '1', Parcels: '1' },
    { Sector: 'weight', Hits: '1', Parcels: '1' },
  ],
  routes: [
    { From: 'unknown', To: 'unknown', Hits: '2', Parcels: '2' },
    { From: 'AE', To: 'FR', Hits: '2', Parcels: '2' },
  ],
  finds: [
    { Method: 'x-ray', Concealment: 'false-bottom', Decisions: '2', Hits: '2' },
    { Method: 'unknown', Concealment: 'unknown', Decisions: '1', Hits: '1' },
    { Method: 'scale', Concealment: 'unknown', Decisions: '1', Hits: '1' },
  ],
  'found-goods': [
    { Category: 'tobacco', Decisions: '2' },
    { Category: 'alcohol', Decisions: '1' },
  ],
};

function counted(csv: string): object {
  const all = readCsv(csv);
  return Object.fromEntries(sections.map((id) => [id, all[id]]));
}

describe('a shift report', () => {
  it('counts hits by sector and route, and finds by method, concealment and goods', () => {
    const { store, clock } = bench();
    expect(counted(shiftReport(store, 'shift-1', clock.utcMs()).csv)).toEqual(COUNTED);
  });

  it('says the same on the page as in the spreadsheet', () => {
    const { store, clock } = bench();
    const page = readPage(shiftReport(store, 'shift-1', clock.utcMs()).html);
    const rows = [...page.querySelectorAll('#finds tbody tr')].map((row) =>
      [...row.querySelectorAll('td')].map((cell) => cell.textContent),
    );
    expect(rows).toEqual(COUNTED.finds.map((row) => Object.values(row)));
  });

  it('counts the same once the projections were built again from the records', () => {
    const { store, clock, dataDir } = bench();
    store.close();
    const db = new Database(join(dataDir, 'station.db'));
    rebuildProjections(db);
    db.close();
    const again = openOk(dataDir, { clock });
    expect(counted(shiftReport(again, 'shift-1', clock.utcMs()).csv)).toEqual(COUNTED);
  });
});
