import { clockMs, type ElectronApp } from './electron-app.ts';
import { round } from './figures.ts';

const PINGS = 200;

/** How the page's clock stands to this process's. */
export interface PageClock {
  /** What the page's clock shows more than this process's at the same moment, in ms. */
  readonly offsetMs: number;
  /** The truth lies within this of `offsetMs`. */
  readonly withinMs: number;
}

/**
 * Compares the clocks. Both count CLOCK_MONOTONIC; their origins were read at different moments and
 * with different care. The shortest of many round trips bounds the difference best.
 */
export async function comparePageClock(app: ElectronApp): Promise<PageClock> {
  let best = { offsetMs: 0, withinMs: Infinity };
  for (let ping = 0; ping < PINGS; ping += 1) {
    const before = clockMs();
    const page = await app.evaluate(() => performance.timeOrigin + performance.now(), null);
    const after = clockMs();
    const withinMs = (after - before) / 2;
    if (withinMs < best.withinMs) best = { offsetMs: page - (before + after) / 2, withinMs };
  }
  return { offsetMs: round(best.offsetMs), withinMs: round(best.withinMs) };
}
