import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { quantile, round } from './figures.ts';
import type { ImportRun, ImportTask } from './import-run.ts';
import { runSqliteImport } from './import-sqlite.ts';
import { runStationImport } from './import-station.ts';
import { itemId } from './manifest-file.ts';
import { writeFormat } from './manifest-formats.ts';
import type { BenchmarkFormat } from './manifest-formats.ts';

interface Side {
  /** What it does, and what it does not. */
  readonly with: string;
  readonly run: (task: ImportTask) => ImportRun | Promise<ImportRun>;
}

function alone(program: string): Side['run'] {
  const file = path.join(import.meta.dirname, program);
  return (task) => {
    const words = [file, task.file, task.dataDir, task.wanted];
    return JSON.parse(execFileSync(process.execPath, words).toString()) as ImportRun;
  };
}

const SQLITE: Side = {
  with: 'sqlite3 .import --csv into a table with the same columns, then the same index; no checks',
  run: runSqliteImport,
};
const CSV_PARSE: Side = {
  with: 'csv-parse of the whole file into objects in memory; no checks, nothing on the disk',
  run: alone('import-memory.ts'),
};
const SAXES: Side = {
  with: 'saxes alone over the same file: no use of what it reads, no checks, nothing on the disk',
  run: alone('import-bare.ts'),
};
const JSON_PARSE: Side = {
  with: 'JSON.parse of each line of the same file: no use of it, no checks, nothing on the disk',
  run: alone('import-bare.ts'),
};

/** What the import of a format is measured beside: first what its ratio is of. */
const BESIDE: { readonly [format in BenchmarkFormat]: Readonly<Record<string, Side>> } = {
  csv: { sqlite3: SQLITE, csvParse: CSV_PARSE },
  xml: { saxes: SAXES },
  jsonl: { jsonParse: JSON_PARSE },
  // Nothing that reads as little as these is at hand: beside it are the figures of CSV.
  xlsx: {},
};

interface SideFigures {
  readonly seconds: number;
  readonly rowsPerS: number;
  readonly peakRssMb: number;
}

interface FormatOptions {
  readonly format: BenchmarkFormat;
  readonly items: number;
  readonly pairs: number;
  readonly folder: string;
  readonly log: (line: string) => void;
}

/** Imports the same items in one format, by the station and beside it, in turns. */
export async function measureFormat({ format, items, pairs, folder, log }: FormatOptions) {
  const file = path.join(folder, `manifest.${format}`);
  const rows = await writeFormat(format, file, items);
  const fileMb = round(statSync(file).size / 2 ** 20);
  log(`${format}: ${items} items, ${rows} rows, ${fileMb} MB`);
  const sides: Readonly<Record<string, Side>> = {
    station: { with: 'the real importer', run: runStationImport },
    ...BESIDE[format],
  };
  const runs = new Map<string, ImportRun[]>();
  for (let pair = 1; pair <= pairs; pair += 1) {
    // In turn the one and the other first: what the machine does meanwhile is shared fairly.
    const names = Object.keys(sides);
    for (const name of pair % 2 === 1 ? names : names.toReversed()) {
      const dataDir = path.join(folder, 'data');
      mkdirSync(dataDir, { recursive: true });
      const run = await sides[name]?.run({ file, dataDir, wanted: itemId(items - 1) });
      // Each begins with an empty folder, and no side has the disk filled by the other.
      rmSync(dataDir, { recursive: true });
      if (run?.items !== items) throw new Error(`${name}: ${run?.items} items`);
      log(`${format}, ${name}: ${round(run.seconds)} s, ${run.peakRssMb} MB`);
      runs.set(name, [...(runs.get(name) ?? []), run]);
    }
  }
  rmSync(file);
  const figuresOf = (name: string): SideFigures => {
    const of = (figure: 'seconds' | 'peakRssMb'): number =>
      round(
        quantile(
          (runs.get(name) ?? []).map((run) => run[figure]),
          0.5,
        ),
      );
    const [seconds, peakRssMb] = [of('seconds'), of('peakRssMb')];
    return { seconds, rowsPerS: Math.round(rows / seconds), peakRssMb };
  };
  const [first, ...others] = Object.entries(BESIDE[format]);
  const beside = ([name, side]: [string, Side]) => ({ with: side.with, ...figuresOf(name) });
  return {
    ...figuresOf('station'),
    itemsPerS: Math.round(items / figuresOf('station').seconds),
    ...(first === undefined ? {} : { ratio: medianRatio(runs, first[0]) }),
    rows,
    items,
    fileMb,
    compared:
      first === undefined
        ? { with: 'nothing: see the figures of CSV' }
        : {
            ...beside(first),
            ...Object.fromEntries(others.map((each) => [each[0], beside(each)])),
          },
  };
}

/** Rows a second, the station's over theirs: the median of the pairs. */
function medianRatio(runs: ReadonlyMap<string, readonly ImportRun[]>, name: string): number {
  const theirs = runs.get(name) ?? [];
  const ratios = (runs.get('station') ?? []).map(
    ({ seconds }, at) => (theirs[at]?.seconds ?? Number.NaN) / seconds,
  );
  return round(quantile(ratios, 0.5));
}
