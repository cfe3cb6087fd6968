import { backOffMs } from '../../shared/back-off.ts';
import type { FaultCode } from '../../shared/measure/reading.ts';

/** Share by which a wait varies, so that several lines do not retry in step. */
const JITTER = 0.1;
/** A line that delivered for this long counts as sound: its next loss starts at the first wait. */
const SOUND_AFTER_MS = 10_000;
/** Looking for a port that is not there costs nothing, and somebody waits with the plug in hand. */
const LONGEST_WHILE_UNPLUGGED_MS = 2_000;

/** Waits between attempts to open a line, each ±10 %. */
export interface BackOff {
  /**
   * The next wait in milliseconds: 0.5 s, doubling up to 30 s, or up to 2 s while there is no port.
   * @param readyForMs how long the line had delivered before it was lost; 0 when it never did
   */
  nextMs(readyForMs: number, fault: FaultCode): number;
}

/** @param random a number from 0 (inclusive) to 1 (exclusive) per call */
export function createBackOff(random: () => number): BackOff {
  let failures = 0;
  return {
    nextMs(readyForMs, fault) {
      failures = readyForMs >= SOUND_AFTER_MS ? 1 : failures + 1;
      const unplugged = fault === 'port-missing' || fault === 'disconnected';
      const waitMs = unplugged
        ? backOffMs(failures, LONGEST_WHILE_UNPLUGGED_MS)
        : backOffMs(failures);
      return waitMs * (1 - JITTER + 2 * JITTER * random());
    },
  };
}
