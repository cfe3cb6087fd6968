import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import type { Mode } from '../../shared/words.ts';
import { withDisplay } from '../runtime/display.ts';
import { electronFlags } from '../runtime/electron-flags.ts';
import { resolveElectronRuntime } from '../runtime/electron-runtime.ts';

export const PROJECT = path.join(import.meta.dirname, '..', '..');

/** The station's window, driven from outside. */
export interface RunningApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Warnings and errors of the page's console since the start. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export interface LaunchOptions {
  readonly mode: Mode;
  readonly dataDir: string;
  readonly log?: (line: string) => void;
  /** Lets two apps of one test share a display. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** Arguments that start the app from a checkout in a mode with a data folder. */
export function appArguments(mode: Mode, dataDir: string): string[] {
  return [...electronFlags(), PROJECT, `--mode=${mode}`, `--data=${dataDir}`];
}

/**
 * Starts the built app in the development runtime, under Xvfb where there is no display.
 * @throws StepError when the runtime or the display cannot be had
 */
export async function launchApp(options: LaunchOptions): Promise<RunningApp> {
  const log = options.log ?? (() => {});
  const runtime = await resolveElectronRuntime(log);
  const display = options.environment === undefined ? await withDisplay(log) : null;
  mkdirSync(options.dataDir, { recursive: true });
  const app = await _electron.launch({
    executablePath: runtime.executable,
    args: appArguments(options.mode, options.dataDir),
    // Playwright adds --no-sandbox unless told otherwise; only root needs it.
    chromiumSandbox: process.getuid?.() !== 0,
    env: { ...process.env, ...(options.environment ?? display?.environment) } as Record<
      string,
      string
    >,
  });
  app.process().stderr?.on('data', (chunk: Buffer) => log(chunk.toString().trimEnd()));
  const page = await app.firstWindow();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'warning' || message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return {
    app,
    page,
    complaints,
    async close() {
      await app.close();
      display?.stop();
    },
  };
}
