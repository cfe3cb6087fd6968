import type { ShiftCheck } from '../../../shared/bridge/intents.ts';
import type { Role } from '../../../shared/people/roles.ts';
import type { Sqlite } from './sqlite.ts';

/** Somebody who was given an account; the name is in record `addedSeq`. */
export interface PersonRow {
  readonly badge: string;
  readonly role: Role;
  readonly active: boolean;
  readonly addedSeq: number;
}

export interface ShiftCheckRow {
  readonly name: ShiftCheck;
  readonly result: 'pass' | 'fail' | 'skipped';
  readonly seq: number;
}

/** A shift as it stands. */
export interface ShiftSummary {
  readonly shift: string;
  readonly officer: string;
  readonly openedSeq: number;
  readonly openedAtMs: number;
  readonly closedSeq: number | null;
  readonly closedAtMs: number | null;
  readonly closedBy: string | null;
  readonly countersignedSeq: number | null;
  readonly countersignedBy: string | null;
}

/** Who works here and what stands about shifts. */
export interface ShiftQueries {
  /** In the order in which they were added. */
  people(): PersonRow[];
  shiftChecks(shift: string): ShiftCheckRow[];
  shiftSummary(shift: string): ShiftSummary | null;
  /** Newest first, the open one included. */
  shifts(page: { readonly limit: number; readonly offset: number }): ShiftSummary[];
  /** Closed shifts that nobody has countersigned, newest first. */
  awaitingCountersign(limit: number): ShiftSummary[];
  /** Whether a record of the shift was made by this person. */
  workedIn(shift: string, badge: string): boolean;
  /** Whether a session is under legal hold. */
  legalHold(session: string): boolean;
}

const SUMMARY = `SELECT shift, officer, opened_seq AS openedSeq, opened_at_ms AS openedAtMs,
  closed_seq AS closedSeq, closed_at_ms AS closedAtMs, closed_by AS closedBy,
  countersigned_seq AS countersignedSeq, countersigned_by AS countersignedBy FROM shifts`;

export function createShiftQueries(db: Sqlite): ShiftQueries {
  const people = db.prepare<[], Omit<PersonRow, 'active'> & { active: number }>(
    'SELECT badge, role, active, added_seq AS addedSeq FROM people ORDER BY added_seq',
  );
  const checks = db.prepare<[string], ShiftCheckRow>(
    'SELECT name, result, seq FROM shift_checks WHERE shift = ?',
  );
  const one = db.prepare<[string], ShiftSummary>(`${SUMMARY} WHERE shift = ?`);
  const page = db.prepare<{ limit: number; offset: number }, ShiftSummary>(
    `${SUMMARY} ORDER BY opened_seq DESC LIMIT @limit OFFSET @offset`,
  );
  const awaiting = db.prepare<[number], ShiftSummary>(
    `${SUMMARY} WHERE closed_seq IS NOT NULL AND countersigned_seq IS NULL
     ORDER BY closed_seq DESC LIMIT ?`,
  );
  const exists = (sql: string) => db.prepare<unknown[], number>(`SELECT EXISTS (${sql})`).pluck();
  // To have been there is no work of the shift: a supervisor may sign in only to countersign.
  const worked = exists(
    `SELECT 1 FROM events WHERE shift = @shift AND (actor = @badge OR body ->> '$.second' = @badge)
       AND kind NOT IN ('signed-in', 'signed-out', 'sign-in-refused', 'pin-set', 'person-added',
         'person-changed')`,
  );
  const held = exists('SELECT 1 FROM legal_holds WHERE session = ? AND lifted_seq IS NULL');
  return {
    people: () => people.all().map((row) => ({ ...row, active: row.active === 1 })),
    shiftChecks: (shift) => checks.all(shift),
    shiftSummary: (shift) => one.get(shift) ?? null,
    shifts: (query) => page.all(query),
    awaitingCountersign: (limit) => awaiting.all(limit),
    workedIn: (shift, badge) => worked.get({ shift, badge }) === 1,
    legalHold: (session) => held.get(session) === 1,
  };
}
