import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { round, type Spread } from './figures.ts';

interface ScanResult extends Spread {
  readonly duringImport: Spread & { readonly rows: number; readonly imports: number };
  readonly electron: unknown;
}

/** Most times that a scan may take while a manifest is imported. */
const GOAL_RATIO = 2;

/**
 * How long a scan takes until its prompt is seen, at rest and from the beginning of an import to its
 * end: `scan-to-prompt` with the whole of an import of so many items.
 *
 * @throws Error when it could not measure
 */
export function measureBesideBench(items: number, scans: number) {
  const file = path.join(import.meta.dirname, 'scan-to-prompt.bench.ts');
  const words = ['--importItems', `${items}`, '--scans', `${scans}`, '--wholeImport'];
  const { status, stdout } = spawnSync(process.execPath, [file, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  const last = stdout.trim().split('\n').at(-1) ?? '';
  if (last === '') throw new Error(`scan-to-prompt could not measure (exit code ${status})`);
  const { duringImport: during, electron, ...idle } = JSON.parse(last) as ScanResult;
  const ratioScan = round(during.p50Ms / idle.p50Ms);
  const ratioScanP99 = round(during.p99Ms / idle.p99Ms);
  return {
    scanDuringP50Ms: during.p50Ms,
    scanDuringP99Ms: during.p99Ms,
    scansDuring: during.samples,
    scanIdleP50Ms: idle.p50Ms,
    scanIdleP99Ms: idle.p99Ms,
    ratioScan,
    ratioScanP99,
    goal: { ratioScan: GOAL_RATIO, held: ratioScan <= GOAL_RATIO },
    rows: during.rows,
    imports: during.imports,
    items,
    compared: {
      with: 'the same bench while nothing is imported',
      p50Ms: idle.p50Ms,
      p99Ms: idle.p99Ms,
      samples: idle.samples,
    },
    electron,
  };
}
