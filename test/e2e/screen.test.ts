import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { judgeRuntime } from '../../electron/main/development-runtime.ts';
import { waitForBench } from '../../tools/app/bench-page.ts';
import type { RunningApp } from '../../tools/app/launch.ts';
import { violations } from '../../tools/screens/axe.ts';
import { startApp } from '../support/e2e-app.ts';
import { allReady, ROOM, trainingFolder, untilEmpty } from '../support/e2e-bench.ts';

let run: RunningApp;
let page: Page;

beforeAll(async () => {
  run = await startApp('training', trainingFolder());
  ({ page } = run);
  await page.getByTestId('sign-in-who').waitFor();
});

/** The simulated world, as the parcel and its label, not the officer, change it. */
async function changeWorld(instrument: string, line: string): Promise<void> {
  const reply = await page.evaluate((change) => window.station.trainingWorld(change), {
    instrument,
    line,
  });
  if (!reply.ok) throw new Error(reply.error.message);
}

async function takeAway(): Promise<void> {
  await changeWorld('scale', 'remove');
  await changeWorld('dosimeter', ROOM);
  await untilEmpty(page);
}

const massKnown = (): Promise<unknown> =>
  waitForBench(page, 'a mass', ({ session }) => session?.mass.state === 'value');
const dwellOver = (): Promise<unknown> =>
  waitForBench(page, 'the end of the dwell', ({ session }) => session?.radiation.state === 'value');
const focusedId = (): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? null);

async function decided(item: string, outcome: string): Promise<void> {
  const { lastOutcome } = await waitForBench(page, 'a decision', (state) => state.session === null);
  expect(lastOutcome).toMatchObject({ item, outcome });
}

describe('before somebody has signed in', () => {
  it('has nothing that axe objects to', async () => {
    expect(await violations(page)).toEqual([]);
  });

  it('says which runtime it is when that is older than the product’s', async () => {
    const version = await run.app.evaluate(() => process.versions.electron);
    const verdict = judgeRuntime(version, false);
    const notice = page.locator('[data-testid=notice][data-code=development-runtime]');
    expect(await notice.count()).toBe(verdict.kind === 'development' ? 1 : 0);
    if (verdict.kind === 'development') expect(await notice.innerText()).toContain(version);
    // An installed station would have refused to start.
    expect(judgeRuntime(version, true).kind).toBe(
      verdict.kind === 'development' ? 'refused' : 'product',
    );
  });
});

describe('by keyboard alone', () => {
  it('signs in: the badge field has the focus, the PIN is next', async () => {
    expect(await focusedId()).toBe('sign-in-who');
    await page.keyboard.type('B-1042');
    await page.keyboard.press('Tab');
    expect(await focusedId()).toBe('sign-in-pin');
    await page.keyboard.type('000111');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByTestId('sign-in-pin').fill('');
    await page.getByTestId('sign-in-pin').focus();
    await page.keyboard.type('246810');
    await page.keyboard.press('Enter');
    await waitForBench(page, 'the officer', ({ person }) => person?.badge === 'B-1042');
  });

  it('opens the shift and makes its checks', async () => {
    await page.getByTestId('open-shift').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await focusedId()).toBe('open-shift');
    await page.keyboard.press('Enter');
    await page.getByTestId('check-scanner').waitFor();
    expect(await violations(page)).toEqual([]);
    await waitForBench(page, 'three instruments', allReady);
    await changeWorld('scanner', 'scan STATION-TEST');
    await changeWorld('scale', 'place 500 g');
    await waitForBench(page, 'a shift that is ready', ({ shift }) => shift?.ready === true);
    await takeAway();
  });

  it('an idle bench has nothing that axe objects to', async () => {
    expect(await violations(page)).toEqual([]);
  });

  it('screens a parcel whose identifier is typed', async () => {
    await page.keyboard.press('F2');
    expect(await focusedId()).toBe('type-identity');
    await page.keyboard.type('LX876543216DE');
    await page.keyboard.press('Enter');
    await changeWorld('scale', 'place 452 g');
    await massKnown();
    await page.keyboard.press('F4');
    await dwellOver();
    await page.keyboard.press('F5');
    await decided('LX876543216DE', 'release');
    await takeAway();
  });

  it('screens a scanned parcel with a prompt: reason cancelled, then held', async () => {
    await changeWorld('scanner', 'scan CP102030419NL');
    await changeWorld('scale', 'place 3450 g');
    await massKnown();
    await page.keyboard.press('F4');
    await dwellOver();
    await page.locator('[data-testid=prompt][data-rule="weight.over"]').waitFor();
    expect(await violations(page)).toEqual([]);

    await page.keyboard.press('F5');
    await page.getByTestId('override-reason').waitFor();
    expect(await focusedId()).toBe('override-reason');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByTestId('override-reason').waitFor({ state: 'detached' });
    expect(await focusedId()).toBe('decide-release');

    await page.keyboard.press('F6');
    await decided('CP102030419NL', 'hold');
    await takeAway();
  });

  it('releases against a prompt with a reason', async () => {
    await changeWorld('scanner', 'scan CP138092755IT');
    await changeWorld('scale', 'place 1300 g');
    await massKnown();
    await page.keyboard.press('F4');
    await dwellOver();
    await page.keyboard.press('F5');
    await page.keyboard.type('Wooden shoe trees, declared by letter');
    await page.keyboard.press('Enter');
    await decided('CP138092755IT', 'release');
    await takeAway();
  });

  it('steps back: the danger takes the screen until Tab and Enter', async () => {
    await changeWorld('scanner', 'scan CV704188230US');
    await changeWorld('scale', 'place 3220 g');
    await massKnown();
    await page.keyboard.press('F4');
    await waitForBench(page, 'a dwell', ({ session }) => session?.radiation.state === 'measuring');
    await changeWorld('dosimeter', 'source 120 uSv/h');
    const danger = page.locator('[data-testid=danger][data-rule="radiation.step-back"]');
    await danger.waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await focusedId()).toBe('danger');

    // Neither Enter nor an outcome's key goes past it.
    await page.keyboard.press('Enter');
    await page.keyboard.press('F6');
    expect(await danger.count()).toBe(1);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await danger.waitFor({ state: 'detached' });
    // The dwell ended there, and without one nobody knows the distance: a danger of its own.
    const cordon = page.locator('[data-testid=danger][data-rule="radiation.cordon"]');
    await cordon.waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await cordon.waitFor({ state: 'detached' });
    await page.keyboard.press('F6');
    await decided('CV704188230US', 'hold');
    await takeAway();
  });
});

describe('the whole run', () => {
  it('brought no warning or error on the console', () => {
    expect(run.complaints).toEqual([]);
  });
});
