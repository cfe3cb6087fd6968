import { z } from 'zod';
import { OUTCOMES, type Outcome } from '../words.ts';

/** Rows of a page at most. */
const LARGEST_PAGE = 100;
/** Longest id of a shift or a session, and longest part of an item's number that is searched for. */
const LONGEST_ID = 100;

const limit = z.int().min(1).max(LARGEST_PAGE);
const id = z.string().min(1).max(LONGEST_ID);
/** UTC milliseconds of a plausible clock: 1970 to 9999. */
const moment = z.int().min(0).max(253_402_300_799_999);
const record = z.int().min(1);
const outcome = z.enum(OUTCOMES);

/** A decision in the manager's list. */
const decisionRowSchema = z.strictObject({
  seq: z.int(),
  session: z.string(),
  shift: z.string().nullable(),
  item: z.string(),
  outcome,
  /** What it was corrected to later, or null. */
  correctedTo: outcome.nullable(),
  overridden: z.boolean(),
  atMs: z.number(),
  /** Badge of the person who decided. */
  actor: z.string(),
});
export type DecisionRow = z.infer<typeof decisionRowSchema>;

/** A parcel whose last decision leaves it open. */
const heldRowSchema = z.strictObject({
  seq: z.int(),
  session: z.string(),
  item: z.string(),
  outcome,
  atMs: z.number(),
});
export type HeldRow = z.infer<typeof heldRowSchema>;

const overviewSchema = z.strictObject({
  /** Parcels decided in the period, by the outcome that stands. */
  outcomes: z.record(z.string(), z.int()),
  overrides: z.int(),
  /** Unresolved holds by age: below 1 day, 1 to 3, 3 to 7, more than 7 days. */
  holdsByAge: z.tuple([z.int(), z.int(), z.int(), z.int()]),
  /** Closed shifts that nobody has countersigned. */
  awaitingCountersign: z.int(),
});
export type Overview = z.infer<typeof overviewSchema>;

const overrideSchema = z.strictObject({
  seq: z.int(),
  session: z.string(),
  item: z.string(),
  outcome,
  actor: z.string(),
  /** Null when it was erased. */
  reason: z.string().nullable(),
});

/** What a shift's page says beside its totals. */
const shiftDetailSchema = z.strictObject({
  prompts: z.array(z.strictObject({ rule: z.string(), version: z.int(), prompts: z.int() })),
  /** Prompts of rules that held, and the parcels that had them; null: not known. */
  sectors: z.array(
    z.strictObject({ sector: z.string().nullable(), hits: z.int(), parcels: z.int() }),
  ),
  /** The same by the ends of the declared route, ISO 3166-1. */
  routes: z.array(
    z.strictObject({
      departure: z.string().nullable(),
      destination: z.string().nullable(),
      hits: z.int(),
      parcels: z.int(),
    }),
  ),
  /** Decisions that kept a parcel or told of a find, and the hits of their parcels. */
  finds: z.array(
    z.strictObject({
      method: z.string().nullable(),
      concealment: z.string().nullable(),
      decisions: z.int(),
      hits: z.int(),
    }),
  ),
  faults: z.array(
    z.strictObject({
      instrument: z.string(),
      code: z.string(),
      times: z.int(),
      firstAtMs: z.number(),
      lastAtMs: z.number(),
    }),
  ),
  overrides: z.array(overrideSchema).max(LARGEST_PAGE),
});
export type ShiftDetail = z.infer<typeof shiftDetailSchema>;

/** One record as it was made, personal values opened; `{ personal: null }` where they were erased. */
const evidenceSchema = z.strictObject({
  seq: z.int(),
  epoch: z.int(),
  atMs: z.number(),
  monoMs: z.number(),
  boot: z.string(),
  actor: z.string(),
  shift: z.string().nullable(),
  kind: z.string(),
  /** JSON of the body. */
  body: z.string(),
  prev: z.string(),
  hash: z.string(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

const sessionRecordSchema = z.strictObject({
  session: z.string(),
  item: z.string().nullable(),
  /** Record of its decision, or null. */
  decidedSeq: z.int().nullable(),
  legalHold: z.boolean(),
  events: z.array(evidenceSchema).max(300),
  /** Records that are not among `events`: sums of counts during dwells. */
  counts: z.int(),
  /** Records that are left out because there are too many. */
  more: z.int(),
});
export type SessionRecord = z.infer<typeof sessionRecordSchema>;

const chainCheckSchema = z.strictObject({
  checked: z.int(),
  /** First and last record of the session. */
  from: z.int(),
  to: z.int(),
  /** First record that is not as it was recorded, or null. */
  badSeq: z.int().nullable(),
  /** Records that are left out because there are too many. */
  more: z.int(),
});
export type ChainCheck = z.infer<typeof chainCheckSchema>;

/** Records to be written into a signed file: a shift, or a period with both moments included. */
const exportRequestSchema = z.union([
  z.strictObject({ shift: id }),
  z.strictObject({ fromMs: moment, toMs: moment }),
]);
export type ExportRequest = z.infer<typeof exportRequestSchema>;

const exportStateSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('none') }),
  z.strictObject({ state: z.literal('running') }),
  z.strictObject({
    state: z.literal('done'),
    path: z.string(),
    from: z.int(),
    to: z.int(),
    count: z.int(),
    /** Hash of the last record. */
    hash: z.string(),
  }),
  z.strictObject({ state: z.literal('failed'), code: z.string(), message: z.string() }),
]);
export type ExportState = z.infer<typeof exportStateSchema>;

export interface DecisionQuery {
  outcome: Outcome | null;
  overridden: boolean;
  shift: string | null;
  item: string;
  before: number | null;
  limit: number;
}

/** What supervisors and managers read of the records; each is refused to everybody else. */
export const reviewContract = {
  /** What was decided since a moment, and what is open now. */
  overview: { params: z.strictObject({ sinceMs: moment }), reply: overviewSchema },
  /** Decisions, newest first. */
  outcomes: {
    params: z.strictObject({
      /** The outcome that stands. */
      outcome: outcome.nullable(),
      overridden: z.boolean(),
      shift: id.nullable(),
      /** Part of the item's number, as it is stored; empty for all. */
      item: z.string().max(LONGEST_ID),
      /** Only those before this record; null for the newest. */
      before: record.nullable(),
      limit,
    }),
    reply: z.strictObject({ rows: z.array(decisionRowSchema), more: z.boolean() }),
  },
  /** Unresolved holds, oldest first. */
  holds: {
    params: z.strictObject({ after: record.nullable(), limit }),
    reply: z.strictObject({ rows: z.array(heldRowSchema), more: z.boolean() }),
  },
  /** Prompts, faults and overrides of a shift. */
  shiftDetail: { params: z.strictObject({ shift: id }), reply: shiftDetailSchema },
  /** Everything that is recorded of one screening. Errors: `no-session`. */
  session: { params: z.strictObject({ session: id }), reply: sessionRecordSchema },
  /** Computes the hashes of a session's records again. Errors: `no-session`. */
  verifySession: { params: z.strictObject({ session: id }), reply: chainCheckSchema },
  /** Begins to write a signed file. Errors: `export-running`, `no-records`. */
  exportRecords: { params: exportRequestSchema, reply: exportStateSchema },
  /** How the export that was begun last stands. */
  exportState: { params: z.strictObject({}), reply: exportStateSchema },
} as const;
