import { existsSync } from 'node:fs';
import { itemKey } from '../../../shared/manifest/item-key.ts';
import type { ManifestItem } from '../../../shared/manifest/item.ts';
import { unpackItem } from '../../../shared/manifest/packed-item.ts';
import type { Layout } from '../../../shared/manifest/packed-item.ts';
import type { OutsideMeasurement } from '../../../shared/measure/outside-measurement.ts';
import type { CodedError, Result } from '../../../shared/result.ts';
import { openForReading } from '../store/sqlite.ts';
import type { Sqlite, SqliteAddon } from '../store/sqlite.ts';
import { OlderForm, readAbout } from './about.ts';
import type { About } from './about.ts';
import { generationPath } from './generation-file.ts';
import { openMeasurements } from './measurement-rows.ts';
import { sameMassCounter } from './sender-masses.ts';

/** An item as one file declares it. */
export interface DeclaredItem {
  readonly item: ManifestItem;
  /** Where its first row stands in the file: a line of text or a row of a sheet, from 1. */
  readonly line: number;
}

/** One generation of the manifest, open for lookups. */
export interface ManifestIndex {
  readonly generation: string;
  readonly about: About;
  /**
   * The item with this id or alternative id, in any case and spacing; null when there is none. The
   * stored item is parsed again: it costs microseconds, and a damaged file becomes a failure here
   * instead of a wrong declaration on the screen. It comes with `same_mass_items`.
   *
   * @throws Error when the file cannot be read: that is not "not in the manifest"
   */
  find(id: string): ManifestItem | null;
  /**
   * Measurements from other instruments of the item with exactly this id, in their order in the file.
   * @throws as `find`
   */
  measurements(id: string): OutsideMeasurement[];
  /** As `find`, with the place in the file. */
  locate(id: string): DeclaredItem | null;
  close(): void;
}

/** Kibibytes of pages that one open generation keeps in memory; many are open at once. */
const CACHE_KIB = 128;

/**
 * Opens a generation. Errors: `manifest-missing` when its file is gone or damaged,
 * `manifest-outdated` when an earlier version of this program wrote it.
 */
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
    // Whatever else is wrong with the file, it is not one that an import has finished.
    return error instanceof OlderForm ? outdated(generation) : missing(generation);
  }
}

interface Stored {
  readonly item: string;
  readonly line: number;
}

/** @throws Error for a file that is not this generation, or is damaged where it was looked at */
function createIndex(db: Sqlite, generation: string): ManifestIndex {
  // Nobody writes a finished file: its shared lock is kept, which spares three calls of the system
  // and a look at the file's head for each look-up.
  db.pragma('locking_mode = EXCLUSIVE');
  db.pragma(`cache_size = -${CACHE_KIB}`);
  // A view could compute for ever; an import makes none.
  const others = db.prepare("SELECT 1 FROM sqlite_schema WHERE type NOT IN ('table', 'index')");
  if (others.get() !== undefined) throw new Error('the file has more than tables');
  const about = readAbout(db);
  if (about.generation !== generation) throw new Error('the file has the name of another one');
  const layout: Layout = { item: about.item_fields, line: about.line_fields };
  const ends = db.prepare<[], string>(
    'SELECT item FROM items WHERE id IN ((SELECT min(id) FROM items), (SELECT max(id) FROM items))',
  );
  // The last one lies at the end of the file: a part of a file does not pass.
  for (const text of ends.pluck().all()) unpackItem(text, layout);
  // A cast reads the number that a text begins with: `rows` are separated by blanks.
  const stored = 'SELECT item, CAST(rows AS INTEGER) AS line FROM';
  const byId = db.prepare<[string], Stored>(`${stored} items WHERE key = ?`);
  const byOtherId = db.prepare<[string], Stored>(
    `${stored} other_keys AS o JOIN items USING (id) WHERE o.key = ?`,
  );
  const hasOtherIds = db.prepare('SELECT 1 FROM other_keys LIMIT 1').get() !== undefined;
  const measured = openMeasurements(db, about);
  const sameMass = sameMassCounter(db);
  const locate = (id: string): DeclaredItem | null => {
    const key = itemKey(id);
    const found = byId.get(key) ?? (hasOtherIds ? byOtherId.get(key) : undefined);
    if (found === undefined) return null;
    const item = unpackItem(found.item, layout);
    return { item: { ...item, same_mass_items: sameMass(item) }, line: found.line };
  };
  return {
    generation,
    about,
    find: (id) => locate(id)?.item ?? null,
    locate,
    measurements: (id) => measured(itemKey(id)),
    close: () => void db.close(),
  };
}

function missing(generation: string): Result<never, CodedError> {
  const message =
    `The manifest ${generation} cannot be opened. The records are safe; items are not found ` +
    'until the manifest is imported again.';
  return { ok: false, error: { code: 'manifest-missing', message } };
}

function outdated(generation: string): Result<never, CodedError> {
  const message =
    `The manifest ${generation} was written by an earlier version of this program; import it again. ` +
    'The records are safe; items are not found until then. If other manifests were in use beside ' +
    'it, import their files as well, oldest first.';
  return { ok: false, error: { code: 'manifest-outdated', message } };
}
