import type { GenericProfile } from '../../../shared/measure/generic-profile.ts';
import type { Driver, DriverStep } from '../protocol.ts';

/** An answer that took longer does not hold up the next question. */
const ANSWER_MS = 1000;

/**
 * Asks for what a listening driver reads. One question at a time: the next one waits for an answer, or
 * a second. Answers say all about themselves, so that a late one is no mistake.
 */
export function createPollingDriver(
  listening: Driver,
  { send, everyMs }: NonNullable<GenericProfile['request']>,
): Driver {
  const question = Uint8Array.from(Buffer.from(send, 'hex'));
  let nextMs = 0;
  let askedMs: number | null = null;

  const withQuestion = (step: DriverStep, nowMs: number): DriverStep => {
    if (step.failure !== undefined) return step;
    if (step.observations.length > 0) askedMs = null;
    const dueMs = askedMs === null ? nextMs : Math.max(nextMs, askedMs + ANSWER_MS);
    const due = nowMs >= dueMs;
    if (due) {
      askedMs = nowMs;
      nextMs = nowMs + everyMs;
    }
    const wakeMs = due ? Math.max(nextMs, nowMs + ANSWER_MS) : dueMs;
    return {
      ...step,
      send: due ? [...step.send, question] : step.send,
      wakeAtMs: Math.min(wakeMs, step.wakeAtMs ?? Infinity),
    };
  };

  return {
    start: (nowMs) => withQuestion(listening.start(nowMs), nowMs),
    receive: (bytes, nowMs) => withQuestion(listening.receive(bytes, nowMs), nowMs),
    wake: (nowMs) => withQuestion(listening.wake(nowMs), nowMs),
    request(request, nowMs) {
      const step = listening.request?.(request, nowMs) ?? listening.wake(nowMs);
      return withQuestion(step, nowMs);
    },
  };
}
