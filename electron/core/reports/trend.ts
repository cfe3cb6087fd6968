import type { ReportQueries } from '../store/report-queries.ts';

/** What one day (UTC) of a bench came to. */
export interface TrendDay {
  /** Days since 1970-01-01. */
  readonly day: number;
  /** Decisions by outcome. */
  readonly outcomes: { readonly [outcome: string]: number };
  readonly overrides: number;
  /** Prompts by rule. */
  readonly rules: { readonly [rule: string]: number };
  /** Times that an instrument's fault was recorded, by code. */
  readonly faults: { readonly [code: string]: number };
  /** Mean of the day's backgrounds in counts per second; null when none was taken. */
  readonly background: number | null;
}

/**
 * Days with records, oldest first.
 * @param lastDay days since 1970-01-01 in UTC
 * @param days how many days, the last one included
 */
export function trendOf(
  records: Pick<ReportQueries, 'trend'>,
  lastDay: number,
  days: number,
): TrendDay[] {
  const byDay = new Map<number, Map<string, number>>();
  for (const { day, measure, n } of records.trend(lastDay - days + 1, lastDay)) {
    const figures = byDay.get(day) ?? new Map<string, number>();
    figures.set(measure, n);
    byDay.set(day, figures);
  }
  return [...byDay].map(([day, figures]) => {
    const group = (name: string): { [part: string]: number } =>
      Object.fromEntries(
        [...figures].flatMap(([measure, n]) =>
          measure.startsWith(`${name}:`) ? [[measure.slice(name.length + 1), n]] : [],
        ),
      );
    const seconds = figures.get('background:seconds') ?? 0;
    return {
      day,
      outcomes: group('outcome'),
      overrides: figures.get('overrides') ?? 0,
      rules: group('rule'),
      faults: group('fault'),
      background: seconds > 0 ? (figures.get('background:counts') ?? 0) / seconds : null,
    };
  });
}
