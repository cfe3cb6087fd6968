import { setTimeout as sleep } from 'node:timers/promises';
import type { ElectronApp } from './electron-app.ts';
import { comparePageClock } from './page-clock.ts';
import { round } from './figures.ts';
import { rendererOf } from './process-usage.ts';
import type { TimedScan } from './timed-scan.ts';

/**
 * What a stop may lose in the figure: the maximum without it is a scan of its own, slower than the one
 * that was stopped would have been.
 */
const MAY_LOSE_MS = 50;
const ATTEMPTS = 3;

/** Whether the benchmark measures what it says: a screen that stands still has to be seen. */
export interface StallCheck {
  readonly stallMs: number;
  readonly maxMsWithoutStall: number;
  readonly maxMsWithStall: number;
  readonly raisedByMs: number;
  readonly stallCheck: {
    readonly neededMs: number;
    readonly held: boolean;
    /** Which pair of runs this is; the ones before were hidden by a busy machine. */
    readonly attempt: number;
    readonly scansEach: number;
    readonly how: string;
  };
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

type Scan = (meanwhile?: () => Promise<void>) => Promise<TimedScan>;

/** Scans one after the other; `meanwhile` goes with the one in the middle. */
async function runOf(scan: Scan, scans: number, meanwhile?: () => Promise<void>) {
  const run: TimedScan[] = [];
  while (run.length < scans) {
    run.push(await scan(run.length === Math.floor(scans / 2) ? meanwhile : undefined));
  }
  return run;
}

/**
 * Scans the same number of parcels twice; in the middle of the second run the renderer's process is
 * stopped as a scan is on its way. A busy machine slows single scans of the first run down as well and
 * hides what a stop adds, but it makes no stop: so both runs are done again, up to three times.
 *
 * @param scan one scan; `meanwhile` begins with the scan's last byte
 */
export async function checkStall(
  app: ElectronApp,
  scan: Scan,
  options: { readonly scans: number; readonly stallMs: number },
): Promise<StallCheck> {
  const { scans, stallMs } = options;
  const pid = rendererOf(app.pid);
  const neededMs = stallMs - MAY_LOSE_MS;
  for (let attempt = 1; ; attempt += 1) {
    const plain = await runOf(scan, scans);
    const stalled = await runOf(scan, scans, () => stopFor(pid, stallMs));
    const { offsetMs } = await comparePageClock(app);
    const longest = (run: readonly TimedScan[]): number =>
      Math.max(...run.map(({ secondFrame, written }) => secondFrame - offsetMs - written));
    const [maxMsWithoutStall, maxMsWithStall] = [longest(plain), longest(stalled)];
    const raisedByMs = maxMsWithStall - maxMsWithoutStall;
    const held = raisedByMs >= neededMs;
    if (!held && attempt < ATTEMPTS) continue;
    return {
      stallMs,
      maxMsWithoutStall: round(maxMsWithoutStall),
      maxMsWithStall: round(maxMsWithStall),
      raisedByMs: round(raisedByMs),
      stallCheck: {
        neededMs,
        held,
        attempt,
        scansEach: scans,
        how: 'SIGSTOP and SIGCONT of the renderer process, with the last byte of the middle scan',
      },
    };
  }
}
