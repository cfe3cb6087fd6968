import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { buildApp } from './app/build.ts';
import { PROJECT } from './app/launch.ts';

/** Ten million events: each question of a report within its goal at the 95th percentile. */
function benchReports(): number {
  const file = path.join(PROJECT, 'tools', 'benchmarks', 'reports.bench.ts');
  const { status, stdout } = spawnSync(process.execPath, [file, '--events', '10000000'], {
    cwd: PROJECT,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) return status ?? 1;
  process.stdout.write(stdout);
  const figures = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
  return Number(figures['slowestP95Ms']) <= Number(figures['goalP95Ms']) ? 0 : 1;
}

interface LongTests {
  readonly project: 'unit' | 'e2e';
  readonly files: readonly string[];
  /** How long or how often: what the same files do less of in `npm test`. */
  readonly env: Readonly<Record<string, string>>;
}

/** Tests whose length is the point. */
const LONG: readonly LongTests[] = [
  { project: 'e2e', files: ['test/e2e/bad-input.test.ts'], env: { STATION_GARBAGE_S: '60' } },
  { project: 'unit', files: ['test/durability/kill.test.ts'], env: { STATION_KILLS: '1000' } },
  {
    project: 'unit',
    files: ['test/electron/core/store/tamper.test.ts'],
    env: { STATION_TAMPER_TRIES: '10000' },
  },
  {
    project: 'unit',
    files: ['test/durability/power-loss.test.ts'],
    env: { STATION_POWER_CUTS: '2000' },
  },
  {
    project: 'unit',
    files: ['test/electron/devices/fuzz.test.ts'],
    env: { STATION_FUZZ_BYTES: '10000000' },
  },
  {
    project: 'unit',
    files: ['test/electron/core/manifest/xml/hostile-xml.test.ts'],
    env: { STATION_HOSTILE_BYTES: '1000000000' },
  },
];

function runTests({ project, files, env }: LongTests): number {
  const vitest = path.join(PROJECT, 'node_modules', '.bin', 'vitest');
  const { status } = spawnSync(vitest, ['run', '--project', project, ...files], {
    cwd: PROJECT,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return status ?? 1;
}

/**
 * `npm run test:long`: a minute of garbage on each port, 1,000 kills, 2,000 power cuts, 10,000
 * changed bytes, ten million random and damaged bytes for each protocol, XML elements of a gigabyte and the like.
 * Results are kept in docs/benchmarks.md.
 */
function main(): number {
  buildApp();
  // All of them, whatever one of them finds.
  return Math.max(...LONG.map(runTests), benchReports());
}

process.exitCode = main();
