import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from './run-command.ts';
import { StepError, type Log } from './step-error.ts';

const CHECK_SCRIPT = path.join(import.meta.dirname, 'addon', 'check.js');

/** Rows that the script writes. */
const EXPECTED_ROWS = 1000;

/** Proves that the rebuilt addon works in the runtime itself, before anything else relies on it. */
export async function checkAddon(
  paths: { executable: string; addon: string; folder: string; packageFolder: string },
  electronVersion: string,
  log: Log,
): Promise<void> {
  log('Registry runtime: checking the addon in the runtime (WAL mode, garbage collection)');
  const { executable, addon, folder, packageFolder } = paths;
  const values = ['--expose-gc', CHECK_SCRIPT, packageFolder, addon, path.join(folder, 'probe.db')];
  try {
    await mkdir(folder);
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
    const said = (await runCommand(executable, values, { env })).trim();
    const expected = `wal ${String(EXPECTED_ROWS)} ${electronVersion}`;
    if (said !== expected) throw new Error(`it answered "${said}" instead of "${expected}"`);
    await rm(folder, { recursive: true });
  } catch (cause) {
    throw new StepError({
      failed: 'The compiled better-sqlite3 does not work in the registry runtime.',
      safe: 'it is not installed; node_modules is untouched.',
      next: 'compare the better-sqlite3 version in package.json with the one that docs and lock file name; report the reason above.',
      cause,
    });
  }
}
