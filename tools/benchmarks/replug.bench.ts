import { quantile, round } from './figures.ts';
import { replugCycles } from './replug-cycles.ts';
import { runBenchmark } from './run-benchmark.ts';

await runBenchmark('replug', { cycles: 100 }, async ({ options, folder, log, fail }) => {
  const result = await replugCycles(options.cycles, folder, log);
  const [handlesBefore, handlesAfter] = result.handles;
  if (result.crashed !== null) fail(`the devices process ${result.crashed}`);
  if (result.oldValues > 0) fail(`${result.oldValues} readings were of an earlier parcel`);
  if (handlesAfter > handlesBefore) fail(`handles grew from ${handlesBefore} to ${handlesAfter}`);
  const spread = (values: readonly number[]): { p50Ms: number; maxMs: number } => ({
    p50Ms: round(quantile(values, 0.5)),
    maxMs: round(Math.max(...values)),
  });
  return {
    ready: spread(result.readyMs),
    reading: spread(result.readingMs),
    lost: spread(result.lostMs),
    handlesBefore,
    handlesAfter,
    oldValues: result.oldValues,
    compared: 'the 2 s within which a plugged-in instrument is to be opened again',
  };
});
