import { buildApp } from '../app/build.ts';
import { bareArguments, stationArguments, whenUsable } from './apps.ts';
import { clockMs, createLauncher, type Launcher } from './electron-app.ts';
import { quantile, round, spread } from './figures.ts';
import { isHeavy, itemId, writeManifest } from './manifest-file.ts';
import { comparePageClock } from './page-clock.ts';
import { runBenchmark } from './run-benchmark.ts';
import { scanFigures, scanParts } from './scan-figures.ts';
import { scanDuringImport } from './scan-during-import.ts';
import { prepareScanFolder } from './scan-folder.ts';
import { frameFloor, frameIntervals } from './scan-page.ts';
import { readScanRecords } from './scan-records.ts';
import { openCable } from './serial-cable.ts';
import { checkStall } from './stall-check.ts';
import { openBench, readBench } from './station-page.ts';
import {
  MOST_SCALES,
  streamedBetween,
  streamingInstruments,
  writeRecordings,
} from './streaming-bench.ts';
import { stationScan, type TimedScan } from './timed-scan.ts';
import { prepareWedge, wedgeScan } from './wedge-page.ts';

const GOAL = { p50Ms: 25, p99Ms: 50 };
const WARM_UP = 20;
/** Service indicator of the items that are imported meanwhile: none of them is scanned. */
const BESIDE = 'CX';
/** Scans with and without a stop of the screen, each. */
const STALL_SCANS = 10;
/** The recordings outlast the benchmark, or the scales would fall silent. */
const RECORDED_S = 3600;
const FLOOR_SAMPLES = 100;
/** One in so many scans of each kind is done again, taken apart. */
const PARTS_SHARE = 4;

/** Codes that prompt, in turn: a valid one that the manifest lacks, and a heavy one in it. */
function createCodes(items: number): () => string {
  let given = 0;
  return () => {
    given += 1;
    // Prime steps: neighbours in time are not neighbours in the list.
    let position = (given * 7_919) % items;
    if (given % 2 === 1) return itemId(position, 'RR');
    while (!isHeavy(position)) position = (position + 1) % items;
    return itemId(position);
  };
}

const isMissing = ({ code }: TimedScan): boolean => code.startsWith('RR');

async function repeat(times: number, scan: () => Promise<TimedScan>): Promise<TimedScan[]> {
  const done: TimedScan[] = [];
  while (done.length < times) done.push(await scan());
  return done;
}

/** The wall clock over this process's clock; the largest of many, for `Date.now` cuts off. */
function wallOffset(): number {
  const seen = Array.from({ length: 20_000 }, () => Date.now() - clockMs());
  return Math.max(...seen);
}

interface StationOptions {
  readonly folder: string;
  readonly items: number;
  readonly scans: number;
  readonly importItems: number;
  /** To the end of an import, instead of so many scans. */
  readonly wholeImport: boolean;
  /** Scales that stream beside scanner and dosimeter. */
  readonly instruments: number;
  /** Milliseconds for which the screen is stopped once. */
  readonly stall: number;
}

/** @returns figures, idle and while `importRows` rows are imported beside the open bench */
async function scanStation(launcher: Launcher, options: StationOptions) {
  const { folder, items, scans, importItems, wholeImport, instruments, stall } = options;
  const cable = await openCable(folder);
  try {
    const recordings = writeRecordings(folder, instruments, { seconds: RECORDED_S });
    const bench = streamingInstruments(recordings, cable.path);
    const dataDir = await prepareScanFolder(folder, items, bench);
    const app = await launcher.start(stationArguments('training', dataDir));
    await openBench(app);
    const code = createCodes(items);
    const scan = (bridge: boolean) => () => stationScan(app, cable, code(), { bridge });
    await repeat(WARM_UP, scan(false));
    const clockBefore = await comparePageClock(app);
    const [benchBefore, beganMs] = [await readBench(app), performance.now()];
    const timed = await repeat(scans * 2, scan(false));
    const seconds = (performance.now() - beganMs) / 1000;
    const streamed = streamedBetween(bench, benchBefore, await readBench(app), seconds);
    const apart = await repeat(Math.ceil(scans / PARTS_SHARE) * 2, scan(true));
    const [clockAfter, wallMs] = [await comparePageClock(app), wallOffset()];
    const stalled = await checkStall(
      app,
      (meanwhile) => stationScan(app, cable, code(), { meanwhile }),
      { scans: STALL_SCANS, stallMs: stall },
    );
    const manifest = `${folder}/beside.csv`;
    const importRows = await writeManifest(manifest, importItems, BESIDE);
    const beside = await scanDuringImport(scan(false), scans, manifest, dataDir, wholeImport);
    const floor = await app.evaluate(frameFloor, FLOOR_SAMPLES);
    const intervals = await app.evaluate(frameIntervals, FLOOR_SAMPLES);
    await app.stop();
    const { offsetMs } = clockAfter;
    const records = readScanRecords(dataDir);
    const parts = (wanted: boolean) =>
      scanParts(
        apart.filter((each) => isMissing(each) === wanted),
        records,
        offsetMs,
        wallMs,
      );
    const idle = scanFigures(timed, offsetMs);
    const busy = scanFigures(beside.scans, offsetMs);
    return {
      all: idle,
      streamed,
      stalled,
      duringImport: {
        rows: importRows,
        imports: beside.imports,
        ...busy,
        ratioP50: round(busy.p50Ms / idle.p50Ms),
        ratioP99: round(busy.p99Ms / idle.p99Ms),
        goal: { ratio: 2, held: busy.p50Ms <= 2 * idle.p50Ms && busy.p99Ms <= 2 * idle.p99Ms },
      },
      notInManifest: scanFigures(timed.filter(isMissing), offsetMs),
      inManifest: scanFigures(
        timed.filter((each) => !isMissing(each)),
        offsetMs,
      ),
      partsMeanMs: { notInManifest: parts(true), inManifest: parts(false) },
      frames: { intervalP50Ms: round(quantile(intervals, 0.5)), twoFramesAlone: spread(floor) },
      clocks: {
        what: 'performance.timeOrigin + performance.now() of page and writer',
        pageBefore: clockBefore,
        pageAfter: clockAfter,
        wallMs: round(wallMs),
      },
    };
  } finally {
    cable.close();
  }
}

/** The wedge in the bare window. @returns scans with times on one clock */
async function scanWedge(launcher: Launcher, folder: string, items: number, scans: number) {
  const app = await launcher.start(bareArguments(folder));
  await whenUsable(app, 'input');
  await prepareWedge(app, items);
  const code = createCodes(items);
  await repeat(WARM_UP, () => wedgeScan(app, code()));
  const timed = await repeat(scans, () => wedgeScan(app, code()));
  const { offsetMs } = await comparePageClock(app);
  await app.stop();
  return timed.map((scan) => ({ ...scan, written: scan.written + offsetMs }));
}

await runBenchmark(
  'scan-to-prompt',
  {
    scans: 200,
    items: 100_000,
    importItems: 1_000_000,
    wholeImport: false,
    instruments: 6,
    stall: 500,
  },
  async ({ options, folder, log, fail }) => {
    const { scans, items } = options;
    buildApp();
    const launcher = await createLauncher(log);
    try {
      // Half of the comparison before, half after: a machine that slows down slows both.
      log('A keyboard wedge in a bare window, first half …');
      const early = await scanWedge(launcher, `${folder}/bare`, items, scans);
      log(`The station: ${items} items, twice ${scans} scans over a pseudo-terminal …`);
      const station = await scanStation(launcher, { ...options, folder });
      log('The keyboard wedge, second half …');
      const late = await scanWedge(launcher, `${folder}/bare`, items, scans);
      const wedge = scanFigures([...early, ...late], 0);
      const { all, stalled, ...others } = station;
      const { raisedByMs, stallCheck } = stalled;
      if (!stallCheck.held) {
        fail(`a stop of ${options.stall} ms raised the maximum by ${raisedByMs} ms only`);
      }
      return {
        ...all,
        ...stalled,
        ...others,
        goal: { ...GOAL, held: all.p50Ms <= GOAL.p50Ms && all.p99Ms <= GOAL.p99Ms },
        ratioP50: round(all.p50Ms / wedge.p50Ms),
        ratioP99: round(all.p99Ms / wedge.p99Ms),
        ratioToDomP50: round(all.toDom.p50Ms / wedge.toDom.p50Ms),
        compared: {
          with:
            'a scanner that types into a page: Array.find over the same items, one list entry, ' +
            'no records, no other process; timed from its Enter key',
          ...wedge,
        },
        electron: launcher.electron,
      };
    } finally {
      await launcher.stop();
    }
  },
  { instruments: MOST_SCALES },
);
