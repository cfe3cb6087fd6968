import type { ShiftTotals } from '../../../shared/bridge/bench-contract.ts';
import { freeTextOf } from './event-values.ts';
import { readShiftFacts, type ReportRecords } from './shift-facts.ts';

/** Holds of the shift that the screen names; the report has them all. */
const HOLDS_SHOWN = 5;
/** Said where the key of a handover note is gone. */
const ERASED = 'erased';

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** A shift in numbers, from the facts of its report; null when there is no such shift. */
export function shiftTotals(records: ReportRecords, shift: string): ShiftTotals | null {
  const facts = readShiftFacts(records, shift);
  if (facts === null) return null;
  const { officer, openedAtMs, closedAtMs } = facts.summary;
  const { closed, last } = facts;
  const own = facts.holds.filter((hold) => hold.shift === shift);
  return {
    shift,
    officer,
    openedAtMs,
    closedAtMs,
    handover: freeTextOf(closed?.body ?? {}, 'handover', ERASED) || null,
    outcomes: records.outcomeCounts(shift),
    putAside: facts.sessions.putAside,
    overrides: records.overrideCount(shift),
    prompts: sumOf(facts.rules.map(({ prompts }) => prompts)),
    alarms: facts.alarms,
    faults: sumOf(facts.faults.map(({ times }) => times)),
    holds: facts.holdCount,
    ownHolds: own.slice(0, HOLDS_SHOWN).map(({ item, outcome, atMs }) => ({ item, outcome, atMs })),
    last: closed === null ? last : { seq: closed.seq, hash: closed.hash },
  };
}
