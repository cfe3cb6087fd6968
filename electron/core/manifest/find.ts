import { existsSync } from 'node:fs';
import { itemKey } from '../../../shared/manifest/item-key.ts';
import { manifestItemSchema } from '../../../shared/manifest/item.ts';
import type { ManifestItem } from '../../../shared/manifest/item.ts';
import type { CodedError, Result } from '../../../shared/result.ts';
import { openForReading } from '../store/sqlite.ts';
import type { Sqlite, SqliteAddon } from '../store/sqlite.ts';
import { failureCode } from '../store/store-error.ts';
import { generationPath } from './generation-file.ts';

/** One generation of the manifest, open for lookups. */
export interface ManifestIndex {
  readonly generation: string;
  readonly items: number;
  /**
   * The item with this id or alternative id, in any case and spacing; null when there is none. The
   * stored item is parsed again: it costs microseconds, and a damaged file becomes a failure here
   * instead of a wrong declaration on the screen.
   *
   * @throws Error when the file cannot be read: that is not "not in the manifest"
   */
  find(id: string): ManifestItem | null;
  close(): void;
}

/** Opens a generation. Error: `manifest-missing` when its file is gone or damaged. */
export function openManifestIndex(
  dataDir: string,
  generation: string,
  sqliteAddon: SqliteAddon = null,
): Result<ManifestIndex, CodedError> {
  const file = generationPath(dataDir, generation);
  if (!existsSync(file)) return missing(generation);
  let db: Sqlite | null = null;
  try {
    db = openForReading(file, sqliteAddon);
    return { ok: true, value: createIndex(db, generation) };
  } catch (error) {
    db?.close();
    if (failureCode(error) === null) throw error;
    return missing(generation);
  }
}

function createIndex(db: Sqlite, generation: string): ManifestIndex {
  const items = db.prepare<[], number>('SELECT count(*) FROM items').pluck().get() ?? 0;
  const find = db
    .prepare<[string], string>('SELECT item FROM keys JOIN items USING (id) WHERE key = ?')
    .pluck();
  return {
    generation,
    items,
    find(id) {
      const text = find.get(itemKey(id));
      return text === undefined ? null : manifestItemSchema.parse(JSON.parse(text));
    },
    close: () => void db.close(),
  };
}

function missing(generation: string): Result<never, CodedError> {
  const message =
    `The manifest ${generation} cannot be opened. The records are safe; items are not found ` +
    'until the manifest is imported again.';
  return { ok: false, error: { code: 'manifest-missing', message } };
}
