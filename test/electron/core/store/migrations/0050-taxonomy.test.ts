import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { MIGRATIONS, migrate } from '../../../../../electron/core/store/migrations/index.ts';
import { PROJECTIONS } from '../../../../../electron/core/store/projections.ts';
import type { Sqlite } from '../../../../../electron/core/store/sqlite.ts';
import { event, openOk, temporaryFolder } from '../support.ts';

/** The steps before, without folding: there is nothing to fold in a new database. */
const BEFORE = MIGRATIONS.filter(({ version }) => version < 50).map((step) => ({
  version: step.version,
  up: (db: Sqlite) => step.up(db),
}));

const contents = (db: Sqlite): unknown[] =>
  PROJECTIONS.map((table) => db.prepare(`SELECT * FROM ${table}`).all());

it('migration 0050 fills sector, route and finds from the events; older ones say nothing of them', () => {
  const dataDir = temporaryFolder();
  const store = openOk(dataDir);
  const item = 'RR473124829US';
  const prompt = { rule: 'goods.tobacco', version: 1, severity: 'check', result: 'true' };
  store.append(
    [
      event('session-opened', 's', {}),
      event('identity-read', 's', {
        identity: { scheme: 's10', canonical: item },
        source: 'scanner',
      }),
      event('declaration-found', 's', { item: { origin_country: 'US', addressee_country: 'FR' } }),
      event('prompted', 's', { ...prompt, sector: 'tobacco' }),
      event('prompted', 's', prompt),
      event('decided', 's', {
        ...{ item, outcome: 'seize', override: null },
        found: { categories: ['tobacco', 'alcohol'], method: 'x-ray', concealment: null },
      }),
      event('decided', 's', { item, outcome: 'hold', override: null }),
    ],
    null,
  );
  store.close();
  const today = new Database(join(dataDir, 'station.db'));
  const old = new Database(':memory:');
  migrate(old, BEFORE);
  const insert = old.prepare(`INSERT INTO events VALUES (@seq, @epoch, @boot_id, @at_ms, @mono_ms,
    @station, @shift, @session, @actor, @kind, @body, @prev, @hash)`);
  for (const row of today.prepare('SELECT * FROM events ORDER BY seq').all()) insert.run(row);
  migrate(old);
  expect(contents(old)).toEqual(contents(today));
  const column = (sql: string): unknown[] => old.prepare(sql).raw().all();
  expect(column('SELECT sector FROM hits ORDER BY seq')).toEqual([['tobacco'], [null]]);
  expect(column('SELECT departure, destination FROM sessions')).toEqual([['US', 'FR']]);
  expect(column('SELECT method, concealment FROM finds')).toEqual([['x-ray', null]]);
  expect(column('SELECT category FROM found_goods')).toEqual([['alcohol'], ['tobacco']]);
  today.close();
});
