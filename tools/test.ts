import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { buildApp } from './app/build.ts';
import { PROJECT } from './app/launch.ts';
import { resolveElectronRuntime } from './runtime/electron-runtime.ts';
import { ensureSystemPackages } from './runtime/system-packages.ts';

const log = (line: string): void => void process.stdout.write(`${line}\n`);

/**
 * `npm test`: all the set-up, then every test: unit and property, real pseudo-terminals, the real app
 * in a real Electron. Arguments go to vitest (`npm test -- --project unit`).
 */
async function main(): Promise<number> {
  await ensureSystemPackages(log, { compiler: true });
  await resolveElectronRuntime(log);
  log('Building …');
  buildApp();
  const vitest = path.join(PROJECT, 'node_modules', '.bin', 'vitest');
  const report = process.env['STATION_TEST_REPORT'];
  const reporters =
    report === undefined
      ? []
      : ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { status } = spawnSync(vitest, ['run', ...reporters, ...process.argv.slice(2)], {
    cwd: PROJECT,
    stdio: 'inherit',
  });
  return status ?? 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
