import path from 'node:path';
import { openForReading } from '../../electron/core/store/sqlite.ts';

/** Wall-clock milliseconds of core's process at which the events of a scan were made. */
export interface ScanRecord {
  readonly opened: number;
  readonly lookedUp: number;
}

/**
 * Reads from the records when core accepted each scan and when it had looked it up, by identifier.
 * The records keep whole milliseconds, cut off: half of one is added, so that means are right.
 */
export function readScanRecords(dataDir: string): Map<string, ScanRecord> {
  const db = openForReading(path.join(dataDir, 'station.db'), null);
  const rows = db
    .prepare<[], { canonical: string; opened: number; looked_up: number }>(
      `SELECT json_extract(read.body, '$.identity.canonical') AS canonical,
              opened.at_ms AS opened, found.at_ms AS looked_up
       FROM events read
       JOIN events opened ON opened.session = read.session AND opened.kind = 'session-opened'
       JOIN events found ON found.session = read.session
        AND found.kind IN ('declaration-missing', 'declaration-found')
       WHERE read.kind = 'identity-read'`,
    )
    .all();
  db.close();
  return new Map(
    rows.map(({ canonical, opened, looked_up: lookedUp }) => [
      canonical,
      { opened: opened + 0.5, lookedUp: lookedUp + 0.5 },
    ]),
  );
}
