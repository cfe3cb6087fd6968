import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RunningApp } from '../../tools/app/launch.ts';
import { violations } from '../../tools/screens/axe.ts';
import { startApp } from '../support/e2e-app.ts';
import { trainingFolder } from '../support/e2e-bench.ts';

const CHOSEN = { lang: 'ar', dir: 'rtl', theme: 'contrast' };

let dataDir: string;
let run: RunningApp;
let page: Page;

async function start(): Promise<void> {
  run = await startApp('training', dataDir);
  ({ page } = run);
  await page.getByTestId('sign-in-who').waitFor();
}

beforeAll(async () => {
  dataDir = trainingFolder();
  await start();
});

const shown = (): Promise<unknown> =>
  page.evaluate(() => {
    const { lang, dir, dataset } = document.documentElement;
    return { lang, dir, theme: dataset['theme'] };
  });

/** Families of the bundled fonts that drew these characters. */
const families = (text: string): Promise<string[]> =>
  page.evaluate(async (characters) => {
    const found = await document.fonts.load(
      `1rem ${getComputedStyle(document.body).fontFamily}`,
      characters,
    );
    return [...new Set(found.filter(({ status }) => status === 'loaded').map((one) => one.family))];
  }, text);

describe('the display of the station', () => {
  it('is changed before anybody has signed in, by keyboard, without a reload', async () => {
    await page.getByTestId('display').focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('display-panel').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByTestId('language-ar').check();
    await page.getByTestId('theme-contrast').check();
    await page.getByTestId('volume').selectOption('quiet');
    expect(await shown()).toEqual(CHOSEN);
    await page.getByTestId('play-sounds').click();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByTestId('display-panel').waitFor({ state: 'detached' });
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('data-testid'));
    expect(focused).toBe('display');
  });

  it.each([
    ['Arabic', 'قطن', 'Noto Sans Arabic Variable'],
    ['Chinese', '陶瓷茶具', 'Noto Sans SC Variable'],
    ['Latin', 'Teapot', 'Noto Sans Variable'],
  ])('has glyphs of its own for %s', async (_, text, family) => {
    expect(await families(text)).toContain(family);
  });

  it('may sound before anybody has touched anything', async () => {
    expect(await page.evaluate(() => new AudioContext().state)).toBe('running');
  });

  it('is the same after the screen was loaded again', async () => {
    await run.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.reload();
    });
    await page.waitForFunction(() => document.documentElement.dataset['theme'] !== undefined);
    expect(await shown()).toEqual(CHOSEN);
  });

  it('is the same after a restart of the program', async () => {
    expect(run.complaints).toEqual([]);
    await run.close();
    await start();
    expect(await shown()).toEqual(CHOSEN);
    await page.getByTestId('display').click();
    expect(await page.getByTestId('volume').inputValue()).toBe('quiet');
    expect(run.complaints).toEqual([]);
  });
});
