/** First wait before a line is opened again. */
const FIRST_MS = 500;
/** Longest wait. */
const LONGEST_MS = 30_000;
/** Share by which a wait varies, so that several lines do not retry in step. */
const JITTER = 0.1;
/** A line that delivered for this long counts as sound: its next loss starts at the first wait. */
const SOUND_AFTER_MS = 10_000;

/** Waits between attempts to open a line: 0.5 s, doubling up to 30 s, each ±10 %. */
export interface BackOff {
  /**
   * The next wait in milliseconds.
   * @param readyForMs how long the line had delivered before it was lost; 0 when it never did
   */
  nextMs(readyForMs: number): number;
}

/** @param random a number from 0 (inclusive) to 1 (exclusive) per call */
export function createBackOff(random: () => number): BackOff {
  let attempt = 0;
  return {
    nextMs(readyForMs) {
      if (readyForMs >= SOUND_AFTER_MS) attempt = 0;
      const waitMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
      // Beyond the longest wait the exponent has no effect; it must not overflow over months.
      attempt = Math.min(attempt + 1, 16);
      return waitMs * (1 - JITTER + 2 * JITTER * random());
    },
  };
}
