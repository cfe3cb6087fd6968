import { existsSync } from 'node:fs';
import type { ManifestsReply } from '../../../shared/bridge/setup-contract.ts';
import type { Store } from '../store/store.ts';
import { generationPath } from './generation-file.ts';
import { MOST_IN_FORCE } from './manifest-stack.ts';

/**
 * Manifests in force, newest first: those that were activated and whose files are there.
 * @param page at most 100 rows
 */
export function manifestRows(
  store: Pick<Store, 'dataDir' | 'latest' | 'manifestGenerations'>,
  { limit, offset }: { limit: number; offset: number },
): ManifestsReply {
  const generations = store
    .manifestGenerations()
    .filter((generation) => existsSync(generationPath(store.dataDir, generation)));
  const events = store.latest('manifest-activated', 4 * MOST_IN_FORCE);
  const shown = generations.slice(offset, offset + limit);
  return {
    total: generations.length,
    inForce: shown.flatMap((generation) => {
      const event = events.find(({ body }) => body['generation'] === generation);
      if (event === undefined) return [];
      const { file, items, lines, rejected } = event.body;
      const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
      return {
        generation,
        file: typeof file === 'string' ? file : '',
        items: number(items),
        lines: number(lines),
        rejected: number(rejected),
        atMs: event.at_ms,
        by: event.actor,
      };
    }),
  };
}
