import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder, renameDurably, syncFile } from '../store/durable-files.ts';
import { openPrivate } from '../store/sqlite.ts';
import type { Sqlite, SqliteAddon } from '../store/sqlite.ts';
import { failureCode, StoreError } from '../store/store-error.ts';

/** `20250131T081500123Z-1a2b3c4d`: time of the import and beginning of the file's SHA-256. */
const GENERATION = /^\d{8}T\d{9}Z-[0-9a-f]{8}$/;
/** Until its whole file was read, a generation has no name. */
const PART = 'importing.db.part';
/** Pages in kibibytes that SQLite keeps in memory while a generation is written. */
const CACHE_KIB = 8 * 1024;

/** A generation of the manifest being written. Nobody sees it until `finish`. */
export interface GenerationPart {
  readonly db: Sqlite;
  /** Makes the generation visible, whole, under this name. */
  finish(generation: string): void;
  /** Leaves nothing behind. */
  abandon(): void;
}

/** Folder of the generations in a data folder. */
export function manifestFolder(dataDir: string): string {
  return join(dataDir, 'manifest');
}

/** Path of a generation's file. */
export function generationPath(dataDir: string, generation: string): string {
  if (!GENERATION.test(generation)) throw new Error(`not a manifest generation: ${generation}`);
  return join(manifestFolder(dataDir), `${generation}.db`);
}

/**
 * Generations in a data folder, oldest first, in use or not. A part that is written is none, nor is
 * what is no plain file: a pipe with such a name would stop whoever opens it.
 */
export function listGenerations(dataDir: string): string[] {
  const folder = manifestFolder(dataDir);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.db'))
    .map(({ name }) => name.slice(0, -'.db'.length))
    .filter((name) => GENERATION.test(name))
    .sort();
}

/**
 * Begins a generation; what an interrupted import has left is removed.
 * @throws StoreError `manifest-import-running` when another import writes in this folder
 */
export function createGeneration(dataDir: string, addon: SqliteAddon): GenerationPart {
  const folder = manifestFolder(dataDir);
  makePrivateFolder(folder);
  const unlock = lockImports(dataDir, addon);
  try {
    for (const name of readdirSync(folder)) {
      if (name.startsWith(PART)) rmSync(join(folder, name));
    }
    const part = join(folder, PART);
    const db = openPrivate(part, addon);
    db.pragma(`cache_size = -${CACHE_KIB}`);
    // The file is nothing until it is finished, so a crash needs no protection. Without unsafe mode
    // the driver keeps a journal beside the file whatever the pragma says.
    db.unsafeMode(true);
    db.pragma('journal_mode = OFF');
    db.pragma('synchronous = OFF');
    return {
      db,
      finish(generation) {
        db.close();
        syncFile(part);
        renameDurably(part, generationPath(dataDir, generation));
        unlock();
      },
      abandon() {
        db.close();
        rmSync(part, { force: true });
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/**
 * One import at a time; the system frees the lock however the import ends. Not exclusive, as `station.lock`:
 * of two that begin together each would be in the other's way, and neither would import.
 */
function lockImports(dataDir: string, addon: SqliteAddon): () => void {
  const lock = openPrivate(join(dataDir, 'import.lock'), addon, 0);
  try {
    lock.exec('BEGIN IMMEDIATE');
  } catch (error) {
    lock.close();
    if (failureCode(error) !== 'SQLITE_BUSY') throw error;
    throw new StoreError(
      'manifest-import-running',
      'Another manifest is being imported into this folder. Nothing was changed by this import; the ' +
        'other one goes on. Import this file when that one is finished.',
    );
  }
  return () => void lock.close();
}
