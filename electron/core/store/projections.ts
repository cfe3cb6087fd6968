import { REUSE_MS } from '../../../shared/identifiers/reuse.ts';
import type { ChainedEvent } from '../../../shared/records/chain.ts';
import type { EventHeader } from '../../../shared/records/event.ts';
import { endsOf } from '../../../shared/session/route-facts.ts';
import { createEventTable } from './event-table.ts';
import { knownEvent } from './known-events.ts';
import type { BodyOf, KnownEvent } from './known-events.ts';
import type { Sqlite } from './sqlite.ts';

/** Tables that are folded from events and can be thrown away at any time. */
export const PROJECTIONS = [
  'people',
  'sessions',
  'outcomes',
  'hits',
  'shifts',
  'shift_checks',
  'holds',
  'faults',
  'manual_entries',
  'remarks',
  'clock_jumps',
  'legal_holds',
  'purged',
  'trend',
  'manifest_generations',
  'parties',
  'declared_values',
  'licence_uses',
  'finds',
  'found_goods',
] as const;

/** Outcomes that leave a parcel at the bench or with somebody else until another one follows. */
const LEAVES_OPEN: ReadonlySet<string> = new Set(['hold', 'detain', 'refer']);

/** SQL on `events`: a radiation alarm was raised, by us, by the instrument, or by its saturation. */
export const ALARM_RAISED = `(kind IN
  ('dwell-alarmed', 'survey-alarmed', 'second-alarmed', 'high-rate-seen', 'instrument-alarmed')
  OR kind = 'fault-raised' AND body ->> '$.code' = 'saturated')`;
const DAY_MS = 24 * 3600 * 1000;

/**
 * Folds one event into the projections; inside the transaction that inserts it. Columns hold what
 * lists filter and count by; texts stay in the event, so that sealed values are never copied here.
 */
export type Project = (event: ChainedEvent) => void;

export function createProjector(db: Sqlite): Project {
  const run = statementCache(db);
  return ({ header, bodyText }) => {
    const known = knownEvent(header.kind, bodyText, header.session);
    if (known !== null) apply(known, header, run);
  };
}

/** Empties the projections and folds all events again, in one transaction. */
export function rebuildProjections(db: Sqlite): void {
  const project = createProjector(db);
  const table = createEventTable(db);
  db.transaction(() => {
    for (const name of PROJECTIONS) db.exec(`DELETE FROM ${name}`);
    for (const event of table.range(1, table.head().seq)) project(event);
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
    case 'person-added':
      return run('INSERT INTO people VALUES (@badge, @role, 1, @seq) ON CONFLICT DO NOTHING', {
        ...body,
        seq: header.seq,
      });
    case 'person-changed':
      return run('UPDATE people SET role = @role, active = @active WHERE badge = @badge', {
        ...body,
        active: body.active ? 1 : 0,
      });
    case 'shift-opened':
      return run(
        `INSERT INTO shifts (shift, officer, opened_seq, opened_at_ms)
         VALUES (@shift, @officer, @seq, @at_ms) ON CONFLICT DO NOTHING`,
        { shift: body.shift, officer: body.officer, seq: header.seq, at_ms: header.at_ms },
      );
    case 'shift-check':
      return check(body.check, body.result, header, run);
    case 'shift-closed':
      return run(
        `UPDATE shifts SET closed_seq = @seq, closed_at_ms = @at_ms, closed_by = @actor
         WHERE shift = @shift AND closed_seq IS NULL`,
        { ...header, shift: body.shift },
      );
    case 'shift-countersigned':
      return run(
        `UPDATE shifts SET countersigned_seq = @seq, countersigned_by = @by
         WHERE shift = @shift AND countersigned_seq IS NULL`,
        { ...body, seq: header.seq },
      );
    case 'session-opened':
      return run(
        `INSERT INTO sessions (session, shift, opened_seq, opened_at_ms)
         VALUES (@session, @shift, @seq, @at_ms) ON CONFLICT DO NOTHING`,
        header,
      );
    case 'identity-read':
      return identify(body, header, run);
    case 'declaration-found':
      return declared(body, header, run);
    case 'declaration-entered':
      run(`INSERT INTO manual_entries VALUES (@seq, @shift, @session, 'declaration')`, header);
      return declared(body, header, run);
    case 'parties-looked-up':
      return lookedUp(body, header, run);
    case 'prompted':
      run(
        `INSERT INTO hits
         VALUES (@seq, @session, @shift, @rule, @version, @severity, @result, @sector)`,
        { sector: null, ...header, ...body },
      );
      return count(`rule:${body.rule}`, header, run);
    case 'fault-raised':
    case 'instrument-fault':
      run('INSERT INTO faults VALUES (@seq, @shift, @session, @instrument, @code)', {
        ...header,
        ...body,
      });
      return count(`fault:${body.code}`, header, run);
    case 'decided':
      return decide(body, header, run);
    case 'session-closed':
      return run(
        `UPDATE sessions SET closed_seq = @seq, closed_at_ms = @at_ms, closed_how = @how
         WHERE session = @session AND closed_seq IS NULL`,
        { ...header, how: body.how },
      );
    case 'outcome-corrected':
      return correct(body, header, run);
    case 'annotated':
      return remark(body.of, header, run);
    case 'legal-hold-placed':
      return run(
        `INSERT INTO legal_holds VALUES (@session, @seq, NULL)
         ON CONFLICT DO UPDATE SET placed_seq = @seq, lifted_seq = NULL`,
        header,
      );
    case 'legal-hold-lifted':
      return run('UPDATE legal_holds SET lifted_seq = @seq WHERE session = @session', header);
    case 'purged':
      for (const key of body.keys) {
        // A record that was annotated afterwards has a new key, which is purged in its turn.
        run('INSERT INTO purged VALUES (@key, @seq) ON CONFLICT DO UPDATE SET seq = @seq', {
          key,
          seq: header.seq,
        });
        // Who it was goes with the names; what was decided stays.
        run('DELETE FROM parties WHERE session = @key', { key });
      }
      return;
    case 'clock-jumped':
      return run('INSERT INTO clock_jumps VALUES (@seq, @shift, @byMs)', { ...header, ...body });
    case 'background-taken':
      // Sums per day: their ratio is the bench's mean background. By dose rate nothing was counted.
      if (body.basis === 'dose-rate') return;
      count('background:counts', header, run, body.counts);
      return count('background:seconds', header, run, body.seconds);
    case 'manifest-activated':
      // Measurements of other instruments come without items and replace no manifest.
      if (body.items > 0) run('UPDATE manifest_generations SET active = 0 WHERE active = 1', {});
      return run(
        `INSERT INTO manifest_generations VALUES (@generation, @seq, @file, @items, @items > 0)
         ON CONFLICT DO UPDATE SET seq = @seq, active = @items > 0`,
        { ...body, seq: header.seq },
      );
  }
}

function check(name: string, result: string, { shift, seq }: EventHeader, run: Run): void {
  if (shift === null) return;
  run(
    `INSERT INTO shift_checks VALUES (@shift, @name, @result, @seq)
     ON CONFLICT DO UPDATE SET result = @result, seq = @seq`,
    { shift, name, result, seq },
  );
}

/**
 * An item is as old as the first of its sessions that was less than 12 months before.
 *
 * `(SELECT @item)` instead of `@item`: where a partial index could serve a bare parameter, SQLite
 * compiles the statement again for each new value, which takes ten times as long as running it.
 */
function identify(body: BodyOf<'identity-read'>, header: EventHeader, run: Run): void {
  const { scheme, canonical: item } = body.identity;
  run(
    `UPDATE sessions SET scheme = @scheme, item = @item, item_since_ms = coalesce(
       (SELECT before.item_since_ms FROM sessions AS before
        WHERE before.item = (SELECT @item) AND before.opened_seq < sessions.opened_seq
          AND before.item_since_ms > @at_ms - ${REUSE_MS}
        ORDER BY before.opened_seq DESC LIMIT 1), @at_ms)
     WHERE session = @session`,
    { scheme, item, session: header.session, at_ms: header.at_ms },
  );
  if (body.source === 'keyboard' && body.by === undefined) {
    run(`INSERT INTO manual_entries VALUES (@seq, @shift, @session, 'identity')`, header);
  }
}

/** The newest declaration of a session is what its rules have judged. */
function declared({ item }: BodyOf<'declaration-found'>, { session }: EventHeader, run: Run): void {
  if (item === undefined) return;
  run(
    'UPDATE sessions SET departure = @departure, destination = @destination WHERE session = @session',
    { session, ...endsOf(item) },
  );
}

/** The last look-up of a session is what counts; `amount` is null where the declaration does not say. */
/** With when its session was opened: a session of a damaged chain that has no beginning has no parties. */
const INSERT_PARTY = `INSERT INTO parties
  SELECT session, @role, @fingerprint, opened_seq, opened_at_ms FROM sessions
  WHERE session = @session`;

function lookedUp(body: BodyOf<'parties-looked-up'>, header: EventHeader, run: Run): void {
  const { session } = header;
  run('DELETE FROM parties WHERE session = @session', { session });
  run('DELETE FROM licence_uses WHERE session = @session', { session });
  run('DELETE FROM declared_values WHERE session = @session', { session });
  for (const role of ['sender', 'addressee'] as const) {
    const party = body[role];
    if (party === null) continue;
    const { fingerprint, nameFingerprint } = party;
    run(INSERT_PARTY, { session, role, fingerprint });
    if (nameFingerprint === undefined) continue;
    run(INSERT_PARTY, { session, role: `${role}-name`, fingerprint: nameFingerprint });
  }
  for (const { party, contact, fingerprint } of body.pattern.contacts) {
    const role = `${party}-${contact}`;
    run(INSERT_PARTY, { session, role, fingerprint });
  }
  if (body.pattern.value !== null) {
    run('INSERT INTO declared_values VALUES (@session, @currency, @minor)', {
      session,
      ...body.pattern.value,
    });
  }
  for (const { number, unit, amount } of body.licences?.cover ?? []) {
    if (unit === null) continue;
    run('INSERT INTO licence_uses VALUES (@session, @number, @unit, @amount)', {
      session,
      number,
      unit,
      amount,
    });
  }
}

function decide(body: BodyOf<'decided'>, header: EventHeader, run: Run): void {
  const { item, outcome, override, found } = body;
  const row = { ...header, item, outcome, overridden: override === null ? 0 : 1 };
  run(
    `INSERT INTO outcomes (seq, session, shift, item, outcome, overridden, at_ms)
     VALUES (@seq, @session, @shift, @item, @outcome, @overridden, @at_ms)`,
    row,
  );
  if (found !== undefined) {
    const { method, concealment } = found;
    run('INSERT INTO finds VALUES (@seq, @method, @concealment)', {
      ...header,
      method,
      concealment,
    });
    for (const category of found.categories) {
      run('INSERT INTO found_goods VALUES (@seq, @category)', { ...header, category });
    }
  }
  settleHold(row, run);
  count(`outcome:${outcome}`, header, run);
  if (override !== null) count('overrides', header, run);
}

interface Settled extends EventHeader {
  readonly item: string;
  readonly outcome: string;
  /** Record of the decision that is corrected. */
  readonly of?: number;
}

const SINCE = '(SELECT item_since_ms FROM sessions WHERE session = @session)';
/** The corrected decision was the last one on its item. */
const STANDS = `NOT EXISTS (SELECT 1 FROM sessions AS later JOIN outcomes USING (session)
  WHERE later.item = @item AND later.item_since_ms IS ${SINCE} AND outcomes.seq > @of)`;

/** The newest decision on an item is what stands; `condition` is SQL over the row. */
function settleHold(row: Settled, run: Run, condition = '1'): void {
  run(
    `UPDATE holds SET resolved_seq = @seq
     WHERE item = @item AND resolved_seq IS NULL AND item_since_ms IS ${SINCE} AND ${condition}`,
    row,
  );
  if (!LEAVES_OPEN.has(row.outcome)) return;
  run(
    `INSERT INTO holds (seq, session, shift, item, outcome, at_ms, item_since_ms)
     SELECT @seq, @session, @shift, @item, @outcome, @at_ms, ${SINCE} WHERE ${condition}`,
    row,
  );
}

function correct(body: BodyOf<'outcome-corrected'>, header: EventHeader, run: Run): void {
  run('UPDATE outcomes SET corrected_seq = @seq, corrected_to = @outcome WHERE seq = @of', {
    of: body.of,
    outcome: body.outcome,
    seq: header.seq,
  });
  settleHold({ ...header, of: body.of, item: body.item, outcome: body.outcome }, run, STANDS);
  remark(body.of, header, run);
}

function remark(about: number, header: EventHeader, run: Run): void {
  run('INSERT INTO remarks VALUES (@seq, @about, @shift, @session, @kind)', { ...header, about });
}

/** Adds to a figure of the day; days are counted from 1970-01-01 in UTC. */
function count(measure: string, header: EventHeader, run: Run, n = 1): void {
  run(
    `INSERT INTO trend VALUES (@day, @measure, @n)
     ON CONFLICT DO UPDATE SET n = n + @n`,
    { day: Math.floor(header.at_ms / DAY_MS), measure, n: Math.round(n) },
  );
}
