/*
 * Run as a process of its own, by an ordinary user: screens one training parcel in the app with the
 * Chromium sandbox on. Argument: an empty data folder with its policy. Prints one JSON line.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { openShift, signIn, waitForBench } from '../../tools/app/bench-page.ts';
import { launchApp } from '../../tools/app/launch.ts';
import { playParcel } from '../../tools/demo/play-parcel.ts';
import { TRAINING_OFFICER } from '../../shared/training/training-people.ts';
import type { ScenarioParcel } from '../../shared/training/scenario.ts';

/** One process of the running app as the kernel sees it. */
interface AppProcess {
  readonly type: string;
  /** `--no-sandbox` among its arguments. */
  readonly unsandboxed: boolean;
  /** Seccomp mode: 2 is a filter (proc(5), /proc/pid/status). */
  readonly seccomp: number;
}

/** What this child prints. */
export interface SandboxedRun {
  readonly userId: number;
  readonly outcome: string;
  readonly prompts: readonly string[];
  readonly complaints: readonly string[];
  readonly processes: readonly AppProcess[];
}

/** Every process of this user that runs the executable. */
function processesOf(executable: string, userId: number): AppProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid): AppProcess[] => {
      try {
        // Chromium's children show their arguments with blanks between them.
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split(/[\0 ]/);
        const status = readFileSync(`/proc/${pid}/status`, 'utf8');
        const owner = Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]);
        if (words[0] !== executable || owner !== userId) return [];
        const type = words.find((word) => word.startsWith('--type='))?.slice(7) ?? 'main';
        const seccomp = Number(/^Seccomp:\s+(\d)/m.exec(status)?.[1]);
        return [{ type, unsandboxed: words.includes('--no-sandbox'), seccomp }];
      } catch {
        return []; // It ended in this moment.
      }
    });
}

const [dataDir = ''] = process.argv.slice(2);
const userId = process.getuid?.() ?? -1;
const parcel: ScenarioParcel = {
  title: '1 Cotton T-shirts',
  steps: [
    { at: 0, scan: 'LX876543216DE' },
    { at: 1, place: '452 g' },
    { at: 2, source: '0.12 uSv/h', face: 'top', distance: 'contact' },
    { at: 3, decide: 'release' },
  ],
};
const { app, page, complaints, close } = await launchApp({ mode: 'training', dataDir });
try {
  await page.getByTestId('sign-in-who').waitFor();
  await signIn(page, TRAINING_OFFICER);
  await openShift(page);
  await waitForBench(page, 'instruments', ({ instruments }) =>
    instruments.every(({ state }) => state === 'ready'),
  );
  const { outcome, prompts } = await playParcel(page, 1, parcel, async () => {});
  const processes = processesOf(app.process().spawnfile, userId);
  const answer: SandboxedRun = { userId, outcome, prompts, complaints, processes };
  process.stdout.write(`${JSON.stringify(answer)}\n`);
} finally {
  await close();
}
