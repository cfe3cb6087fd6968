import type { FaultCode, Observation } from '../../../../shared/measure/reading.ts';
import type { Piece } from '../../framing/delimiter-framer.ts';
import {
  asciiBytes,
  countHighBits,
  faultOf,
  looksLikeWrongSettings,
} from '../../framing/wire-bytes.ts';
import type { Driver, DriverStep } from '../../protocol.ts';
import type { ScoutMessage } from './codec.ts';
import { createLineFramer, createLineReader } from './reader.ts';

/** Old firmware wants at least 550 ms between characters (Communication Interface v1.10). */
const GAP_MS = 600;
/** Answers come within some 100 ms; the first line of an online mode may take its 2 s. */
const ANSWER_MS = 2500;
const MAX_ATTEMPTS = 3;
/** Longer than the interval of 10 s in which an online mode may begin. */
const SILENT_MS = 12_000;
/** The shortest interval, set by `0`. */
const INTERVAL_S = 2;

/**
 * `v`: mode, or version in PC mode; `P`: PC mode; `X`: back to normal; `O`: counts online.
 */
type Command = 'v' | 'P' | 'X' | 'O';

type Phase =
  | { readonly kind: 'pause'; readonly untilMs: number; readonly next: Command }
  | { readonly kind: 'ask'; readonly command: Command; readonly untilMs: number }
  | { readonly kind: 'online'; readonly silentAtMs: number }
  | { readonly kind: 'failed' };

interface Work {
  readonly nowMs: number;
  readonly send: Uint8Array[];
  readonly observations: Observation[];
  identity?: string;
  failure?: NonNullable<DriverStep['failure']>;
}

const NONE = new Uint8Array();

/**
 * Asks for the mode, goes through PC mode once for firmware and serial number, then lets the
 * instrument send its counts every 2 s.
 *
 * A driver cannot speak when its port is closed: the instrument is left in online mode, or, within the
 * two seconds of the version, in PC mode. Both are taken back by `X` when the port is opened again.
 */
export function createGammaScoutDriver(): Driver {
  const framer = createLineFramer();
  const reader = createLineReader(false);
  let phase: Phase = { kind: 'failed' };
  let identity: string | null = null;
  let attempts = 0;
  let receivedBytes = 0;
  let highBitBytes = 0;

  const pause = (work: Work, next: Command): void => {
    phase = { kind: 'pause', untilMs: work.nowMs + GAP_MS, next };
  };
  const askNext = (work: Work, next: Command): void => {
    attempts = 0;
    pause(work, next);
  };
  const fail = (work: Work, code: FaultCode, detail: string): void => {
    work.failure = faultOf(code, NONE, detail);
    phase = { kind: 'failed' };
  };

  const giveUp = (work: Work): void => {
    if (receivedBytes === 0) return fail(work, 'silent', 'no answer to v');
    return looksLikeWrongSettings(highBitBytes, receivedBytes)
      ? fail(work, 'wrong-settings', 'the answers look like another baud rate or parity')
      : fail(work, 'malformed', 'something else than a Gamma-Scout is talking');
  };

  const goOnline = (work: Work): void => {
    work.send.push(asciiBytes('0'));
    work.identity = identity ?? 'Gamma-Scout Online';
    phase = { kind: 'online', silentAtMs: work.nowMs + SILENT_MS };
  };

  /** What an answer means to the command under way; anything else is the rest of an earlier one. */
  const onAnswer = (work: Work, command: Command, message: ScoutMessage): void => {
    if (command === 'v' && message.kind === 'mode') {
      if (message.isOnline) return askNext(work, 'X');
      return askNext(work, identity === null ? 'P' : 'O');
    }
    if (command === 'v' && message.kind === 'version') {
      identity = message.identity;
      return askNext(work, 'X');
    }
    if (command === 'P' && message.kind === 'switched') return askNext(work, 'v');
    if (command === 'X' && message.kind === 'switched') return askNext(work, 'v');
    if (command !== 'O') return;
    const isCounts = message.kind === 'observation' && message.observation.type === 'reading';
    if (isCounts || message.kind === 'switched' || message.kind === 'status') goOnline(work);
  };

  const onOnline = (work: Work, message: ScoutMessage): void => {
    if (message.kind !== 'observation') return;
    const { observation } = message;
    work.observations.push(observation);
    if (observation.type === 'fault') return;
    phase = { kind: 'online', silentAtMs: work.nowMs + SILENT_MS };
    const isSlow = observation.kind === 'counts' && observation.windowS !== INTERVAL_S;
    if (isSlow) work.send.push(asciiBytes('0'));
  };

  const onPiece = (work: Work, piece: Piece): void => {
    const message = reader.read(piece);
    if (message === null) return;
    if (phase.kind === 'online') onOnline(work, message);
    else if (phase.kind === 'ask') onAnswer(work, phase.command, message);
  };

  const onDeadline = (work: Work, command: Command): void => {
    attempts += 1;
    // Not every mode says that it has ended; `v` tells.
    if (command === 'X') return pause(work, 'v');
    if (attempts < MAX_ATTEMPTS) return pause(work, command);
    if (command === 'v') return giveUp(work);
    if (command === 'P') {
      identity = 'Gamma-Scout';
      return askNext(work, 'O');
    }
    const detail =
      'it answers and does not go online: only the Online model measures over its line';
    fail(work, 'instrument-error', detail);
  };

  const advance = (work: Work): void => {
    const { nowMs } = work;
    if (phase.kind === 'online' && nowMs >= phase.silentAtMs) {
      work.observations.push(faultOf('silent', NONE, `no counts for ${SILENT_MS / 1000} s`));
      // An instrument that was switched to another mode at its buttons has stopped sending.
      receivedBytes = highBitBytes = 0;
      askNext(work, 'v');
    }
    if (phase.kind === 'ask' && nowMs >= phase.untilMs) onDeadline(work, phase.command);
    if (phase.kind === 'pause' && nowMs >= phase.untilMs) {
      work.send.push(asciiBytes(phase.next));
      phase = { kind: 'ask', command: phase.next, untilMs: nowMs + ANSWER_MS };
    }
  };

  const wakeAtMs = (): number | null => {
    const lineMs = framer.deadlineMs() ?? Infinity;
    switch (phase.kind) {
      case 'pause':
      case 'ask':
        return Math.min(phase.untilMs, lineMs);
      case 'online':
        return Math.min(phase.silentAtMs, lineMs);
      case 'failed':
        return null;
    }
  };

  const step = (nowMs: number, pieces: readonly Piece[]): DriverStep => {
    const work: Work = { nowMs, send: [], observations: [] };
    for (const piece of pieces) onPiece(work, piece);
    advance(work);
    return { ...work, wakeAtMs: wakeAtMs() };
  };

  return {
    start(nowMs) {
      phase = { kind: 'pause', untilMs: nowMs + GAP_MS, next: 'v' };
      return step(nowMs, []);
    },
    receive(bytes, nowMs) {
      receivedBytes += bytes.length;
      highBitBytes += countHighBits(bytes);
      return step(nowMs, framer.push(bytes, nowMs));
    },
    wake: (nowMs) => step(nowMs, framer.idle(nowMs)),
  };
}
