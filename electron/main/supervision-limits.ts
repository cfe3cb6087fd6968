/** A process that ran this long, in milliseconds, is healthy again: its failures are forgotten. */
export const HEALTHY_AFTER_MS = 60_000;

/** Failures in a row after which the process counts as failed. It is still tried every 30 s. */
export const FAILED_AFTER = 8;
