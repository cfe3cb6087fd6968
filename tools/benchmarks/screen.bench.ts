import { buildApp } from '../app/build.ts';
import { bareArguments, processNames, stationArguments, whenUsable } from './apps.ts';
import { createLauncher, type Launcher } from './electron-app.ts';
import { round } from './figures.ts';
import { isHeavy, itemId } from './manifest-file.ts';
import { runBenchmark } from './run-benchmark.ts';
import { prepareScanFolder } from './scan-folder.ts';
import { countMessages } from './screen-page.ts';
import { beginNotes, runScreen } from './screen-run.ts';
import { openCable } from './serial-cable.ts';
import { intend, openBench, readBench, waitForBench } from './station-page.ts';
import {
  MOST_SCALES,
  streamedBetween,
  streamingInstruments,
  writeRecordings,
} from './streaming-bench.ts';

const GOAL = { longestTaskMs: 50 };
/** A parcel is taken away and put down again this often, on every scale. */
const LIFT_EVERY_S = 60;
/** The recordings begin before the run: instruments come up, a shift is opened. */
const BEFORE_S = 120;
const ITEMS = 1_000;
const COUNT_MS = 5_000;

interface Options {
  readonly folder: string;
  readonly recordings: readonly string[];
  readonly seconds: number;
}

/** The bench page of the real app: an open item with prompts, a dwell that runs, all scales streaming. */
async function watchStation(launcher: Launcher, { folder, recordings, seconds }: Options) {
  const cable = await openCable(folder);
  try {
    const bench = streamingInstruments(recordings, cable.path);
    const dataDir = await prepareScanFolder(folder, ITEMS, bench);
    const app = await launcher.start(stationArguments('training', dataDir));
    await whenUsable(app, '[data-testid="sign-in-who"]');
    await beginNotes(app, seconds);
    await openBench(app);
    const heavy = Array.from({ length: ITEMS }, (_, position) => position).find(isHeavy) ?? 0;
    cable.write(`${itemId(heavy)}\r`);
    await waitForBench(app, ({ session }) => (session?.prompts.length ?? 0) > 0);
    await intend(app, { kind: 'start-survey', face: 'top', distance: 'contact' });
    const [before, beganMs] = [await readBench(app), performance.now()];
    const run = await runScreen(app, processNames(dataDir), seconds);
    const after = await readBench(app);
    const streamed = streamedBetween(bench, before, after, (performance.now() - beganMs) / 1000);
    if (after.session?.radiation.state !== 'measuring') {
      throw new Error('the item did not stay open with its dwell');
    }
    const came = await app.evaluate(countMessages, COUNT_MS);
    await app.stop();
    const perS = (count: number): number => round((count * 1000) / COUNT_MS);
    return {
      ...run,
      streamed,
      reachedThePage: { snapshotsPerS: perS(came.bench), livePerS: perS(came.live) },
    };
  } finally {
    cable.close();
  }
}

/** A bare page that writes the same recordings as text, each line as it comes. */
async function watchBare(launcher: Launcher, { folder, recordings, seconds }: Options) {
  const replay = `--replay=${recordings.join(',')}`;
  const app = await launcher.start([...bareArguments(`${folder}/bare`), replay]);
  await whenUsable(app, '[data-testid="reading"]');
  await beginNotes(app, seconds);
  const run = await runScreen(app, new Map(), seconds);
  const lines = await app.evaluate(
    () => [...document.querySelectorAll('[data-testid="reading"]')].map((row) => row.textContent),
    null,
  );
  if (lines.some((line) => !line.startsWith('S ')))
    throw new Error('the bare page shows no readings');
  await app.stop();
  return run;
}

await runBenchmark(
  'screen',
  { seconds: 300, instruments: 6 },
  async ({ options, folder, log, fail }) => {
    buildApp();
    const { seconds, instruments } = options;
    const recorded = { seconds: seconds + BEFORE_S, liftEveryS: LIFT_EVERY_S };
    const recordings = writeRecordings(folder, instruments, recorded);
    const launcher = await createLauncher(log);
    try {
      log(`The bench page for ${seconds} s, ${instruments} scales streaming …`);
      const station = await watchStation(launcher, { folder, recordings, seconds });
      log(`A bare page with the same readings for ${seconds} s …`);
      const bare = await watchBare(launcher, { folder, recordings, seconds });
      for (const { check } of [station, bare]) {
        if (!check.held) fail(`a task of ${check.blockedMs} ms was noted as ${check.notedMs} ms`);
      }
      const heapKb = (run: { memory: typeof bare.memory }) =>
        run.memory.samples.at(-1)?.heapKb ?? 0;
      return {
        ...station,
        goal: {
          ...GOAL,
          held: station.longestTaskMs <= GOAL.longestTaskMs && station.memory.flat,
        },
        ratioFrameP99: round(station.frames.p99Ms / bare.frames.p99Ms),
        ratioHeap: round(heapKb(station) / heapKb(bare)),
        ratioRendererCpu: round(
          (station.cpuSPerMinute['renderer'] ?? 0) / (bare.cpuSPerMinute['renderer'] ?? 0),
        ),
        compared: {
          with: 'a bare Electron page that writes each line of the same recordings as text',
          ...bare,
        },
        electron: launcher.electron,
      };
    } finally {
      await launcher.stop();
    }
  },
  { instruments: MOST_SCALES },
);
