import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildApp } from '../app/build.ts';
import { bareArguments, processNames, stationArguments, whenUsable } from './apps.ts';
import { createLauncher, type ElectronApp } from './electron-app.ts';
import { round } from './figures.ts';
import { usageOf, type ProcessUsage } from './process-usage.ts';
import { bringDemoPolicy } from '../demo/demo-policy.ts';
import { runBenchmark } from './run-benchmark.ts';
import { openBench } from './station-page.ts';
import { measureStreamingDevices } from './streaming-devices.ts';

const SETTLE_MS = 10_000;

interface Idling {
  /** CPU seconds that a minute of wall-clock time costs. */
  readonly cpuSPerMinute: number;
  readonly rssMb: number;
  readonly pssMb: number;
  readonly processes: Readonly<Record<string, { cpuSPerMinute: number; pssMb: number }>>;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function byName(used: readonly (ProcessUsage & { cpuSPerMinute: number })[]): Idling['processes'] {
  const names = [...new Set(used.map(({ name }) => name))];
  return Object.fromEntries(
    names.map((name) => {
      const group = used.filter((process) => process.name === name);
      const cpuSPerMinute = round(sum(group.map((process) => process.cpuSPerMinute)));
      return [name, { cpuSPerMinute, pssMb: Math.round(sum(group.map(({ pssMb }) => pssMb))) }];
    }),
  );
}

function compare(
  before: readonly ProcessUsage[],
  after: readonly ProcessUsage[],
  seconds: number,
): Idling {
  const used = after.map((process) => {
    const cpuS = process.cpuS - (before.find(({ pid }) => pid === process.pid)?.cpuS ?? 0);
    return { ...process, cpuSPerMinute: (cpuS * 60) / seconds };
  });
  return {
    cpuSPerMinute: round(sum(used.map(({ cpuSPerMinute }) => cpuSPerMinute))),
    rssMb: Math.round(sum(used.map(({ rssMb }) => rssMb))),
    pssMb: Math.round(sum(used.map(({ pssMb }) => pssMb))),
    processes: byName(used),
  };
}

/** Lets go of the page first: an attached debugger costs time of its own. */
async function watch(
  app: ElectronApp,
  names: ReadonlyMap<number, string>,
  seconds: number,
): Promise<Idling> {
  await app.detach();
  await sleep(SETTLE_MS);
  const [before, startMs] = [usageOf(app.pid, names), performance.now()];
  await sleep(seconds * 1000);
  return compare(before, usageOf(app.pid, names), (performance.now() - startMs) / 1000);
}

await runBenchmark('idle', { seconds: 60 }, async ({ options, folder, log }) => {
  log('Six instruments on the devices process alone …');
  const devices = await measureStreamingDevices(folder, options.seconds);
  log(`${devices.cpuPercent} % of a processor, ${devices.rssMb} MB; now the app …`);
  buildApp();
  const launcher = await createLauncher(log);
  const data = path.join(folder, 'data');
  try {
    log('The bench: open shift, background, then nothing …');
    bringDemoPolicy(data);
    const station = await launcher.start(stationArguments('training', data));
    await openBench(station);
    const ours = await watch(station, processNames(data), options.seconds);
    await station.stop();
    log(`${ours.cpuSPerMinute} s of CPU a minute; now the bare window …`);
    const bare = await launcher.start(bareArguments(path.join(folder, 'bare')));
    await whenUsable(bare, 'input');
    const theirs = await watch(bare, new Map(), options.seconds);
    await bare.stop();
    return {
      ...ours,
      devices,
      ratioPss: round(ours.pssMb / theirs.pssMb),
      ratioRss: round(ours.rssMb / theirs.rssMb),
      moreCpuSPerMinute: round(ours.cpuSPerMinute - theirs.cpuSPerMinute),
      compared: { with: 'a bare Electron window with one field, same runtime', ...theirs },
      electron: launcher.electron,
    };
  } finally {
    await launcher.stop();
  }
});
