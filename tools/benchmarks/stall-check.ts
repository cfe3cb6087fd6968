import { setTimeout as sleep } from 'node:timers/promises';
import type { ElectronApp } from './electron-app.ts';
import { comparePageClock } from './page-clock.ts';
import { round } from './figures.ts';
import { usageOf } from './process-usage.ts';
import type { TimedScan } from './timed-scan.ts';

/**
 * What a stop may lose in the figure: the maximum without it is a scan of its own, slower than the one
 * that was stopped would have been.
 */
const MAY_LOSE_MS = 50;

/** Whether the benchmark measures what it says: a screen that stands still has to be seen. */
export interface StallCheck {
  readonly stallMs: number;
  readonly maxMsWithoutStall: number;
  readonly maxMsWithStall: number;
  readonly raisedByMs: number;
  readonly stallCheck: {
    readonly neededMs: number;
    readonly held: boolean;
    readonly scansEach: number;
    readonly how: string;
  };
}

/** Process id of the app's only renderer. @throws Error when there is not exactly one */
function rendererPid(app: ElectronApp): number {
  const [renderer, ...others] = usageOf(app.pid, new Map()).filter(
    ({ name }) => name === 'renderer',
  );
  if (renderer === undefined || others.length > 0)
    throw new Error('not one renderer to be stopped');
  return renderer.pid;
}

/** Stops a process for `ms`; it is continued in any case. */
async function stopFor(pid: number, ms: number): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  try {
    await sleep(ms);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

/**
 * Scans the same number of parcels twice; in the middle of the second run the renderer's process is
 * stopped as a scan is on its way.
 *
 * @param scan one scan; `meanwhile` begins with the scan's last byte
 */
export async function checkStall(
  app: ElectronApp,
  scan: (meanwhile?: () => Promise<void>) => Promise<TimedScan>,
  options: { readonly scans: number; readonly stallMs: number },
): Promise<StallCheck> {
  const { scans, stallMs } = options;
  const pid = rendererPid(app);
  const [plain, stalled]: [TimedScan[], TimedScan[]] = [[], []];
  while (plain.length < scans) plain.push(await scan());
  const middle = Math.floor(scans / 2);
  while (stalled.length < scans) {
    stalled.push(
      stalled.length === middle ? await scan(() => stopFor(pid, stallMs)) : await scan(),
    );
  }
  const { offsetMs } = await comparePageClock(app);
  const longest = (run: readonly TimedScan[]): number =>
    Math.max(...run.map(({ secondFrame, written }) => secondFrame - offsetMs - written));
  const [maxMsWithoutStall, maxMsWithStall] = [longest(plain), longest(stalled)];
  const raisedByMs = maxMsWithStall - maxMsWithoutStall;
  const neededMs = stallMs - MAY_LOSE_MS;
  return {
    stallMs,
    maxMsWithoutStall: round(maxMsWithoutStall),
    maxMsWithStall: round(maxMsWithStall),
    raisedByMs: round(raisedByMs),
    stallCheck: {
      neededMs,
      held: raisedByMs >= neededMs,
      scansEach: scans,
      how: 'SIGSTOP and SIGCONT of the renderer process, with the last byte of the middle scan',
    },
  };
}
