import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { getPriority } from 'node:os';
import { describe, expect, it } from 'vitest';
import { runImporter } from '../../../../electron/cli/run-importer.ts';
import type { ImporterMessage } from '../../../../electron/core/manifest/importer.ts';
import type { ImportProgress } from '../../../../electron/core/manifest/import-manifest.ts';
import { onEnd, openOk, temporaryFolder } from '../store/support.ts';
import { activated } from './support.ts';

const PROGRAM = path.resolve('electron/core/manifest/importer.ts');
const SMALL = 'item_id,description\nA,shirt\nB,cup\n';

function csv(content: string): string {
  const file = path.join(temporaryFolder(), 'manifest.csv');
  writeFileSync(file, content);
  return file;
}

/** Some seconds of work. */
function large(): string {
  const rows = Array.from({ length: 400_000 }, (_, at) => `ID${at},${'some text '.repeat(6)}`);
  return csv(`item_id,description\n${rows.join('\n')}\n`);
}

function folder(): string {
  const dataDir = temporaryFolder();
  openOk(dataDir).close();
  return dataDir;
}

const parts = (dataDir: string): string[] => readdirSync(path.join(dataDir, 'manifest'));

/** The real child, in the middle of its work. */
async function busy(dataDir: string): Promise<ChildProcess> {
  const task = { file: large(), dataDir, sqliteAddon: null };
  const child = fork(PROGRAM, [`--task=${JSON.stringify(task)}`]);
  onEnd(() => child.kill('SIGKILL'));
  const [first] = (await once(child, 'message')) as [ImporterMessage];
  expect(first.kind).toBe('progress');
  return child;
}

describe('the importer', () => {
  it('builds a generation that nobody uses until it is activated', async () => {
    const dataDir = folder();
    const result = await runImporter({ file: csv(SMALL), dataDir, sqliteAddon: null }, () => {});
    if (!result.ok) throw new Error(result.error.message);
    const { generation, items, lines } = result.value;
    expect([items, lines]).toEqual([2, 2]);
    expect(parts(dataDir)).toEqual([`${generation}.db`]);
    const store = openOk(dataDir);
    expect(store.activeManifest()).toBeNull();
    activated(store, generation);
    expect(store.activeManifest()?.generation).toBe(generation);
  });

  it('refuses a wrong file in words', async () => {
    const file = csv('item_id,weight\nA,1\n');
    const result = await runImporter({ file, dataDir: folder(), sqliteAddon: null }, () => {});
    expect(result).toMatchObject({ ok: false, error: { code: 'manifest-columns' } });
  });

  it('killed in the middle leaves nothing in use, and the next one starts over', async () => {
    const dataDir = folder();
    const child = await busy(dataDir);
    expect(parts(dataDir)).toContain('importing.db.part');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(parts(dataDir).filter((name) => name.endsWith('.db'))).toEqual([]);
    const store = openOk(dataDir);
    expect(store.manifestGenerations()).toEqual([]);
    store.close();
    const next = await runImporter({ file: csv(SMALL), dataDir, sqliteAddon: null }, () => {});
    if (!next.ok) throw new Error(next.error.message);
    expect(parts(dataDir)).toEqual([`${next.value.generation}.db`]);
  });

  it('cancelled in the middle takes everything back and says so', async () => {
    const dataDir = folder();
    const child = await busy(dataDir);
    child.send({ kind: 'cancel' });
    const said: ImporterMessage[] = [];
    child.on('message', (message) => {
      said.push(message as ImporterMessage);
      if (said.at(-1)?.kind !== 'progress') child.disconnect();
    });
    const [code] = (await once(child, 'exit')) as [number];
    expect([said.at(-1), code]).toMatchObject([
      { kind: 'refused', error: { code: 'manifest-import-cancelled' } },
      0,
    ]);
    expect(parts(dataDir)).toEqual([]);
  });

  it('says how many rows and bytes were read, five times a second at most, and the end', async () => {
    const dataDir = folder();
    const told: ImportProgress[] = [];
    const startedMs = performance.now();
    await runImporter({ file: large(), dataDir, sqliteAddon: null }, (one) => told.push(one));
    const seconds = (performance.now() - startedMs) / 1000;
    // The first and the last come whenever they are due.
    expect(told.length).toBeLessThanOrEqual(5 * seconds + 2);
    const last = told.at(-1);
    expect([last?.rows, last?.bytes]).toEqual([400_000, last?.ofBytes]);
    expect(told.map(({ bytes }) => bytes)).toEqual(
      told.map(({ bytes }) => bytes).sort((a, b) => a - b),
    );
  });

  it('refuses a second import into the same folder, which leaves the first alone', async () => {
    const dataDir = folder();
    const child = await busy(dataDir);
    const second = await runImporter({ file: csv(SMALL), dataDir, sqliteAddon: null }, () => {});
    expect(second).toMatchObject({ ok: false, error: { code: 'manifest-import-running' } });
    expect(child.exitCode).toBeNull();
    expect(parts(dataDir)).toContain('importing.db.part');
    const said: ImporterMessage[] = [];
    child.on('message', (message) => {
      said.push(message as ImporterMessage);
      if (said.at(-1)?.kind !== 'progress') child.disconnect();
    });
    const [code] = (await once(child, 'exit')) as [number];
    expect([said.at(-1)?.kind, code]).toEqual(['imported', 0]);
  });

  it.skipIf(process.platform === 'win32')('works behind everything of the bench', async () => {
    const child = await busy(folder());
    expect(getPriority(child.pid)).toBeGreaterThanOrEqual(10);
  });

  it('ends with the program that started it', async () => {
    const dataDir = folder();
    const child = await busy(dataDir);
    child.disconnect();
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(1);
    expect(parts(dataDir).filter((name) => name.endsWith('.db'))).toEqual([]);
  });
});
