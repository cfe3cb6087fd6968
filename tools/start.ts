import { spawn } from 'node:child_process';
import path from 'node:path';
import { buildApp } from './app/build.ts';
import { appArguments, PROJECT } from './app/launch.ts';
import { runDemo } from './demo/run-demo.ts';
import { resolveElectronRuntime } from './runtime/electron-runtime.ts';
import { ensureSystemPackages } from './runtime/system-packages.ts';

const log = (line: string): void => void process.stdout.write(`${line}\n`);

/** Where the app of the demo writes, also when it does not come up. */
const APP_LOG = path.join('out', 'demo', 'data', 'logs', 'main.jsonl');

/** The bench in training mode in a window of its own, until it is closed. */
function openWindow(executable: string): Promise<number> {
  const data = path.join(PROJECT, 'out', 'training');
  const child = spawn(executable, appArguments('training', data), { stdio: 'inherit' });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

/**
 * `npm start`: all the set-up, then the main job. With a display the bench opens in training mode;
 * without one the demo runs in the real app under Xvfb.
 */
async function main(): Promise<number> {
  await ensureSystemPackages(log, { compiler: true });
  const { executable, kind, version } = await resolveElectronRuntime(log);
  log(`Electron ${version} (${kind})`);
  log('Building …');
  buildApp();
  const hasDisplay = Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
  if (hasDisplay && !process.argv.includes('--demo')) return openWindow(executable);
  try {
    return await runDemo(log);
  } catch (error) {
    // Playwright only says what it did not see; the app says why.
    log(`The demo was not finished; the app's log is in ${path.join(PROJECT, APP_LOG)}`);
    throw error;
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
