import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { PROJECT } from '../app/launch.ts';
import type { TimedScan } from './timed-scan.ts';

const STATION = path.join(PROJECT, 'electron', 'cli', 'station.mjs');

function startImport(file: string, dataDir: string): ChildProcess {
  return spawn(process.execPath, [STATION, 'import', file, '--data', dataDir, '--json'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

/**
 * Scans while a manifest is imported into the folder of the open bench, import after import. A scan
 * during which the import ended does not count.
 *
 * @param wanted scans at least
 * @param file neutral CSV, large enough for several scans
 * @param whole goes on to the end of an import, however many scans that takes: its phases differ
 * @throws Error when an import fails
 */
export async function scanDuringImport(
  scan: () => Promise<TimedScan>,
  wanted: number,
  file: string,
  dataDir: string,
  whole: boolean,
): Promise<{ readonly scans: readonly TimedScan[]; readonly imports: number }> {
  const scans: TimedScan[] = [];
  let imports = 0;
  while (scans.length < wanted) {
    const importer = startImport(file, dataDir);
    imports += 1;
    while (isRunning(importer) && (whole || scans.length < wanted)) {
      const timed = await scan();
      if (isRunning(importer)) scans.push(timed);
    }
    if (isRunning(importer)) importer.kill('SIGKILL');
    else if (importer.exitCode !== 0) throw new Error('an import during the scans failed');
  }
  return { scans, imports };
}
