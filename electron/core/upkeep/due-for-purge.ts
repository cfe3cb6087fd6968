import { isOver, isSessionOver } from '../../../shared/records/retention.ts';
import type { RetentionPolicy } from '../../../shared/records/upkeep-policy.ts';
import { oldGenerations } from '../manifest/old-generations.ts';
import type { RetentionQueries } from '../store/retention-queries.ts';

/** What is asked of records to find out. */
export interface RetentionRecords extends RetentionQueries {
  readonly dataDir: string;
  readonly keys: { has(id: string): boolean };
  activeManifest(): { readonly generation: string } | null;
  manifestGenerations(): readonly string[];
}

/** What retention says is to be erased now. */
export interface DueForPurge {
  readonly sessions: readonly string[];
  readonly shifts: readonly string[];
  /** Generations of the manifest whose time is over. */
  readonly manifests: readonly string[];
}

const DAY_MS = 24 * 3600 * 1000;

/** Key of the notes of a shift; `keyOf` of the store gives it this name. */
export function shiftKey(shift: string): string {
  return `shift:${shift}`;
}

export function dueForPurge(
  records: RetentionRecords,
  policy: RetentionPolicy,
  nowMs: number,
): DueForPurge {
  const { shift, manifest, ...ofSessions } = policy;
  const sessions: string[] = [];
  for (const { session, ...facts } of records.endedSessions(beforeMs(ofSessions, nowMs))) {
    if (isSessionOver(facts, policy, nowMs) && records.keys.has(session)) sessions.push(session);
  }
  const shifts: string[] = [];
  for (const { shift: id, endedAtMs } of records.endedShifts(beforeMs({ shift }, nowMs))) {
    if (isOver(endedAtMs, shift, nowMs) && records.keys.has(shiftKey(id))) shifts.push(id);
  }
  return { sessions, shifts, manifests: oldGenerations(records, manifest, nowMs) };
}

/** What ended from this moment on cannot be over: months of records need not be read one by one. */
function beforeMs(days: Readonly<Record<string, number | null>>, nowMs: number): number {
  const shortest = Math.min(...Object.values(days).map((each) => each ?? Infinity));
  return shortest === Infinity ? 0 : nowMs - shortest * DAY_MS + 1;
}
