import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { activateManifest } from '../../../../electron/core/manifest/activate-manifest.ts';
import { generationPath } from '../../../../electron/core/manifest/generation-file.ts';
import { importManifest } from '../../../../electron/core/manifest/import-manifest.ts';
import type { ImportReport } from '../../../../electron/core/manifest/import-manifest.ts';
import { openPrivate } from '../../../../electron/core/store/sqlite.ts';
import type { Store } from '../../../../electron/core/store/store.ts';
import { temporaryFolder } from '../store/support.ts';

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
