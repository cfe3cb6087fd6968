import type { Clock } from '../../../shared/clock.ts';
import type { CredentialTable } from '../store/credential-table.ts';

/** Wrong PINs in a row until sign-in is refused for a time. */
const TRIES = 3;
const FIRST_MS = 30_000;
const LONGEST_MS = 15 * 60_000;
/** Badges and names of nobody that are remembered; the oldest goes. */
const STRANGERS = 200;

/**
 * How long sign-in is refused after so many wrong PINs in a row, in ms: 30 s after the third, doubling
 * to 15 min. That is about 100 tries a day, so that half of all six-digit PINs take 14 years.
 */
export function lockMs(failures: number): number {
  return failures < TRIES ? 0 : Math.min(FIRST_MS * 2 ** (failures - TRIES), LONGEST_MS);
}

/** Somebody who has an account, or what was typed by somebody who has none. */
export type Tried = { readonly badge: string } | { readonly unknown: string };

/** Counts wrong PINs and says for how long sign-in is refused. */
export interface LockOut {
  /** Milliseconds for which sign-in is still refused; 0 when it is not. */
  remainingMs(tried: Tried): number;
  /**
   * A wrong PIN. Kept before this returns.
   * @returns wrong PINs in a row
   * @throws StoreError when it could not be kept; it counts all the same until this program ends
   */
  failed(tried: Tried): number;
  /** The right PIN, or a new one: the count begins again. */
  passed(tried: Tried): void;
}

interface Count {
  readonly failures: number;
  /** Monotonic ms: setting the wall clock neither shortens nor lengthens what began in this run. */
  readonly untilMs: number;
}

const NONE: Count = { failures: 0, untilMs: 0 };

/**
 * Takes over what earlier runs counted. Of a lock from an earlier run only the wall clock can tell how
 * much is left; it never lasts longer than it was meant to from the start of this program.
 */
export function createLockOut(clock: Clock, credentials: CredentialTable): LockOut {
  const [utcMs, startMs] = [clock.utcMs(), clock.monotonicMs()];
  const known = new Map<string, Count>();
  for (const { badge, failures, lockedUntilMs } of credentials.all()) {
    const leftMs = Math.min(Math.max(0, lockedUntilMs - utcMs), lockMs(failures));
    known.set(badge, { failures, untilMs: startMs + leftMs });
  }
  // Counted as well, or the lock would tell which badges exist.
  const strangers = new Map<string, Count>();

  const countOf = (tried: Tried): Count =>
    ('badge' in tried ? known.get(tried.badge) : strangers.get(tried.unknown)) ?? NONE;

  function keep(badge: string, count: Count, lockedUntilMs: number): void {
    known.set(badge, count);
    const credential = credentials.find(badge);
    if (credential === null || credential.failures === count.failures) return;
    credentials.save({ ...credential, failures: count.failures, lockedUntilMs });
  }

  return {
    remainingMs: (tried) => Math.max(0, countOf(tried).untilMs - clock.monotonicMs()),
    failed(tried) {
      const failures = countOf(tried).failures + 1;
      const untilMs = clock.monotonicMs() + lockMs(failures);
      if ('badge' in tried) {
        keep(tried.badge, { failures, untilMs }, Math.ceil(clock.utcMs() + lockMs(failures)));
      } else {
        strangers.delete(tried.unknown);
        strangers.set(tried.unknown, { failures, untilMs });
        const [oldest] = strangers.keys();
        if (strangers.size > STRANGERS && oldest !== undefined) strangers.delete(oldest);
      }
      return failures;
    },
    passed(tried) {
      if ('badge' in tried) keep(tried.badge, NONE, 0);
    },
  };
}
