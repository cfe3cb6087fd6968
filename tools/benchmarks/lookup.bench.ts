import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { importManifest } from '../../electron/core/manifest/import-manifest.ts';
import { openManifestStack } from '../../electron/core/manifest/manifest-stack.ts';
import { realClock as clock } from '../../electron/real-clock.ts';
import { quantile, round } from './figures.ts';
import { itemId, writeManifest } from './manifest-file.ts';
import { runBenchmark } from './run-benchmark.ts';

/** Items of each later manifest; only the oldest is large. */
const SMALL = 1_000;
/** A step through the items that meets none of them twice: each look-up is of another page. */
const STRIDE = 7_919;
/** Microseconds of a look-up at the 99th percentile, also of ten million items. */
const GOAL_P99_US = 1_000;

interface LookUps {
  readonly p50Us: number;
  readonly p99Us: number;
}

await runBenchmark(
  'lookup',
  { items: 100_000, generations: 64, lookups: 20_000 },
  async ({ options, folder, log }) => {
    const dataDir = path.join(folder, 'data');
    mkdirSync(dataDir);
    const file = path.join(folder, 'manifest.csv');
    const generations: string[] = [];
    for (let number = 0; number < options.generations; number += 1) {
      if (number < 2) await writeManifest(file, number === 0 ? options.items : SMALL);
      const report = await importManifest({ file, dataDir, clock });
      if (!report.ok) throw new Error(report.error.message);
      generations.unshift(report.value.generation);
    }
    log(`${options.generations} manifests`);
    const measure = (inForce: readonly string[], service: string): LookUps => {
      const opened = openManifestStack(dataDir, inForce);
      if (!opened.ok) throw new Error(opened.error.message);
      const { stack } = opened.value;
      const wantsFound = service === 'LX';
      const times: number[] = [];
      for (let at = 0; at < options.lookups; at += 1) {
        // Of the items that only the oldest manifest has: all others are asked before.
        const position = SMALL + ((at * STRIDE) % (options.items - SMALL));
        const id = itemId(position, service);
        const before = performance.now();
        const found = stack.find(id);
        times.push((performance.now() - before) * 1000);
        if ((found !== null) !== wantsFound) throw new Error(`${id}: not as expected`);
      }
      stack.close();
      return { p50Us: round(quantile(times, 0.5)), p99Us: round(quantile(times, 0.99)) };
    };
    const sides = (inForce: readonly string[]) => ({
      found: measure(inForce, 'LX'),
      missing: measure(inForce, 'RX'),
    });
    const one = sides(generations.slice(-1));
    const all = sides(generations);
    return {
      ...all,
      goal: {
        p99Us: GOAL_P99_US,
        held: Math.max(all.found.p99Us, all.missing.p99Us) < GOAL_P99_US,
      },
      ratioFoundP50: round(all.found.p50Us / one.found.p50Us),
      compared: { with: 'one manifest alone', ...one },
    };
  },
);
