import path from 'node:path';
import { buildApp } from '../app/build.ts';
import { bareArguments, lastStart, stationArguments, whenUsable } from './apps.ts';
import { createLauncher, type ElectronApp, type Launcher } from './electron-app.ts';
import { quantile, round, spread } from './figures.ts';
import { runBenchmark } from './run-benchmark.ts';

const FIELD = '[data-testid="sign-in-who"]';

/** Milliseconds from the start of the process. */
interface StartTimes {
  /** The officer can type: the field is there and can be used. */
  readonly usable: number;
  /** First content on the screen: of the station, that it is connecting. */
  readonly firstPaint: number;
}

interface StationTimes extends StartTimes {
  readonly mainBegins: number;
  readonly devicesReady: number;
  readonly coreReady: number;
}

/** Both clocks count from 1970; they agree within a millisecond (see `scan-to-prompt`). */
async function readTimes(app: ElectronApp, usableAtMs: number): Promise<StartTimes> {
  const paintAtMs = await app.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const [first] = list.getEntriesByName('first-contentful-paint');
          if (first !== undefined) resolve(performance.timeOrigin + first.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
    null,
  );
  return { usable: usableAtMs - app.startedAtMs, firstPaint: paintAtMs - app.startedAtMs };
}

async function startStation(launcher: Launcher, dataDir: string): Promise<StationTimes> {
  const app = await launcher.start(stationArguments('training', dataDir));
  try {
    const times = await readTimes(app, await whenUsable(app, FIELD));
    const lines = lastStart(dataDir);
    const since = (isIt: (line: (typeof lines)[number]) => boolean): number =>
      Date.parse(lines.find(isIt)?.at ?? '') - app.startedAtMs;
    const ready = (name: string): number =>
      since((line) => line.process === name && line.state === 'ready');
    return {
      ...times,
      mainBegins: since(({ event }) => event === 'start'),
      devicesReady: ready('devices'),
      coreReady: ready('core'),
    };
  } finally {
    await app.stop();
  }
}

async function startBare(launcher: Launcher, dataDir: string): Promise<StartTimes> {
  const app = await launcher.start(bareArguments(dataDir));
  try {
    await whenUsable(app, FIELD);
    // The page itself has noted when its field was there: it may be earlier than we look.
    const usableAtMs = await app.evaluate(
      () => (window as unknown as { usableAtMs: number }).usableAtMs,
      null,
    );
    return await readTimes(app, usableAtMs);
  } finally {
    await app.stop();
  }
}

function medians<T extends StartTimes>(starts: readonly T[]): Record<string, number> {
  const names = Object.keys(starts[0] ?? {}) as (keyof T & string)[];
  return Object.fromEntries(
    names.map((name) => [
      `${name}Ms`,
      round(
        quantile(
          starts.map((start) => Number(start[name])),
          0.5,
        ),
      ),
    ]),
  );
}

await runBenchmark('start', { pairs: 10 }, async ({ options, folder, log }) => {
  buildApp();
  const launcher = await createLauncher(log);
  const [station, bare]: [StationTimes[], StartTimes[]] = [[], []];
  const [data, bareData] = [path.join(folder, 'data'), path.join(folder, 'bare')];
  try {
    // The first starts create folders, keys and caches; a station does that once in its life.
    for (let pair = 0; pair <= options.pairs; pair += 1) {
      const pairOf = [
        await startStation(launcher, data),
        await startBare(launcher, bareData),
      ] as const;
      log(`station ${round(pairOf[0].usable)} ms, bare window ${round(pairOf[1].usable)} ms`);
      if (pair === 0) continue;
      station.push(pairOf[0]);
      bare.push(pairOf[1]);
    }
  } finally {
    await launcher.stop();
  }
  const ours = spread(station.map(({ usable }) => usable));
  const theirs = spread(bare.map(({ usable }) => usable));
  return {
    ...ours,
    ratioP50: round(ours.p50Ms / theirs.p50Ms),
    partsP50: medians(station),
    compared: {
      with: 'a bare Electron window with one field, same runtime, started in turn',
      ...theirs,
      partsP50: medians(bare),
    },
    electron: launcher.electron,
  };
});
