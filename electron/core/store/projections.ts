import type { ChainedEvent } from '../../../shared/records/chain.ts';
import type { EventHeader, Json } from '../../../shared/records/event.ts';
import { knownEvent } from './known-events.ts';
import type { KnownEvent } from './known-events.ts';
import type { Sqlite } from './sqlite.ts';

/** Tables that are folded from events and can be thrown away at any time. */
export const PROJECTIONS = [
  'sessions',
  'outcomes',
  'hits',
  'shifts',
  'holds',
  'manifest_generations',
] as const;

/** Outcomes that leave a parcel at the bench or with somebody else until another one follows. */
const LEAVES_OPEN: ReadonlySet<string> = new Set(['hold', 'detain', 'refer']);

/**
 * Folds one event into the projections; inside the transaction that inserts it. Columns hold what
 * lists filter and count by; texts stay in the event, so that sealed values are never copied here.
 */
export type Project = (event: ChainedEvent) => void;

export function createProjector(db: Sqlite): Project {
  const run = statementCache(db);
  return ({ header, bodyText }) => {
    const known = knownEvent(header.kind, JSON.parse(bodyText) as Json, header.session);
    if (known !== null) apply(known, header, run);
  };
}

/** Empties the projections and folds all events again, in one transaction. */
export function rebuildProjections(db: Sqlite, events: Iterable<ChainedEvent>): void {
  const project = createProjector(db);
  db.transaction(() => {
    for (const table of PROJECTIONS) db.exec(`DELETE FROM ${table}`);
    for (const event of events) project(event);
  }).immediate();
}

type Run = (sql: string, values: object) => void;

function statementCache(db: Sqlite): Run {
  const statements = new Map<string, ReturnType<Sqlite['prepare']>>();
  return (sql, values) => {
    const statement = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, statement);
    statement.run(values);
  };
}

function apply({ kind, body }: KnownEvent, header: EventHeader, run: Run): void {
  switch (kind) {
    case 'shift-opened':
      return run(
        `INSERT INTO shifts VALUES (@shift, @officer, @seq, @at_ms, NULL, NULL)
         ON CONFLICT DO NOTHING`,
        { shift: body.shift, officer: body.officer, seq: header.seq, at_ms: header.at_ms },
      );
    case 'shift-closed':
      return run(
        `UPDATE shifts SET closed_seq = @seq, closed_at_ms = @at_ms
         WHERE shift = @shift AND closed_seq IS NULL`,
        { shift: body.shift, seq: header.seq, at_ms: header.at_ms },
      );
    case 'session-opened':
      return run(
        `INSERT INTO sessions (session, shift, opened_seq, opened_at_ms)
         VALUES (@session, @shift, @seq, @at_ms) ON CONFLICT DO NOTHING`,
        header,
      );
    case 'identity-read':
      return run('UPDATE sessions SET scheme = @scheme, item = @item WHERE session = @session', {
        scheme: body.identity.scheme,
        item: body.identity.canonical,
        session: header.session,
      });
    case 'prompted':
      return run(
        `INSERT INTO hits
         VALUES (@seq, @session, @shift, @rule, @version, @severity, @result)`,
        { ...header, ...body },
      );
    case 'decided':
      return applyDecision(body, header, run);
    case 'session-closed':
      return run(
        `UPDATE sessions SET closed_seq = @seq, closed_at_ms = @at_ms, closed_how = @how
         WHERE session = @session AND closed_seq IS NULL`,
        { ...header, how: body.how },
      );
    case 'manifest-activated':
      run('UPDATE manifest_generations SET active = 0 WHERE active = 1', {});
      return run(
        `INSERT INTO manifest_generations VALUES (@generation, @seq, @file, @items, 1)
         ON CONFLICT DO UPDATE SET seq = @seq, active = 1`,
        { ...body, seq: header.seq },
      );
  }
}

function applyDecision(
  body: Extract<KnownEvent, { kind: 'decided' }>['body'],
  header: EventHeader,
  run: Run,
): void {
  const { seq, session, shift } = header;
  const row = { seq, session, shift, item: body.item, outcome: body.outcome };
  run('INSERT INTO outcomes VALUES (@seq, @session, @shift, @item, @outcome, @overridden)', {
    ...row,
    overridden: body.override === null ? 0 : 1,
  });
  // The newest decision on an item is what stands.
  run('UPDATE holds SET resolved_seq = @seq WHERE item = @item AND resolved_seq IS NULL', row);
  if (LEAVES_OPEN.has(body.outcome)) {
    run('INSERT INTO holds VALUES (@seq, @session, @shift, @item, @outcome, NULL)', row);
  }
}
