import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ImportRun } from './import-run.ts';
import { quantile, round } from './figures.ts';
import { itemId, writeManifest } from './manifest-file.ts';
import { runBenchmark } from './run-benchmark.ts';

function median(runs: readonly ImportRun[], figure: 'seconds' | 'peakRssMb'): number {
  return round(
    quantile(
      runs.map((run) => run[figure]),
      0.5,
    ),
  );
}

await runBenchmark('import', { items: 100_000, pairs: 5 }, async ({ options, folder, log }) => {
  const file = path.join(folder, 'manifest.csv');
  const rows = await writeManifest(file, options.items);
  const fileMb = round(statSync(file).size / 2 ** 20);
  log(`${options.items} items, ${rows} rows, ${fileMb} MB`);
  const run = (side: 'station' | 'memory', pair: number): ImportRun => {
    const data = path.join(folder, `data-${pair}`);
    mkdirSync(data, { recursive: true });
    const wanted = itemId(options.items - 1);
    const child = path.join(import.meta.dirname, `import-${side}.ts`);
    const answer = execFileSync(process.execPath, [child, file, data, wanted]);
    const figures = JSON.parse(answer.toString()) as ImportRun;
    if (figures.items !== options.items) throw new Error(`${side}: ${figures.items} items`);
    log(`${side}: ${round(figures.seconds)} s, ${figures.peakRssMb} MB`);
    return figures;
  };
  const [station, memory]: [ImportRun[], ImportRun[]] = [[], []];
  for (let pair = 1; pair <= options.pairs; pair += 1) {
    station.push(run('station', pair));
    memory.push(run('memory', pair));
  }
  const [seconds, others] = [median(station, 'seconds'), median(memory, 'seconds')];
  const [peakRssMb, othersMb] = [median(station, 'peakRssMb'), median(memory, 'peakRssMb')];
  return {
    seconds,
    rowsPerS: Math.round(rows / seconds),
    itemsPerS: Math.round(options.items / seconds),
    peakRssMb,
    ratioSeconds: round(seconds / others),
    ratioPeakRss: round(peakRssMb / othersMb),
    rows,
    fileMb,
    compared: {
      with: 'csv-parse of the whole file into objects in memory; no checks, nothing on the disk',
      seconds: others,
      rowsPerS: Math.round(rows / others),
      peakRssMb: othersMb,
    },
  };
});
