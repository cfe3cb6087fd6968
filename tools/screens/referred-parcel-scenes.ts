import type { Page } from 'playwright-core';
import { changeWorld, waitForBench } from '../app/bench-page.ts';
import { ROOM, type LookAt } from './bench-scenes.ts';
import { REFERRED_ITEM } from './screen-data.ts';

/**
 * A parcel with a referral and goods that many rules ask about, measured with two dosimeters that do not
 * agree: its card, what the officer notes and answers, and what was found. It is decided in the end.
 */
export async function referredParcelScenes(page: Page, look: LookAt): Promise<void> {
  await changeWorld(page, 'scanner', `scan ${REFERRED_ITEM}`);
  await changeWorld(page, 'scale', 'place 2410 g');
  await changeWorld(page, 'dosimeter', 'source 0.8 uSv/h');
  await changeWorld(page, 'dosimeter-2', 'source 6 uSv/h');
  await waitForBench(page, 'a mass', ({ session }) => session?.mass.state === 'value');
  await page.getByTestId('start-survey').click();
  await waitForBench(
    page,
    'two dosimeters that do not agree',
    ({ session }) =>
      session?.radiation.state === 'value' &&
      session.radiation.seconds.some(({ agrees }) => agrees === false),
  );
  await page.locator('[data-rule="referral.screening"] > button').click();
  await page.getByTestId('referral-form').waitFor();
  await look(page, 'referral-answer');
  await page.locator('[data-rule="goods.lithium-batteries"] > button').click();
  await page.getByTestId('prompt-why').locator('summary').click();
  await look(page, 'prompt-with-several-tests');

  await page.getByTestId('labels-edit').click();
  await page.getByTestId('labels-un').fill('3480 12');
  await page.getByTestId('labels-lithium').check();
  await look(page, 'labels');
  await page.getByTestId('labels-un').fill('3480 1266');
  await page.getByTestId('labels-class-3').check();
  await page.getByTestId('labels-save').click();
  await page.getByTestId('labels-dialog').waitFor({ state: 'detached' });

  await page.keyboard.press('Control+d');
  await page.getByTestId('found').waitFor();
  await page.getByTestId('found-method-physical-search').click();
  await page.getByTestId('found-concealment-misdeclared').click();
  await page.getByTestId('found-lithium-batteries').check();
  await look(page, 'found');
  await page.getByTestId('found-decide-detain').click();
  await waitForBench(page, 'a decision', ({ session }) => session === null);
  await changeWorld(page, 'scale', 'remove');
  await changeWorld(page, 'dosimeter', ROOM);
  await changeWorld(page, 'dosimeter-2', ROOM);
}
