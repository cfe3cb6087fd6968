import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { activateManifest } from '../../../../electron/core/manifest/activate-manifest.ts';
import { openManifestIndex } from '../../../../electron/core/manifest/find.ts';
import { importManifest } from '../../../../electron/core/manifest/import-manifest.ts';
import type { ImportReport } from '../../../../electron/core/manifest/import-manifest.ts';
import { openOk, temporaryFolder, verified } from '../store/support.ts';

async function imports(dataDir: string, number: number): Promise<ImportReport> {
  const file = join(temporaryFolder(), `day-${number}.csv`);
  writeFileSync(file, `item_id\nITEM${number}\n`);
  const utcMs = (): number => Date.UTC(2025, 0, number);
  const clock = { utcMs, monotonicMs: () => 0, after: () => ({ cancel: () => undefined }) };
  const result = await importManifest({ file, dataDir, clock });
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

describe('activateManifest', () => {
  it('puts a generation in use by an event', async () => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir);
    const report = await imports(dataDir, 1);
    expect(store.activeManifest()).toBeNull();
    const event = activateManifest(store, report, 'station', null);
    expect(event.body).toMatchObject({
      generation: report.generation,
      file: 'day-1.csv',
      items: 1,
    });
    const { generation } = report;
    expect(store.activeManifest()).toEqual({ generation, file: 'day-1.csv', items: 1 });
    store.close();
    expect(openOk(dataDir).activeManifest()?.generation).toBe(generation);
    expect(verified(dataDir)).toMatchObject({ ok: true, events: 2 });
  });

  it('keeps the generation before and removes older ones', async () => {
    const dataDir = temporaryFolder();
    const store = openOk(dataDir);
    const reports: ImportReport[] = [];
    for (const number of [1, 2, 3]) {
      const report = await imports(dataDir, number);
      reports.push(report);
      activateManifest(store, report, 'station', null);
    }
    const kept = reports.slice(1).map(({ generation }) => `${generation}.db`);
    expect(readdirSync(join(dataDir, 'manifest'))).toEqual(kept);
  });
});

describe('openManifestIndex', () => {
  it('says that a generation is gone, or is no manifest', async () => {
    const dataDir = temporaryFolder();
    const { generation } = await imports(dataDir, 1);
    expect(openManifestIndex(dataDir, generation.replace('2025', '2024'))).toMatchObject({
      ok: false,
      error: { code: 'manifest-missing' },
    });
    writeFileSync(join(dataDir, 'manifest', `${generation}.db`), 'x'.repeat(5_000));
    expect(openManifestIndex(dataDir, generation)).toMatchObject({
      ok: false,
      error: { code: 'manifest-missing' },
    });
  });

  it('never leaves its folder', () => {
    expect(() => openManifestIndex(temporaryFolder(), '../station')).toThrow('not a manifest');
  });
});
