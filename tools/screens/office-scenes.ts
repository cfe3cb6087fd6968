import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { TRAINING_MANAGER, TRAINING_PIN } from '../../shared/training/training-people.ts';
import { intend, signIn } from '../app/bench-page.ts';
import type { RunningApp } from '../app/launch.ts';
import type { LookAt } from './bench-scenes.ts';
import { proposeRules } from './screen-data.ts';

const ADMINISTRATOR = { who: 'B-9001', pin: TRAINING_PIN };

/** A list of a sender's own, with a text that would be markup and one that would be a formula. */
function foreignFile(): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'screens-')), 'liste-2026-11.csv');
  const rows = [
    'Paketcode;Wieviel wiegt es;Was ist drin;Wohin es geht;Notiz',
    'RR473124829US;0,45;Baumwollhemd;Rue de la République 12, 69001 Lyon;=cmd|calc',
    'RA123456785GB;1,2;<b>Buch</b>;شارع الحرية 7;',
  ];
  writeFileSync(file, `${rows.join('\n')}\n`);
  return file;
}

async function openTab(page: Page, name: string, shows: string): Promise<void> {
  await page.getByTestId(`tab-${name}`).click();
  await page.getByTestId(shows).first().waitFor();
}

async function signOut(page: Page): Promise<void> {
  await intend(page, { kind: 'sign-out' });
  await page.getByTestId('sign-in-who').waitFor();
}

/** The manager's pages. There is a closed shift with a hold; nobody is signed in before and after. */
export async function managerScenes(page: Page, look: LookAt): Promise<void> {
  await signIn(page, TRAINING_MANAGER);
  await page.getByTestId('overview-decided').waitFor();
  await look(page, 'manager-overview');
  await openTab(page, 'shifts', 'shifts-row');
  await look(page, 'manager-shifts');
  await page.getByTestId('open-shift-detail').first().click();
  await page.getByTestId('shift-detail').waitFor();
  await look(page, 'manager-shift');
  await page.getByTestId('find').last().scrollIntoViewIfNeeded();
  await look(page, 'manager-shift-counts');
  await openTab(page, 'decisions', 'decision');
  await look(page, 'manager-decisions');
  await openTab(page, 'holds', 'hold');
  await look(page, 'manager-holds');
  await page.getByTestId('open-record').first().click();
  await page.getByTestId('session-record').waitFor();
  await page.getByTestId('verify-record').click();
  await page.getByTestId('verdict').filter({ hasText: /\S/ }).waitFor();
  await look(page, 'manager-record');
  await openTab(page, 'upkeep', 'command-sheet');
  await look(page, 'manager-upkeep');
  await signOut(page);
}

/** The administrator's pages; nobody is signed in before and after. */
export async function setupScenes({ app, page }: RunningApp, look: LookAt): Promise<void> {
  await signIn(page, ADMINISTRATOR);
  await page.getByTestId('people-page').waitFor();
  await look(page, 'people');
  await page.getByTestId('view-setup').click();
  await page.getByTestId('setup-scale').click();
  await page.locator('[data-testid=raw-row][data-from=instrument]').first().waitFor();
  await page.getByTestId('instrument-test').click();
  await page.locator('[data-testid=test-result][data-state=answers]').waitFor();
  await look(page, 'setup-instruments');
  await openTab(page, 'manifest', 'import-choose');
  await look(page, 'setup-manifest');
  await app.evaluate(({ dialog }, file) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] });
  }, foreignFile());
  await page.getByTestId('import-choose').click();
  await page.getByTestId('mapping').waitFor();
  await page.getByTestId('map-1').selectOption('gross_g');
  await page.getByTestId('mapping-save').click();
  await page.getByTestId('mapping-problems').waitFor();
  await look(page, 'setup-mapping');
  await page.getByTestId('import-leave').click();
  await openTab(page, 'rules', 'rule-row');
  await look(page, 'setup-rules');
  await signOut(page);
}

/** Rules of the site that wait in the data folder, and what they would have done. */
export async function proposedRulesScenes(
  page: Page,
  dataDir: string,
  look: LookAt,
): Promise<void> {
  proposeRules(dataDir);
  await signIn(page, TRAINING_MANAGER);
  await page.getByTestId('view-setup').click();
  await openTab(page, 'rules', 'rule-row');
  await page.getByTestId('preview-start').click();
  await page.getByTestId('preview-result').waitFor();
  await look(page, 'setup-rules-preview');
  await signOut(page);
}
