import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BenchState } from '../../shared/bridge/contract.ts';
import { TRAINING_OFFICER } from '../../shared/training/training-people.ts';
import { changeWorld, openShift, signIn, waitForBench } from '../../tools/app/bench-page.ts';
import type { RunningApp } from '../../tools/app/launch.ts';
import { violations } from '../../tools/screens/axe.ts';
import { startApp } from '../support/e2e-app.ts';
import { allReady, trainingFolder, untilEmpty } from '../support/e2e-bench.ts';

let run: RunningApp;
let page: Page;

beforeAll(async () => {
  run = await startApp('training', trainingFolder());
  ({ page } = run);
  await signIn(page, TRAINING_OFFICER);
  await waitForBench(page, 'three instruments', allReady);
  await openShift(page, (instrument, line) => changeWorld(page, instrument, line));
});

const click = (id: string): Promise<void> => page.getByTestId(id).click();
const focusedId = (): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? null);

/** Where something is on the screen. */
async function box(id: string) {
  const found = await page.getByTestId(id).boundingBox();
  if (found === null) throw new Error(`${id} is not on the screen`);
  return found;
}

/** Measures with the officer's own key; ends with the dwell. */
async function measure(): Promise<NonNullable<BenchState['session']>['radiation']> {
  await page.keyboard.press('F4');
  await waitForBench(page, 'a dwell', ({ session }) => session?.radiation.state === 'measuring');
  const { session } = await waitForBench(
    page,
    'the end of the dwell',
    (state) => state.session?.radiation.state === 'value',
  );
  if (session === null) throw new Error('the parcel is gone');
  return session.radiation;
}
async function say(face: string, distance: string): Promise<void> {
  await page.getByTestId('face').selectOption(face);
  await page.getByTestId('distance').selectOption(distance);
}
const massKnown = (): Promise<BenchState> =>
  waitForBench(page, 'a mass', ({ session }) => session?.mass.state === 'value');

describe('a parcel with a source behind one face', () => {
  it('is picked up from a bench that lies over the item and moves nothing', async () => {
    const [before, trace] = [await box('decide-release'), await box('mass')];
    await click('training-bench');
    expect(await box('decide-release')).toEqual(before);
    expect(await box('mass')).toEqual(trace);
    const bench = await box('virtual-bench');
    expect(bench.x + bench.width).toBeLessThanOrEqual(trace.x);
    const header = await page.getByRole('banner').boundingBox();
    expect(bench.y).toBeGreaterThanOrEqual((header?.y ?? 0) + (header?.height ?? 0));
    // Nothing of it, nor of the page, is out of sight.
    const hidden = await page.getByTestId('virtual-bench').evaluate((element) => {
      const over = element.parentElement ?? element;
      return [over, document.documentElement].map((one) => one.scrollHeight - one.clientHeight);
    });
    expect(hidden).toEqual([0, 0]);
    expect(await violations(page)).toEqual([]);
    await click('shelf-6');
    await click('bench-scan');
    await click('bench-pan');
    await massKnown();
    expect(await page.getByTestId('places').innerText()).toContain('Pan: parcel 6');
  });

  it('shows the background at the wrong face', async () => {
    await click('bench-hold-contact');
    await say('top', 'contact');
    const { alarm, doseRate } = await measure();
    expect(alarm).toBe(false);
    expect(Number(doseRate)).toBeLessThan(0.6);
  });

  it('alarms at the right face at contact', async () => {
    await click('bench-face-front');
    await say('front', 'contact');
    const { alarm, doseRate } = await measure();
    expect(alarm).toBe(true);
    expect(Number(doseRate)).toBeGreaterThan(5);
  });

  it('shows less at 1 m', async () => {
    await click('bench-hold-1m');
    expect(await page.getByTestId('places').innerText()).toContain('parcel 6, Front, 1 m');
    // The second in which it was moved is half one and half the other.
    await page.waitForTimeout(1_100);
    await say('front', '1m');
    expect(Number((await measure()).doseRate)).toBeLessThan(0.9);
  });

  it('is screened with an instrument that breaks and is mended', async () => {
    await page.getByTestId('fault-choice').selectOption('scale disconnected');
    await click('fault-play');
    await page.getByTestId('broken-scale').waitFor();
    const scale = ({ instruments }: BenchState) => instruments.find(({ id }) => id === 'scale');
    await waitForBench(page, 'a fault', (state) => scale(state)?.fault === 'disconnected');
    expect(await violations(page)).toEqual([]);
    await click('mend-scale');
    await waitForBench(page, 'a whole scale', (state) => {
      const { state: link, fault } = scale(state) ?? {};
      return link === 'ready' && fault === null;
    });
    expect(await page.getByTestId('broken-scale').count()).toBe(0);
  });

  it('is decided, and the debrief says where the source was', async () => {
    await page.keyboard.press('F6');
    await waitForBench(page, 'a decision', ({ session }) => session === null);
    const debrief = page.getByTestId('debrief');
    await debrief.waitFor();
    expect(await debrief.getAttribute('data-as-expected')).toBe('true');
    const said = await debrief.innerText();
    for (const text of [
      'Parcel 6: Camera lens',
      'Top, Contact: cleared',
      'Front, Contact: alarm',
      'Front 7 µSv/h at contact',
      'excepted package',
    ]) {
      expect(said).toContain(text);
    }
    const [card, mass] = [await box('debrief'), await box('mass')];
    expect(card.x + card.width).toBeLessThanOrEqual(mass.x);
    expect(await violations(page)).toEqual([]);
    expect(await page.getByTestId('training-score').innerText()).toBe('1 of 1 as expected');
  });
});

/** Goes on with Tab until something has the focus. */
async function tabTo(id: string, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if ((await focusedId()) === id) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${id} was not reached; ${String(await focusedId())} has the focus`);
}
async function pressAt(id: string, key?: string): Promise<void> {
  await tabTo(id, key);
  await page.keyboard.press('Enter');
}

describe('by keyboard alone', () => {
  it('puts a parcel back, picks another one up and screens it', async () => {
    await page.keyboard.press('Escape');
    await page.getByTestId('debrief').waitFor({ state: 'detached' });
    await page.keyboard.press('Insert');
    await page.getByTestId('virtual-bench').waitFor({ state: 'detached' });
    await page.keyboard.press('Insert');
    await page.getByTestId('in-hand').waitFor();
    await pressAt('put-back', 'Shift+Tab');
    await page.getByTestId('shelf-1').waitFor();
    await untilEmpty(page);
    await pressAt('shelf-1', 'Shift+Tab');
    await page.getByTestId('in-hand').waitFor();
    await pressAt('bench-scan');
    await pressAt('bench-pan');
    await massKnown();
    await pressAt('bench-face-bottom');
    await pressAt('bench-hold-contact');
    await page.waitForTimeout(1_100);
    const { alarm } = await measure();
    expect(alarm).toBe(false);
    await page.keyboard.press('F5');
    await waitForBench(page, 'a decision', (state) => state.session === null);
    await page.locator('[data-testid=debrief][data-as-expected=true]').waitFor();
    expect(await page.getByTestId('training-score').innerText()).toBe('2 of 2 as expected');
  });

  it('the next scan takes the debrief away', async () => {
    await page.keyboard.press('Insert');
    await page.getByTestId('in-hand').waitFor();
    await pressAt('put-back', 'Shift+Tab');
    await page.getByTestId('shelf-2').waitFor();
    await pressAt('shelf-2');
    await pressAt('bench-scan');
    await waitForBench(page, 'an item', ({ session }) => session?.identity !== undefined);
    expect(await page.getByTestId('debrief').count()).toBe(0);
  });

  it('brought no warning or error on the console', () => {
    expect(run.complaints).toEqual([]);
  });
});
