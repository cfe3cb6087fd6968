import { isOver } from '../../../shared/records/retention.ts';
import type { RetentionQueries } from '../store/retention-queries.ts';
import { listGenerations } from './generation-file.ts';

/** What is asked of records to find out. */
export interface GenerationRecords extends Pick<RetentionQueries, 'manifestReplacedAtMs'> {
  readonly dataDir: string;
  activeManifest(): { readonly generation: string } | null;
  /** Newest first. */
  manifestGenerations(): readonly string[];
}

/**
 * Generations whose time is over: it runs from the moment when a newer one came into use. Never the
 * newest manifest; nor the newest file, which has to be there when the station opens.
 *
 * @param days of retention; null for ever
 */
export function oldGenerations(
  records: GenerationRecords,
  days: number | null,
  nowMs: number,
): string[] {
  const active = records.activeManifest()?.generation;
  const [newest] = records.manifestGenerations();
  return listGenerations(records.dataDir).filter((generation) => {
    if (generation === active || generation === newest) return false;
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
