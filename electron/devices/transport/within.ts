import type { Clock } from '../../../shared/clock.ts';

/**
 * Waits for `work`, but no longer than `limitMs`. Resolves with `late` when the limit passes first;
 * a failure of `work` before that rejects, one after that is dropped.
 */
export function within<T>(work: Promise<T>, limitMs: number, clock: Clock): Promise<T | 'late'> {
  return new Promise((resolve, reject) => {
    const timer = clock.after(limitMs, () => resolve('late'));
    work.then(
      (value) => {
        timer.cancel();
        resolve(value);
      },
      (error: unknown) => {
        timer.cancel();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}
