/** A scheduled call that has not run yet. */
export interface Timer {
  cancel(): void;
}

/**
 * Time as the program sees it. Passed in everywhere, so that a scenario runs on simulated time and
 * a test never sleeps.
 */
export interface Clock {
  /** Monotonic milliseconds since an arbitrary start; never goes back. */
  monotonicMs(): number;
  /** Wall-clock milliseconds since 1970-01-01 UTC; may jump when somebody sets the clock. */
  utcMs(): number;
  /** Runs `task` once, `delayMs` from now. */
  after(delayMs: number, task: () => void): Timer;
}
