import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { changeWorld, openShift, signIn, waitForBench } from '../../tools/app/bench-page.ts';
import { PROJECT, type RunningApp } from '../../tools/app/launch.ts';
import { TRAINING_OFFICER } from '../../shared/training/training-people.ts';
import { startApp } from '../support/e2e-app.ts';
import { allReady, demoParcel, ROOM, trainingFolder, untilEmpty } from '../support/e2e-bench.ts';
import { temporaryFolder } from '../support/e2e-end.ts';
import { runStation } from '../support/e2e-records.ts';

/** An item with as many lines as the bench shows. */
const MANY_LINES = 'RB123456785GB';
const LINES = 8;

let run: RunningApp;
let page: Page;

/** The demo's manifest and an item of eight lines, imported as IT would. */
async function importManifest(dataDir: string): Promise<void> {
  const demo = readFileSync(path.join(PROJECT, 'resources', 'demo', 'manifest.csv'), 'utf8');
  const columns = demo.split('\n')[0]?.split(',') ?? [];
  const row = (line: number): string => {
    const values: Record<string, string> = {
      item_id: MANY_LINES,
      category: 'sale',
      origin_country: 'GB',
      gross_g: '4000',
      description: `Cotton shirt with collar, ${line}`,
      quantity: '2',
      net_g: '450',
      value: '24.00',
      currency: 'GBP',
      hs_code: '610510',
    };
    return columns.map((column) => `"${values[column] ?? ''}"`).join(',');
  };
  const file = path.join(temporaryFolder(), 'manifest.csv');
  writeFileSync(
    file,
    `${demo.trimEnd()}\n${Array.from({ length: LINES }, (_, i) => row(i + 1)).join('\n')}\n`,
  );
  const imported = await runStation('import', file, '--data', dataDir, '--mode', 'training');
  if (imported.status !== 0) throw new Error(imported.stderr);
}

const world = (instrument: string, line: string): Promise<void> =>
  changeWorld(page, instrument, line);

/** Gives the page a size in CSS pixels, whatever the display has. */
async function setSize(width: number, height: number): Promise<void> {
  await page.setViewportSize({ width, height });
  await vi.waitFor(async () => {
    expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height]);
  });
}

/** What scrolls: the page itself, or a part of it, each with how much of it there is and is shown. */
function scrolling(): Promise<string[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('main, main *')]
      .filter((part) => {
        const isPage = part === document.documentElement;
        const scrolls = isPage || /auto|scroll/.test(getComputedStyle(part).overflow);
        const { scrollHeight, clientHeight, scrollWidth, clientWidth } = part;
        return scrolls && (scrollHeight > clientHeight + 1 || scrollWidth > clientWidth + 1);
      })
      .map(
        ({ tagName, className, scrollHeight, clientHeight }) =>
          `${tagName}.${String(className)}: ${clientHeight} of ${scrollHeight} px`,
      ),
  );
}

/** Watches, frame by frame, where buttons and panels are; the answer names each that moved. */
async function watchPlaces(): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const places = new Map<string, Set<string>>();
    const watched = [
      ['item', 'section.item'],
      ['scale', '[data-testid=mass]'],
      ['dosimeter', '[data-testid=dose-rate]'],
      ['trace', '[data-testid=dose-trace]'],
      ['background', '[data-testid=background]'],
      ['scanner', '[data-testid=scanner]'],
      ['now', '[data-testid=now]'],
      ...['release', 'hold', 'detain', 'seize', 'refer', 'return'].map((outcome) => [
        outcome,
        `[data-testid=decide-${outcome}]`,
      ]),
    ];
    const look = (): void => {
      for (const [name = '', selector = ''] of watched) {
        const box = document.querySelector(selector)?.getBoundingClientRect();
        const seen = places.get(name) ?? new Set();
        if (box) seen.add([box.x, box.y, box.width, box.height].map(Math.round).join(' '));
        places.set(name, seen);
      }
      frame = requestAnimationFrame(look);
    };
    let frame = requestAnimationFrame(look);
    Object.assign(window, {
      stopWatching: () => {
        cancelAnimationFrame(frame);
        return [...places].map(([name, seen]) => [name, ...seen]);
      },
    });
  });
  return async () => {
    const places = await page.evaluate(() =>
      (window as unknown as { stopWatching: () => string[][] }).stopWatching(),
    );
    expect(places).toHaveLength(13);
    return places.filter((seen) => seen.length !== 2).map((seen) => seen.join(' | '));
  };
}

async function takeAway(): Promise<void> {
  await world('scale', 'remove');
  await world('dosimeter', ROOM);
  await untilEmpty(page);
}

const measured = (): Promise<unknown> =>
  waitForBench(page, 'the end of the dwell', ({ session }) => session?.radiation.state === 'value');

/** Scans, weighs and measures. */
async function screen(label: string, mass: string): Promise<void> {
  await world('scanner', `scan ${label}`);
  await world('scale', `place ${mass}`);
  await waitForBench(page, 'a mass', ({ session }) => session?.mass.state === 'value');
  await page.keyboard.press('F4');
  await measured();
}

async function hold(): Promise<void> {
  await page.keyboard.press('F6');
  await waitForBench(page, 'a decision', ({ session }) => session === null);
}

beforeAll(async () => {
  const dataDir = trainingFolder();
  await importManifest(dataDir);
  run = await startApp('training', dataDir);
  ({ page } = run);
  await page.getByTestId('sign-in-who').waitFor();
  await setSize(1280, 800);
  await signIn(page, TRAINING_OFFICER);
  await waitForBench(page, 'three instruments', allReady);
  await openShift(page, world);
  await untilEmpty(page);
});

describe('the trace', () => {
  it('has band and alarm line once the background is taken', async () => {
    await page.locator('[data-testid=dose-trace][data-levels=true] svg rect').waitFor();
    expect(await page.locator('[data-testid=dose-trace] svg line').count()).toBe(1);
    const words = await page.getByTestId('dose-trace').innerText();
    expect(words).toMatch(/Background, 95 %: [\d.]+ to [\d.]+ µSv\/h/);
    expect(words).toMatch(/Alarm line: [\d.]+ µSv\/h, mean of 5 s/);
  });
});

describe('over a whole parcel', () => {
  it('no button and no panel moves while data arrives', async () => {
    const stop = await watchPlaces();
    await screen('CP138092755IT', '1300 g');
    await page.locator('[data-testid=prompt]').waitFor();
    await hold();
    expect(await stop()).toEqual([]);
    await takeAway();
  });
});

const SIZES = [
  [1280, 800],
  [1920, 1080],
] as const;

/** What scrolls at each size. */
async function scrollingAnywhere(): Promise<string[]> {
  const found: string[] = [];
  for (const [width, height] of SIZES) {
    await setSize(width, height);
    found.push(...(await scrolling()).map((what) => `${width} x ${height}: ${what}`));
  }
  await setSize(...SIZES[0]);
  return found;
}

describe('at 1280 x 800 and at 1920 x 1080', () => {
  it('nothing scrolls on the empty bench', async () => {
    expect(await scrollingAnywhere()).toEqual([]);
  });

  it('nothing scrolls with two prompts, also where their texts are a third longer', async () => {
    const [scan, place] = demoParcel(4).steps;
    if (!(scan && 'scan' in scan && place && 'place' in place)) throw new Error('parcel 4 differs');
    await screen(scan.scan, place.place);
    await page.getByTestId('prompt').nth(1).waitFor();
    expect(await page.getByTestId('prompt').count()).toBe(2);
    expect(await scrollingAnywhere()).toEqual([]);
    const lengths = await page.evaluate(() => {
      const texts = document.querySelectorAll('[data-testid=prompt] :is(.sentence, ol > li)');
      return [...texts].map((text) => {
        const { textContent } = text;
        text.append(` ${textContent.slice(0, Math.ceil(textContent.length * 0.3))}`);
        return text.textContent.length / textContent.length;
      });
    });
    expect(Math.min(...lengths)).toBeGreaterThan(1.29);
    expect(lengths).toHaveLength(4);
    expect(await scrollingAnywhere()).toEqual([]);
    await hold();
    await takeAway();
  });

  it('nothing scrolls with a declaration of eight lines', async () => {
    await world('scanner', `scan ${MANY_LINES}`);
    await page
      .locator('.line')
      .nth(LINES - 1)
      .waitFor();
    expect(await scrollingAnywhere()).toEqual([]);
  });
});

describe('at 200 % zoom', () => {
  it('everything is reached by scrolling the page, and nothing is cut off', async () => {
    expect(await page.locator('li.line').count()).toBe(LINES);
    // What 1280 x 800 has left at 200 %.
    await setSize(640, 400);
    const { wide, inside, cut } = await page.evaluate(() => {
      const root = document.documentElement;
      const parts = [...document.querySelectorAll('main button, main input, main select, main p')];
      const seen = parts.filter((part) => part.checkVisibility());
      return {
        wide: root.scrollWidth - root.clientWidth,
        inside: [...document.querySelectorAll('main *')].filter(
          (part) =>
            /auto|scroll|hidden/.test(getComputedStyle(part).overflow) &&
            !part.classList.contains('visually-hidden') &&
            part.scrollHeight > part.clientHeight + 1,
        ).length,
        cut: seen
          .filter((part) => {
            part.scrollIntoView({ block: 'nearest' });
            const { left, right, top, bottom } = part.getBoundingClientRect();
            const hidden = part.closest('.visually-hidden') !== null;
            return (
              !hidden && (left < 0 || right > innerWidth || top < -1 || bottom > innerHeight + 1)
            );
          })
          .map((part) => part.outerHTML.slice(0, 120)),
      };
    });
    expect({ wide, inside, cut }).toEqual({ wide: 0, inside: 0, cut: [] });
  });
});

describe('the whole run', () => {
  it('brought no warning or error on the console', () => {
    expect(run.complaints).toEqual([]);
  });
});
