/** Wait before the first restart, in milliseconds; each further one takes twice as long. */
const FIRST_MS = 500;
/** Longest wait, in milliseconds. */
const LONGEST_MS = 30_000;

/** A process that ran this long, in milliseconds, is healthy again: its failures are forgotten. */
export const HEALTHY_AFTER_MS = 60_000;

/** Failures in a row after which the process counts as failed. It is still tried every 30 s. */
export const FAILED_AFTER = 8;

/**
 * Milliseconds to wait before the next start: 0.5 s, doubling up to 30 s.
 * @param failures in a row, 1 or more
 */
export function restartDelayMs(failures: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
}
