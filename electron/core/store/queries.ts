import { REUSE_MS } from '../../../shared/identifiers/reuse.ts';
import type { RecordedEvent } from '../../../shared/records/event.ts';
import type { ChainedEvent } from '../../../shared/records/chain.ts';
import type { Outcome, Severity, Truth } from '../../../shared/words.ts';
import { createEventTable } from './event-table.ts';
import { ALARM_RAISED } from './projections.ts';
import { createPartyQueries } from './party-queries.ts';
import type { PartyQueries } from './party-queries.ts';
import { createReportQueries } from './report-queries.ts';
import type { ReportQueries } from './report-queries.ts';
import { createReviewQueries } from './review-queries.ts';
import type { ReviewQueries } from './review-queries.ts';
import { createRetentionQueries } from './retention-queries.ts';
import type { RetentionQueries } from './retention-queries.ts';
import { createShiftQueries } from './shift-queries.ts';
import type { ShiftQueries } from './shift-queries.ts';
import type { Sqlite } from './sqlite.ts';

/** The open shift. */
export interface ShiftState {
  readonly shift: string;
  readonly officer: string;
  readonly openedAtMs: number;
}

/** A page of a list; newest first. */
export interface Page {
  /** Only this shift; all when left out. */
  readonly shift?: string;
  /** Rows at most. */
  readonly limit: number;
  readonly offset: number;
}

/** A decision with the event that it comes from, which holds reason and answers. */
export interface OutcomeRow {
  readonly seq: number;
  readonly session: string;
  readonly shift: string | null;
  readonly item: string;
  readonly outcome: Outcome;
  readonly overridden: boolean;
  readonly event: RecordedEvent;
}

/** A prompt with the event that it comes from, which holds the sentence and the facts. */
export interface HitRow {
  readonly seq: number;
  readonly session: string;
  readonly shift: string | null;
  readonly rule: string;
  readonly version: number;
  readonly severity: Severity;
  readonly result: Truth;
  readonly event: RecordedEvent;
}

/** A parcel whose last decision was hold, detain or refer. */
export interface HoldRow {
  readonly seq: number;
  readonly session: string;
  readonly shift: string | null;
  readonly item: string;
  readonly outcome: Outcome;
  readonly atMs: number;
  readonly event: RecordedEvent;
}

/** A session that an item had before; how it ended. */
export interface EarlierSession {
  readonly session: string;
  readonly openedAtMs: number;
  /** Null when it was put aside. */
  readonly outcome: Outcome | null;
  /** Whether a radiation alarm was raised in it. */
  readonly alarm: boolean;
}

/** A session of an item that was decided or put aside. */
export interface ClosedSession {
  readonly session: string;
  readonly openedSeq: number;
  readonly item: string;
  readonly how: 'decided' | 'put-aside';
  readonly closedAtMs: number;
}

/** Lists and numbers over the records. */
export interface Queries
  extends ShiftQueries, ReportQueries, RetentionQueries, ReviewQueries, PartyQueries {
  /** The session that was opened last and is not closed, or null. */
  openSession(): string | null;
  shiftState(): ShiftState | null;
  outcomes(page: Page): OutcomeRow[];
  /** Closed sessions that were opened before a record, newest first; none without an identity. */
  closedSessions(beforeSeq: number, limit: number): ClosedSession[];
  /** Decisions by outcome. */
  outcomeCounts(shift: string): Partial<Record<Outcome, number>>;
  overrideCount(shift: string): number;
  hits(page: Page): HitRow[];
  /** Prompts by rule id. */
  hitCounts(shift: string): Record<string, number>;
  openHolds(page: Page): HoldRow[];
  /**
   * The last closed session of the same item before a moment, or null. The same identifier more than
   * 12 months after it was first seen names another item (UPU S10).
   */
  earlierSession(item: string, atMs: number): EarlierSession | null;
  /** Generations of the manifest that were activated, newest first; a thousand, of which 256 may be in use. */
  manifestGenerations(): string[];
  /** The newest of them with items: measurements of other instruments replace no manifest. */
  activeManifest(): { generation: string; file: string; items: number } | null;
}

/** See `manifestGenerations`. Of the first shape of the database: it can be read before a migration. */
export const MANIFEST_GENERATIONS =
  'SELECT generation FROM manifest_generations ORDER BY seq DESC LIMIT 1000';

export function createQueries(db: Sqlite, open: (event: ChainedEvent) => RecordedEvent): Queries {
  const table = createEventTable(db);
  const withEvent = <Row extends { seq: number }>(row: Row): Row & { event: RecordedEvent } => {
    const [event] = [...table.range(row.seq, row.seq)];
    if (event === undefined) throw new Error(`a projection names event ${row.seq}: rebuild them`);
    return { ...row, event: open(event) };
  };
  /** Two statements: one for all shifts that also fits a shift could use no index of it. */
  const page = <Row extends { seq: number }>(columns: string, from: string) => {
    const prepare = (also: string) =>
      db.prepare<object, Row>(
        `SELECT ${columns} FROM ${from} ${also} ORDER BY seq DESC LIMIT @limit OFFSET @offset`,
      );
    const all = prepare('');
    const ofShift = prepare(`${from.includes('WHERE') ? 'AND' : 'WHERE'} shift = @shift`);
    return ({ shift, ...part }: Page): (Row & { event: RecordedEvent })[] =>
      (shift === undefined ? all.all(part) : ofShift.all({ shift, ...part })).map(withEvent);
  };
  const counts = (column: string, from: string) => {
    const list = db.prepare<[string], [string, number]>(
      `SELECT ${column}, count(*) FROM ${from} WHERE shift = ? GROUP BY 1 ORDER BY 1`,
    );
    return (shift: string): Record<string, number> => Object.fromEntries(list.raw().all(shift));
  };
  const earlier = db.prepare<
    { item: string; since: number },
    { session: string; openedAtMs: number; outcome: Outcome | null; alarm: number }
  >(
    `SELECT session, opened_at_ms AS openedAtMs,
       (SELECT coalesce(corrected_to, outcome) FROM outcomes WHERE outcomes.session = sessions.session
        ORDER BY seq DESC LIMIT 1) AS outcome,
       EXISTS (SELECT 1 FROM events WHERE events.session = sessions.session
        AND ${ALARM_RAISED}) AS alarm
     FROM sessions
     WHERE item = @item AND closed_seq IS NOT NULL AND item_since_ms > @since
       -- An item that was merely put aside is as it was before.
       AND (closed_how = 'decided' OR alarm)
     ORDER BY opened_seq DESC LIMIT 1`,
  );
  const outcomes = page<Omit<OutcomeRow, 'event' | 'overridden'> & { overridden: number }>(
    '*',
    'outcomes',
  );
  const overrides = db
    .prepare<[string], number>('SELECT count(*) FROM outcomes WHERE shift = ? AND overridden = 1')
    .pluck();
  const closed = db.prepare<[number, number], ClosedSession>(
    `SELECT session, opened_seq AS openedSeq, item, closed_how AS how, closed_at_ms AS closedAtMs
     FROM sessions WHERE opened_seq < ? AND closed_seq IS NOT NULL AND item IS NOT NULL
     ORDER BY opened_seq DESC LIMIT ?`,
  );
  const openSession = db
    .prepare<[], string>(
      'SELECT session FROM sessions WHERE closed_seq IS NULL ORDER BY opened_seq DESC LIMIT 1',
    )
    .pluck();
  const shift = db.prepare<[], ShiftState>(
    `SELECT shift, officer, opened_at_ms AS openedAtMs FROM shifts WHERE closed_seq IS NULL
     ORDER BY opened_seq DESC LIMIT 1`,
  );
  const manifest = db.prepare<[], { generation: string; file: string; items: number }>(
    'SELECT generation, file, items FROM manifest_generations WHERE active = 1',
  );
  const generations = db.prepare<[], string>(MANIFEST_GENERATIONS).pluck();
  return {
    ...createShiftQueries(db),
    ...createPartyQueries(db),
    ...createRetentionQueries(db),
    ...createReportQueries(db, open),
    ...createReviewQueries(db, open),
    openSession: () => openSession.get() ?? null,
    shiftState: () => shift.get() ?? null,
    outcomes: (query) =>
      outcomes(query).map((row) => ({ ...row, overridden: row.overridden === 1 })),
    closedSessions: (beforeSeq, limit) => closed.all(beforeSeq, limit),
    outcomeCounts: counts('outcome', 'outcomes'),
    overrideCount: (of) => overrides.get(of) ?? 0,
    hits: page<Omit<HitRow, 'event'>>('*', 'hits'),
    hitCounts: counts('rule', 'hits'),
    openHolds: page<Omit<HoldRow, 'event'>>(
      'seq, session, shift, item, outcome, at_ms AS atMs',
      'holds WHERE resolved_seq IS NULL',
    ),
    earlierSession(item, atMs) {
      const row = earlier.get({ item, since: atMs - REUSE_MS });
      return row === undefined ? null : { ...row, alarm: row.alarm === 1 };
    },
    manifestGenerations: () => generations.all(),
    activeManifest: () => manifest.get() ?? null,
  };
}
