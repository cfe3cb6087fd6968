import type { Clock } from '../../shared/clock.ts';

interface Entry {
  readonly atMs: number;
  readonly task: () => void;
}

/** A clock that stands still until it is told to run: same program, same order, no waiting. */
export interface SimulatedClock extends Clock {
  /**
   * Runs every task that is due up to and including `atMs` (monotonic), in order of time and, at
   * the same time, of scheduling; promises settle between two tasks. Ends with the clock at `atMs`.
   */
  runUntil(atMs: number): Promise<void>;
  /** Runs the next `ms` milliseconds. */
  advance(ms: number): Promise<void>;
}

/**
 * Creates a simulated clock.
 * @param startUtcMs wall-clock time at monotonic 0; milliseconds since 1970-01-01 UTC
 */
export function createSimulatedClock(startUtcMs = 0): SimulatedClock {
  const queue: Entry[] = [];
  let nowMs = 0;

  const insert = (entry: Entry): void => {
    const later = queue.findIndex((other) => other.atMs > entry.atMs);
    queue.splice(later === -1 ? queue.length : later, 0, entry);
  };

  const runUntil = async (atMs: number): Promise<void> => {
    await settlePromises();
    for (let next = queue[0]; next !== undefined && next.atMs <= atMs; next = queue[0]) {
      queue.shift();
      nowMs = Math.max(nowMs, next.atMs);
      next.task();
      await settlePromises();
    }
    nowMs = Math.max(nowMs, atMs);
  };

  return {
    monotonicMs: () => nowMs,
    utcMs: () => startUtcMs + nowMs,
    after(delayMs, task) {
      const entry: Entry = { atMs: nowMs + Math.max(0, delayMs), task };
      insert(entry);
      return {
        cancel() {
          const index = queue.indexOf(entry);
          if (index !== -1) queue.splice(index, 1);
        },
      };
    },
    runUntil,
    advance: (ms) => runUntil(nowMs + ms),
  };
}

/** `setImmediate` runs after all promise reactions that are pending, however long their chain. */
function settlePromises(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
