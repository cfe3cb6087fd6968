import type { Outcome } from '../words.ts';
import type { RetentionClass, RetentionPolicy } from './upkeep-policy.ts';

/** What retention asks of a session. */
export interface SessionFacts {
  /** Whether a radiation alarm was raised in it. */
  readonly alarm: boolean;
  /** The last outcome as corrected, or null when there was none. */
  readonly outcome: Outcome | null;
  /** When it was closed, or what it began was resolved or corrected last; null while it is open. */
  readonly endedAtMs: number | null;
  /** Whether a hold of it waits for another decision. */
  readonly openHold: boolean;
  readonly legalHold: boolean;
}

const DAY_MS = 24 * 3600 * 1000;

/** The kind of record that a session is; the first that fits counts. */
export function retentionClass({ alarm, outcome }: SessionFacts): RetentionClass {
  if (alarm) return 'radiation';
  switch (outcome) {
    case 'seize':
      return 'seized';
    case 'hold':
    case 'detain':
    case 'refer':
      return 'held';
    case 'return':
      return 'returned';
    case 'release':
      return 'released';
    case null:
      return 'undecided';
  }
}

/** Whether the time of a session is over: what is open or under legal hold is kept, however old. */
export function isSessionOver(
  facts: SessionFacts,
  policy: RetentionPolicy,
  nowMs: number,
): boolean {
  if (facts.openHold || facts.legalHold || facts.endedAtMs === null) return false;
  return isOver(facts.endedAtMs, policy[retentionClass(facts)], nowMs);
}

/** @param days null for never */
export function isOver(endedAtMs: number, days: number | null, nowMs: number): boolean {
  return days !== null && nowMs - endedAtMs >= days * DAY_MS;
}
