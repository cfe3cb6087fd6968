import { mean, round, spread, type Spread } from './figures.ts';
import type { ScanRecord } from './scan-records.ts';
import type { TimedScan } from './timed-scan.ts';

/** From the last byte to the second frame, and to the prompt in the page. */
export interface ScanFigures extends Spread {
  readonly toDom: Spread;
}

/** @param offsetMs what the page's clock shows more than the writer's */
export function scanFigures(scans: readonly TimedScan[], offsetMs: number): ScanFigures {
  const since = (moment: 'inserted' | 'secondFrame'): Spread =>
    spread(scans.map((scan) => scan[moment] - offsetMs - scan.written));
  return { ...since('secondFrame'), toDom: since('inserted') };
}

/** Means of the parts of a scan, in ms; they add up to `total`. */
export type ScanParts = Readonly<Record<string, number>>;

/**
 * Takes scans apart that were noted at the bridge as well.
 *
 * @param wallMs what the system's wall clock, which records use, shows more than the writer's clock
 */
export function scanParts(
  scans: readonly TimedScan[],
  records: ReadonlyMap<string, ScanRecord>,
  offsetMs: number,
  wallMs: number,
): ScanParts {
  const rows = scans.flatMap((scan) => {
    const record = records.get(scan.code);
    if (record === undefined || scan.arrived === null) return [];
    const [opened, lookedUp] = [record.opened - wallMs, record.lookedUp - wallMs];
    const [arrived, inserted] = [scan.arrived - offsetMs, scan.inserted - offsetMs];
    return [
      {
        serialToCore: opened - scan.written,
        coreUntilLastCommit: lookedUp - opened,
        lastCommitAndIpc: arrived - lookedUp,
        pageUpdate: inserted - arrived,
        firstFrame: scan.firstFrame - scan.inserted,
        secondFrame: scan.secondFrame - scan.firstFrame,
        total: scan.secondFrame - offsetMs - scan.written,
      },
    ];
  });
  const names = Object.keys(rows[0] ?? {}) as (keyof (typeof rows)[number])[];
  return {
    ...Object.fromEntries(names.map((name) => [name, round(mean(rows.map((row) => row[name])))])),
    samples: rows.length,
  };
}
