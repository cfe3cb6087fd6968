import type { RecordedEvent } from '../../../shared/records/event.ts';
import type {
  Decision,
  FaultCount,
  FindCount,
  FoundGoodsCount,
  ItemEvent,
  OutcomeCount,
  Remark,
  ReportQueries,
  RouteCount,
  RuleCount,
  SectorCount,
  SessionCount,
  ShiftRange,
  UnresolvedHold,
} from '../store/report-queries.ts';
import type { ShiftSummary } from '../store/shift-queries.ts';
import type { Store } from '../store/store.ts';
import { objectsOf, numberOf, textOf, textsOf } from './event-values.ts';

/** The part of the store that reports read; a folder that is only read has it as well. */
export type ReportRecords = ReportQueries &
  Pick<
    Store,
    | 'mode'
    | 'station'
    | 'event'
    | 'events'
    | 'eventCount'
    | 'lastHash'
    | 'shiftSummary'
    | 'shifts'
    | 'outcomeCounts'
    | 'overrideCount'
  >;

/** A decision without the facts that it rested on, which its record keeps. */
export type DecidedItem = Omit<Decision, 'event'> & {
  readonly atMs: number;
  readonly hash: string;
  readonly actor: string;
  /** Rules whose prompts were open. */
  readonly open: readonly string[];
  readonly body: RecordedEvent['body'];
};

export interface PackInForce {
  readonly pack: string;
  readonly version: number | null;
  readonly hash: string;
  readonly decisions: number;
}

export interface PersonHere {
  readonly badge: string;
  /** As it was when the shift ended; empty when the station does not know the person. */
  readonly role: string;
  readonly decisions: number;
  readonly records: number;
}

/** Everything that a shift report says, from the records alone. */
export interface ShiftFacts {
  readonly summary: ShiftSummary;
  readonly people: readonly PersonHere[];
  readonly checks: readonly RecordedEvent[];
  readonly sessions: SessionCount;
  readonly outcomes: readonly OutcomeCount[];
  readonly rules: readonly RuleCount[];
  readonly sectors: readonly SectorCount[];
  readonly routes: readonly RouteCount[];
  readonly finds: readonly FindCount[];
  readonly foundGoods: readonly FoundGoodsCount[];
  readonly faults: readonly FaultCount[];
  readonly decisions: readonly DecidedItem[];
  readonly packs: readonly PackInForce[];
  readonly typed: readonly ItemEvent[];
  readonly notInManifest: readonly ItemEvent[];
  readonly duplicates: readonly ItemEvent[];
  readonly putAside: readonly ItemEvent[];
  /** Sessions with a radiation alarm. */
  readonly alarms: number;
  readonly holds: readonly UnresolvedHold[];
  readonly holdCount: number;
  readonly clockJumps: readonly RecordedEvent[];
  readonly signInsRefused: readonly RecordedEvent[];
  readonly remarks: readonly Remark[];
  readonly closed: RecordedEvent | null;
  readonly countersigned: RecordedEvent | null;
  /** Null while the shift is open, and when none was made since. */
  readonly checkpoint: RecordedEvent | null;
  readonly last: { readonly seq: number; readonly hash: string };
}

const DUPLICATE_RULE = 'identity.duplicate';
/** A radiation alarm of a session (`shared/session/events.ts`). */
const ALARMS = [
  'dwell-alarmed',
  'survey-alarmed',
  'second-alarmed',
  'high-rate-seen',
  'instrument-alarmed',
];
const CHECKS = ['shift-check', 'background-taken', 'background-refused'];
/** Holds that are listed at most: this shift's, and the oldest of the station. */
const MOST_HOLDS = 1_000;
/** Accounts are few; this only bounds the memory. */
const MOST_ACCOUNT_EVENTS = 100_000;

/** Rules in force by what the decisions say themselves: pack, version and hash of its file. */
class Packs {
  readonly #found = new Map<string, PackInForce>();

  add(event: RecordedEvent): void {
    for (const body of objectsOf(event.body, 'packs')) {
      const [pack, hash] = [textOf(body, 'pack'), textOf(body, 'hash')];
      const version = numberOf(body, 'version');
      const key = JSON.stringify([pack, version, hash]);
      const decisions = (this.#found.get(key)?.decisions ?? 0) + 1;
      this.#found.set(key, { pack, version, hash, decisions });
    }
  }

  list(): PackInForce[] {
    return [...this.#found.values()].sort((one, other) => (one.pack < other.pack ? -1 : 1));
  }
}

function decisionsOf(
  records: ReportRecords,
  shift: string,
): { decisions: DecidedItem[]; packs: PackInForce[] } {
  const packs = new Packs();
  const decisions: DecidedItem[] = [];
  for (const { event, ...row } of records.decisions(shift)) {
    packs.add(event);
    const { reason = null, override = null, second = null } = event.body;
    decisions.push({
      ...row,
      atMs: event.at_ms,
      hash: event.hash,
      actor: event.actor,
      open: textsOf(event.body, 'open'),
      body: { reason, override, second },
    });
  }
  return { decisions, packs: packs.list() };
}

/** What a person was when the shift ended; roles can be changed since. */
function rolesAt(records: ReportRecords, seq: number): ReadonlyMap<string, string> {
  const kinds = ['person-added', 'person-changed'];
  return new Map(
    records
      .events({ kinds, limit: MOST_ACCOUNT_EVENTS, offset: 0 })
      .filter((event) => event.seq <= seq)
      .map(({ body }) => [textOf(body, 'badge'), textOf(body, 'role')]),
  );
}

function peopleOf(
  records: ReportRecords,
  range: ShiftRange,
  decisions: readonly DecidedItem[],
): PersonHere[] {
  const roles = rolesAt(records, range.to);
  return records.recordsByPerson(range).map(({ badge, records: made }) => ({
    badge,
    role: roles.get(badge) ?? '',
    decisions: decisions.filter(({ actor }) => actor === badge).length,
    records: made,
  }));
}

function holdsOf(records: ReportRecords, shift: string): UnresolvedHold[] {
  const own = records.unresolvedHolds({ shift, limit: MOST_HOLDS });
  const oldest = records.unresolvedHolds({ limit: MOST_HOLDS });
  const bySeq = new Map([...own, ...oldest].map((hold) => [hold.seq, hold]));
  return [...bySeq.values()].sort((one, other) => one.seq - other.seq);
}

/** Reads what a report says about a shift; null when there is no such shift. */
export function readShiftFacts(records: ReportRecords, shift: string): ShiftFacts | null {
  const summary = records.shiftSummary(shift);
  if (summary === null) return null;
  const last = { seq: records.eventCount(), hash: records.lastHash() };
  const range = { shift, from: summary.openedSeq, to: summary.closedSeq ?? last.seq };
  const all = (kinds: readonly string[]): ItemEvent[] =>
    kinds.flatMap((kind) => records.shiftEvents(range, kind));
  const bySeq = (one: RecordedEvent, other: RecordedEvent): number => one.seq - other.seq;
  const { closedSeq, countersignedSeq } = summary;
  const { decisions, packs } = decisionsOf(records, shift);
  // More than the tube can count is an alarm as well (`shared/session/state.ts`).
  const saturated = all(['fault-raised']).filter(({ event }) => event.body['code'] === 'saturated');
  return {
    summary,
    people: peopleOf(records, range, decisions),
    checks: all(CHECKS)
      .map(({ event }) => event)
      .sort(bySeq),
    sessions: records.sessionCount(shift),
    outcomes: records.outcomesWithCorrections(shift),
    rules: records.ruleCounts(shift),
    sectors: records.sectorCounts(shift),
    routes: records.routeCounts(shift),
    finds: records.findCounts(shift),
    foundGoods: records.foundGoodsCounts(shift),
    faults: records.faultCounts(shift),
    decisions,
    packs,
    typed: records.manualEntries(shift),
    notInManifest: all(['declaration-missing']),
    duplicates: records.promptsOf(shift, DUPLICATE_RULE),
    putAside: records.putAside(shift),
    alarms: new Set([...all(ALARMS), ...saturated].map(({ event }) => event.session)).size,
    holds: holdsOf(records, shift),
    holdCount: records.unresolvedHoldCount(),
    clockJumps: records.clockJumps(shift),
    signInsRefused: all(['sign-in-refused']).map(({ event }) => event),
    remarks: records.remarks(shift),
    closed: closedSeq === null ? null : records.event(closedSeq),
    countersigned: countersignedSeq === null ? null : records.event(countersignedSeq),
    checkpoint: closedSeq === null ? null : records.checkpointAfter(closedSeq),
    last,
  };
}
