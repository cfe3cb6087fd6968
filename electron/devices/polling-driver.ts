import type { Observation } from '../../shared/measure/reading.ts';
import { countHighBits, faultOf, looksLikeWrongSettings } from './framing/wire-bytes.ts';
import type { Driver, DriverStep } from './protocol.ts';
import type { StreamFramer } from './streaming-driver.ts';

/** Silence that ends draining; longer than any framer here keeps an unfinished frame. */
const QUIET_MS = 350;
/** Longest wait for that silence: something that never rests is babble. */
const MAX_DRAIN_MS = 1000;
/** Questions in a row without an answer after which the port is opened anew. */
const MAX_MISSES = 3;

const NONE = new Uint8Array();

/** One question to the instrument. */
export interface Question {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a piece of the stream turned out to be. */
export type Taken =
  | {
      readonly kind: 'answer';
      readonly observations: readonly Observation[];
      readonly identity?: string;
    }
  /** Valid, but of no open question: an answer that came too late. It is dropped. */
  | { readonly kind: 'other' }
  /** What is open can no longer be told apart: the line is drained and everything begins anew. */
  | { readonly kind: 'doubt'; readonly observations: readonly Observation[] };

/** What is asked in which order, and what the answers mean; knows no time limits. */
export interface Conversation<P> {
  /** Begins anew with a question whose answer cannot be taken for another one's. */
  restart(): void;
  /** The next question, or null when this round is over. */
  next(nowMs: number): Question | null;
  /** A piece that arrived while `question` was open; null when none was. */
  take(piece: P, question: Question | null, nowMs: number): Taken;
}

/** What a polling driver is made of. */
export interface PollingOptions<P> {
  readonly framer: StreamFramer<P>;
  readonly conversation: Conversation<P>;
  /** From one round to the next. */
  readonly roundMs: number;
  /** Longest wait for an answer. */
  readonly answerMs: number;
  /** For people, for example `Rad Pro counter`. */
  readonly instrument: string;
  /** Whether the line carries plain ASCII, so that set eighth bits mean wrong settings. */
  readonly ascii: boolean;
}

type Phase =
  | { readonly kind: 'drain'; readonly sinceMs: number }
  | { readonly kind: 'ask'; readonly question: Question; readonly deadlineMs: number }
  | { readonly kind: 'rest' }
  | { readonly kind: 'failed' };

interface Work {
  readonly nowMs: number;
  readonly send: Uint8Array[];
  readonly observations: Observation[];
  identity?: string;
  failure?: DriverStep['failure'];
}

/**
 * Asks an instrument round by round with one question in flight. After a missed deadline or a
 * damaged line it waits for silence and begins the conversation anew, so that a late answer is never
 * taken for that to another question.
 */
export function createPollingDriver<P>(options: PollingOptions<P>): Driver {
  const { framer, conversation, roundMs, answerMs, instrument } = options;
  let phase: Phase = { kind: 'failed' };
  let nextRoundMs = 0;
  let lastByteMs = 0;
  let misses = 0;
  let identified = false;
  let receivedBytes = 0;
  let highBitBytes = 0;

  const drain = (nowMs: number): void => {
    phase = { kind: 'drain', sinceMs: nowMs };
    lastByteMs = nowMs;
  };

  const fail = (work: Work): void => {
    phase = { kind: 'failed' };
    if (options.ascii && looksLikeWrongSettings(highBitBytes, receivedBytes)) {
      const detail = 'the answers look like another baud rate or parity';
      work.failure = faultOf('wrong-settings', NONE, detail);
    } else if (receivedBytes > 0 && !identified) {
      const detail = `something else than a ${instrument} is talking`;
      work.failure = faultOf('malformed', NONE, detail);
    } else {
      const detail = `no answer: the ${instrument} is off, or speaks another protocol`;
      work.failure = faultOf('silent', NONE, detail);
    }
  };

  /** A question came to nothing. */
  const miss = (work: Work): void => {
    misses += 1;
    if (misses >= MAX_MISSES) fail(work);
    else drain(work.nowMs);
  };

  const askNext = (work: Work): void => {
    const question = conversation.next(work.nowMs);
    if (question === null) {
      phase = { kind: 'rest' };
      return;
    }
    work.send.push(question.bytes);
    phase = { kind: 'ask', question, deadlineMs: work.nowMs + answerMs };
  };

  const onPiece = (work: Work, piece: P): void => {
    if (phase.kind !== 'ask' && phase.kind !== 'rest') return;
    const taken = conversation.take(
      piece,
      phase.kind === 'ask' ? phase.question : null,
      work.nowMs,
    );
    if (taken.kind === 'other') return;
    work.observations.push(...taken.observations);
    if (taken.kind === 'doubt') return miss(work);
    misses = 0;
    if (taken.identity !== undefined) {
      work.identity = taken.identity;
      identified = true;
      receivedBytes = highBitBytes = 0;
    }
    askNext(work);
  };

  const onDeadline = (work: Work, { name }: Question): void => {
    if (identified) {
      const detail = `no answer to ${name} within ${answerMs} ms`;
      work.observations.push(faultOf('silent', NONE, detail));
    }
    miss(work);
  };

  const drainEndMs = (sinceMs: number): number =>
    Math.min(lastByteMs + QUIET_MS, sinceMs + MAX_DRAIN_MS);

  const advance = (work: Work): void => {
    const { nowMs } = work;
    if (phase.kind === 'ask' && nowMs >= phase.deadlineMs) onDeadline(work, phase.question);
    if (phase.kind === 'drain' && nowMs >= drainEndMs(phase.sinceMs)) {
      conversation.restart();
      nextRoundMs = nowMs + roundMs;
      askNext(work);
    }
    if (phase.kind === 'rest' && nowMs >= nextRoundMs) {
      nextRoundMs = Math.max(nextRoundMs + roundMs, nowMs);
      askNext(work);
    }
  };

  const phaseEndMs = (): number => {
    if (phase.kind === 'drain') return drainEndMs(phase.sinceMs);
    return phase.kind === 'ask' ? phase.deadlineMs : nextRoundMs;
  };

  const step = (nowMs: number, act: (work: Work) => void): DriverStep => {
    const work: Work = { nowMs, send: [], observations: [] };
    act(work);
    advance(work);
    const { observations, identity, failure } = work;
    return {
      send: failure === undefined ? work.send : [],
      observations,
      wakeAtMs:
        phase.kind === 'failed' ? null : Math.min(phaseEndMs(), framer.deadlineMs() ?? Infinity),
      ...(identity === undefined ? {} : { identity }),
      ...(failure === undefined ? {} : { failure }),
    };
  };

  return {
    start: (nowMs) => step(nowMs, () => drain(nowMs)),
    receive: (bytes, nowMs) =>
      step(nowMs, (work) => {
        if (bytes.length > 0) lastByteMs = nowMs;
        receivedBytes += bytes.length;
        highBitBytes += countHighBits(bytes);
        for (const piece of framer.push(bytes, nowMs)) onPiece(work, piece);
      }),
    wake: (nowMs) =>
      step(nowMs, (work) => {
        for (const piece of framer.idle(nowMs)) onPiece(work, piece);
      }),
  };
}
