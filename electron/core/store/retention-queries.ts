import type { SessionFacts } from '../../../shared/records/retention.ts';
import type { Outcome } from '../../../shared/words.ts';
import { ALARM_RAISED } from './projections.ts';
import type { Sqlite } from './sqlite.ts';

/** What retention needs to know of records. */
export interface RetentionQueries {
  /**
   * Sessions that were closed before a moment and have records since their last purge, if any; in
   * the order in which they were opened.
   */
  endedSessions(beforeMs: number): IterableIterator<SessionFacts & { readonly session: string }>;
  /** Shifts that were closed before a moment, likewise. */
  endedShifts(beforeMs: number): IterableIterator<{ shift: string; endedAtMs: number }>;
  /** When another manifest came into use after this generation; null when it is the newest or unknown. */
  manifestReplacedAtMs(generation: string): number | null;
}

interface SessionRow {
  readonly session: string;
  readonly openedSeq: number;
  readonly outcome: Outcome | null;
  readonly endedAtMs: number;
  readonly alarm: number;
  readonly openHold: number;
  readonly legalHold: number;
}

interface ShiftRow {
  readonly shift: string;
  readonly openedSeq: number;
  readonly endedAtMs: number;
}

const PAGE = 500;
const SINCE_PURGE = (key: string, column: string): string =>
  `NOT EXISTS (SELECT 1 FROM purged WHERE key_id = ${key}
     AND seq > (SELECT max(seq) FROM events WHERE ${column}))`;

export function createRetentionQueries(db: Sqlite): RetentionQueries {
  // The time of a record runs from the last that was said of its outcome.
  const sessions = db.prepare<{ before: number; after: number }, SessionRow>(
    `SELECT session, opened_seq AS openedSeq,
       (SELECT coalesce(corrected_to, outcome) FROM outcomes AS o
        WHERE o.session = s.session ORDER BY seq DESC LIMIT 1) AS outcome,
       max(closed_at_ms,
         coalesce((SELECT max(e.at_ms) FROM holds AS h JOIN events AS e ON e.seq = h.resolved_seq
           WHERE h.session = s.session), 0),
         coalesce((SELECT max(at_ms) FROM events AS e
           WHERE e.session = s.session AND kind = 'outcome-corrected'), 0)) AS endedAtMs,
       EXISTS (SELECT 1 FROM events AS e WHERE e.session = s.session
         AND ${ALARM_RAISED}) AS alarm,
       EXISTS (SELECT 1 FROM holds AS h
         WHERE h.session = s.session AND h.resolved_seq IS NULL) AS openHold,
       -- From the events, which the chain covers: nothing is erased on the word of a list.
       coalesce((SELECT kind = 'legal-hold-placed' FROM events AS e WHERE e.session = s.session
         AND kind IN ('legal-hold-placed', 'legal-hold-lifted') ORDER BY seq DESC LIMIT 1), 0)
         AS legalHold
     FROM sessions AS s
     WHERE closed_at_ms < @before AND opened_seq > @after
       AND ${SINCE_PURGE('s.session', 'session = s.session')}
     ORDER BY opened_seq LIMIT ${PAGE}`,
  );
  const shifts = db.prepare<{ before: number; after: number }, ShiftRow>(
    `SELECT shift, opened_seq AS openedSeq, closed_at_ms AS endedAtMs FROM shifts AS s
     WHERE closed_at_ms < @before AND opened_seq > @after
       AND ${SINCE_PURGE("'shift:' || s.shift", 'shift = s.shift')}
     ORDER BY opened_seq LIMIT ${PAGE}`,
  );
  const replaced = db
    .prepare<[string], number>(
      `SELECT at_ms FROM events WHERE kind = 'manifest-activated' AND body ->> '$.items' > 0
         AND seq > (SELECT seq FROM manifest_generations WHERE generation = ?)
       ORDER BY seq LIMIT 1`,
    )
    .pluck();
  return {
    *endedSessions(before) {
      for (const row of pages((after) => sessions.all({ before, after }))) {
        const { session, outcome, endedAtMs } = row;
        const [alarm, openHold] = [row.alarm === 1, row.openHold === 1];
        yield { session, outcome, endedAtMs, alarm, openHold, legalHold: row.legalHold === 1 };
      }
    },
    *endedShifts(before) {
      for (const { shift, endedAtMs } of pages((after) => shifts.all({ before, after }))) {
        yield { shift, endedAtMs };
      }
    },
    manifestReplacedAtMs: (generation) => replaced.get(generation) ?? null,
  };
}

/** In pages: an open cursor would block every write of this connection. */
function* pages<Row extends { readonly openedSeq: number }>(
  page: (after: number) => Row[],
): Generator<Row, void> {
  for (let rows = page(0); rows.length > 0; rows = page(rows.at(-1)?.openedSeq ?? 0)) yield* rows;
}
