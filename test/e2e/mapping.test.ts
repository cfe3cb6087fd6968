import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  changeWorld,
  intend,
  openShift,
  signIn,
  waitForBench,
} from '../../tools/app/bench-page.ts';
import type { RunningApp } from '../../tools/app/launch.ts';
import { violations } from '../../tools/screens/axe.ts';
import { startApp } from '../support/e2e-app.ts';
import { trainingFolder } from '../support/e2e-bench.ts';
import { temporaryFolder } from '../support/e2e-end.ts';
import { readRecords, runStation, runVerify } from '../support/e2e-records.ts';

const ADMINISTRATOR = { who: 'B-9001', pin: '246810' };
const OFFICER = { who: 'B-1042', pin: '246810' };
/** Valid, and in no manifest. */
const UNKNOWN = 'LX417700127DE';
const FOREIGN = [
  'Paketcode;Wieviel wiegt es (kg);Was ist drin;Notiz',
  'RR473124829US;0,45;Baumwollhemd;=cmd|calc',
  'RA123456785GB;1,2;Bücher;',
];

let run: RunningApp;
let page: Page;
let dataDir: string;

beforeAll(async () => {
  dataDir = trainingFolder();
  run = await startApp('training', dataDir);
  ({ page } = run);
  await signIn(page, ADMINISTRATOR);
  await test('view-setup').click();
  await test('tab-manifest').click();
});

const test = (id: string) => page.getByTestId(id);

async function choose(name: string): Promise<void> {
  const file = path.join(temporaryFolder(), name);
  writeFileSync(file, `${FOREIGN.join('\r\n')}\r\n`, 'latin1');
  await run.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, file);
  await test('import-choose').click();
}
const imported = () =>
  page.locator('[data-testid=import-state][data-state=done]').waitFor({ timeout: 60_000 });

describe('a file with columns of its sender', () => {
  it('is shown by its first rows, formulas as text, and mapped column by column', async () => {
    await choose('sender.csv');
    await test('import-encoding').selectOption('windows-1252');
    await test('first-row').filter({ hasText: 'Bücher' }).waitFor();
    expect(await test('first-row').first().innerText()).toContain('=cmd|calc');
    await test('map-0').selectOption('item_id');
    await test('map-1').selectOption('gross_g');
    await test('map-2').selectOption('description');
    await test('map-3').selectOption('unused');
    expect(await test('unit-1').inputValue()).toBe('kg');
    await test('mapping-save').click();
    expect(await test('mapping').innerText()).toContain('Write a name');
    expect(await violations(page)).toEqual([]);
  });

  it('is saved under a name and imported by it, and its items are found', async () => {
    await test('mapping-name').fill('Weber GmbH');
    await test('mapping-save').click();
    await imported();
    expect(await test('import-outcome').innerText()).toMatch(/2 items with 2 content lines/);
    const found = await runStation('lookup', 'RR473124829US', '--data', dataDir, '--json');
    expect(found.stdout).toMatch(/"found":true.*"gross_g":"450".*Baumwollhemd/s);
    const folder = path.join(dataDir, 'manifest-profiles');
    expect(readdirSync(folder)).toEqual(['weber-gmbh.yaml']);
    expect(readFileSync(path.join(folder, 'weber-gmbh.yaml'), 'utf8')).toContain('Paketcode');
  });

  it('needs one button the next time', async () => {
    await choose('next.csv');
    await test('import-start').waitFor();
    expect(await test('import-mapping').inputValue()).toBe('weber-gmbh');
    await test('import-start').click();
    await imported();
    await page.locator('[data-testid=manifest-row]', { hasText: 'next.csv' }).waitFor();
  });
});

describe('a parcel that no manifest has', () => {
  it('is declared from the whole CN23, and corrected with all that was entered', async () => {
    await intend(page, { kind: 'sign-out' });
    await signIn(page, OFFICER);
    await openShift(page);
    await changeWorld(page, 'scanner', `scan ${UNKNOWN}`);
    await test('declaration-description').fill('Wool blanket');
    await test('declaration-more').click();
    await test('all-category').selectOption('gift');
    await test('all-gross').fill('1.25 kg');
    await test('line-1-netG').fill('900');
    await test('line-1-value').fill('30.50');
    await test('line-1-currency').fill('eur');
    await test('all-add-line').click();
    await test('line-2-description').fill('Socks');
    await test('sender-name').fill('A. Weaver');
    await test('addressee-city').fill('Lyon');
    await test('paper-invoiceNo').fill('INV-7');
    expect(await violations(page)).toEqual([]);
    await test('all-save').click();
    await waitForBench(page, 'a declaration of two lines', ({ session }) =>
      session?.declaration.state === 'value' ? session.declaration.lines.length === 2 : false,
    );
    await test('declaration-correct').click();
    expect(await test('sender-name').inputValue()).toBe('A. Weaver');
    await test('all-gross').fill('1300');
    await test('all-save').click();
    await waitForBench(page, 'a corrected mass', ({ session }) =>
      session?.declaration.state === 'value' ? session.declaration.grossG === '1300' : false,
    );
    expect(await violations(page)).toEqual([]);
  });
});

describe('afterwards', () => {
  it('records verify, say who mapped and who entered, and keep names as ciphertext', async () => {
    expect(run.complaints).toEqual([]);
    await run.close();
    expect(await runVerify(dataDir)).toMatchObject({ status: 0, answer: { ok: true } });
    const records = readRecords(dataDir);
    const by = (kind: string): string[] =>
      records.filter((record) => record.kind === kind).map(({ actor }) => actor);
    expect(by('mapping-profile-saved')).toEqual(['B-9001']);
    expect(by('manifest-import-started')).toEqual(['B-9001', 'B-9001']);
    expect(by('declaration-entered')).toEqual(['B-1042', 'B-1042']);
    expect(JSON.stringify(records)).not.toContain('A. Weaver');
  });
});
