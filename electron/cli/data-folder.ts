import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { MODES, type Mode } from '../../shared/words.ts';
import { activateManifest } from '../core/manifest/activate-manifest.ts';
import { listGenerations } from '../core/manifest/generation-file.ts';
import { importManifest } from '../core/manifest/import-manifest.ts';
import type { ImportReport } from '../core/manifest/import-manifest.ts';
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
 * Imports a neutral CSV in this process and puts it in use.
 * @throws StationError or StoreError; then the manifest before stays in use
 */
export async function importInto(store: Store, file: string): Promise<ImportReport> {
  const { dataDir } = store;
  const report = valueOf(await importManifest({ file, dataDir, clock: realClock }));
  activateOnTop(store, report.generation);
  return report;
}

/**
 * Puts a generation in use as the newest. What was finished before and is not in use, because its
 * import was killed then, comes first: the bench would put it on top when it opens.
 * @throws StationError or StoreError as `activateManifest`
 */
function activateOnTop(store: Store, generation: string): void {
  const activated = store.manifestGenerations();
  for (const each of listGenerations(store.dataDir)) {
    if (each === generation || activated.includes(each)) continue;
    const earlier = activateManifest(store, each, 'station', null);
    // One that is no use the bench sets aside.
    if (earlier.ok) earlier.value.close();
  }
  valueOf(activateManifest(store, generation, 'station', null)).close();
}

/** A slow disk needs seconds to make a folder: each file of it is synced. */
const LONGEST_MAKING_MS = 30_000;
const LOOK_AGAIN_MS = 100;

/**
 * Makes sure that a folder can be imported into: a new one becomes one of this mode, and one whose
 * station has a new key records that first. An open bench has seen to all this itself; one that
 * another program is just making is waited for.
 * @throws StationError or StoreError, of the wrong mode for example
 */
export async function prepareFolder(dataDir: string, mode: Mode): Promise<void> {
  const endMs = realClock.monotonicMs() + LONGEST_MAKING_MS;
  for (;;) {
    const opened = openStore({ dataDir, mode, clock: realClock, bootId: randomUUID() });
    if (opened.ok) return opened.value.close();
    if (opened.error.code !== 'data-folder-in-use') return void valueOf(opened);
    const made = inspectFolder(dataDir).mode;
    if (made === mode) return;
    if (made !== null || realClock.monotonicMs() > endMs) return void valueOf(opened);
    await setTimeout(LOOK_AGAIN_MS);
  }
}

/**
 * Puts an imported generation in use, unless the bench is open, which does it by itself.
 *
 * @returns whether it is in use
 * @throws StationError or StoreError; then the manifest before stays in use
 */
export function activateUnlessOpen(dataDir: string, mode: Mode, generation: string): boolean {
  const opened = openStore({ dataDir, mode, clock: realClock, bootId: randomUUID() });
  if (!opened.ok) {
    if (opened.error.code === 'data-folder-in-use') return false;
    return valueOf(opened);
  }
  const store = opened.value;
  try {
    // A bench that was open until just now may have been faster.
    if (!store.manifestGenerations().includes(generation)) activateOnTop(store, generation);
    return true;
  } finally {
    store.close();
  }
}
