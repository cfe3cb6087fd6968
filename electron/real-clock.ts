import type { Clock } from '../shared/clock.ts';

/** A longer delay makes setTimeout fire at once (Node.js documentation, `setTimeout`). */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** The time of this computer. The only place outside the renderer that reads it. */
export const realClock: Clock = {
  monotonicMs: () => performance.now(),
  utcMs: () => Date.now(),
  after(delayMs, task) {
    let handle: NodeJS.Timeout;
    const schedule = (restMs: number): void => {
      handle =
        restMs > LONGEST_TIMEOUT_MS
          ? setTimeout(() => schedule(restMs - LONGEST_TIMEOUT_MS), LONGEST_TIMEOUT_MS)
          : setTimeout(task, Math.max(0, restMs));
    };
    schedule(delayMs);
    return { cancel: () => clearTimeout(handle) };
  },
};
