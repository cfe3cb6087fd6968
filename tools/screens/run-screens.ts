import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'yaml';
import { launchApp, PROJECT } from '../app/launch.ts';
import { closingScenes, openingScenes, parcelScenes } from './bench-scenes.ts';
import { writeContactSheets } from './contact-sheet.ts';
import { createLook, type Findings } from './look.ts';

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
  const data = path.join(SCREENS, 'data');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  writeFileSync(path.join(data, 'policy.yaml'), stringify(POLICY));
  const { look, findings } = createLook(SCREENS);
  const lookAt: typeof look = async (page, scene) => {
    const startMs = performance.now();
    await look(page, scene);
    log(`${scene} (${((performance.now() - startMs) / 1000).toFixed(1)} s)`);
  };
  const run = await launchApp({ mode: 'training', dataDir: data });
  try {
    await openingScenes(run.page, lookAt);
    await parcelScenes(run.page, lookAt);
    await closingScenes(run.page, lookAt);
    await writeContactSheets(run.app, SCREENS, findings.scenes);
  } finally {
    await run.close();
  }
  return { ...findings, complaints: run.complaints };
}
