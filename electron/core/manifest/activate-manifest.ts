import { rmSync } from 'node:fs';
import type { RecordedEvent } from '../../../shared/records/event.ts';
import type { Store } from '../store/store.ts';
import { generationPath, listGenerations } from './generation-file.ts';
import type { ImportReport } from './import-manifest.ts';

/**
 * Puts an imported generation in use: one event, and with it one row. The generation before stays
 * on the disk; older ones, which hold names and addresses, are removed.
 *
 * @param actor badge of who imports, or `station`
 * @throws StoreError as `Store.append`; then the manifest before stays in use
 */
export function activateManifest(
  store: Store,
  report: ImportReport,
  actor: string,
  shift: string | null,
): RecordedEvent {
  const before = store.activeManifest()?.generation ?? report.generation;
  const { generation, file, items, lines, sha256, rejectedTotal: rejected } = report;
  const body = { generation, file, items, lines, sha256, rejected };
  const [event] = store.append([{ kind: 'manifest-activated', session: null, actor, body }], shift);
  if (event === undefined) throw new Error('an event was appended and not returned');
  removeOlder(store.dataDir, before < generation ? before : generation);
  return event;
}

function removeOlder(dataDir: string, oldestKept: string): void {
  for (const generation of listGenerations(dataDir)) {
    if (generation >= oldestKept) continue;
    try {
      rmSync(generationPath(dataDir, generation));
    } catch {
      // Still open somewhere on Windows: the next activation removes it.
    }
  }
}
