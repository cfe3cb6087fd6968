import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { BENCHMARK_PACKAGES, ensurePackages } from '../runtime/system-packages.ts';
import { quantile, round } from './figures.ts';
import type { ImportRun, ImportTask } from './import-run.ts';
import { runSqliteImport } from './import-sqlite.ts';
import { runStationImport } from './import-station.ts';
import { itemId, ROWS_PER_ITEM, writeManifest } from './manifest-file.ts';
import { runBenchmark } from './run-benchmark.ts';

type Side = 'station' | 'sqlite3' | 'csv-parse';

function runCsvParse({ file, dataDir, wanted }: ImportTask): ImportRun {
  const child = path.join(import.meta.dirname, 'import-memory.ts');
  return JSON.parse(
    execFileSync(process.execPath, [child, file, dataDir, wanted]).toString(),
  ) as ImportRun;
}

const SIDES: { readonly [side in Side]: (task: ImportTask) => ImportRun | Promise<ImportRun> } = {
  station: runStationImport,
  sqlite3: runSqliteImport,
  'csv-parse': runCsvParse,
};

await runBenchmark('import', { rows: 1_000_000, pairs: 5 }, async ({ options, folder, log }) => {
  await ensurePackages(BENCHMARK_PACKAGES, log);
  const file = path.join(folder, 'manifest.csv');
  const items = Math.round(options.rows / ROWS_PER_ITEM);
  const rows = await writeManifest(file, items);
  const fileMb = round(statSync(file).size / 2 ** 20);
  log(`${items} items, ${rows} rows, ${fileMb} MB`);
  const runs: Record<Side, ImportRun[]> = { station: [], sqlite3: [], 'csv-parse': [] };
  const run = async (side: Side): Promise<void> => {
    const dataDir = path.join(folder, 'data');
    mkdirSync(dataDir, { recursive: true });
    const figures = await SIDES[side]({ file, dataDir, wanted: itemId(items - 1) });
    // Each begins with an empty folder, and no side has the disk filled by the other.
    rmSync(dataDir, { recursive: true });
    if (figures.items !== items) throw new Error(`${side}: ${figures.items} items`);
    log(`${side}: ${round(figures.seconds)} s, ${figures.peakRssMb} MB`);
    runs[side].push(figures);
  };
  for (let pair = 1; pair <= options.pairs; pair += 1) {
    // In turn the one and the other first: what the machine does meanwhile is shared fairly.
    const order: Side[] = pair % 2 === 1 ? ['station', 'sqlite3'] : ['sqlite3', 'station'];
    for (const side of order) await run(side);
    await run('csv-parse');
  }
  const of = (side: Side, figure: 'seconds' | 'peakRssMb'): number =>
    round(
      quantile(
        runs[side].map((each) => each[figure]),
        0.5,
      ),
    );
  const figuresOf = (side: Side) => ({
    seconds: of(side, 'seconds'),
    rowsPerS: Math.round(rows / of(side, 'seconds')),
    peakRssMb: of(side, 'peakRssMb'),
  });
  const station = figuresOf('station');
  const sqlite = figuresOf('sqlite3');
  const ratios = runs.station.map(
    ({ seconds }, at) => (runs.sqlite3[at]?.seconds ?? Number.NaN) / seconds,
  );
  return {
    ...station,
    itemsPerS: Math.round(items / station.seconds),
    /** Rows a second, the station's over theirs: the median of the pairs. */
    ratio: round(quantile(ratios, 0.5)),
    ratioPeakRss: round(station.peakRssMb / sqlite.peakRssMb),
    rows,
    items,
    fileMb,
    compared: {
      with: 'sqlite3 .import --csv into a table with the same columns, then the same index; no checks',
      ...sqlite,
      csvParse: {
        with: 'csv-parse of the whole file into objects in memory; no checks, nothing on the disk',
        ...figuresOf('csv-parse'),
      },
    },
  };
});
