import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { createEventTable } from '../../../../electron/core/store/event-table.ts';
import { migrate } from '../../../../electron/core/store/migrations/index.ts';
import { createProjector } from '../../../../electron/core/store/projections.ts';
import { createQueries } from '../../../../electron/core/store/queries.ts';
import { GENESIS } from '../../../../shared/records/chain.ts';
import { known } from './known-bodies.ts';
import { onEnd } from './support.ts';

/** A plan may go through these from end to end. */
const SMALL = /^SCAN (people|journal_mark|page|\(subquery-\d+\)|CONSTANT ROW)$/;
/** Partial indexes on what is open: what is settled is not in them. */
const OPEN_ONLY =
  /^SCAN \w+ USING (COVERING )?INDEX (sessions_open|holds_unresolved|shifts_open|shifts_to_countersign)$/;
/** What one LIMIT has cut from an index before: at most a thousand rows of one person. */
const CUT =
  /FROM \(SELECT session, opened_seq, opened_at_ms FROM parties\s+WHERE fingerprint = @\w+ AND role = \S+\s+ORDER BY opened_seq DESC LIMIT (500|1000)\) AS latest/;
/** Lists of the whole station: they walk from the newest back and stop at their LIMIT. */
const PAGES =
  /^SELECT [^(]* FROM (outcomes|hits|events|shifts|manifest_generations)\s+ORDER BY \w+ DESC LIMIT/;

interface Statement {
  readonly sql: string;
  readonly plan: readonly string[];
}

/** Every statement that the records are read and projected with, and how SQLite would run it. */
function statements(): Statement[] {
  const db = new Database(':memory:');
  onEnd(() => db.close());
  migrate(db);
  const prepared = new Set<string>();
  const prepare = db.prepare.bind(db);
  db.prepare = ((sql: string) => {
    prepared.add(sql);
    return prepare(sql);
  }) as typeof db.prepare;
  createQueries(db, () => {
    throw new Error('nothing is read here');
  });
  createEventTable(db).list({ session: 's', limit: 1, offset: 0 });
  createEventTable(db).list({ shift: 's', kinds: ['decided'], limit: 1, offset: 0 });
  const project = createProjector(db);
  for (const [seq, { kind, body }] of known().entries()) {
    const header = {
      ...{ seq: seq + 1, epoch: 1, boot_id: 'b', at_ms: 0, mono_ms: 0, station: 'x' },
      ...{ shift: 'shift', session: 'session', actor: 'B-17', kind },
    };
    project({ header, bodyText: JSON.stringify(body), prev: GENESIS, hash: GENESIS });
  }
  return [...prepared].map((sql) => {
    const explain = prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
    return { sql, plan: rows(explain, sql).map(({ detail }) => detail) };
  });
}

/** SQLite plans without looking at the values, but wants all of them bound. */
function rows<T>(statement: Database.Statement<unknown[], T>, sql: string): T[] {
  const named = [...sql.matchAll(/@(\w+)/g)].map(([, name = '']) => [name, 1] as const);
  if (named.length > 0) return statement.all(Object.fromEntries(named));
  return statement.all(...Array.from(sql.matchAll(/\?/g), () => 1));
}

/** Steps of a plan that go through a table which grows with the work. */
function fullScans({ sql, plan }: Statement): string[] {
  if (PAGES.test(sql)) return [];
  return plan.filter(
    (step) =>
      step.startsWith('SCAN') &&
      !SMALL.test(step) &&
      !OPEN_ONLY.test(step) &&
      !(step === 'SCAN latest' && CUT.test(sql)),
  );
}

it('sees every statement, and knows a plan that goes through a whole table', () => {
  const all = statements();
  expect(all.length).toBeGreaterThan(50);
  expect(all.filter(({ sql }) => sql.startsWith('UPDATE')).length).toBeGreaterThan(5);
  const db = new Database(':memory:');
  onEnd(() => db.close());
  migrate(db);
  const sql = "SELECT count(*) FROM events WHERE json_extract(body, '$.item') = 'x'";
  const plan = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all();
  expect(fullScans({ sql, plan: plan.map(({ detail }) => detail) })).toEqual(['SCAN events']);
});

it('no query and no projection goes through a whole table: each uses an index', () => {
  const found = statements().flatMap((statement) =>
    fullScans(statement).map((step) => `${step}: ${statement.sql}`),
  );
  expect(found).toEqual([]);
});

it.each(['outcomes', 'hits'])(
  'the decisions and prompts of one shift are found by it: %s',
  (of) => {
    const ofShift = statements().filter(
      ({ sql }) => sql.includes(`FROM ${of} `) && sql.includes('shift = @shift'),
    );
    expect(ofShift.length).toBeGreaterThan(0);
    for (const { plan } of ofShift) expect(plan.join()).toContain(`INDEX ${of}_by_shift (shift=?`);
  },
);
