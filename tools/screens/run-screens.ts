import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import type { Mode } from '../../shared/words.ts';
import { launchApp, PROJECT, type RunningApp } from '../app/launch.ts';
import { closingScenes, openingScenes, parcelScenes } from './bench-scenes.ts';
import { writeContactSheets } from './contact-sheet.ts';
import { createLook, type Findings } from './look.ts';
import { managerScenes, setupScenes } from './office-scenes.ts';

export const SCREENS = path.join(PROJECT, 'out', 'screens');

/** Measuring times that are short enough to look at screens. */
const POLICY = { radiation: { backgroundS: 10, dwellS: 6, clearTo: 0.3, jigDistance: 'contact' } };

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
    ...(await walk('live', 'new', {}, async ({ page }) => {
      await page.getByTestId('first-administrator-page').waitFor();
      await lookAt(page, 'first-administrator');
    })),
    ...(await walk('live', 'unusable', { radiation: { backgroundS: 'long' } }, async ({ page }) => {
      await page.getByTestId('blocked').waitFor();
      await lookAt(page, 'blocked');
    })),
    ...(await walk('training', 'data', POLICY, async (run) => {
      const { app, page } = run;
      await openingScenes(page, lookAt);
      await parcelScenes(page, lookAt);
      await closingScenes(page, lookAt);
      await managerScenes(page, lookAt);
      await setupScenes(run, lookAt);
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
  policy: object,
  scenes: (run: RunningApp) => Promise<void>,
): Promise<readonly string[]> {
  const dataDir = path.join(SCREENS, folder);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(path.join(dataDir, 'policy.yaml'), stringify(policy));
  const run = await launchApp({ mode, dataDir });
  try {
    await scenes(run);
  } finally {
    await run.close();
  }
  return run.complaints;
}
