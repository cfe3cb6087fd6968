import type { Clock, Timer } from '../../../shared/clock.ts';

/** Tells when nobody has touched anything for a time. */
export interface IdleLock {
  /** Begins to wait. */
  start(): void;
  /** A sign of life; cheap enough for every reading. */
  touch(): void;
  stop(): void;
}

/** One timer at most: when it runs out, it is set again for what was touched meanwhile. */
export function createIdleLock(clock: Clock, afterMs: number, onIdle: () => void): IdleLock {
  let timer: Timer | null = null;
  let touchedMs = 0;

  function wait(): void {
    const restMs = touchedMs + afterMs - clock.monotonicMs();
    timer = restMs > 0 ? clock.after(restMs, wait) : null;
    if (timer === null) onIdle();
  }

  return {
    start() {
      timer?.cancel();
      touchedMs = clock.monotonicMs();
      wait();
    },
    touch() {
      touchedMs = clock.monotonicMs();
    },
    stop() {
      timer?.cancel();
      timer = null;
    },
  };
}
