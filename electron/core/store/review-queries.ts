import type { ChainedEvent } from '../../../shared/records/chain.ts';
import { GENESIS } from '../../../shared/records/chain.ts';
import type { RecordedEvent } from '../../../shared/records/event.ts';
import type { Outcome } from '../../../shared/words.ts';
import { isNextLink } from './chain-hash.ts';
import { createEventTable } from './event-table.ts';
import type { Sqlite } from './sqlite.ts';

/** Which decisions to list, newest first. */
export interface DecisionFilter {
  /** The outcome that stands, after corrections; null for all. */
  readonly outcome: Outcome | null;
  readonly overridden: boolean;
  readonly shift: string | null;
  /** Part of the item's number, as it is stored; empty for all. */
  readonly item: string;
  /** Only those before this record; null for the newest. */
  readonly before: number | null;
  readonly limit: number;
}

export interface ListedDecision {
  readonly seq: number;
  readonly session: string;
  readonly shift: string | null;
  readonly item: string;
  readonly outcome: Outcome;
  readonly correctedTo: Outcome | null;
  readonly overridden: boolean;
  readonly atMs: number;
  readonly actor: string;
}

export interface ListedHold {
  readonly seq: number;
  readonly session: string;
  readonly item: string;
  readonly outcome: Outcome;
  readonly atMs: number;
}

/** What was decided since a moment. */
export interface Decided {
  /** By the outcome that stands. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly overrides: number;
}

/** A record with the hash of the one before it. */
export type Evidence = RecordedEvent & { readonly prev: string };

export interface SessionRecords {
  /** Oldest first, without the sums of counts of dwells. */
  readonly events: readonly Evidence[];
  /** Number of sums of counts. */
  readonly counts: number;
  /** Records beyond the limit. */
  readonly more: number;
}

export interface ChainCheck {
  readonly checked: number;
  readonly from: number;
  readonly to: number;
  /** First record that is not as it was recorded, or null. */
  readonly badSeq: number | null;
  readonly more: number;
}

/** What supervisors and managers read, in pages that stay quick however many records there are. */
export interface ReviewQueries {
  decidedSince(sinceMs: number): Decided;
  listDecisions(filter: DecisionFilter): ListedDecision[];
  /** Unresolved holds after a record (null: from the oldest), oldest first. */
  listHolds(after: number | null, limit: number): ListedHold[];
  /** Unresolved holds that were made after a moment. */
  holdsSince(sinceMs: number): number;
  awaitingCountersignCount(): number;
  /** Records of one check of the shifts before a record (null: the newest), newest first. */
  shiftChecksOf(check: string, before: number | null, limit: number): RecordedEvent[];
  /** Null when nothing is recorded of such a session. */
  sessionRecords(session: string, limit: number): SessionRecords | null;
  /**
   * Computes the hashes of a session's records again and compares them with what is stored, with the
   * record before each and the record after it. Null when nothing is recorded of such a session.
   */
  checkSession(session: string, limit: number): ChainCheck | null;
  /**
   * The first record at or after a moment, or null when all are earlier. Records are numbered in the
   * order of time unless the clock was set back; then it is one of the moments that fit.
   */
  firstRecordSince(ms: number): number | null;
}

const COUNTS = 'dwell-counted';
const ROWS = `SELECT o.seq, o.session, o.shift, o.item, o.outcome, o.corrected_to AS correctedTo,
    o.overridden, o.at_ms AS atMs, e.actor
  FROM outcomes AS o JOIN events AS e ON e.seq = o.seq`;

export function createReviewQueries(
  db: Sqlite,
  open: (event: ChainedEvent) => RecordedEvent,
): ReviewQueries {
  const table = createEventTable(db);
  const decided = db.prepare<
    { from: number; since: number },
    { outcome: string; n: number; overrides: number }
  >(
    `SELECT coalesce(corrected_to, outcome) AS outcome, count(*) AS n, sum(overridden) AS overrides
     FROM outcomes WHERE seq >= @from AND at_ms >= @since GROUP BY 1 ORDER BY 1`,
  );
  const holds = db.prepare<{ after: number; limit: number }, ListedHold>(
    `SELECT seq, session, item, outcome, at_ms AS atMs FROM holds
     WHERE resolved_seq IS NULL AND seq > @after ORDER BY seq LIMIT @limit`,
  );
  const recent = db
    .prepare<[number], number>(
      'SELECT count(*) FROM holds WHERE resolved_seq IS NULL AND at_ms > ?',
    )
    .pluck();
  const awaiting = db
    .prepare<[], number>(
      'SELECT count(*) FROM shifts WHERE closed_seq IS NOT NULL AND countersigned_seq IS NULL',
    )
    .pluck();
  const checks = db
    .prepare<[number, string, number], number>(
      `SELECT seq FROM events WHERE kind = 'shift-check' AND seq < ?
       AND json_extract(body, '$.check') = ? ORDER BY seq DESC LIMIT ?`,
    )
    .pluck();
  const counts = db
    .prepare<[string], number>(
      `SELECT count(*) FROM events WHERE session = ? AND kind = '${COUNTS}'`,
    )
    .pluck();
  const seqs = db
    .prepare<[string, number], number>(
      `SELECT seq FROM events WHERE session = ? AND kind <> '${COUNTS}' ORDER BY seq LIMIT ?`,
    )
    .pluck();
  const allSeqs = db
    .prepare<[string, number], number>(
      'SELECT seq FROM events WHERE session = ? ORDER BY seq LIMIT ?',
    )
    .pluck();
  const total = db
    .prepare<[string], number>('SELECT count(*) FROM events WHERE session = ?')
    .pluck();
  const at = db.prepare<[number], number>('SELECT at_ms FROM events WHERE seq = ?').pluck();
  /** Two statements: one for all shifts that also fits a shift could use no index of it. */
  const listing = (also: string) =>
    db.prepare<object, Omit<ListedDecision, 'overridden'> & { overridden: number }>(
      `${ROWS} WHERE o.seq < @before ${also}
         AND (@outcome IS NULL OR coalesce(o.corrected_to, o.outcome) = @outcome)
         AND o.overridden >= @least AND instr(o.item, @item) > 0
       ORDER BY o.seq DESC LIMIT @limit`,
    );
  const [ofAll, ofShift] = [listing(''), listing('AND o.shift = @shift')];

  const eventAt = (seq: number): ChainedEvent => {
    const [event] = [...table.range(seq, seq)];
    if (event === undefined) throw new Error(`record ${seq} is listed and not there`);
    return event;
  };

  function firstRecordSince(ms: number): number | null {
    let [low, high] = [1, table.head().seq + 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((at.get(middle) ?? 0) < ms) low = middle + 1;
      else high = middle;
    }
    return low > table.head().seq ? null : low;
  }

  /** Whether a record's hash is right and both neighbours are joined to it. */
  function isJoined(seq: number): boolean {
    const [before, after] = [table.hashAt(seq - 1), [...table.range(seq + 1, seq + 1)][0]];
    const event = eventAt(seq);
    const prev = seq === 1 ? GENESIS : (before ?? '');
    return isNextLink(event, seq, prev) && (after === undefined || after.prev === event.hash);
  }

  return {
    decidedSince(since) {
      const from = firstRecordSince(since);
      const rows = from === null ? [] : decided.all({ from, since });
      return {
        outcomes: Object.fromEntries(rows.map(({ outcome, n }) => [outcome, n])),
        overrides: rows.reduce((sum, { overrides }) => sum + overrides, 0),
      };
    },
    listDecisions({ outcome, shift, item, limit, before, overridden }) {
      const least = overridden ? 1 : 0;
      const values = { outcome, item, limit, least, before: before ?? Number.MAX_SAFE_INTEGER };
      const rows = shift === null ? ofAll.all(values) : ofShift.all({ ...values, shift });
      return rows.map((row) => ({ ...row, overridden: row.overridden === 1 }));
    },
    listHolds: (after, limit) => holds.all({ after: after ?? 0, limit }),
    holdsSince: (ms) => recent.get(ms) ?? 0,
    awaitingCountersignCount: () => awaiting.get() ?? 0,
    shiftChecksOf: (check, before, limit) =>
      checks.all(before ?? Number.MAX_SAFE_INTEGER, check, limit).map((seq) => open(eventAt(seq))),
    sessionRecords(session, limit) {
      const all = total.get(session) ?? 0;
      if (all === 0) return null;
      const folded = counts.get(session) ?? 0;
      const events = seqs.all(session, limit).map((seq) => {
        const event = eventAt(seq);
        return { ...open(event), prev: event.prev };
      });
      return { events, counts: folded, more: all - folded - events.length };
    },
    checkSession(session, limit) {
      const own = allSeqs.all(session, limit);
      const [from, to] = [own[0], own.at(-1)];
      if (from === undefined || to === undefined) return null;
      const badSeq = own.find((seq) => !isJoined(seq)) ?? null;
      const more = (total.get(session) ?? 0) - own.length;
      return { checked: own.length, from, to, badSeq, more };
    },
    firstRecordSince,
  };
}
