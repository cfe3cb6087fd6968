import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isOver, isSessionOver } from '../../../shared/records/retention.ts';
import type { RetentionPolicy } from '../../../shared/records/upkeep-policy.ts';
import { listGenerations } from '../manifest/generation-file.ts';
import type { RetentionQueries } from '../store/retention-queries.ts';

/** What is asked of records to find out. */
export interface RetentionRecords extends RetentionQueries {
  readonly dataDir: string;
  readonly keys: { has(id: string): boolean };
  activeManifest(): { readonly generation: string } | null;
}

/** What retention says is to be erased now. */
export interface DueForPurge {
  readonly sessions: readonly string[];
  readonly shifts: readonly string[];
  /** Generations of the manifest that are not in use any more. */
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
  return { sessions, shifts, manifests: oldManifests(records, manifest, nowMs) };
}

/** What ended from this moment on cannot be over: months of records need not be read one by one. */
function beforeMs(days: Readonly<Record<string, number | null>>, nowMs: number): number {
  const shortest = Math.min(...Object.values(days).map((each) => each ?? Infinity));
  return shortest === Infinity ? 0 : nowMs - shortest * DAY_MS + 1;
}

function oldManifests(records: RetentionRecords, days: number | null, nowMs: number): string[] {
  if (!existsSync(join(records.dataDir, 'manifest'))) return [];
  const active = records.activeManifest()?.generation;
  return listGenerations(records.dataDir).filter((generation) => {
    if (generation === active) return false;
    const replaced = records.manifestReplacedAtMs(generation) ?? importedAtMs(generation);
    return isOver(replaced, days, nowMs);
  });
}

/** The beginning of a generation's name: `20250131T081500123Z`. */
function importedAtMs(generation: string): number {
  const digits = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z/.exec(generation);
  const [year, month, day, ...time] = (digits ?? []).slice(1).map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1, ...time);
}
