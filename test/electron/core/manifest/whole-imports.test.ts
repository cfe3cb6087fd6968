import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runImporter } from '../../../../electron/cli/run-importer.ts';
import { importManifest } from '../../../../electron/core/manifest/import-manifest.ts';
import { openManifestStack } from '../../../../electron/core/manifest/manifest-stack.ts';
import type { Store } from '../../../../electron/core/store/store.ts';
import { realClock } from '../../../../electron/real-clock.ts';
import { canMount, fillDisk, mountSmallDisk } from '../../../durability/small-disk.ts';
import { openOk, temporaryFolder } from '../store/support.ts';
import { activated, importDay } from './support.ts';

/** What is in use, as far as anybody can see it. */
interface InUse {
  readonly files: readonly string[];
  readonly generations: readonly string[];
  readonly found: unknown;
}

function inUse(dataDir: string, store: Store): InUse {
  const opened = openManifestStack(dataDir, store.manifestGenerations());
  if (!opened.ok) throw new Error(opened.error.message);
  const { stack } = opened.value;
  try {
    const found = ['A', 'ID5', 'ID30000'].map((id) => stack.find(id));
    const files = readdirSync(path.join(dataDir, 'manifest')).sort();
    return { files, generations: store.manifestGenerations(), found };
  } finally {
    stack.close();
  }
}

/** A folder in which a manifest is in use already. */
async function withManifest(
  dataDir = temporaryFolder(),
): Promise<{ dataDir: string; store: Store }> {
  const store = openOk(dataDir);
  const { generation } = await importDay(dataDir, 1, 'item_id,gross_g\nA,1\nID5,7\n');
  activated(store, generation);
  return { dataDir, store };
}

const rows = (count: number): string =>
  `item_id,description\n${Array.from({ length: count }, (_, at) => `ID${at},${'some text '.repeat(4)}`).join('\n')}\n`;

const FORMATS = [
  ['CSV', 'today.csv', rows(40_000)],
  [
    'CSV that is no UTF-8',
    'today.csv',
    Buffer.from(`item_id,sender_name\nB,Müller Größe\n${rows(40_000).slice(20)}`, 'latin1'),
  ],
] as const;

describe.each(FORMATS)('an import of %s', (_, name, content) => {
  it.each([
    [
      'replaced by another file',
      (file: string) => {
        writeFileSync(`${file}.new`, 'item_id\nNEW\n');
        renameSync(`${file}.new`, file);
      },
    ],
    ['truncated', (file: string) => truncateSync(file, 100_000)],
    ['emptied', (file: string) => truncateSync(file, 0)],
    ['removed', (file: string) => rmSync(file)],
  ])('whose file is %s while it is read takes nothing', async (_what, spoil) => {
    const { dataDir, store } = await withManifest();
    const before = inUse(dataDir, store);
    const file = path.join(temporaryFolder(), name);
    writeFileSync(file, content);
    let chunks = 0;
    const result = await importManifest({
      file,
      dataDir,
      clock: realClock,
      onProgress: () => {
        chunks += 1;
        if (chunks === 3) spoil(file);
      },
    });
    expect(result).toMatchObject({ ok: false, error: { code: 'manifest-unreadable' } });
    if (!result.ok) {
      expect(result.error.message).toContain('was written or replaced while it was read');
      expect(result.error.message).toContain('what was imported before stays in use');
    }
    expect(inUse(dataDir, store)).toEqual(before);
  });

  it.skipIf(!canMount)(
    'for which the disk has no room takes nothing, and starts over',
    async () => {
      const disk = mountSmallDisk(20_000);
      const { dataDir, store } = await withManifest(path.join(disk, 'data'));
      const before = inUse(dataDir, store);
      const file = path.join(temporaryFolder(), name);
      writeFileSync(file, content);
      const filler = fillDisk(disk, 500_000);
      const full = await importManifest({ file, dataDir, clock: realClock });
      expect(full).toMatchObject({ ok: false, error: { code: 'disk-full' } });
      expect(inUse(dataDir, store)).toEqual(before);
      rmSync(filler);
      const again = await importManifest({ file, dataDir, clock: realClock });
      if (!again.ok) throw new Error(again.error.message);
      activated(store, again.value.generation);
      expect(inUse(dataDir, store).found).toMatchObject([
        { item: { item_id: 'A' } },
        { generation: again.value.generation },
        { generation: again.value.generation },
      ]);
    },
  );
});

describe.skipIf(process.platform === 'win32')('what is no file', () => {
  it.each([
    ['a folder', (at: string) => mkdirSync(at)],
    ['a pipe that nobody writes into', (at: string) => execFileSync('mkfifo', [at])],
    ['a device without an end', (at: string) => execFileSync('ln', ['-s', '/dev/zero', at])],
    ['a link to nothing', (at: string) => execFileSync('ln', ['-s', 'nowhere', at])],
  ])('is refused at once: %s', { timeout: 60_000 }, async (_, make) => {
    const { dataDir, store } = await withManifest();
    const before = inUse(dataDir, store);
    const file = path.join(temporaryFolder(), 'today.csv');
    make(file);
    const result = await runImporter({ file, dataDir, sqliteAddon: null }, () => {});
    expect(result).toMatchObject({ ok: false, error: { code: 'manifest-unreadable' } });
    expect(inUse(dataDir, store)).toEqual(before);
  });
});

describe('an importer', () => {
  it('that has no memory left says that nothing was imported', { timeout: 60_000 }, async () => {
    const { dataDir, store } = await withManifest();
    const before = inUse(dataDir, store);
    const file = path.join(temporaryFolder(), 'today.csv');
    writeFileSync(file, 'item_id\nB\n');
    const options = process.env['NODE_OPTIONS'];
    process.env['NODE_OPTIONS'] = '--max-old-space-size=4';
    const result = await runImporter({ file, dataDir, sqliteAddon: null }, () => {});
    if (options === undefined) delete process.env['NODE_OPTIONS'];
    else process.env['NODE_OPTIONS'] = options;
    expect(result).toMatchObject({ ok: false, error: { code: 'manifest-import-ended' } });
    expect(inUse(dataDir, store)).toEqual(before);
  });

  it(
    'and another one at the same time: one is refused, the other whole',
    { timeout: 60_000 },
    async () => {
      const { dataDir, store } = await withManifest();
      const file = path.join(temporaryFolder(), 'today.csv');
      writeFileSync(file, rows(40_000));
      const task = { file, dataDir, sqliteAddon: null };
      const both = await Promise.all([runImporter(task, () => {}), runImporter(task, () => {})]);
      const done = both.filter((one) => one.ok);
      // On a busy computer the first may be done before the second begins.
      for (const one of both) {
        if (!one.ok) expect(one.error.code).toBe('manifest-import-running');
      }
      expect(done.length).toBeGreaterThanOrEqual(1);
      expect(inUse(dataDir, store).files).toHaveLength(1 + done.length);
      expect(inUse(dataDir, store).found).toMatchObject([{}, { item: { gross_g: '7' } }, null]);
    },
  );
});
