import type { ChainedEvent } from '../../../shared/records/chain.ts';
import type { RecordedEvent } from '../../../shared/records/event.ts';
import type { Outcome, Severity, Truth } from '../../../shared/words.ts';
import { CHECKPOINT } from '../../../shared/records/checkpoint.ts';
import { FINDING_OUTCOMES } from '../../../shared/records/taxonomy.ts';
import { createEventTable } from './event-table.ts';
import type { Sqlite } from './sqlite.ts';

/** Records of a shift that were made while it was open: both numbers included. */
export interface ShiftRange {
  readonly shift: string;
  readonly from: number;
  readonly to: number;
}

/** Decisions of one outcome, by what they were corrected to later. */
export interface OutcomeCount {
  readonly outcome: Outcome;
  /** Null for those that stand. */
  readonly correctedTo: Outcome | null;
  readonly n: number;
}

export interface SessionCount {
  readonly opened: number;
  readonly decided: number;
  readonly putAside: number;
}

/** A decision with the event that it comes from and the time since its label was read. */
export interface Decision {
  readonly seq: number;
  readonly session: string;
  readonly item: string;
  readonly outcome: Outcome;
  readonly correctedTo: Outcome | null;
  readonly overridden: boolean;
  /**
   * Milliseconds from the session's opening; by the monotonic clock unless the station was started
   * again in between. Negative when the wall clock was set back over such a start.
   */
  readonly tookMs: number;
  readonly event: RecordedEvent;
}

export interface RuleCount {
  readonly rule: string;
  readonly version: number;
  readonly severity: Severity;
  readonly result: Truth;
  readonly prompts: number;
  /** Parcels with at least one of these prompts. */
  readonly parcels: number;
}

/** Hits, that is prompts of rules that held, and the parcels that had them. */
export interface HitCount {
  readonly hits: number;
  readonly parcels: number;
}

/** Hits by what their rules are about; null where the record names no sector. */
export interface SectorCount extends HitCount {
  readonly sector: string | null;
}

/** Hits by the newest declaration of their parcel: ISO 3166-1 codes, null where it does not say. */
export interface RouteCount extends HitCount {
  readonly departure: string | null;
  readonly destination: string | null;
}

/** Decisions that kept a parcel or told of a find, by what was said of it; null: not said. */
export interface FindCount {
  readonly method: string | null;
  readonly concealment: string | null;
  readonly decisions: number;
  /** Of the parcels that were so decided. */
  readonly hits: number;
}

/** Decisions that named a category of goods as found; one may name several. */
export interface FoundGoodsCount {
  readonly category: string;
  readonly decisions: number;
}

export interface FaultCount {
  readonly instrument: string;
  readonly code: string;
  readonly times: number;
  /** Parcels that were open when it was raised. */
  readonly parcels: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
}

/** An event and the item that its session is about, if it is about one. */
export interface ItemEvent {
  readonly item: string | null;
  readonly event: RecordedEvent;
}

/** What was said about a record later. */
export interface Remark extends ItemEvent {
  readonly aboutSeq: number;
}

/** A parcel whose last decision leaves it open. */
export interface UnresolvedHold {
  readonly seq: number;
  readonly shift: string | null;
  readonly item: string;
  readonly outcome: Outcome;
  readonly atMs: number;
}

/** A session that an item had; the decision's columns are null when there was none. */
export interface FoundItem {
  readonly item: string;
  readonly session: string;
  readonly shift: string | null;
  readonly openedAtMs: number;
  readonly outcome: Outcome | null;
  readonly correctedTo: Outcome | null;
  readonly decidedSeq: number | null;
}

/** A figure of one day. Days are counted from 1970-01-01 in UTC. */
export interface TrendFigure {
  readonly day: number;
  /** `outcome:…`, `rule:…`, `fault:…`, `overrides`, `background:counts` or `background:seconds`. */
  readonly measure: string;
  readonly n: number;
}

/** What reports and lists of the manager ask the records. */
export interface ReportQueries {
  outcomesWithCorrections(shift: string): OutcomeCount[];
  sessionCount(shift: string): SessionCount;
  /** Decisions of a shift, oldest first; read in pages, so that a long shift fits. */
  decisions(shift: string): IterableIterator<Decision>;
  ruleCounts(shift: string): RuleCount[];
  sectorCounts(shift: string): SectorCount[];
  routeCounts(shift: string): RouteCount[];
  findCounts(shift: string): FindCount[];
  foundGoodsCounts(shift: string): FoundGoodsCount[];
  faultCounts(shift: string): FaultCount[];
  /** What was typed instead of read: identities and declarations. */
  manualEntries(shift: string): ItemEvent[];
  /** Parcels that were put aside without a decision. */
  putAside(shift: string): ItemEvent[];
  /** Prompts of one rule. */
  promptsOf(shift: string, rule: string): ItemEvent[];
  /** Corrections and annotations of the shift's records, whenever they were made. */
  remarks(shift: string): Remark[];
  clockJumps(shift: string): RecordedEvent[];
  /** Events of one kind while the shift was open, those that name no shift included. */
  shiftEvents(range: ShiftRange, kind: string): ItemEvent[];
  /** Number of records by person while the shift was open; `station` is not a person. */
  recordsByPerson(range: ShiftRange): { readonly badge: string; readonly records: number }[];
  /** The first checkpoint after a record, or null. */
  checkpointAfter(seq: number): RecordedEvent | null;
  /** Oldest first; of one shift, or of the whole station. */
  unresolvedHolds(query: { readonly shift?: string; readonly limit: number }): UnresolvedHold[];
  unresolvedHoldCount(): number;
  /** Sessions of items that begin with a text as it is stored, by item, newest first. */
  findItems(prefix: string, page: { readonly limit: number; readonly offset: number }): FoundItem[];
  /** Figures from one day to another, both included. */
  trend(fromDay: number, toDay: number): TrendFigure[];
}

const DECISIONS_PAGE = 500;
/** Outcomes with which a bench asks what was found. */
const MAY_FIND = FINDING_OUTCOMES.map((outcome) => `'${outcome}'`).join(', ');
/** Nothing that begins with a text comes after that text and the last code point, byte by byte. */
const LAST_CODE_POINT = '\u{10FFFF}';

const SQL = {
  outcomes: `SELECT outcome, corrected_to AS correctedTo, count(*) AS n FROM outcomes
    WHERE shift = ? GROUP BY 1, 2 ORDER BY 1, 2`,
  sessions: `SELECT count(*) AS opened, count(*) FILTER (WHERE closed_how = 'decided') AS decided,
      count(*) FILTER (WHERE closed_how = 'put-aside') AS putAside
    FROM sessions WHERE shift = ?`,
  // The wall clock may be set while a parcel is at the bench; within one start of the program the
  // monotonic clock knows better.
  decisions: `SELECT o.seq, o.session, o.item, o.outcome, o.corrected_to AS correctedTo, o.overridden,
      CASE WHEN done.boot_id = began.boot_id THEN done.mono_ms - began.mono_ms
        ELSE done.at_ms - began.at_ms END AS tookMs
    FROM outcomes AS o JOIN events AS done ON done.seq = o.seq
      JOIN sessions AS s ON s.session = o.session JOIN events AS began ON began.seq = s.opened_seq
    WHERE o.shift = @shift AND o.seq > @after ORDER BY o.seq LIMIT ${DECISIONS_PAGE}`,
  rules: `SELECT rule, version, severity, result, count(*) AS prompts,
      count(DISTINCT session) AS parcels
    FROM hits WHERE shift = ? GROUP BY 1, 2, 3, 4 ORDER BY prompts DESC, rule, version`,
  sectors: `SELECT sector, count(*) AS hits, count(DISTINCT session) AS parcels
    FROM hits WHERE shift = ? AND result = 'true' GROUP BY 1 ORDER BY hits DESC, sector`,
  routes: `SELECT s.departure, s.destination, count(*) AS hits,
      count(DISTINCT h.session) AS parcels
    FROM hits AS h LEFT JOIN sessions AS s ON s.session = h.session
    WHERE h.shift = ? AND h.result = 'true'
    GROUP BY 1, 2 ORDER BY hits DESC, departure, destination`,
  finds: `SELECT f.method, f.concealment, count(*) AS decisions,
      sum((SELECT count(*) FROM hits AS h
        WHERE h.session = o.session AND h.result = 'true')) AS hits
    FROM outcomes AS o LEFT JOIN finds AS f ON f.seq = o.seq
    WHERE o.shift = ? AND (f.seq IS NOT NULL OR o.outcome IN (${MAY_FIND}))
    GROUP BY 1, 2 ORDER BY decisions DESC, method, concealment`,
  foundGoods: `SELECT g.category, count(*) AS decisions
    FROM outcomes AS o CROSS JOIN found_goods AS g ON g.seq = o.seq
    WHERE o.shift = ? GROUP BY 1 ORDER BY decisions DESC, category`,
  faults: `SELECT instrument, code, times, parcels,
      (SELECT at_ms FROM events WHERE seq = first) AS firstAtMs,
      (SELECT at_ms FROM events WHERE seq = last) AS lastAtMs
    FROM (SELECT instrument, code, count(*) AS times, count(DISTINCT session) AS parcels,
        min(seq) AS first, max(seq) AS last
      FROM faults WHERE shift = ? GROUP BY 1, 2) ORDER BY instrument, code`,
  manualEntries: `SELECT m.seq, s.item FROM manual_entries AS m
      LEFT JOIN sessions AS s ON s.session = m.session
    WHERE m.shift = ? ORDER BY m.seq`,
  putAside: `SELECT closed_seq AS seq, item FROM sessions
    WHERE shift = ? AND closed_how = 'put-aside' ORDER BY opened_seq`,
  promptsOf: `SELECT h.seq, s.item FROM hits AS h LEFT JOIN sessions AS s ON s.session = h.session
    WHERE h.shift = ? AND h.rule = ? ORDER BY h.seq`,
  remarks: `SELECT r.seq, r.about_seq AS aboutSeq, o.item FROM remarks AS r
      LEFT JOIN outcomes AS o ON o.seq = r.about_seq
    WHERE r.shift = ? ORDER BY r.seq`,
  clockJumps: 'SELECT seq FROM clock_jumps WHERE shift = ? ORDER BY seq',
  shiftEvents: `SELECT e.seq, s.item FROM events AS e
      LEFT JOIN sessions AS s ON s.session = e.session
    WHERE e.kind = @kind AND e.seq BETWEEN @from AND @to
      AND (e.shift = @shift OR e.shift IS NULL) ORDER BY e.seq`,
  people: `SELECT actor AS badge, count(*) AS records FROM events
    WHERE shift = @shift AND seq BETWEEN @from AND @to AND actor <> 'station'
    GROUP BY actor ORDER BY actor`,
  checkpoint: `SELECT seq FROM events WHERE kind = '${CHECKPOINT}' AND seq > ? ORDER BY seq LIMIT 1`,
  holds: `SELECT seq, shift, item, outcome, at_ms AS atMs FROM holds
    WHERE resolved_seq IS NULL ORDER BY seq LIMIT @limit`,
  holdsOfShift: `SELECT seq, shift, item, outcome, at_ms AS atMs FROM holds
    WHERE resolved_seq IS NULL AND shift = @shift ORDER BY seq LIMIT @limit`,
  holdCount: 'SELECT count(*) FROM holds WHERE resolved_seq IS NULL',
  // The page first: joined before, every match would be joined and not only those that are shown.
  items: `SELECT page.*, o.outcome, o.corrected_to AS correctedTo, o.seq AS decidedSeq
    FROM (SELECT item, session, shift, opened_at_ms AS openedAtMs, opened_seq AS openedSeq
        FROM sessions WHERE item >= @from AND item < @to
        ORDER BY item, opened_seq DESC LIMIT @limit OFFSET @offset) AS page
      LEFT JOIN outcomes AS o ON o.session = page.session
    ORDER BY page.item, page.openedSeq DESC`,
  trend: 'SELECT day, measure, n FROM trend WHERE day BETWEEN ? AND ? ORDER BY day, measure',
} as const;

export function createReportQueries(
  db: Sqlite,
  open: (event: ChainedEvent) => RecordedEvent,
): ReportQueries {
  const table = createEventTable(db);
  const eventAt = (seq: number): RecordedEvent => {
    const [event] = [...table.range(seq, seq)];
    if (event === undefined) throw new Error(`a projection names event ${seq}: rebuild them`);
    return open(event);
  };
  const withItem = ({ seq, item }: { seq: number; item: string | null }): ItemEvent => ({
    item,
    event: eventAt(seq),
  });
  type ItemRow = { seq: number; item: string | null };
  type DecisionRow = Omit<Decision, 'event' | 'overridden'> & { overridden: number };
  const outcomes = db.prepare<[string], OutcomeCount>(SQL.outcomes);
  const sessions = db.prepare<[string], SessionCount>(SQL.sessions);
  const decisions = db.prepare<{ shift: string; after: number }, DecisionRow>(SQL.decisions);
  const rules = db.prepare<[string], RuleCount>(SQL.rules);
  const sectors = db.prepare<[string], SectorCount>(SQL.sectors);
  const routes = db.prepare<[string], RouteCount>(SQL.routes);
  const finds = db.prepare<[string], FindCount>(SQL.finds);
  const foundGoods = db.prepare<[string], FoundGoodsCount>(SQL.foundGoods);
  const faults = db.prepare<[string], FaultCount>(SQL.faults);
  const manual = db.prepare<[string], ItemRow>(SQL.manualEntries);
  const putAside = db.prepare<[string], ItemRow>(SQL.putAside);
  const promptsOf = db.prepare<[string, string], ItemRow>(SQL.promptsOf);
  const remarks = db.prepare<[string], ItemRow & { aboutSeq: number }>(SQL.remarks);
  const jumps = db.prepare<[string], number>(SQL.clockJumps).pluck();
  const kinds = db.prepare<ShiftRange & { kind: string }, ItemRow>(SQL.shiftEvents);
  const people = db.prepare<ShiftRange, { badge: string; records: number }>(SQL.people);
  const checkpoint = db.prepare<[number], number>(SQL.checkpoint).pluck();
  const holds = db.prepare<{ limit: number }, UnresolvedHold>(SQL.holds);
  const holdsOf = db.prepare<{ shift: string; limit: number }, UnresolvedHold>(SQL.holdsOfShift);
  const holdCount = db.prepare<[], number>(SQL.holdCount).pluck();
  const items = db.prepare<object, FoundItem & { openedSeq: number }>(SQL.items);
  const trend = db.prepare<[number, number], TrendFigure>(SQL.trend);
  return {
    outcomesWithCorrections: (shift) => outcomes.all(shift),
    sessionCount: (shift) => sessions.get(shift) ?? { opened: 0, decided: 0, putAside: 0 },
    *decisions(shift) {
      let page = decisions.all({ shift, after: 0 });
      while (page.length > 0) {
        for (const row of page) {
          yield { ...row, overridden: row.overridden === 1, event: eventAt(row.seq) };
        }
        page = decisions.all({ shift, after: page.at(-1)?.seq ?? 0 });
      }
    },
    ruleCounts: (shift) => rules.all(shift),
    sectorCounts: (shift) => sectors.all(shift),
    routeCounts: (shift) => routes.all(shift),
    findCounts: (shift) => finds.all(shift),
    foundGoodsCounts: (shift) => foundGoods.all(shift),
    faultCounts: (shift) => faults.all(shift),
    manualEntries: (shift) => manual.all(shift).map(withItem),
    putAside: (shift) => putAside.all(shift).map(withItem),
    promptsOf: (shift, rule) => promptsOf.all(shift, rule).map(withItem),
    remarks: (shift) =>
      remarks.all(shift).map((row) => ({ ...withItem(row), aboutSeq: row.aboutSeq })),
    clockJumps: (shift) => jumps.all(shift).map(eventAt),
    shiftEvents: (range, kind) => kinds.all({ ...range, kind }).map(withItem),
    recordsByPerson: (range) => people.all(range),
    checkpointAfter(seq) {
      const found = checkpoint.get(seq);
      return found === undefined ? null : eventAt(found);
    },
    unresolvedHolds: ({ shift, limit }) =>
      shift === undefined ? holds.all({ limit }) : holdsOf.all({ shift, limit }),
    unresolvedHoldCount: () => holdCount.get() ?? 0,
    findItems: (prefix, page) =>
      items
        .all({ from: prefix, to: `${prefix}${LAST_CODE_POINT}`, ...page })
        .map(({ openedSeq: _, ...row }) => row),
    trend: (from, to) => trend.all(from, to),
  };
}
