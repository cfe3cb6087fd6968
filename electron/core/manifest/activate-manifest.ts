import type { CodedError, Result } from '../../../shared/result.ts';
import type { SqliteAddon } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';
import { openManifestIndex } from './find.ts';
import type { ManifestIndex } from './find.ts';
import { countInForce, MOST_IN_FORCE, tooMany } from './manifest-stack.ts';

type ActivatingStore = Pick<
  Store,
  'append' | 'dataDir' | 'mode' | 'station' | 'manifestGenerations'
>;

/**
 * Puts an imported generation in use: one event, after its file was looked at.
 *
 * Errors: `manifest-missing`, `manifest-outdated`, `manifest-foreign` when it was made for another
 * folder, `manifest-activated-already`, `manifest-too-many`.
 *
 * @param actor badge of who imports, or `station`
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
    const { file, items, lines, sha256, rejected } = about;
    const body = { generation, file, items, lines, sha256, rejected };
    store.append([{ kind: 'manifest-activated', session: null, actor, body }], shift);
  } catch (error) {
    opened.value.close();
    throw error;
  }
  return opened;
}

function refused(code: string, message: string): Result<never, CodedError> {
  return { ok: false, error: { code, message } };
}
