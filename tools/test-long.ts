import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { buildApp } from './app/build.ts';
import { PROJECT } from './app/launch.ts';

/**
 * `npm run test:long`: the tests whose length is the point, such as a minute of garbage on each port.
 * Results are kept in docs/benchmarks.md.
 */
function main(): number {
  buildApp();
  const vitest = path.join(PROJECT, 'node_modules', '.bin', 'vitest');
  const { status } = spawnSync(vitest, ['run', '--project', 'e2e', 'test/e2e/bad-input.test.ts'], {
    cwd: PROJECT,
    stdio: 'inherit',
    env: { ...process.env, STATION_GARBAGE_S: '60' },
  });
  return status ?? 1;
}

process.exitCode = main();
