import { itemKey } from '../../../shared/manifest/item-key.ts';
import { storedMeasurementSchema } from '../../../shared/measure/outside-measurement.ts';
import type {
  OutsideMeasurement,
  StoredMeasurement,
} from '../../../shared/measure/outside-measurement.ts';
import type { Sqlite } from '../store/sqlite.ts';
import type { About } from './about.ts';

/** Measurements of one file on their way into its generation. */
export interface MeasurementRows {
  add(measurement: StoredMeasurement): void;
  count(): number;
}

/** Makes the table `measurements`; generations without measurements have none. */
export function createMeasurementRows(db: Sqlite): MeasurementRows {
  db.exec('CREATE TABLE measurements (key TEXT NOT NULL, measurement TEXT NOT NULL) STRICT');
  const put = db.prepare<[string, string]>('INSERT INTO measurements VALUES (?, ?)');
  let count = 0;
  return {
    add(measurement) {
      // What cannot be read back would be a generation that nobody can open.
      const stored = storedMeasurementSchema.parse(measurement);
      put.run(itemKey(stored.item), JSON.stringify(stored));
      count += 1;
    },
    count: () => count,
  };
}

/**
 * Looks measurements up by the key of their item, in the order of their file.
 * @throws Error for a generation that has not as many as it says
 */
export function openMeasurements(
  db: Sqlite,
  { measurements, file, sha256 }: Pick<About, 'measurements' | 'file' | 'sha256'>,
): (key: string) => OutsideMeasurement[] {
  if (measurements === 0) return () => [];
  const count = db.prepare<[], number>('SELECT count(*) FROM measurements').pluck().get();
  if (count !== measurements) throw new Error('measurements are missing');
  // A file has a few: no index.
  const byKey = db
    .prepare<[string], string>('SELECT measurement FROM measurements WHERE key = ? ORDER BY rowid')
    .pluck();
  return (key) =>
    byKey
      .all(key)
      .map((text) => ({ ...storedMeasurementSchema.parse(JSON.parse(text)), file, sha256 }));
}
