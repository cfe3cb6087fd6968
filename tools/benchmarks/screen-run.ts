import { setTimeout as sleep } from 'node:timers/promises';
import type { ElectronApp } from './electron-app.ts';
import { round } from './figures.ts';
import { comparePageClock } from './page-clock.ts';
import { rendererOf, usageOf, type ProcessUsage } from './process-usage.ts';
import {
  memoryFigures,
  screenFigures,
  stretchOf,
  type MemoryFigures,
  type MemorySample,
  type ScreenFigures,
  type Stretch,
} from './screen-figures.ts';
import { blockPage, readNotes, watchScreen } from './screen-page.ts';
import { shareOf, watchThread, type ThreadShare } from './thread-times.ts';

/** Memory is looked at this often, and once before. */
const SAMPLES = 5;
/** The fastest screens show that many frames a second. */
const MOST_FRAMES_PER_S = 144;
/** Longest task that is made on purpose. */
const BLOCKED_MS = 100;
/** Long tasks are noted in whole milliseconds. */
const ROUNDED_MS = 1;
/** For the opening before the run. */
const BEFORE_S = 120;

/** How a screen did. */
export interface ScreenRun extends Omit<ScreenFigures, 'worst'> {
  readonly seconds: number;
  /**
   * The longest tasks. Of each, what the page's thread ran and what it waited for a processor: what it
   * waited is not the page's doing. Null where the moment was not seen.
   */
  readonly worst: readonly { readonly ms: number; readonly thread: ThreadShare | null }[];
  /** The most that the page's thread ran in one of them, what came just before and after included. */
  readonly longestRanMs: number;
  readonly memory: MemoryFigures;
  /** CPU seconds that a minute costs, by process. */
  readonly cpuSPerMinute: Readonly<Record<string, number>>;
  /** After the run the page was kept busy on purpose: was that seen? */
  readonly check: { readonly blockedMs: number; readonly notedMs: number; readonly held: boolean };
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
  const thread = watchThread(rendererOf(app.pid));
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
  const moments = thread.end();
  const notes = await app.evaluate(readNotes, null);
  const originMs = await app.evaluate(() => performance.timeOrigin, null);
  const { offsetMs } = await comparePageClock(app);
  const toOurs = originMs - offsetMs;
  const minutes = (run.toMs - run.fromMs) / 60_000;
  const cpuBefore = byName(first.used, ({ cpuS }) => cpuS);
  const figures = screenFigures(
    notes,
    run,
    looks.map(({ stretch }) => stretch),
  );
  const worst = figures.worst.map((task) => {
    const { fromMs, toMs } = stretchOf(task);
    const ours = { fromMs: fromMs + toOurs, toMs: toMs + toOurs };
    return { ms: round(task.ms), thread: shareOf(moments, ours) };
  });
  const notedMs = await app.evaluate(blockPage, BLOCKED_MS);
  return {
    seconds,
    ...figures,
    worst,
    check: {
      blockedMs: BLOCKED_MS,
      notedMs: round(notedMs),
      held: notedMs >= BLOCKED_MS - ROUNDED_MS,
    },
    longestRanMs: Math.max(0, ...worst.map(({ ms, thread }) => thread?.ranMs ?? ms)),
    memory: memoryFigures(looks.map(({ sample }) => sample)),
    cpuSPerMinute: Object.fromEntries(
      Object.entries(byName(last.used, ({ cpuS }) => cpuS)).map(([name, cpuS]) => [
        name,
        round((cpuS - (cpuBefore[name] ?? 0)) / minutes),
      ]),
    ),
  };
}
