import { randomUUID } from 'node:crypto';
import type { Mode } from '../../shared/words.ts';
import { activateManifest } from '../core/manifest/activate-manifest.ts';
import { importManifest, type ImportReport } from '../core/manifest/import-manifest.ts';
import { valueOf } from '../core/result-value.ts';
import { openStore } from '../core/store/open.ts';
import type { Store } from '../core/store/store.ts';
import { realClock } from '../real-clock.ts';

/**
 * Opens the records of a data folder for one verb.
 * @throws StationError with the code and the words of the store
 */
export function openRecords(dataDir: string, mode: Mode): Store {
  return valueOf(openStore({ dataDir, mode, clock: realClock, bootId: randomUUID() }));
}

/**
 * Imports a neutral CSV and puts it in use.
 * @throws StationError or StoreError; then the manifest before stays in use
 */
export async function importInto(store: Store, file: string): Promise<ImportReport> {
  const { dataDir } = store;
  const report = valueOf(await importManifest({ file, dataDir, clock: realClock }));
  activateManifest(store, report, 'station', null);
  return report;
}
