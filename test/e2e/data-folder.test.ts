import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { openStore } from '../../electron/core/store/open.ts';
import { realClock } from '../../electron/real-clock.ts';
import { waitForBench } from '../../tools/app/bench-page.ts';
import { appArguments, PROJECT } from '../../tools/app/launch.ts';
import { resolveElectronRuntime } from '../../tools/runtime/electron-runtime.ts';
import { displayEnvironment, startApp } from '../support/e2e-app.ts';
import { trainingFolder } from '../support/e2e-bench.ts';
import { onEnd } from '../support/e2e-end.ts';
import { readRecords, runStation } from '../support/e2e-records.ts';

const MANIFEST = path.join(PROJECT, 'resources', 'demo', 'manifest.csv');
const asRoot = process.getuid?.() === 0;

interface Ended {
  readonly status: number | null;
  readonly stderr: string;
}

/** Starts the app as a user would and waits for its end. */
async function runAppToItsEnd(dataDir: string): Promise<Ended> {
  const { executable } = await resolveElectronRuntime(() => {});
  const env = { ...process.env, ...(await displayEnvironment()) };
  const child = spawn(executable, appArguments('training', dataDir), { env });
  onEnd(() => void child.kill('SIGKILL'));
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const status = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { status, stderr };
}

/** Takes the right to write from everybody, root included, until the end of the test file. */
function makeReadOnly(folder: string): void {
  if (asRoot) {
    execFileSync('mount', ['--bind', folder, folder]);
    onEnd(() => void execFileSync('umount', [folder]));
    execFileSync('mount', ['-o', 'remount,bind,ro', folder]);
    return;
  }
  chmodSync(folder, 0o500);
  onEnd(() => chmodSync(folder, 0o700));
}

describe('a data folder in use', () => {
  it('by this app: a second one says so, ends with 3, and the first stays', async () => {
    const dataDir = trainingFolder();
    const { app, page, close } = await startApp('training', dataDir);
    const before = await waitForBench(page, 'a bench', ({ blocked }) => blocked === null);
    const second = await runAppToItsEnd(dataDir);
    expect(second.status).toBe(3);
    expect(second.stderr).toContain(`A station is already running on ${dataDir}`);
    expect(second.stderr).toContain('Nothing was started.');
    const windows = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => window.isVisible()),
    );
    expect(windows).toEqual([true]);
    const after = await waitForBench(page, 'a bench', ({ blocked }) => blocked === null);
    expect(after.events).toBe(before.events);

    const records = readRecords(dataDir).length;
    const rebuilt = await runStation('rebuild', '--data', dataDir);
    expect(rebuilt.status).toBe(1);
    expect(rebuilt.stderr).toMatch(/is in use by process \d+ of user .+\. Nothing was changed\./);
    expect(readRecords(dataDir)).toHaveLength(records);
    const imported = await runStation('import', MANIFEST, '--data', dataDir, '--json');
    expect(JSON.parse(imported.stdout)).toMatchObject({ items: 14, activated: false });
    await vi.waitFor(
      () => expect(readRecords(dataDir).at(-1)?.kind).toBe('manifest-activated'),
      20_000,
    );
    const looked = await runStation('lookup', 'LX876543216DE', '--data', dataDir, '--json');
    expect(JSON.parse(looked.stdout)).toMatchObject({ found: true });
    await close();
  });

  it('by another program: the app says which process has it and records nothing', async () => {
    const dataDir = trainingFolder();
    const opened = openStore({
      dataDir,
      mode: 'training',
      clock: realClock,
      bootId: randomUUID(),
    });
    if (!opened.ok) throw new Error(opened.error.message);
    try {
      const { page, close } = await startApp('training', dataDir);
      const blocked = page.locator('[data-testid=blocked][data-code=data-folder-in-use]');
      await blocked.waitFor();
      expect(await blocked.innerText()).toContain(`in use by process ${process.pid}`);
      await close();
      expect(readRecords(dataDir)).toHaveLength(1);
    } finally {
      opened.value.close();
    }
  });
});

describe('a data folder that cannot be written', () => {
  it.each([
    ['new', false],
    ['with records', true],
  ])('%s: the app says so and records nothing', async (_name, withRecords) => {
    const dataDir = trainingFolder();
    if (withRecords) await runStation('import', MANIFEST, '--data', dataDir);
    makeReadOnly(dataDir);
    const { app, page, close } = await startApp('training', dataDir);
    const profile = await app.evaluate((electron) => electron.app.getPath('userData'));
    // A throw-away one, since the data folder cannot hold it.
    expect(profile.startsWith(dataDir)).toBe(false);
    onEnd(() => rmSync(profile, { recursive: true, force: true }));
    const blocked = page.locator('[data-testid=blocked][data-code=data-folder-read-only]');
    await blocked.waitFor();
    const text = await blocked.innerText();
    expect(text).toContain(`The data folder ${dataDir} cannot be written`);
    expect(text).toContain('Give this account write access to it, or choose another folder.');
    const reply = await page.evaluate(() => window.station.intent({ kind: 'open-shift' }));
    expect(reply).toMatchObject({ ok: false, error: { code: 'data-folder-read-only' } });
    await close();
  });
});
