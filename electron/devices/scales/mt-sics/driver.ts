import type { InstrumentRequest } from '../../../../shared/measure/instrument.ts';
import type { FaultCode, Observation } from '../../../../shared/measure/reading.ts';
import type { Piece } from '../../framing/delimiter-framer.ts';
import {
  asciiBytes,
  countHighBits,
  faultOf,
  looksLikeWrongSettings,
} from '../../framing/wire-bytes.ts';
import type { Driver, DriverStep } from '../../protocol.ts';
import type { SicsMessage } from './codec.ts';
import { createReplyFramer, createReplyReader, readPiece } from './reader.ts';

/** 8 Hz; Kern KCP allows no faster than every 100 ms (KERN KIB-TM, KCP). */
const POLL_MS = 125;
/** Level 0 commands answer at once; the slowest line (2400 baud) needs 80 ms for a reply. */
const ANSWER_MS = 1000;
/** Zero and tare wait for the load to rest, which it did when they were asked for. */
const REQUEST_MS = 1500;
/** How often the tare is asked for. */
const TARE_MS = 1000;
/**
 * Silence that ends draining, longer than the framer keeps an unfinished line, and the longest wait
 * for it: a running `SIR` is never silent.
 */
const QUIET_MS = 350;
const MAX_DRAIN_MS = 1000;
/** Unanswered `I4` before the line counts as no MT-SICS scale. */
const MAX_ATTEMPTS = 3;

const REQUESTS = { zero: 'Z', tare: 'T', 'clear-tare': 'TAC' } as const;

type Request = (typeof REQUESTS)[keyof typeof REQUESTS];
type Command = 'I4' | 'I2' | 'SI' | 'TA' | Request;

interface State {
  /** `drain`: wait for silence, then ask I4; `identify`: I4 or I2 under way; `poll`: SI and TA. */
  phase: 'drain' | 'identify' | 'poll';
  pending: { readonly command: Command; readonly deadlineMs: number } | null;
  drainSinceMs: number;
  lastByteMs: number;
  nextPollMs: number;
  nextTareMs: number;
  answersTare: boolean;
  /** Asked for by the bench and not yet sent. */
  request: Request | null;
  /** The latest weight was stable. */
  atRest: boolean;
  attempts: number;
  receivedBytes: number;
  highBitBytes: number;
  serial: string | null;
  namedSerial: string | null | undefined;
}

/** What one call of the driver has gathered so far. */
interface Work {
  readonly nowMs: number;
  readonly send: Uint8Array[];
  readonly observations: Observation[];
  identity?: string;
  failure?: DriverStep['failure'];
}

const createState = (nowMs: number): State => ({
  phase: 'drain',
  pending: null,
  drainSinceMs: nowMs,
  lastByteMs: nowMs,
  nextPollMs: nowMs,
  nextTareMs: nowMs,
  answersTare: true,
  request: null,
  atRest: false,
  attempts: 0,
  receivedBytes: 0,
  highBitBytes: 0,
  serial: null,
  namedSerial: undefined,
});

const isRequest = (command: Command): boolean => Object.values<Command>(REQUESTS).includes(command);

const limitOf = (command: Command): number => (isRequest(command) ? REQUEST_MS : ANSWER_MS);

function refuse(work: Work, detail: string): void {
  work.observations.push(faultOf('not-executable', new Uint8Array(), detail));
}

/**
 * Asks a scale for its weight with `SI`, one command in flight.
 *
 * `I4` opens the conversation: it changes nothing on the scale, unlike `@`. It also marks the end
 * of what is old: replies come in order, so after a missed deadline or a damaged line everything
 * before the next `I4` answer is dropped, and a late weight is never taken for a new one.
 */
export function createMtSicsDriver(): Driver {
  const framer = createReplyFramer();
  const reader = createReplyReader();
  let state = createState(0);

  const ask = (work: Work, command: Command): void => {
    work.send.push(asciiBytes(`${command}\r\n`));
    state.pending = { command, deadlineMs: work.nowMs + limitOf(command) };
    state.nextPollMs = work.nowMs + POLL_MS;
  };

  const startDrain = (work: Work): void => {
    if (state.phase === 'poll') state.receivedBytes = state.highBitBytes = 0;
    const asked = state.pending?.command;
    if (asked !== undefined && isRequest(asked)) {
      refuse(work, `no answer to ${asked}: it may still be carried out`);
    }
    if (state.request !== null) refuse(work, `${state.request} was not sent: ask again`);
    state.request = null;
    state.atRest = false;
    state.phase = 'drain';
    state.pending = null;
    state.drainSinceMs = work.nowMs;
    state.lastByteMs = work.nowMs;
    reader.forgetTare();
  };

  const giveUp = (work: Work): void => {
    const { receivedBytes, highBitBytes } = state;
    const [code, detail]: [FaultCode, string] = looksLikeWrongSettings(highBitBytes, receivedBytes)
      ? ['wrong-settings', 'the answers look like another baud rate or parity']
      : receivedBytes > 0
        ? ['malformed', 'something else than an MT-SICS scale is talking']
        : ['silent', 'no answer to I4: the scale is off, or speaks another protocol'];
    work.failure = faultOf(code, new Uint8Array(), detail);
    state.pending = null;
  };

  const startPolling = (work: Work, model: string | null): void => {
    const serial = state.serial === null ? null : `serial ${state.serial}`;
    if (state.namedSerial !== state.serial) {
      work.identity = [model ?? 'MT-SICS scale', serial].filter((part) => part !== null).join(', ');
    }
    state.namedSerial = state.serial;
    state.phase = 'poll';
    state.nextTareMs = work.nowMs;
  };

  /** I4 and I2; ES and the like also answer them, on scales that do not have them. */
  const onIdentifyAnswer = (work: Work, command: Command, message: SicsMessage): void => {
    if (message.kind === 'error' && message.code === 'wrong-settings') {
      work.failure = faultOf('wrong-settings', new Uint8Array(), message.detail);
      return;
    }
    const answered = message.kind === 'info' && message.id === command;
    if (!answered && message.kind !== 'error') return;
    state.pending = null;
    const text = answered ? message.text : null;
    if (command === 'I2') return startPolling(work, text);
    state.serial = text;
    state.attempts = 0;
    if (state.namedSerial === state.serial) startPolling(work, null);
    else ask(work, 'I2');
  };

  const answers = (command: Command, message: SicsMessage): boolean => {
    if (message.kind === 'error') return true;
    if (command === 'TA' || isRequest(command)) {
      return message.kind === 'tare' && message.id === command;
    }
    return message.kind === 'weight' || message.kind === 'refused';
  };

  const onPollMessage = (work: Work, message: SicsMessage, bytes: Uint8Array): void => {
    const command = state.pending?.command;
    const observation = reader.observe(message, bytes);
    const unknown = message.kind === 'error' && message.code !== 'wrong-settings';
    if (unknown && command === 'TA') {
      state.answersTare = false;
      reader.forgetTare();
    } else if (unknown && command !== undefined && isRequest(command)) {
      refuse(work, `${command}: ${message.detail}`);
    } else if (observation !== null) {
      work.observations.push(observation);
    }
    if (message.kind === 'malformed') return startDrain(work);
    if (message.kind === 'weight' || message.kind === 'refused') {
      state.atRest = message.kind === 'weight' && message.stable;
    }
    if (command !== undefined && answers(command, message)) state.pending = null;
    const changed = message.kind === 'info' || (message.kind === 'tare' && message.id !== 'TA');
    if (reader.tookFall() || changed) state.nextTareMs = work.nowMs;
  };

  const onPiece = (work: Work, piece: Piece): void => {
    const message = readPiece(piece);
    if (message === null) return;
    if (state.phase === 'poll') return onPollMessage(work, message, piece.bytes);
    const command = state.pending?.command;
    if (command !== undefined) onIdentifyAnswer(work, command, message);
  };

  const onDeadline = (work: Work, command: Command): void => {
    if (state.phase === 'identify') {
      state.attempts += 1;
      if (command === 'I2') return startPolling(work, null);
      if (state.attempts >= MAX_ATTEMPTS) return giveUp(work);
    } else if (!isRequest(command)) {
      const detail = `no answer to ${command} within ${ANSWER_MS} ms`;
      work.observations.push(faultOf('silent', new Uint8Array(), detail));
    }
    startDrain(work);
  };

  const drainEndMs = (): number =>
    Math.min(state.lastByteMs + QUIET_MS, state.drainSinceMs + MAX_DRAIN_MS);

  const advance = (work: Work): void => {
    const { nowMs } = work;
    const { pending } = state;
    if (pending !== null && nowMs >= pending.deadlineMs) onDeadline(work, pending.command);
    if (work.failure !== undefined) return;
    if (state.phase === 'drain' && nowMs >= drainEndMs()) {
      state.phase = 'identify';
      ask(work, 'I4');
    }
    if (state.phase !== 'poll' || state.pending !== null || nowMs < state.nextPollMs) return;
    if (state.request !== null) {
      const request = state.request;
      state.request = null;
      if (request === REQUESTS['clear-tare'] || state.atRest) return ask(work, request);
      refuse(work, 'the load moves by now: not sent, ask again when it rests');
    }
    const tareDue = state.answersTare && nowMs >= state.nextTareMs;
    if (tareDue) state.nextTareMs = nowMs + TARE_MS;
    ask(work, tareDue ? 'TA' : 'SI');
  };

  const wakeAtMs = (): number => {
    const next =
      state.phase === 'drain' ? drainEndMs() : (state.pending?.deadlineMs ?? state.nextPollMs);
    return Math.min(next, framer.deadlineMs() ?? Infinity);
  };

  const finish = (work: Work): DriverStep => {
    advance(work);
    const { send, observations, identity, failure } = work;
    return {
      send: failure === undefined ? send : [],
      observations,
      wakeAtMs: failure === undefined ? wakeAtMs() : null,
      ...(identity === undefined ? {} : { identity }),
      ...(failure === undefined ? {} : { failure }),
    };
  };
  const takeRequest = (work: Work, request: InstrumentRequest): void => {
    if (request === 'good-read' || request === 'bad-read') {
      return refuse(work, `a scale has no ${request}`);
    }
    if (state.phase !== 'poll') return refuse(work, 'the scale is not being read: ask again later');
    if (request !== 'clear-tare' && !state.atRest) {
      return refuse(work, 'the load moves: ask again when it rests');
    }
    state.request = REQUESTS[request];
  };
  const createWork = (nowMs: number): Work => ({ nowMs, send: [], observations: [] });

  return {
    start(nowMs) {
      state = createState(nowMs);
      return finish(createWork(nowMs));
    },
    receive(bytes, nowMs) {
      const work = createWork(nowMs);
      state.receivedBytes += bytes.length;
      state.highBitBytes += countHighBits(bytes);
      if (bytes.length > 0) state.lastByteMs = nowMs;
      for (const piece of framer.push(bytes, nowMs)) onPiece(work, piece);
      return finish(work);
    },
    wake(nowMs) {
      const work = createWork(nowMs);
      for (const piece of framer.idle(nowMs)) onPiece(work, piece);
      return finish(work);
    },
    request(request, nowMs) {
      const work = createWork(nowMs);
      for (const piece of framer.idle(nowMs)) onPiece(work, piece);
      takeRequest(work, request);
      return finish(work);
    },
  };
}
