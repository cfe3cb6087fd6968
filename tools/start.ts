import { spawn } from 'node:child_process';
import path from 'node:path';
import { parseStartArguments, type StartArguments } from '../electron/main/arguments.ts';
import { buildApp } from './app/build.ts';
import { appArguments, PROJECT } from './app/launch.ts';
import { bringDemoPolicy } from './demo/demo-policy.ts';
import { runDemo } from './demo/run-demo.ts';
import { resolveElectronRuntime } from './runtime/electron-runtime.ts';
import { ensureSystemPackages } from './runtime/system-packages.ts';

const log = (line: string): void => void process.stdout.write(`${line}\n`);

const HAS_DISPLAY = Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);

/** Where the app of the demo writes, also when it does not come up. */
const APP_LOG = path.join('out', 'demo', 'data', 'logs', 'main.jsonl');

const WRONG_USE = 2;
const USAGE = 'npm start -- [--demo] [--mode=live|training] [--data=DIR]';

/** How the bench is to be started; a text says what is wrong with the arguments. */
function readArguments(args: readonly string[]): StartArguments | string {
  const odd = args.find((argument) => !/^--(demo$|mode=|data=)/.test(argument));
  if (odd !== undefined) return `There is no argument ${odd}. Nothing was started. ${USAGE}`;
  const start = parseStartArguments(args, {
    packaged: false,
    applicationData: path.join(PROJECT, 'out'),
    // npm changes to the project's folder and says where it was called.
    currentDir: process.env['INIT_CWD'] ?? process.cwd(),
  });
  if (!start.ok) return start.error.message;
  const chosen = args.some((argument) => /^--(mode|data)=/.test(argument));
  if (!chosen || (HAS_DISPLAY && !args.includes('--demo'))) return start.value;
  return `--mode and --data are for the bench in a window, which needs a display. Nothing was started. ${USAGE}`;
}

/** The bench in a window of its own, until it is closed. */
function openWindow(executable: string, { mode, dataDir }: StartArguments): Promise<number> {
  const child = spawn(executable, appArguments(mode, dataDir), { stdio: 'inherit' });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

/**
 * `npm start`: all the set-up, then the main job. With a display the bench opens, in training mode
 * unless told otherwise; without one the demo runs in the real app under Xvfb.
 */
async function main(args: readonly string[]): Promise<number> {
  const start = readArguments(args);
  if (typeof start === 'string') {
    process.stderr.write(`${start}\n`);
    return WRONG_USE;
  }
  await ensureSystemPackages(log, { compiler: true });
  const { executable, kind, version } = await resolveElectronRuntime(log);
  log(`Electron ${version} (${kind})`);
  log('Building …');
  buildApp();
  if (HAS_DISPLAY && !args.includes('--demo')) {
    // A folder that somebody named is theirs.
    if (start.mode === 'training' && args.length === 0) bringDemoPolicy(start.dataDir);
    return openWindow(executable, start);
  }
  try {
    return await runDemo(log);
  } catch (error) {
    // Playwright only says what it did not see; the app says why.
    log(`The demo was not finished; the app's log is in ${path.join(PROJECT, APP_LOG)}`);
    throw error;
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
