import type { Observation } from '../../../../shared/measure/reading.ts';
import type { Piece } from '../../framing/delimiter-framer.ts';
import {
  asciiBytes,
  countHighBits,
  faultOf,
  looksLikeWrongSettings,
} from '../../framing/wire-bytes.ts';
import type { Driver, DriverStep } from '../../protocol.ts';
import { createLineFramer, createRadEyeReader } from './reader.ts';

/** The instrument answers `@` with `>` (DT-029E rev B); it sleeps between and may need to be asked anew. */
const PROMPT_MS = 500;
/** At least 0.5 ms have to pass between `>` and the command (DT-029E rev B). */
const PAUSE_MS = 5;
const ANSWER_MS = 1000;
/** Questions in a row without an answer after which the port is opened anew. */
const MAX_MISSES = 3;
/** Three lines missing. */
const SILENT_MS = 3000;
/** Text of an answer that is kept while it is incomplete. */
const MAX_ANSWER = 256;

/** Stops a stream that was left on, asks type and serial number, starts the stream. */
const COMMANDS = ['X0', 'Vx', '#R', 'X1'] as const;
type Command = (typeof COMMANDS)[number];

type Phase =
  | { readonly kind: 'prompt' | 'answer' | 'pause'; readonly endMs: number }
  | { readonly kind: 'stream' }
  | { readonly kind: 'failed' };

interface Work {
  readonly nowMs: number;
  readonly send: Uint8Array[];
  readonly observations: Observation[];
  identity?: string;
  failure?: DriverStep['failure'];
}

const NONE = new Uint8Array();

/** What a command was answered with. */
interface Answer {
  /** `?`: the instrument does not know the command. */
  readonly refused: boolean;
  readonly text: string;
  /** Characters up to its end. */
  readonly length: number;
}

/** `#` and, where the command asks for something, its line; `?` for an unknown command. */
function answerIn(text: string, command: Command): Answer | null {
  const found = command.startsWith('X') ? /[#?]/.exec(text) : /#([^#?\r\n]*)\r\n|\?/.exec(text);
  if (found === null) return null;
  const refused = found[0] === '?';
  return { refused, text: (found[1] ?? '').trim(), length: found.index + found[0].length };
}

/** Wakes a RadEye, asks who it is, has it send a line every second and listens. */
export function createRadEyeDriver(): Driver {
  const framer = createLineFramer();
  const reader = createRadEyeReader();
  let phase: Phase = { kind: 'failed' };
  let step = 0;
  let answer = '';
  let misses = 0;
  let type: string | null = null;
  let lastLineMs = 0;
  let receivedBytes = 0;
  let highBitBytes = 0;

  const command = (): Command => COMMANDS[step] ?? 'X1';

  const isStreaming = (): boolean => phase.kind === 'stream';

  const prompt = (work: Work): void => {
    answer = '';
    work.send.push(asciiBytes('@'));
    phase = { kind: 'prompt', endMs: work.nowMs + PROMPT_MS };
  };

  const fail = (work: Work): void => {
    phase = { kind: 'failed' };
    if (looksLikeWrongSettings(highBitBytes, receivedBytes)) {
      const detail = 'the answers look like another baud rate or parity';
      work.failure = faultOf('wrong-settings', NONE, detail);
    } else if (receivedBytes > 0 && type === null) {
      const detail = 'something else than a RadEye is talking';
      work.failure = faultOf('malformed', NONE, detail);
    } else {
      const detail = 'no answer: the RadEye is off, or not in its adapter';
      work.failure = faultOf('silent', NONE, detail);
    }
  };

  const miss = (work: Work): void => {
    misses += 1;
    if (misses >= MAX_MISSES) fail(work);
    else prompt(work);
  };

  const onAnswer = (work: Work, { refused, text }: Answer): void => {
    misses = 0;
    const answered = command();
    if (refused && (answered === 'Vx' || answered === 'X1')) {
      if (looksLikeWrongSettings(highBitBytes, receivedBytes)) return fail(work);
      phase = { kind: 'failed' };
      const detail = `the RadEye does not know the command ${answered}`;
      work.failure = faultOf('not-executable', NONE, detail);
      return;
    }
    if (answered === 'Vx') type = text;
    if (answered === '#R' && type !== null) {
      work.identity = refused || text === '' ? type : `${type}, serial ${text}`;
    }
    if (answered !== 'X1') {
      step += 1;
      return prompt(work);
    }
    lastLineMs = work.nowMs;
    phase = { kind: 'stream' };
  };

  const onPieces = (work: Work, pieces: readonly Piece[]): void => {
    for (const piece of pieces) {
      const { goodbye, observations } = reader.read(piece);
      // A whole line whose check does not fit is no silence.
      const heard = observations.some(
        (one) => one.type === 'reading' || one.code === 'saturated' || one.code === 'checksum',
      );
      if (heard) {
        lastLineMs = work.nowMs;
        misses = 0;
      }
      if (goodbye) {
        phase = { kind: 'failed' };
        work.failure = faultOf('silent', piece.bytes, 'the RadEye was switched off');
        return;
      }
      work.observations.push(...observations);
    }
  };

  const take = (work: Work, bytes: Uint8Array): void => {
    if (phase.kind === 'failed') return;
    receivedBytes += bytes.length;
    highBitBytes += countHighBits(bytes);
    if (phase.kind === 'stream') return onPieces(work, framer.push(bytes, work.nowMs));
    answer = (answer + Buffer.from(bytes.map((byte) => byte & 0x7f)).toString('latin1')).slice(
      -MAX_ANSWER,
    );
    if (phase.kind === 'prompt' && answer.includes('>')) {
      answer = '';
      phase = { kind: 'pause', endMs: work.nowMs + PAUSE_MS };
    }
    const found = phase.kind === 'answer' ? answerIn(answer, command()) : null;
    if (found === null) return;
    const rest = answer.slice(found.length);
    onAnswer(work, found);
    if (isStreaming()) onPieces(work, framer.push(asciiBytes(rest), work.nowMs));
  };

  const advance = (work: Work): void => {
    const { nowMs } = work;
    if (phase.kind === 'pause' && nowMs >= phase.endMs) {
      work.send.push(asciiBytes(`${command()}\n`));
      phase = { kind: 'answer', endMs: nowMs + ANSWER_MS };
    }
    const late = (phase.kind === 'prompt' || phase.kind === 'answer') && nowMs >= phase.endMs;
    if (late) miss(work);
    if (phase.kind !== 'stream' || nowMs < lastLineMs + SILENT_MS) return;
    work.observations.push(faultOf('silent', NONE, `no line for ${SILENT_MS} ms`));
    // One that was switched off and on has forgotten that it should send.
    step = 0;
    prompt(work);
  };

  const wakeAtMs = (): number | null => {
    if (phase.kind === 'failed') return null;
    if (phase.kind !== 'stream') return phase.endMs;
    return Math.min(lastLineMs + SILENT_MS, framer.deadlineMs() ?? Infinity);
  };

  const perform = (nowMs: number, act: (work: Work) => void): DriverStep => {
    const work: Work = { nowMs, send: [], observations: [] };
    act(work);
    advance(work);
    const { send, observations, identity, failure } = work;
    return {
      send: failure === undefined ? send : [],
      observations,
      wakeAtMs: wakeAtMs(),
      ...(identity === undefined ? {} : { identity }),
      ...(failure === undefined ? {} : { failure }),
    };
  };

  return {
    start: (nowMs) => perform(nowMs, prompt),
    receive: (bytes, nowMs) => perform(nowMs, (work) => take(work, bytes)),
    wake: (nowMs) =>
      perform(nowMs, (work) => {
        if (phase.kind === 'stream') onPieces(work, framer.idle(nowMs));
      }),
  };
}
