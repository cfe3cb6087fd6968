import type { DriverSettings, InstrumentRequest } from '../../../shared/measure/instrument.ts';
import type { Fault, Observation } from '../../../shared/measure/reading.ts';
import type { Piece } from '../framing/delimiter-framer.ts';
import { countHighBits, faultOf, looksLikeWrongSettings } from '../framing/wire-bytes.ts';
import type { Driver, DriverStep } from '../protocol.ts';
import type { StreamFramer } from '../streaming-driver.ts';
import type { FrameSource } from './shape-guard.ts';

/** What a driver asks of a scale. */
type Question = 'weight' | InstrumentRequest;

/** What the host asked last; `other`: something in a recording that this program does not ask. */
export type Asked = Question | 'other';

/** What a message says: a value, a fault, an answer with nothing to tell, or nothing to this question. */
export type Said = Observation | 'done' | null;

/** A request of the bench. */
export interface PolledRequest {
  readonly send: Uint8Array;
  /** Whether the scale says what came of it; else only a refusal is heard. */
  readonly isAnswered: boolean;
}

/** A scale that is asked for its weight. */
export interface PolledForm {
  /** What the scale is called once it has answered: these protocols name no model. */
  readonly identity: string;
  readonly question: Uint8Array;
  /** Milliseconds between two questions. */
  readonly pollMs: number;
  readonly requests: { readonly [request in InstrumentRequest]?: PolledRequest };
  /** Ends a stream that an earlier program has left running. */
  readonly stop?: Uint8Array;
  createFramer(): StreamFramer<Piece>;
  /** A reader for one opening of the line or one recording. */
  createReader(source: FrameSource, settings: DriverSettings): MessageReader;
}

/** Reads a message in the light of what was asked. A fault `malformed` answers nothing. */
export type MessageReader = (piece: Piece, asked: Asked) => Said;

/** A reply of these protocols is under 30 bytes: 0.3 s at 1200 baud, the slowest line. */
const ANSWER_MS = 1000;
/** Zeroing and taring take longer; below the 2 s after which a line counts as silent. */
const REQUEST_MS = 1500;
/** Silence after which no late answer is expected, and the longest wait for it. */
const QUIET_MS = 350;
const MAX_DRAIN_MS = 1000;
/** A scale that streams and has stopped is asked again. */
const STREAM_ENDS_MS = 1000;
/** Questions in a row without a valid answer after which the driver gives up. */
const MAX_ATTEMPTS = 3;

interface State {
  /**
   * `drain`: wait for silence; `sync`: after a missed answer one question whose answer is dropped, as
   * it may belong to the missed one; `poll`; `listen`: the scale streams and cannot be stopped.
   */
  phase: 'drain' | 'sync' | 'poll' | 'listen';
  afterDrain: 'sync' | 'poll';
  drainSinceMs: number;
  lastByteMs: number;
  pending: { readonly asked: Question; readonly deadlineMs: number } | null;
  request: InstrumentRequest | null;
  nextPollMs: number;
  attempts: number;
  isIdentified: boolean;
  atRest: boolean;
  hasStopped: boolean;
  /** A whole message came while draining. */
  streams: boolean;
  /** Since the last valid message. */
  noiseBytes: number;
  highBitBytes: number;
}

interface Work {
  readonly nowMs: number;
  readonly send: Uint8Array[];
  readonly observations: Observation[];
  identity?: string;
  failure?: Fault;
}

const createState = (nowMs: number): State => ({
  phase: 'drain',
  afterDrain: 'poll',
  drainSinceMs: nowMs,
  lastByteMs: nowMs,
  pending: null,
  request: null,
  nextPollMs: nowMs,
  attempts: 0,
  isIdentified: false,
  atRest: false,
  hasStopped: false,
  streams: false,
  noiseBytes: 0,
  highBitBytes: 0,
});

const isDamaged = (said: Said): boolean =>
  said !== null && said !== 'done' && said.type === 'fault' && said.code === 'malformed';

function refuse(work: Work, detail: string): void {
  work.observations.push(faultOf('not-executable', new Uint8Array(), detail));
}

/**
 * Asks a scale for its weight, one command in flight. What comes unasked is dropped, as it may be a
 * late answer; only a scale that never falls silent is listened to instead.
 */
export function createPolledDriver(form: PolledForm, settings: DriverSettings = {}): Driver {
  const framer = form.createFramer();
  const read = form.createReader('live', settings);
  let state = createState(0);

  const isAnswered = (asked: Question): boolean =>
    asked === 'weight' || form.requests[asked]?.isAnswered === true;

  const limitMs = (asked: Question): number => {
    if (asked === 'weight') return ANSWER_MS;
    return isAnswered(asked) ? REQUEST_MS : QUIET_MS;
  };

  const ask = (work: Work, bytes: Uint8Array, asked: Question): void => {
    work.send.push(bytes);
    state.pending = { asked, deadlineMs: work.nowMs + limitMs(asked) };
    state.nextPollMs = work.nowMs + form.pollMs;
  };

  const drain = (work: Work, afterDrain: State['afterDrain']): void => {
    const asked = state.pending?.asked ?? 'weight';
    if (asked !== 'weight') refuse(work, `no answer to ${asked}: it may still be carried out`);
    if (state.request !== null) refuse(work, `${state.request} was not sent: ask again`);
    const { nowMs } = work;
    state = { ...state, phase: 'drain', afterDrain, drainSinceMs: nowMs, lastByteMs: nowMs };
    state = { ...state, pending: null, request: null, atRest: false, streams: false };
  };

  const giveUp = (work: Work): void => {
    const { noiseBytes, highBitBytes } = state;
    const [code, detail] = looksLikeWrongSettings(highBitBytes, noiseBytes)
      ? (['wrong-settings', 'the answers look like another baud rate or parity'] as const)
      : noiseBytes > 0
        ? (['malformed', `something else is talking: no answer of ${form.identity}`] as const)
        : (['silent', 'no answer: the scale is off, or speaks another protocol'] as const);
    work.failure = faultOf(code, new Uint8Array(), detail);
  };

  const onValid = (work: Work): void => {
    state.attempts = state.noiseBytes = state.highBitBytes = 0;
    if (!state.isIdentified) work.identity = form.identity;
    state.isIdentified = true;
  };

  const tell = (work: Work, said: Said): void => {
    if (said === null || said === 'done') return;
    work.observations.push(said);
    state.atRest = said.type === 'reading' && said.kind === 'mass' && said.stable;
  };

  const onAnswer = (work: Work, said: Said): void => {
    onValid(work);
    state.pending = null;
    if (state.phase === 'sync') drain(work, 'poll');
    else tell(work, said);
  };

  const onNoise = (work: Work, said: Said, bytes: Uint8Array): void => {
    state.noiseBytes += bytes.length;
    state.highBitBytes += countHighBits(bytes);
    if (state.phase === 'drain') return;
    if (state.phase !== 'sync') tell(work, said);
    if (state.phase !== 'listen') drain(work, 'sync');
  };

  const onPiece = (work: Work, piece: Piece): void => {
    const { pending, phase } = state;
    const said = read(piece, pending?.asked ?? 'weight');
    if (isDamaged(said)) return onNoise(work, said, piece.bytes);
    if (pending !== null && said !== null) return onAnswer(work, said);
    // A scale that streams sends weights between request and answer as well.
    const streamed = pending === null ? said : read(piece, 'weight');
    if (streamed === null) return;
    if (phase === 'drain') state.streams = true;
    if (phase !== 'listen') return;
    onValid(work);
    tell(work, streamed);
  };

  const drainEndMs = (): number =>
    Math.min(state.lastByteMs + QUIET_MS, state.drainSinceMs + MAX_DRAIN_MS);

  const endDrain = (work: Work): void => {
    const isQuiet = work.nowMs >= state.lastByteMs + QUIET_MS;
    if (isQuiet || !state.streams) {
      state.phase = state.afterDrain;
    } else if (form.stop !== undefined && !state.hasStopped) {
      work.send.push(form.stop);
      state.hasStopped = true;
      drain(work, 'poll');
    } else {
      state.phase = 'listen';
    }
  };

  const onDeadline = (work: Work, asked: Question): void => {
    if (!isAnswered(asked)) {
      // It was heard, as far as such a scale lets one know.
      state.pending = null;
      return;
    }
    if (state.phase === 'poll' && asked === 'weight' && state.isIdentified) {
      const detail = `no answer within ${ANSWER_MS} ms`;
      work.observations.push(faultOf('silent', new Uint8Array(), detail));
    }
    drain(work, 'sync');
  };

  const askNext = (work: Work): void => {
    const request = state.request;
    const command = request === null ? undefined : form.requests[request];
    if (request !== null && command !== undefined) {
      state.request = null;
      if (request === 'clear-tare' || state.atRest) return ask(work, command.send, request);
      refuse(work, 'the load moves by now: not sent, ask again when it rests');
    }
    if (state.phase === 'listen') return;
    state.attempts += 1;
    if (state.attempts > MAX_ATTEMPTS) return giveUp(work);
    ask(work, form.question, 'weight');
  };

  const advance = (work: Work): void => {
    const { nowMs } = work;
    if (state.pending !== null && nowMs >= state.pending.deadlineMs) {
      onDeadline(work, state.pending.asked);
    }
    if (state.phase === 'listen' && nowMs >= state.lastByteMs + STREAM_ENDS_MS) {
      drain(work, 'poll');
    }
    if (state.phase === 'drain' && nowMs >= drainEndMs()) endDrain(work);
    if (state.phase === 'drain' || state.pending !== null || nowMs < state.nextPollMs) return;
    askNext(work);
  };

  const wakeAtMs = (): number => {
    const idleMs = framer.deadlineMs() ?? Infinity;
    if (state.phase === 'drain') return Math.min(drainEndMs(), idleMs);
    const streamEndMs = state.lastByteMs + STREAM_ENDS_MS;
    const listening = state.phase === 'listen';
    const nextMs = listening && state.request === null ? streamEndMs : state.nextPollMs;
    return Math.min(state.pending?.deadlineMs ?? nextMs, idleMs);
  };

  const step = (
    nowMs: number,
    pieces: readonly Piece[],
    task: (work: Work) => void = () => {},
  ): DriverStep => {
    const work: Work = { nowMs, send: [], observations: [] };
    for (const piece of pieces) onPiece(work, piece);
    task(work);
    advance(work);
    const { identity, failure, send, observations } = work;
    return {
      send: failure === undefined ? send : [],
      observations,
      wakeAtMs: failure === undefined ? wakeAtMs() : null,
      ...(identity === undefined ? {} : { identity }),
      ...(failure === undefined ? {} : { failure }),
    };
  };

  const take = (work: Work, request: InstrumentRequest): void => {
    if (form.requests[request] === undefined) {
      return refuse(work, `this scale takes no ${request} from the bench`);
    }
    if (state.phase !== 'poll' && state.phase !== 'listen') {
      return refuse(work, 'the scale is not being read: ask again later');
    }
    if (request !== 'clear-tare' && !state.atRest) {
      return refuse(work, 'the load moves: ask again when it rests');
    }
    state.request = request;
  };

  return {
    start(nowMs) {
      state = createState(nowMs);
      return step(nowMs, []);
    },
    receive(bytes, nowMs) {
      if (bytes.length > 0) state.lastByteMs = nowMs;
      return step(nowMs, framer.push(bytes, nowMs));
    },
    wake: (nowMs) => step(nowMs, framer.idle(nowMs)),
    request: (request, nowMs) => step(nowMs, framer.idle(nowMs), (work) => take(work, request)),
  };
}
