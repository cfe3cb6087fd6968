import { randomUUID } from 'node:crypto';
import { MODES, type Mode } from '../../shared/words.ts';
import { activateManifest } from '../core/manifest/activate-manifest.ts';
import { importManifest, type ImportReport } from '../core/manifest/import-manifest.ts';
import { valueOf } from '../core/result-value.ts';
import { inspectFolder } from '../core/store/inspect-folder.ts';
import { openStore } from '../core/store/open.ts';
import type { Store } from '../core/store/store.ts';
import { realClock } from '../real-clock.ts';
import { UsageError } from './verb.ts';

/**
 * The mode to open a folder in: the folder's own; a new folder is for training, as the app's is in
 * development, unless told.
 * @throws UsageError for a text that is no mode
 */
export function modeOf(text: string | undefined, dataDir: string): Mode {
  if (text === undefined) return inspectFolder(dataDir).mode ?? 'training';
  const mode = MODES.find((known) => known === text);
  if (mode === undefined) throw new UsageError(`--mode is one of ${MODES.join(', ')}`);
  return mode;
}

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
