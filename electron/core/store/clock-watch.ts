import type { Clock } from '../../../shared/clock.ts';

/** A wall clock that parts from the monotonic clock by more was set, or the computer slept. */
const JUMP_MS = 2_000;

/** Compares the wall clock with the monotonic clock since a jump was recorded last. */
export interface ClockWatch {
  /** Milliseconds by which the wall clock jumped, 0 when it did not; again until `recorded`. */
  jumpMs(): number;
  /** What `jumpMs` gave last is on the disk. */
  recorded(): void;
}

/**
 * @param clock both clocks
 * @param lastUtcMs time of the last record before this start, or null for none: a wall clock that is
 *   behind it was set back while the station was closed
 */
export function watchClock(clock: Clock, lastUtcMs: number | null): ClockWatch {
  const offsetNow = (): number => clock.utcMs() - clock.monotonicMs();
  let known = offsetNow();
  let seen = known;
  const behind = lastUtcMs === null ? 0 : Math.min(0, clock.utcMs() - lastUtcMs);
  let setBack = isJump(behind) ? behind : 0;
  return {
    jumpMs() {
      seen = offsetNow();
      const jump = setBack + seen - known;
      return isJump(jump) ? Math.round(jump) : 0;
    },
    recorded() {
      [known, setBack] = [seen, 0];
    },
  };
}

function isJump(ms: number): boolean {
  return Math.abs(ms) >= JUMP_MS;
}
