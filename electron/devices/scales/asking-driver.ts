import type { DriverSettings, InstrumentRequest } from '../../../shared/measure/instrument.ts';
import type { Observation } from '../../../shared/measure/reading.ts';
import { faultOf } from '../framing/wire-bytes.ts';
import type { Driver, DriverStep } from '../protocol.ts';
import type { StreamForm } from '../streaming-driver.ts';
import { createStreamingDriver } from '../streaming-driver.ts';
import { createRestWatch } from './rest-watch.ts';

/** A question to an instrument that does not send by itself. */
export interface Question {
  readonly send: Uint8Array;
  /** Milliseconds from this question to the next, once it was answered. */
  readonly pollMs: number;
  /** The instrument leaves it unanswered when it has nothing new to say: no fault then. */
  readonly mayStaySilent?: boolean;
}

/** How an instrument is asked. All times in milliseconds. */
export interface Asking {
  /** Tried in turn until one is answered; the same goes on being asked then. */
  readonly questions: readonly [Question, ...Question[]];
  /** Silence after which the instrument is asked. */
  readonly listenMs: number;
  /** How long an answer may take. */
  readonly answerMs: number;
}

/** Silence that ends draining after a missed answer, and the longest wait for it. */
const QUIET_MS = 350;
const MAX_DRAIN_MS = 1000;
/** Unanswered questions in a row after which the others are tried again. */
const MAX_MISSED = 3;

type Phase =
  /** `untilMs`: when to ask. */
  | { readonly kind: 'listen' | 'wait'; readonly untilMs: number }
  | { readonly kind: 'asked'; readonly sinceMs: number }
  /** A late answer is thrown away, so that it is never taken for that of the next question. */
  | { readonly kind: 'drain'; readonly sinceMs: number };

/** Whether the instrument does not know the question. */
function isRefusal(observation: Observation): boolean {
  return observation.type === 'fault' && observation.code === 'instrument-error';
}

/** Whether the instrument said it of its weight: a damaged line may be anything. */
function isAnswer(observation: Observation): boolean {
  if (observation.type === 'reading') return true;
  return !['malformed', 'checksum', 'wrong-settings', 'instrument-error'].includes(
    observation.code,
  );
}

/**
 * Listens, and asks where nothing comes: one question in flight, a deadline for each, drained after a
 * missed one. Requests of the bench go between the questions.
 */
export function createAskingDriver<P>(
  form: StreamForm<P>,
  asking: Asking,
  settings: DriverSettings = {},
): Driver {
  const listener = createStreamingDriver(form, settings);
  const rest = createRestWatch();
  /** Waiting for the question in flight. */
  let requests: { readonly request: InstrumentRequest; readonly bytes: Uint8Array }[] = [];
  let phase: Phase = { kind: 'listen', untilMs: Infinity };
  let index = 0;
  let isAnswered = false;
  let missed = 0;
  let lastByteMs = 0;

  const current = (): Question => asking.questions[index] ?? asking.questions[0];
  const tryNext = (): void => {
    isAnswered = false;
    missed = 0;
    index = (index + 1) % asking.questions.length;
  };

  const onAnswer = (nowMs: number): void => {
    if (phase.kind === 'listen') phase = { kind: 'listen', untilMs: nowMs + asking.listenMs };
    if (phase.kind !== 'asked') return;
    isAnswered = true;
    missed = 0;
    phase = { kind: 'wait', untilMs: phase.sinceMs + current().pollMs };
  };

  /** Gives what is left to tell: that a question was not understood is no news while searching. */
  const onHeard = (observations: readonly Observation[], nowMs: number): readonly Observation[] => {
    rest.see(observations);
    if (phase.kind === 'drain') return [];
    if (observations.some(isAnswer)) onAnswer(nowMs);
    if (phase.kind !== 'asked' || !observations.some(isRefusal)) return observations;
    phase = { kind: 'wait', untilMs: phase.sinceMs + current().pollMs };
    if (isAnswered) return observations;
    tryNext();
    return observations.filter((one) => !isRefusal(one));
  };

  /** Gives the fault of a question that used to be answered. */
  const onDeadline = (sinceMs: number, nowMs: number): readonly Observation[] => {
    if (isAnswered && current().mayStaySilent === true) {
      phase = { kind: 'wait', untilMs: sinceMs + current().pollMs };
      return [];
    }
    phase = { kind: 'drain', sinceMs: nowMs };
    const wasAnswered = isAnswered;
    missed += 1;
    if (!wasAnswered || missed >= MAX_MISSED) tryNext();
    const unsent = requests.map(() =>
      faultOf('not-executable', new Uint8Array(), 'the scale did not answer: not sent'),
    );
    requests = [];
    if (!wasAnswered) return unsent;
    return [
      faultOf('silent', new Uint8Array(), `no answer within ${asking.answerMs} ms`),
      ...unsent,
    ];
  };

  const drainEndMs = (sinceMs: number): number =>
    Math.min(Math.max(lastByteMs, sinceMs) + QUIET_MS, sinceMs + MAX_DRAIN_MS);

  const dueMs = (): number => {
    if (phase.kind === 'asked') return phase.sinceMs + asking.answerMs;
    return phase.kind === 'drain' ? drainEndMs(phase.sinceMs) : phase.untilMs;
  };

  const advance = (nowMs: number): Pick<DriverStep, 'send' | 'observations'> => {
    const send: Uint8Array[] = [];
    const observations: Observation[] = [];
    if (phase.kind === 'asked' && nowMs >= dueMs()) {
      observations.push(...onDeadline(phase.sinceMs, nowMs));
    }
    if (phase.kind !== 'asked' && requests.length > 0) {
      // The answer that was in flight may have said that the load moves now.
      for (const { request, bytes } of requests) {
        const moving = rest.refusal(request);
        if (moving === null) send.push(bytes);
        else observations.push(moving);
      }
      requests = [];
      if (phase.kind === 'wait') phase = { kind: 'wait', untilMs: nowMs + current().pollMs };
    }
    if (phase.kind === 'drain' && nowMs >= dueMs() && nowMs < lastByteMs + QUIET_MS) {
      // It never falls silent: it sends by itself.
      phase = { kind: 'listen', untilMs: nowMs + asking.listenMs };
    }
    if (phase.kind !== 'asked' && nowMs >= dueMs()) {
      send.push(current().send);
      phase = { kind: 'asked', sinceMs: nowMs };
    }
    return { send, observations };
  };

  const finish = (heard: DriverStep, told: readonly Observation[], nowMs: number): DriverStep => {
    if (heard.failure !== undefined) return { ...heard, observations: told, wakeAtMs: null };
    const own = advance(nowMs);
    return {
      ...heard,
      send: own.send,
      observations: [...told, ...own.observations],
      wakeAtMs: Math.min(dueMs(), heard.wakeAtMs ?? Infinity),
    };
  };
  const hear = (heard: DriverStep, nowMs: number): DriverStep =>
    finish(heard, onHeard(heard.observations, nowMs), nowMs);

  return {
    start(nowMs) {
      phase = { kind: 'listen', untilMs: nowMs + asking.listenMs };
      lastByteMs = nowMs;
      return hear(listener.start(nowMs), nowMs);
    },
    receive(bytes, nowMs) {
      if (bytes.length > 0) lastByteMs = nowMs;
      return hear(listener.receive(bytes, nowMs), nowMs);
    },
    wake: (nowMs) => hear(listener.wake(nowMs), nowMs),
    request(request, nowMs) {
      const asked = listener.request?.(request, nowMs) ?? listener.wake(nowMs);
      requests.push(...asked.send.map((bytes) => ({ request, bytes })));
      return finish(asked, asked.observations, nowMs);
    },
  };
}
