import { renameSync, rmSync, watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import type { Clock, Timer } from '../../../shared/clock.ts';
import { makePrivateFolder } from '../store/durable-files.ts';
import type { SqliteAddon } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';
import { activateManifest } from './activate-manifest.ts';
import { openManifestIndex } from './find.ts';
import { generationPath, listGenerations, manifestFolder } from './generation-file.ts';
import type { ManifestStack } from './manifest-stack.ts';
import { oldGenerations } from './old-generations.ts';

export interface IntakeOptions {
  readonly store: Store;
  readonly stack: ManifestStack;
  readonly clock: Clock;
  readonly sqliteAddon: SqliteAddon;
  /** Days after which a generation is removed; null for never. */
  readonly retentionDays: number | null;
  /** While this is false nothing can be recorded, so nothing is taken. */
  readonly mayRecord: () => boolean;
  /** A generation came into use, and is recorded. */
  readonly onActivated: () => void;
  /** A generation could not be recorded; it is tried again when recording goes on. */
  readonly onFailure: (error: unknown) => void;
  readonly log: (line: string) => void;
}

/** Takes finished generations into use while the station runs. */
export interface ManifestIntake {
  /** Looks for new generations now. */
  look(): void;
  close(): void;
}

/** Where the system does not tell of new files (some network drives), they are looked for. */
const POLL_MS = 2_000;

/** Errors of a file that will never be of use here. */
const NO_USE: readonly string[] = ['manifest-missing', 'manifest-outdated', 'manifest-foreign'];

/**
 * Watches the manifest folder. An importer's file has its name only when it is whole, so every name
 * that counts and was never activated is an offer. One that cannot be used is set aside, once.
 */
export function createManifestIntake(options: IntakeOptions): ManifestIntake {
  const { store, stack, clock, sqliteAddon, log } = options;
  const { dataDir } = store;
  const settled = new Set(store.manifestGenerations());
  let closed = false;
  let timer: Timer | null = null;

  const removeOld = (): void => {
    for (const generation of oldGenerations(store, options.retentionDays, clock.utcMs())) {
      stack.release((each) => each === generation);
      try {
        rmSync(generationPath(dataDir, generation), { force: true });
      } catch (error) {
        // Still open somewhere on Windows: the next activation removes it.
        log(`manifest: ${generation} is not removed yet: ${String(error)}`);
      }
    }
  };

  const take = (generation: string): void => {
    const shift = store.shiftState()?.shift ?? null;
    const activated = activateManifest(store, generation, 'station', shift, sqliteAddon);
    settled.add(generation);
    // Recorded though not acknowledged, because the journal could not be written then.
    const isRecorded = !activated.ok && activated.error.code === 'manifest-activated-already';
    const taken = isRecorded ? openManifestIndex(dataDir, generation, sqliteAddon) : activated;
    if (taken.ok) {
      stack.add(taken.value);
      log(`manifest: ${generation} is in use`);
      removeOld();
      options.onActivated();
      return;
    }
    const { code, message } = taken.error;
    log(`manifest: ${code}: ${message}`);
    if (NO_USE.includes(code)) setGenerationAside(dataDir, generation, log);
  };

  const look = (): void => {
    if (closed || !options.mayRecord()) return;
    try {
      const names = listGenerations(dataDir);
      // Purged, or removed by hand: what an open file still has must not be shown any more.
      stack.release((generation) => !names.includes(generation));
      for (const generation of names) if (!settled.has(generation)) take(generation);
    } catch (error) {
      options.onFailure(error);
    }
  };

  const poll = (): void => {
    timer = clock.after(POLL_MS, () => {
      look();
      if (!closed) poll();
    });
  };

  removeOld();
  const watcher = watchFolder(manifestFolder(dataDir), look, log);
  poll();
  return {
    look,
    close() {
      closed = true;
      timer?.cancel();
      watcher?.close();
    },
  };
}

function watchFolder(
  folder: string,
  onChange: () => void,
  log: (line: string) => void,
): FSWatcher | null {
  try {
    makePrivateFolder(folder);
    const watcher = watch(folder, { persistent: false }, onChange);
    watcher.on('error', (error) => log(`manifest: the folder is polled only: ${error.message}`));
    return watcher;
  } catch (error) {
    log(`manifest: the folder is polled only: ${String(error)}`);
    return null;
  }
}

/** Takes a file that is no use out of the way; nothing is deleted. */
export function setGenerationAside(
  dataDir: string,
  generation: string,
  log: (line: string) => void,
): void {
  const file = generationPath(dataDir, generation);
  const aside = `${file}.unreadable`;
  try {
    renameSync(file, aside);
    log(`manifest: set aside as ${aside}`);
  } catch (error) {
    log(`manifest: ${file} cannot be set aside: ${String(error)}`);
  }
}
