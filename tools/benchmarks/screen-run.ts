import { setTimeout as sleep } from 'node:timers/promises';
import type { ElectronApp } from './electron-app.ts';
import { round } from './figures.ts';
import { usageOf, type ProcessUsage } from './process-usage.ts';
import {
  memoryFigures,
  screenFigures,
  type MemoryFigures,
  type MemorySample,
  type ScreenFigures,
  type Stretch,
} from './screen-figures.ts';
import { readNotes, watchScreen } from './screen-page.ts';

/** Memory is looked at this often, and once before. */
const SAMPLES = 5;
/** The fastest screens show that many frames a second. */
const MOST_FRAMES_PER_S = 144;
/** For the opening before the run. */
const BEFORE_S = 120;

/** How a screen did. */
export interface ScreenRun extends ScreenFigures {
  readonly seconds: number;
  readonly memory: MemoryFigures;
  /** CPU seconds that a minute costs, by process. */
  readonly cpuSPerMinute: Readonly<Record<string, number>>;
}

/** Begins to note what the page does; as early as the page can be reached. */
export async function beginNotes(app: ElectronApp, seconds: number): Promise<void> {
  await app.evaluate(watchScreen, (seconds + BEFORE_S) * MOST_FRAMES_PER_S);
}

const pageMs = (app: ElectronApp): Promise<number> => app.evaluate(() => performance.now(), null);

function byName(
  used: readonly ProcessUsage[],
  read: (process: ProcessUsage) => number,
): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const process of used) sums[process.name] = (sums[process.name] ?? 0) + read(process);
  return sums;
}

/** Collects garbage in the page and looks at memory. @returns the sample and the time it took */
async function sampleMemory(
  app: ElectronApp,
  names: ReadonlyMap<number, string>,
  beganMs: number,
): Promise<{ sample: MemorySample; used: readonly ProcessUsage[]; stretch: Stretch }> {
  const fromMs = await pageMs(app);
  await app.send('HeapProfiler.collectGarbage', {});
  const { usedSize } = (await app.send('Runtime.getHeapUsage', {})) as { usedSize: number };
  const used = usageOf(app.pid, names);
  const rssKb = byName(used, ({ rssMb }) => Math.round(rssMb * 1024));
  const sample = {
    atMin: round((performance.now() - beganMs) / 60_000),
    heapKb: round(usedSize / 1024),
    rssKb,
  };
  return { sample, used, stretch: { fromMs, toMs: await pageMs(app) } };
}

/**
 * Watches a screen for a time. `beginNotes` comes first.
 * @param names processes that are known better than by their command line
 */
export async function runScreen(
  app: ElectronApp,
  names: ReadonlyMap<number, string>,
  seconds: number,
): Promise<ScreenRun> {
  const beganMs = performance.now();
  const first = await sampleMemory(app, names, beganMs);
  const looks = [first];
  for (let sample = 1; sample <= SAMPLES; sample += 1) {
    const dueMs = beganMs + (sample * seconds * 1000) / SAMPLES;
    await sleep(Math.max(0, dueMs - performance.now()));
    looks.push(await sampleMemory(app, names, beganMs));
  }
  const last = looks.at(-1) ?? first;
  const run = { fromMs: first.stretch.fromMs, toMs: last.stretch.toMs };
  const notes = await app.evaluate(readNotes, null);
  const minutes = (run.toMs - run.fromMs) / 60_000;
  const cpuBefore = byName(first.used, ({ cpuS }) => cpuS);
  return {
    seconds,
    ...screenFigures(
      notes,
      run,
      looks.map(({ stretch }) => stretch),
    ),
    memory: memoryFigures(looks.map(({ sample }) => sample)),
    cpuSPerMinute: Object.fromEntries(
      Object.entries(byName(last.used, ({ cpuS }) => cpuS)).map(([name, cpuS]) => [
        name,
        round((cpuS - (cpuBefore[name] ?? 0)) / minutes),
      ]),
    ),
  };
}
