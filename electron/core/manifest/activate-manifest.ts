import type { CodedError, Result } from '../../../shared/result.ts';
import type { SqliteAddon } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';
import { openManifestIndex } from './find.ts';
import type { ManifestIndex } from './find.ts';
import { countInForce, MOST_IN_FORCE, tooMany } from './manifest-stack.ts';

type ActivatingStore = Pick<
  Store,
  'append' | 'dataDir' | 'mode' | 'station' | 'manifestGenerations' | 'event'
>;

/** Who started the import by the records, which a file alone cannot claim; null for nobody known. */
function starterOf(store: ActivatingStore, seq: number | null): string | null {
  const started = seq === null ? null : store.event(seq);
  return started?.kind === 'manifest-import-started' ? started.actor : null;
}

/**
 * Puts an imported generation in use: one event, after its file was looked at.
 *
 * Errors: `manifest-missing`, `manifest-outdated`, `manifest-foreign` when it was made for another
 * folder, `manifest-activated-already`, `manifest-too-many`.
 *
 * @param actor `station`, or the badge of who puts it in use, unless records say who imported it
 * @param shift the open one, or null
 * @returns the generation, open; the caller closes it
 * @throws StoreError as `Store.append`; then what was in use stays so
 */
export function activateManifest(
  store: ActivatingStore,
  generation: string,
  actor: string,
  shift: string | null,
  addon: SqliteAddon = null,
): Result<ManifestIndex, CodedError> {
  const { dataDir, mode, station } = store;
  const activated = store.manifestGenerations();
  if (activated.includes(generation)) {
    return refused(
      'manifest-activated-already',
      `The manifest ${generation} was activated before.`,
    );
  }
  const inForce = countInForce(dataDir, activated);
  if (inForce >= MOST_IN_FORCE) return tooMany(inForce);
  const opened = openManifestIndex(dataDir, generation, addon);
  if (!opened.ok) return opened;
  const { about } = opened.value;
  if (about.mode !== mode || about.station !== station) {
    opened.value.close();
    const what = `The manifest ${generation} was imported for another data folder.`;
    return refused('manifest-foreign', `${what} Import its file into this one.`);
  }
  try {
    const { file, items, lines, measurements, sha256, rejected } = about;
    const body = {
      generation,
      file,
      items,
      lines,
      sha256,
      rejected,
      ...(measurements === 0 ? {} : { measurements }),
    };
    const by = starterOf(store, about.started_by) ?? actor;
    store.append([{ kind: 'manifest-activated', session: null, actor: by, body }], shift);
  } catch (error) {
    opened.value.close();
    throw error;
  }
  return opened;
}

function refused(code: string, message: string): Result<never, CodedError> {
  return { ok: false, error: { code, message } };
}
