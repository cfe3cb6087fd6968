import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { launchApp, type RunningApp } from '../../tools/app/launch.ts';
import { withDisplay, type Display } from '../../tools/runtime/display.ts';
import type { Mode } from '../../shared/words.ts';
import { onEnd } from './e2e-end.ts';

/** Longest that the program may take to close its records and end. */
const CLOSE_LIMIT_MS = 15_000;

let display: Promise<Display> | null = null;

/** Environment with a display, one for all apps of a test file. */
export async function displayEnvironment(): Promise<Readonly<Record<string, string>>> {
  if (display === null) {
    display = withDisplay(() => {});
    const { stop } = await display;
    onEnd(stop);
  }
  return (await display).environment;
}

/** Starts the built app; closed after the test file at the latest. */
export async function startApp(mode: Mode, dataDir: string): Promise<RunningApp> {
  const environment = await displayEnvironment();
  const run = await launchApp({ mode, dataDir, environment });
  // Playwright forgets the process when the app is closed.
  const main = run.app.process();
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => {
    closing ??= closeWithin(run, main);
    return closing;
  };
  onEnd(close);
  return { ...run, close };
}

async function closeWithin(run: RunningApp, main: ChildProcess): Promise<void> {
  const late = setTimeout(() => main.kill('SIGKILL'), CLOSE_LIMIT_MS);
  await run.close();
  clearTimeout(late);
  const { signalCode } = main;
  if (signalCode !== null) throw new Error(`the app ended by ${signalCode}, not by itself`);
}

/** Process ids of the app's processes by their names (`core`, `devices`) or types. */
export async function processIds({ app }: RunningApp): Promise<Readonly<Record<string, number>>> {
  const metrics = await app.evaluate((electron) =>
    electron.app.getAppMetrics().map(({ pid, type, name }) => [name ?? type, pid] as const),
  );
  return Object.fromEntries(metrics);
}

/** The process id of one of the station's own processes. @throws Error when it does not run */
export async function processId(run: RunningApp, name: 'core' | 'devices'): Promise<number> {
  const { [name]: pid } = await processIds(run);
  if (pid === undefined) throw new Error(`there is no process ${name}`);
  return pid;
}

/** Resident memory of a process in MB, or null when it has ended. */
export function residentMb(pid: number): number | null {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return null;
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(file, 'utf8')) ?? [];
  return kilobytes === undefined ? null : Number(kilobytes) / 1024;
}
