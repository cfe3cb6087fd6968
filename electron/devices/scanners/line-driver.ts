import type { Observation } from '../../../shared/measure/reading.ts';
import type { Driver, DriverStep } from '../protocol.ts';
import { createScanLines } from './scan-lines.ts';
import type { LineFormat } from './scan-lines.ts';

/** What is written to a reader when the bench has taken, or not taken, its code. */
export interface Feedback {
  /** Sent when the port was opened. */
  readonly atStart?: Uint8Array;
  readonly goodRead: Uint8Array;
  readonly badRead: Uint8Array;
  /** Sent some milliseconds after a bad read. */
  readonly afterBadRead?: { readonly send: Uint8Array; readonly afterMs: number };
}

/**
 * Listens: a reader of lines speaks when its trigger is pulled and is asked nothing.
 *
 * A repeat is never answered with a bad read: where that asks for the code again, as NAK does with
 * some readers, the same label would be sent for ever.
 */
export function createLineDriver(identity: string, format: LineFormat, feedback: Feedback): Driver {
  const lines = createScanLines(format);
  const { atStart, afterBadRead } = feedback;
  let isRepeat = false;
  let afterBadReadMs: number | null = null;

  const step = (
    observations: readonly Observation[],
    send: readonly (Uint8Array | undefined)[] = [],
  ): DriverStep => {
    for (const one of observations) {
      if (one.type === 'reading' && one.kind === 'scan') isRepeat = one.repeat;
    }
    const times = [lines.deadlineMs(), afterBadReadMs].filter((time) => time !== null);
    return {
      send: send.filter((bytes) => bytes !== undefined),
      observations,
      wakeAtMs: times.length > 0 ? Math.min(...times) : null,
    };
  };

  return {
    start: () => ({ ...step([], [atStart]), identity }),
    receive: (bytes, nowMs) => step(lines.push(bytes, nowMs)),
    wake(nowMs) {
      const due = afterBadReadMs !== null && nowMs >= afterBadReadMs;
      if (due) afterBadReadMs = null;
      return step(lines.idle(nowMs), due ? [afterBadRead?.send] : []);
    },
    request(request, nowMs) {
      if (request === 'good-read') return step([], [feedback.goodRead]);
      if (request !== 'bad-read' || isRepeat) return step([]);
      if (afterBadRead !== undefined) afterBadReadMs = nowMs + afterBadRead.afterMs;
      return step([], [feedback.badRead]);
    },
  };
}
