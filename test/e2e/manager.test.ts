import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  TRAINING_MANAGER,
  TRAINING_OFFICER,
  TRAINING_SUPERVISOR,
} from '../../shared/training/training-people.ts';
import { changeWorld, openShift, signIn, waitForBench } from '../../tools/app/bench-page.ts';
import { PROJECT, type RunningApp } from '../../tools/app/launch.ts';
import { violations } from '../../tools/screens/axe.ts';
import { startApp } from '../support/e2e-app.ts';
import { trainingFolder, untilEmpty } from '../support/e2e-bench.ts';
import { keyboardOf, mouseOf, type Hands } from '../support/e2e-hands.ts';
import { readRecords, runVerify } from '../support/e2e-records.ts';

const LOOKS = path.join(PROJECT, 'out', 'looks');
const REASON = 'Wooden shoe trees, declared by letter';

let run: RunningApp;
let page: Page;
let dataDir: string;
let hands: Hands;

beforeAll(async () => {
  mkdirSync(LOOKS, { recursive: true });
  dataDir = trainingFolder();
  run = await startApp('training', dataDir);
  ({ page } = run);
  hands = keyboardOf(page);
});

const shown = (id: string): Promise<void> => page.getByTestId(id).first().waitFor();

/** Goes to a tab with Tab and arrow keys, and looks at it. */
async function toTab(name: string, waitsFor: string): Promise<void> {
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? '');
  for (let stop = 0; !(await focused()).startsWith('tab-'); stop += 1) {
    if (stop === 150) throw new Error('Tab does not come to the tabs');
    await page.keyboard.press('Tab');
  }
  for (let step = 0; (await focused()) !== `tab-${name}`; step += 1) {
    if (step === 10) throw new Error(`the arrows do not come to ${name}`);
    await page.keyboard.press('ArrowRight');
  }
  await shown(waitsFor);
  await look(name);
}

async function look(name: string): Promise<void> {
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: path.join(LOOKS, `${name}.png`) });
}

async function measured(number: number): Promise<void> {
  const mouse = mouseOf(page);
  await mouse.press(`training-parcel-${number}`);
  await mouse.press('training-scan');
  await mouse.press('training-place');
  await waitForBench(page, 'a mass', ({ session }) => session?.mass.state === 'value');
  await mouse.press('training-source');
  await page.keyboard.press('F4');
  await waitForBench(page, 'a dose rate', ({ session }) => session?.radiation.state === 'value');
}

async function gone(): Promise<void> {
  await waitForBench(page, 'a decision', ({ session }) => session === null);
  await mouseOf(page).press('training-remove');
  await untilEmpty(page);
}

describe('a short shift', () => {
  it('with a release, a hold and an override', async () => {
    await shown('sign-in-who');
    await signIn(page, TRAINING_OFFICER);
    await openShift(page, (instrument, line) => changeWorld(page, instrument, line));
    await measured(1);
    await page.keyboard.press('F5');
    await gone();
    await measured(2);
    await page.keyboard.press('F6');
    await gone();
    await measured(13);
    await page.keyboard.press('F5');
    await hands.write('override-reason', REASON);
    await page.keyboard.press('Enter');
    await gone();
    await mouseOf(page).press('close-shift');
    await hands.press('confirm-close-shift');
    await waitForBench(page, 'a closed shift', ({ shift }) => shift === null);
    await mouseOf(page).press('sign-out');
    await shown('sign-in-who');
  });
});

describe('the manager, by keyboard alone', () => {
  it('sees the numbers of today', async () => {
    await hands.signIn(TRAINING_MANAGER.who);
    await shown('overview-decided');
    expect(await page.getByTestId('overview-decided').innerText()).toBe('3');
    expect(await page.getByTestId('overview-overrides').innerText()).toBe('1');
    expect(await page.getByTestId('overview-awaiting').innerText()).toBe('1');
    await look('overview');
    await toTab('shifts', 'shifts-row');
    await toTab('decisions', 'decision');
    expect(await page.getByTestId('decision').count()).toBe(3);
    await toTab('holds', 'hold');
    await toTab('record', 'no-record');
    await toTab('upkeep', 'upkeep');
  });

  it('goes from the hold to its record, whose hashes are those of the records', async () => {
    await toTab('holds', 'hold');
    await hands.press('open-record');
    await shown('session-record');
    await hands.press('verify-record');
    await expect
      .poll(() => page.getByTestId('verdict').innerText(), { timeout: 5_000 })
      .toContain('each hash fits its content');
    await look('record');
    await hands.press('unfold');
    await look('record-unfolded');
    const seen = await page.getByTestId('evidence').evaluateAll((records) =>
      records.map((record) => ({
        seq: Number(record.getAttribute('data-seq')),
        hash: record.querySelector('[data-testid=hash]')?.textContent,
        prev: record.querySelector('[data-testid=prev]')?.textContent,
      })),
    );
    const bySeq = new Map(readRecords(dataDir).map(({ seq, hash }) => [seq, hash]));
    expect(seen.length).toBeGreaterThan(5);
    expect(seen).toEqual(
      seen.map(({ seq }) => ({ seq, hash: bySeq.get(seq), prev: bySeq.get(seq - 1) })),
    );
  });

  it('opens the shift, reads why a prompt was overridden, and exports what verifies', async () => {
    await toTab('shifts', 'shifts-row');
    await hands.press('open-shift-detail');
    await shown('override');
    expect(await page.getByTestId('override').innerText()).toContain(REASON);
    await hands.press('export');
    // The backup of the closed shift may come first.
    await expect
      .poll(() => page.getByTestId('exported').innerText(), { timeout: 20_000 })
      .toContain('.jsonl');
    await look('shift');
    const said = await page.getByTestId('exported').innerText();
    const file = /\/\S+\.jsonl/.exec(said)?.[0] ?? '';
    expect(path.dirname(file)).toBe(path.join(dataDir, 'exports'));
    const last = JSON.parse(readFileSync(file, 'utf8').trimEnd().split('\n').at(-2) ?? '{}') as {
      hash: string;
    };
    expect(said).toContain(last.hash);
    expect(await runVerify(file)).toMatchObject({ status: 0, answer: { ok: true } });
    await hands.press('sign-out');
  });
});

describe('the supervisor, by keyboard alone', () => {
  it('countersigns the shift and prints its report', async () => {
    await shown('sign-in-who');
    await hands.signIn(TRAINING_SUPERVISOR.who);
    await hands.press('view-shifts');
    await shown('overview');
    await toTab('shifts', 'shifts-row');
    await hands.press('shifts-countersign');
    await waitForBench(page, 'a signature', (state) => state.awaitingCountersign.length === 0);
    await hands.press('shifts-report');
    await shown('report-saved');
    const said = await page.getByTestId('report-saved').innerText();
    expect(existsSync(/\/\S+\.pdf/.exec(said)?.[0] ?? '')).toBe(true);
    await look('countersigned');
  });

  it('the screen never complained, and the records verify', async () => {
    expect(run.complaints).toEqual([]);
    await run.close();
    expect(await runVerify(dataDir)).toMatchObject({ status: 0, answer: { ok: true } });
  });
});
