import { BENCHMARK_PACKAGES, ensurePackages } from '../runtime/system-packages.ts';
import { round } from './figures.ts';
import { measureBesideBench } from './import-beside-bench.ts';
import { measureFormat } from './import-sides.ts';
import { ROWS_PER_ITEM } from './manifest-file.ts';
import { FORMATS } from './manifest-formats.ts';
import { runBenchmark } from './run-benchmark.ts';
import { MOST_SHEET_ROWS } from './xlsx-file.ts';

/** Items of the import beside the bench, unless said. */
const BESIDE_ITEMS = 5_000_000;
/** Goals of `station bench import`. */
const GOAL = { ratio: 0.5, peakRssMb: 200 };

await runBenchmark(
  'import',
  {
    rows: 1_000_000,
    pairs: 5,
    format: 'csv',
    'with-bench': false,
    items: BESIDE_ITEMS,
    scans: 200,
  },
  async ({ options, folder, log, fail }) => {
    if (options['with-bench']) {
      const figures = measureBesideBench(options.items, options.scans);
      if (!figures.goal.held) fail(`a scan takes ${figures.ratioScan} times as long meanwhile`);
      return figures;
    }
    await ensurePackages(BENCHMARK_PACKAGES, log);
    const items = Math.round(options.rows / ROWS_PER_ITEM);
    const { pairs } = options;
    const formats = FORMATS.filter((format) => ['all', format].includes(options.format));
    if (formats.includes('xlsx') && options.rows >= MOST_SHEET_ROWS) {
      throw new Error(`a sheet has ${MOST_SHEET_ROWS} rows at most: say --rows 1000000`);
    }
    const [first = 'csv', ...others] = formats;
    const figures = await measureFormat({ format: first, items, pairs, folder, log });
    const further: Record<string, unknown> = {};
    for (const format of others) {
      further[format] = await measureFormat({ format, items, pairs, folder, log });
    }
    const { ratio = Number.NaN, peakRssMb } = figures;
    const held = round(ratio) >= GOAL.ratio && peakRssMb <= GOAL.peakRssMb;
    return {
      format: first,
      ...figures,
      ...(first === 'csv' ? { goal: { ...GOAL, held } } : {}),
      ...further,
    };
  },
  { format: ['all', ...FORMATS] },
);
