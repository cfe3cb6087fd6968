import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { ManifestItem } from '../../../../shared/manifest/item.ts';
import type { CodedError } from '../../../../shared/result.ts';
import { activateManifest } from '../../../../electron/core/manifest/activate-manifest.ts';
import { openManifestIndex } from '../../../../electron/core/manifest/find.ts';
import { generationPath } from '../../../../electron/core/manifest/generation-file.ts';
import { importManifest } from '../../../../electron/core/manifest/import-manifest.ts';
import type {
  ImportOptions,
  ImportReport,
} from '../../../../electron/core/manifest/import-manifest.ts';
import { openPrivate } from '../../../../electron/core/store/sqlite.ts';
import type { Store } from '../../../../electron/core/store/store.ts';
import { onEnd, temporaryFolder, tickingClock } from '../store/support.ts';

/** Imports a CSV on a day of January 2025; it is not in use yet. */
export async function importDay(
  dataDir: string,
  day: number,
  content: string,
  startedBy?: number,
): Promise<ImportReport> {
  const file = join(temporaryFolder(), `day-${day}.csv`);
  writeFileSync(file, content);
  const utcMs = (): number => Date.UTC(2025, 0, day);
  const clock = { utcMs, monotonicMs: () => 0, after: () => ({ cancel: () => undefined }) };
  const result = await importManifest({
    file,
    dataDir,
    clock,
    ...(startedBy === undefined ? {} : { startedBy }),
  });
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

type Given = Partial<Omit<ImportOptions, 'file' | 'clock'>>;

/** Imports a file of any kind; what is left in the folder of generations after it. */
export async function importFile(content: string | Buffer, given: Given = {}) {
  const dataDir = given.dataDir ?? temporaryFolder();
  const file = join(temporaryFolder(), 'manifest');
  writeFileSync(file, content);
  const result = await importManifest({ ...given, file, dataDir, clock: tickingClock() });
  const folder = join(dataDir, 'manifest');
  return { result, left: existsSync(folder) ? readdirSync(folder) : [], dataDir };
}

/** Imports a file that must be taken. */
export async function importedFile(content: string | Buffer, given: Given = {}) {
  const { result, dataDir } = await importFile(content, given);
  if (!result.ok) throw new Error(result.error.message);
  const index = openManifestIndex(dataDir, result.value.generation);
  if (!index.ok) throw new Error(index.error.message);
  onEnd(() => index.value.close());
  const find = (id: string): ManifestItem | null => index.value.find(id);
  return { report: result.value, about: index.value.about, find };
}

/** Why a file is not imported; nothing of it is there then. */
export async function refusedFile(
  content: string | Buffer,
  given: Given = {},
): Promise<CodedError> {
  const { result, left } = await importFile(content, given);
  if (result.ok) throw new Error('the file was imported');
  expect(left).toEqual([]);
  return result.error;
}

/** Puts a generation in use that must be taken. */
export function activated(store: Store, generation: string): void {
  const result = activateManifest(store, generation, 'station', null);
  if (!result.ok) throw new Error(result.error.message);
  result.value.close();
}

/** Puts a generation in place of this one as the first version of the program made it. */
export function makeOutdated(dataDir: string, generation: string): void {
  const file = generationPath(dataDir, generation);
  rmSync(file);
  const db = openPrivate(file, null);
  db.exec(`
    CREATE TABLE items (id INTEGER PRIMARY KEY, item TEXT NOT NULL, rows TEXT NOT NULL) STRICT;
    CREATE TABLE keys (key TEXT PRIMARY KEY, id INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO items VALUES (1, '{"item_id":"ITEM1"}', '2');
    INSERT INTO keys VALUES ('ITEM1', 1)`);
  db.close();
}
