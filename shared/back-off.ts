/** First wait before something that failed is tried again. */
const FIRST_MS = 500;
/** Longest wait, unless the caller knows better. */
const LONGEST_MS = 30_000;

/**
 * Milliseconds to wait before the next try: 0.5 s, doubling up to `longestMs`.
 * @param failures in a row, 1 or more; any number, also over months
 */
export function backOffMs(failures: number, longestMs = LONGEST_MS): number {
  return Math.min(longestMs, FIRST_MS * 2 ** Math.min(failures - 1, 16));
}
