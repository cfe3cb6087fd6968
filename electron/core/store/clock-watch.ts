import type { Clock } from '../../../shared/clock.ts';

/** A wall clock that parts from the monotonic clock by more was set, or the computer slept. */
const JUMP_MS = 2_000;

/**
 * Compares the wall clock with the monotonic clock since it was asked last.
 *
 * @param clock both clocks
 * @param lastUtcMs time of the last record before this start, or null for none: a wall clock that is
 *   behind it was set back while the station was closed
 * @returns a function that gives the milliseconds by which the wall clock jumped, 0 when it did not
 */
export function watchClock(clock: Clock, lastUtcMs: number | null): () => number {
  let offset = clock.utcMs() - clock.monotonicMs();
  let setBack = lastUtcMs === null ? 0 : Math.min(0, clock.utcMs() - lastUtcMs);
  return () => {
    const now = clock.utcMs() - clock.monotonicMs();
    const jump = setBack !== 0 ? setBack : now - offset;
    setBack = 0;
    if (Math.abs(jump) < JUMP_MS) return 0;
    offset = now;
    return Math.round(jump);
  };
}
