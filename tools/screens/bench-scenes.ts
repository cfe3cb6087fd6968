import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { parse } from 'yaml';
import { scenarioSchema, type ScenarioParcel } from '../../shared/training/scenario.ts';
import { TRAINING_OFFICER } from '../../shared/training/training-people.ts';
import { changeWorld, intend, openShift, signIn, waitForBench } from '../app/bench-page.ts';
import { PROJECT } from '../app/launch.ts';
import {
  PAN_REST_MS,
  performStep,
  untilMeasured,
  type ParcelAtWork,
} from '../demo/perform-step.ts';
import { acknowledgeDangers, isDecision } from '../demo/play-parcel.ts';

/** Looks at the scene that the page shows now. */
export type LookAt = (page: Page, scene: string) => Promise<void>;

/** World line of a room without a parcel. */
export const ROOM = 'source 0.12 uSv/h';

function demoParcel(number: number): ScenarioParcel {
  const file = path.join(PROJECT, 'resources', 'demo', 'demo.yaml');
  const { parcels } = scenarioSchema.parse(parse(readFileSync(file, 'utf8')));
  const parcel = parcels[number - 1];
  if (parcel === undefined) throw new Error(`the demo has no parcel ${number}`);
  return parcel;
}

/** Brings a parcel of the demo to where it is decided. */
async function bring(page: Page, number: number): Promise<void> {
  const parcel = demoParcel(number);
  await page.getByTestId(`training-parcel-${number}`).click();
  const work: ParcelAtWork = { page, parcel, loaded: false, fault: null };
  for (const step of parcel.steps) {
    if (!isDecision(step) && !('declare' in step) && !('ok' in step)) await performStep(work, step);
  }
  await untilMeasured(work);
}

/** Ends a parcel, whatever it is, and empties the bench. */
async function hold(page: Page): Promise<void> {
  await intend(page, { kind: 'decide', outcome: 'hold' });
  await waitForBench(page, 'a decision', ({ session }) => session === null);
  await changeWorld(page, 'scale', 'remove');
  await changeWorld(page, 'dosimeter', ROOM);
  await page.waitForTimeout(PAN_REST_MS);
}

/** Sign-in and the opening of a shift; afterwards the bench is ready for parcels. */
export async function openingScenes(page: Page, look: LookAt): Promise<void> {
  await page.getByTestId('sign-in-who').waitFor();
  await look(page, 'sign-in');
  await page.getByTestId('display').click();
  await look(page, 'display-menu');
  await page.keyboard.press('Escape');
  await page.getByTestId('sign-in-who').fill('B-1042');
  await page.getByTestId('sign-in-pin').fill('000111');
  await page.getByTestId('sign-in').click();
  await page.getByRole('alert').waitFor();
  await look(page, 'sign-in-refused');
  await signIn(page, TRAINING_OFFICER);
  await page.getByTestId('open-shift').waitFor();
  await look(page, 'open-shift');
  await openShift(page, async (instrument, line) => {
    if (line.startsWith('place')) await look(page, 'shift-checks');
    await changeWorld(page, instrument, line);
  });
  await look(page, 'bench-ready');
  await page.keyboard.press('Control+f');
  await page.getByTestId('goods-text').fill('lithium battry');
  await page.getByTestId('goods').first().waitFor();
  await look(page, 'goods-search');
  await page.keyboard.press('Escape');
}

/** Parcels of the demo, each at its decision, and what may come before it. */
export async function parcelScenes(page: Page, look: LookAt): Promise<void> {
  await bring(page, 1);
  await look(page, 'parcel-without-prompt');
  await page.keyboard.press('Insert');
  await page.getByTestId('virtual-bench').waitFor();
  await look(page, 'virtual-bench');
  await page.keyboard.press('Insert');
  await page.keyboard.press('F1');
  await page.getByTestId('keys').waitFor();
  await look(page, 'keys');
  await page.keyboard.press('F1');
  await page.getByTestId('decide-release').click();
  await page.getByTestId('debrief').waitFor();
  await look(page, 'debrief');
  await page.keyboard.press('Escape');
  await changeWorld(page, 'scale', 'remove');
  await page.waitForTimeout(PAN_REST_MS);

  await bring(page, 4);
  await look(page, 'parcel-two-prompts');
  await page.getByTestId('prompt-why').first().locator('summary').click();
  await look(page, 'prompt-with-its-facts');
  await hold(page);

  await bring(page, 13);
  await page.getByTestId('decide-release').click();
  await page.getByTestId('override-reason').waitFor();
  await look(page, 'override');
  await page.keyboard.press('Escape');
  await hold(page);

  await bring(page, 10);
  await look(page, 'declaration-form');
  await page.getByTestId('declaration-more').click();
  await page.getByTestId('all-add-line').click();
  await page.getByTestId('line-1-value').fill('12,50');
  await page.getByTestId('all-save').click();
  await look(page, 'declaration-whole-form');
  await page.getByTestId('paper-comments').scrollIntoViewIfNeeded();
  await look(page, 'declaration-whole-form-end');
  await page.keyboard.press('Escape');
  await hold(page);

  await bring(page, 6);
  await look(page, 'radiation-alarm');
  await intend(page, { kind: 'move-over', face: 'front' });
  await waitForBench(
    page,
    'a maximum of the survey',
    ({ session }) => (session?.radiation.moving?.maximum ?? null) !== null,
  );
  await look(page, 'moving-survey');
  await hold(page);

  await bring(page, 7);
  await page.getByTestId('danger').waitFor();
  await look(page, 'danger');
  await acknowledgeDangers(page);
  await look(page, 'danger-acknowledged');
  await hold(page);

  await bring(page, 12);
  await look(page, 'instrument-fault');
  await hold(page);
  await changeWorld(page, 'dosimeter', 'ok');
}

/** The end of the shift; afterwards nobody is signed in. */
export async function closingScenes(page: Page, look: LookAt): Promise<void> {
  await page.getByTestId('close-shift').click();
  await page.getByTestId('close-shift-form').waitFor();
  await look(page, 'close-shift');
  await page.getByTestId('confirm-close-shift').click();
  await waitForBench(page, 'a closed shift', ({ shift }) => shift === null);
  await waitForBench(page, 'the backup of a closed shift', (state) => state.lastBackup !== null);
  await page.getByTestId('shift-summary').waitFor();
  await look(page, 'shift-summary');
  await page.getByTestId('start-countersign').first().click();
  await look(page, 'countersign');
  await page.keyboard.press('Escape');
  await page.getByTestId('change-pin').click();
  await look(page, 'own-account');
  await intend(page, { kind: 'sign-out' });
  await page.getByTestId('sign-in-who').waitFor();
}
