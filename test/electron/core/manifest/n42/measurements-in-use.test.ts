import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importManifest } from '../../../../../electron/core/manifest/import-manifest.ts';
import { oldGenerations } from '../../../../../electron/core/manifest/old-generations.ts';
import { openManifestStack } from '../../../../../electron/core/manifest/manifest-stack.ts';
import type { ManifestStack } from '../../../../../electron/core/manifest/manifest-stack.ts';
import type { Store } from '../../../../../electron/core/store/store.ts';
import { onEnd, openOk, temporaryFolder } from '../../store/support.ts';
import { activated, importDay } from '../support.ts';
import { ALARM_2011, importFile, named, QUIET_2011 } from './support.ts';

const ITEM = 'RR473124829US';
const YEAR_MS = 365 * 24 * 3600 * 1000;

async function brought(store: Store, file: string, item?: string): Promise<string> {
  const result = await importFile(file, item, store.dataDir);
  if (!result.ok) throw new Error(result.error.message);
  activated(store, result.value.generation);
  return result.value.generation;
}

async function declared(store: Store, day: number, csv: string): Promise<string> {
  const { generation } = await importDay(store.dataDir, day, csv);
  activated(store, generation);
  return generation;
}

function stackOf(store: Store): ManifestStack {
  const opened = openManifestStack(store.dataDir, store.manifestGenerations());
  if (!opened.ok) throw new Error(opened.error.message);
  onEnd(() => opened.value.stack.close());
  return opened.value.stack;
}

describe('measurements of other instruments in use', () => {
  it('leave the declaration of the item as it is', async () => {
    const store = openOk(temporaryFolder());
    const manifest = await declared(store, 1, `item_id,gross_g\n${ITEM},400\n`);
    await brought(store, ALARM_2011);
    const stack = stackOf(store);
    expect(stack.find(ITEM)).toMatchObject({ generation: manifest, item: { gross_g: '400' } });
    expect(stack.versions(ITEM)).toHaveLength(1);
    expect(stack.items).toBe(1);
    expect(stack.measurements(ITEM)).toHaveLength(1);
  });

  it.each([
    ['within 12 months are of the item', 365, 1],
    ['of more than 12 months before are of another item with its id', 366, 0],
  ])('%s', async (_, day, count) => {
    const store = openOk(temporaryFolder());
    const utcMs = (): number => Date.UTC(2025, 0, 1);
    const clock = { utcMs, monotonicMs: () => 0, after: () => ({ cancel: () => undefined }) };
    const { dataDir } = store;
    const result = await importManifest({ file: ALARM_2011, dataDir, clock });
    if (!result.ok) throw new Error(result.error.message);
    activated(store, result.value.generation);
    expect(stackOf(store).measurements(ITEM)).toHaveLength(1);
    await declared(store, day, `item_id,gross_g\n${ITEM},400\n`);
    expect(stackOf(store).measurements(ITEM)).toHaveLength(count);
  });

  it('are found by any id of the item, the last ones first, each once', async () => {
    const store = openOk(temporaryFolder());
    await declared(store, 1, `item_id,alt_ids\nCOURIER-1,${ITEM}\n`);
    await brought(store, named(QUIET_2011, 'quiet.n42'), 'COURIER-1');
    await brought(store, ALARM_2011);
    await brought(store, named(ALARM_2011, 'copy.n42'));
    for (const id of ['courier-1', ITEM]) {
      const files = stackOf(store)
        .measurements(id)
        .map(({ file }) => file);
      expect(files, id).toEqual(['copy.n42', 'quiet.n42', 'quiet.n42']);
    }
    expect(stackOf(store).measurements('COURIER-2')).toEqual([]);
  });

  it('are twenty at most for one item', async () => {
    const store = openOk(temporaryFolder());
    const text = readFileSync(QUIET_2011, 'utf8');
    for (let at = 0; at < 11; at += 1) {
      const file = join(temporaryFolder(), `${ITEM}.n42`);
      writeFileSync(file, text.replace('3000', String(3000 + at)));
      await brought(store, file);
    }
    const found = stackOf(store).measurements(ITEM);
    expect(found).toHaveLength(20);
    expect(found[0]?.gammaCounts).toBe(3010);
  });

  it('are said by the record that puts them in use', async () => {
    const store = openOk(temporaryFolder());
    await brought(store, ALARM_2011);
    expect(store.latest('manifest-activated', 1)[0]?.body).toMatchObject({
      items: 0,
      measurements: 1,
    });
    expect(store.activeManifest()).toBeNull();
  });

  it('let no manifest grow old: that is replaced by a manifest only', async () => {
    const store = openOk(temporaryFolder());
    const manifest = await declared(store, 1, `item_id\n${ITEM}\n`);
    const measured = await brought(store, ALARM_2011);
    const later = Date.now() + 50 * YEAR_MS;
    expect(store.activeManifest()?.generation).toBe(manifest);
    expect(store.manifestReplacedAtMs(manifest)).toBeNull();
    expect(oldGenerations(store, 30, later)).toEqual([]);
    const next = await declared(store, 2, 'item_id\nOTHER\n');
    expect(store.activeManifest()?.generation).toBe(next);
    expect(oldGenerations(store, 30, later).sort()).toEqual([manifest, measured].sort());
    expect(readdirSync(join(store.dataDir, 'manifest'))).toHaveLength(3);
  });
});
