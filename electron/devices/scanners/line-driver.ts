import type { Observation } from '../../../shared/measure/reading.ts';
import type { Driver, DriverStep } from '../protocol.ts';
import { createScanLines } from './scan-lines.ts';
import type { LineFormat } from './scan-lines.ts';

/** What is written to a reader when the bench has taken, or not taken, its code. */
export interface Feedback {
  readonly goodRead: readonly Uint8Array[];
  readonly badRead: readonly Uint8Array[];
}

/**
 * Listens: a reader of lines speaks when its trigger is pulled and is asked nothing.
 *
 * A repeat is never answered with a bad read: where that asks for the code again, as NAK does with
 * some readers, the same label would be sent for ever.
 */
export function createLineDriver(identity: string, format: LineFormat, feedback: Feedback): Driver {
  const lines = createScanLines(format);
  let isRepeat = false;

  const step = (
    observations: readonly Observation[],
    send: readonly Uint8Array[] = [],
  ): DriverStep => {
    for (const one of observations) {
      if (one.type === 'reading' && one.kind === 'scan') isRepeat = one.repeat;
    }
    return { send, observations, wakeAtMs: lines.deadlineMs() };
  };

  return {
    start: () => ({ ...step([]), identity }),
    receive: (bytes, nowMs) => step(lines.push(bytes, nowMs)),
    wake: (nowMs) => step(lines.idle(nowMs)),
    request(request) {
      if (request === 'good-read') return step([], feedback.goodRead);
      return step([], request === 'bad-read' && !isRepeat ? feedback.badRead : []);
    },
  };
}
