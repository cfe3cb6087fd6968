import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { intend, signIn, waitForBench } from '../../tools/app/bench-page.ts';
import type { RunningApp } from '../../tools/app/launch.ts';
import { violations } from '../../tools/screens/axe.ts';
import { startApp } from '../support/e2e-app.ts';
import { trainingFolder } from '../support/e2e-bench.ts';
import { temporaryFolder } from '../support/e2e-end.ts';
import { readRecords, runStation, runVerify } from '../support/e2e-records.ts';
import { waitFor } from '../support/wait-for.ts';

const ADMINISTRATOR = { who: 'B-9001', pin: '246810' };
const MANAGER = { who: 'B-3001', pin: '246810' };
const OFFICER = { who: 'B-1042', pin: '246810' };
/** Enough for some seconds of reading. */
const LARGE_ROWS = 300_000;

let run: RunningApp;
let page: Page;
let dataDir: string;
let files: string;

beforeAll(async () => {
  files = temporaryFolder();
  dataDir = trainingFolder();
  run = await startApp('training', dataDir);
  ({ page } = run);
  await signIn(page, ADMINISTRATOR);
  await test('view-setup').click();
});

const test = (id: string) => page.getByTestId(id);

function csv(name: string, rows: readonly string[]): string {
  const file = path.join(files, name);
  writeFileSync(file, `item_id,description,gross_g\n${rows.join('\n')}\n`);
  return file;
}

/** What somebody does in the system's file dialog. */
async function willChoose(file: string | null): Promise<void> {
  await run.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] });
  }, file);
}

async function beginImport(file: string): Promise<void> {
  await willChoose(file);
  await test('import-choose').click();
  await test('import-start').click();
}

const importIs = (state: string) =>
  page.locator(`[data-testid=import-state][data-state=${state}]`).waitFor({ timeout: 60_000 });
const generations = (): string[] =>
  readdirSync(path.join(dataDir, 'manifest')).filter((name) => name.endsWith('.db'));

describe('the instruments', () => {
  it('show the bytes of a line both ways, while readings go on', async () => {
    await test('setup-scale').click();
    await page.locator('[data-testid=raw-row][data-from=instrument]').first().waitFor();
    await page.locator('[data-testid=raw-row][data-from=host]').first().waitFor();
    await page.locator('[data-testid=raw-row]', { hasText: '53 20 53' }).first().waitFor();
    await page.locator('[data-testid=raw-row]', { hasText: '<CR><LF>' }).first().waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('say in words whether they answer, with the frame', async () => {
    await test('instrument-test').click();
    await page.locator('[data-testid=test-result][data-state=answers]').waitFor();
    expect(await test('test-result').innerText()).toMatch(/Scale answers: 0\.0 g.*53 20 53/s);
  });

  it('say of a port that is not there what to do, and come back with a simulator', async () => {
    await test('instrument-connection').selectOption('port');
    await test('instrument-port').fill('/dev/not-connected');
    await test('instrument-save').click();
    await test('setup-saved').waitFor();
    await waitForBench(page, 'a scale without its port', ({ instruments }) =>
      instruments.some(({ id, fault }) => id === 'scale' && fault === 'port-missing'),
    );
    expect(await test('setup-scale').innerText()).toContain('The port does not exist');
    expect(await violations(page)).toEqual([]);
    await test('instrument-connection').selectOption('virtual');
    await test('instrument-save').click();
    await waitForBench(page, 'a scale that is ready', ({ instruments }) =>
      instruments.some(({ id, state }) => id === 'scale' && state === 'ready'),
    );
  });
});

describe('a manifest', () => {
  it('is imported with its progress, and an item of it is found afterwards', async () => {
    await test('tab-manifest').click();
    await beginImport(csv('today.csv', ['RR473124829US,shirt,450', 'BAD,shirt,heavy']));
    await importIs('done');
    expect(await test('rejected-row').innerText()).toContain('gross_g');
    await page.locator('[data-testid=manifest-row]', { hasText: 'today.csv' }).waitFor();
    expect(await violations(page)).toEqual([]);
    const found = await runStation('lookup', 'RR473124829US', '--data', dataDir, '--json');
    expect(found.stdout).toContain('"found":true');
  });

  it('that is cancelled leaves nothing, and the bench goes on meanwhile', async () => {
    const before = generations();
    const rows = Array.from({ length: LARGE_ROWS }, (_, at) => `X${at},shirt of cotton,450`);
    await beginImport(csv('large.csv', rows));
    await importIs('reading');
    await page.locator('[data-testid=import-state] progress[value]').waitFor();
    await waitForBench(page, 'a bench that answers', ({ instruments }) => instruments.length === 3);
    await test('stop-work').click();
    await importIs('cancelled');
    expect(generations()).toEqual(before);
    expect(readdirSync(path.join(dataDir, 'manifest')).filter((name) => /part/.test(name))).toEqual(
      [],
    );
    expect(await violations(page)).toEqual([]);
  });

  it('is refused in words while another program imports into this folder', async () => {
    const other = runStation('import', path.join(files, 'large.csv'), '--data', dataDir);
    const part = path.join(dataDir, 'manifest', 'importing.db.part');
    await waitFor(() => existsSync(part), 60_000);
    await beginImport(path.join(files, 'today.csv'));
    await importIs('failed');
    expect(await test('import-outcome').innerText()).toMatch(/another manifest is being imported/i);
    expect((await other).status).toBe(0);
    await page.locator('[data-testid=manifest-row]', { hasText: 'large.csv' }).waitFor();
  });

  it('is not imported from a path that the page names, whatever it calls', async () => {
    const secret = csv('secret.csv', ['SECRET1,plans,1']);
    await willChoose(null);
    const codes = await page.evaluate(async (file) => {
      const { station } = window;
      const said = [
        await station.startImport({ token: file }),
        await station.startImport({ file } as never),
        await station.chooseManifest(new File(['x'], file)),
      ];
      try {
        await station.chooseManifest({ name: file, size: 1 });
      } catch {
        said.push({ ok: false, error: { code: 'no-file', message: '' } });
      }
      return said.map((reply) => (reply.ok ? reply.value : reply.error.code));
    }, secret);
    expect(codes).toEqual(['file-not-chosen', 'malformed-call', null, 'no-file']);
    expect(JSON.stringify(readRecords(dataDir))).not.toContain('secret.csv');
  });
});

describe('rules in force', () => {
  it('are shown with hash, source and the site’s own numbers', async () => {
    await test('tab-rules').click();
    await test('rule-row').first().waitFor();
    expect(await test('pack-hash').inputValue()).toMatch(/^[0-9a-f]{64}$/);
    expect(await test('policy-row').first().innerText()).toContain('radiation.backgroundS');
    expect(await violations(page)).toEqual([]);
  });
});

describe('who may', () => {
  it('a manager imports and sees nothing else of the setup', async () => {
    await intend(page, { kind: 'sign-out' });
    await signIn(page, MANAGER);
    await test('view-setup').click();
    await test('import-choose').waitFor();
    expect(await test('tab-instruments').count()).toBe(0);
    await beginImport(csv('manager.csv', ['LX876543216DE,book,200']));
    await importIs('done');
    expect(await violations(page)).toEqual([]);
  });

  it('an officer has no setup, and a screen that asks all the same is refused', async () => {
    await intend(page, { kind: 'sign-out' });
    await signIn(page, OFFICER);
    expect(await test('view-setup').count()).toBe(0);
    const codes = await page.evaluate(async () => {
      const { station } = window;
      const said = [
        await station.chooseManifest(),
        await station.importState(),
        await station.cancelImport(),
        await station.watchRaw({ instrument: 'scanner' }),
        await station.rules(),
      ];
      return said.map((reply) => (reply.ok ? 'done' : reply.error.code));
    });
    expect(codes).toEqual(Array(5).fill('not-allowed'));
  });
});

describe('afterwards', () => {
  it('records verify and say who did what, and the screen never complained', async () => {
    expect(run.complaints).toEqual([]);
    await run.close();
    expect(await runVerify(dataDir)).toMatchObject({ status: 0, answer: { ok: true } });
    const records = readRecords(dataDir);
    const by = (kind: string): string[] =>
      records.filter((record) => record.kind === kind).map(({ actor }) => actor);
    expect(by('instruments-configured')).toEqual(['B-9001', 'B-9001']);
    expect(by('manifest-import-started')).toEqual(['B-9001', 'B-9001', 'B-9001', 'B-3001']);
    expect(by('manifest-activated')).toEqual(['station', 'B-9001', 'station', 'B-3001']);
  });
});
