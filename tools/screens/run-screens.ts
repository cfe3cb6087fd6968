import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Mode } from '../../shared/words.ts';
import { launchApp, PROJECT, type RunningApp } from '../app/launch.ts';
import { closingScenes, openingScenes, parcelScenes } from './bench-scenes.ts';
import { writeContactSheets } from './contact-sheet.ts';
import { createLook, type Findings } from './look.ts';
import { managerScenes, proposedRulesScenes, setupScenes } from './office-scenes.ts';
import { referredParcelScenes } from './referred-parcel-scenes.ts';
import { writePolicy, writeTrainingData } from './screen-data.ts';

export const SCREENS = path.join(PROJECT, 'out', 'screens');

/** What was wrong with the screens, and what the window itself complained of. */
export interface ScreensRun extends Findings {
  readonly complaints: readonly string[];
}

/**
 * Walks through every screen of the real app, takes each in every theme, language and size, and leaves
 * pictures and contact sheets in `out/screens/`.
 * @throws Error with what did not happen within its time
 */
export async function runScreens(log: (line: string) => void): Promise<ScreensRun> {
  rmSync(SCREENS, { recursive: true, force: true });
  const { look, findings } = createLook(SCREENS);
  const lookAt: typeof look = async (page, scene) => {
    const startMs = performance.now();
    await look(page, scene);
    log(`${scene} (${((performance.now() - startMs) / 1000).toFixed(1)} s)`);
  };
  const complaints = [
    ...(await walk(
      'live',
      'new',
      () => {},
      async ({ page }) => {
        await page.getByTestId('first-administrator-page').waitFor();
        await lookAt(page, 'first-administrator');
      },
    )),
    ...(await walk(
      'live',
      'unusable',
      (dataDir) => writePolicy(dataDir, { radiation: { backgroundS: 'long' } }),
      async ({ page }) => {
        await page.getByTestId('blocked').waitFor();
        await lookAt(page, 'blocked');
      },
    )),
    ...(await walk('training', 'data', writeTrainingData, async (run) => {
      const { app, page } = run;
      await openingScenes(page, lookAt);
      await parcelScenes(page, lookAt);
      await referredParcelScenes(page, lookAt);
      await closingScenes(page, lookAt);
      await managerScenes(page, lookAt);
      await setupScenes(run, lookAt);
      await proposedRulesScenes(page, path.join(SCREENS, 'data'), lookAt);
      await writeContactSheets(app, SCREENS, findings.scenes);
    })),
  ];
  return { ...findings, complaints };
}

/**
 * Runs the app in a new data folder of its own, below the pictures.
 * @returns what the window complained of
 */
async function walk(
  mode: Mode,
  folder: string,
  prepare: (dataDir: string) => void,
  scenes: (run: RunningApp) => Promise<void>,
): Promise<readonly string[]> {
  const dataDir = path.join(SCREENS, folder);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  prepare(dataDir);
  const run = await launchApp({ mode, dataDir });
  try {
    await scenes(run);
  } finally {
    await run.close();
  }
  return run.complaints;
}
