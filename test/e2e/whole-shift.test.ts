import { beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { TRAINING_OFFICER, TRAINING_SUPERVISOR } from '../../shared/training/training-people.ts';
import { waitForBench } from '../../tools/app/bench-page.ts';
import type { RunningApp } from '../../tools/app/launch.ts';
import { violations } from '../../tools/screens/axe.ts';
import { startApp } from '../support/e2e-app.ts';
import { allReady, trainingFolder, untilEmpty } from '../support/e2e-bench.ts';
import { keyboardOf, mouseOf, type Hands } from '../support/e2e-hands.ts';
import { readRecords, runVerify } from '../support/e2e-records.ts';

let run: RunningApp;
let page: Page;
let dataDir: string;

const checkPassed = (check: string): Promise<unknown> =>
  waitForBench(page, `a passed ${check}`, ({ shift }) =>
    Boolean(shift?.checks.some((one) => one.check === check && one.state === 'pass')),
  );

async function openShift(hands: Hands): Promise<void> {
  await hands.press('open-shift');
  await waitForBench(page, 'three instruments', allReady);
  await hands.press('training-test-label');
  await checkPassed('scanner');
  await hands.press('training-test-mass');
  await checkPassed('test-mass');
  await hands.press('training-remove');
  await waitForBench(page, 'a shift that is ready', ({ shift }) => shift?.ready === true);
  await untilEmpty(page);
}

/** One of the demo's parcels, up to what is known before its decision. */
async function measure(hands: Hands, number: number): Promise<void> {
  await hands.press(`training-parcel-${number}`);
  await hands.press('training-scan');
  await hands.press('training-place');
  await waitForBench(page, 'a mass', ({ session }) => session?.mass.state === 'value');
  await hands.press('training-source');
  await hands.press('start-survey');
  await waitForBench(page, 'a dose rate', ({ session }) => session?.radiation.state === 'value');
}

async function decide(hands: Hands, outcome: 'release' | 'hold'): Promise<void> {
  await hands.press(`decide-${outcome}`);
  await waitForBench(page, 'a decision', ({ session }) => session === null);
  await hands.press('training-remove');
  await untilEmpty(page);
}

async function closeShift(hands: Hands): Promise<void> {
  await hands.press('close-shift');
  await hands.write('handover', 'Scale 2 needs a new cable');
  await hands.press('confirm-close-shift');
  await waitForBench(page, 'a closed shift', ({ shift }) => shift === null);
  await page.getByTestId('shift-summary').waitFor();
}

describe.each([
  ['keyboard', 'en'],
  ['mouse', 'ar'],
  ['keyboard', 'ar'],
  ['mouse', 'en'],
] as const)('a whole shift by %s alone, in %s', (way, language) => {
  let hands: Hands;

  // A folder for each: a parcel that comes again within a year is prompted.
  beforeAll(async () => {
    dataDir = trainingFolder();
    run = await startApp('training', dataDir);
    ({ page } = run);
  });

  it('the language is chosen before the sign-in, and stays', async () => {
    hands = way === 'keyboard' ? keyboardOf(page) : mouseOf(page);
    await page.getByTestId('sign-in-who').waitFor();
    await hands.press('display');
    await hands.choose(`language-${language}`);
    await page.keyboard.press('Escape');
    expect(
      await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]),
    ).toEqual([language, language === 'ar' ? 'rtl' : 'ltr']);
    await hands.signIn(TRAINING_OFFICER.who);
    await waitForBench(page, 'the officer', ({ person }) => person?.badge === TRAINING_OFFICER.who);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
  });

  it('is opened with its checks, works its parcels, and is closed', async () => {
    await openShift(hands);
    expect(await violations(page)).toEqual([]);
    await measure(hands, 1);
    await decide(hands, 'release');
    await measure(hands, 2);
    expect(await violations(page)).toEqual([]);
    await decide(hands, 'hold');
    if (way === 'keyboard') {
      await measure(hands, 13);
      await hands.press('decide-release');
      await hands.write('override-reason', 'Wooden shoe trees, declared by letter');
      await page.keyboard.press('Enter');
      await waitForBench(page, 'a decision', ({ session }) => session === null);
      await hands.press('training-remove');
      await untilEmpty(page);
    }
    await closeShift(hands);
    expect(await violations(page)).toEqual([]);
    await hands.press('sign-out');
    await page.getByTestId('sign-in-who').waitFor();
  });

  it('left what was decided in the records, and nothing else', () => {
    const records = readRecords(dataDir);
    const { shift } = records.filter(({ kind }) => kind === 'shift-opened').at(-1) ?? { shift: '' };
    const decided = records
      .filter((event) => event.shift === shift && event.kind === 'decided')
      .map(({ body }) => (JSON.parse(body) as { outcome: string }).outcome);
    expect(decided).toEqual(
      way === 'keyboard' ? ['release', 'hold', 'release'] : ['release', 'hold'],
    );
  });

  it('is signed by a supervisor afterwards; the screen never complained, and the records verify', async () => {
    await hands.signIn(TRAINING_SUPERVISOR.who);
    await page.getByTestId('awaiting-countersign').first().waitFor();
    await hands.press('start-countersign');
    await waitForBench(page, 'a signature', (state) => state.awaitingCountersign.length === 0);
    expect(run.complaints).toEqual([]);
    await run.close();
    expect(await runVerify(dataDir)).toMatchObject({ status: 0, answer: { ok: true } });
  });
});
