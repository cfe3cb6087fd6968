import type { Observation } from '../../../shared/measure/reading.ts';
import { createDelimiterFramer } from '../framing/delimiter-framer.ts';
import type { Piece } from '../framing/delimiter-framer.ts';
import { faultOf, joinBytes, toPrintable } from '../framing/wire-bytes.ts';
import { createScanRepeats } from './scan-repeats.ts';
import type { ScanMessage } from './scan-text.ts';

/** The largest symbols hold about 7,000 bytes (QR 40-L: 7,089 digits, ISO/IEC 18004). */
const MAX_SCAN_BYTES = 8192;
/** Silence that gives up a code without terminator; shorter would cut codes on a stuttering line. */
const IDLE_MS = 500;
/**
 * Silence that ends a code of a reader that is known to send no terminator: twice the 50 ms that
 * manuals allow, since a busy computer delivers bytes late.
 */
const UNTERMINATED_IDLE_MS = 100;
/** A shorter piece, seen twice, is more likely noise than a code. */
const UNTERMINATED_LENGTH = 4;
/**
 * Silence that must lie between noise and a scan: noise makes a short "code" now and then, hundreds a
 * second on a fast line. A label is pulled again by hand, later than this.
 */
const QUIET_AFTER_NOISE_MS = 500;

const CR = 0x0d;

/** How a reader writes its lines. */
export interface LineFormat {
  /** Bytes that end a line, each alone. */
  readonly terminators: readonly number[];
  /** A new reader of whole lines, terminator included; `empty` for what is no code. */
  createDecoder(): (line: Uint8Array) => ScanMessage;
}

/** Codes of a reader that sends each of them as a line. */
export interface ScanLines {
  /** `nowMs` null: a recording without times, in which nothing is a repeat and no silence lies. */
  push(bytes: Uint8Array, nowMs: number | null): readonly Observation[];
  idle(nowMs: number): readonly Observation[];
  /** The stream has ended: says what is unfinished. */
  flush(): readonly Observation[];
  /** When `idle` would have something to do, or null. */
  deadlineMs(): number | null;
}

/**
 * Creates a reader of lines that has seen no code. A code without terminator may be the head of one
 * that was cut off, so it is a fault; the same piece twice in a row shows a reader that sends no
 * terminator, whose codes end in silence from then on, until a terminator is seen.
 */
export function createScanLines({ terminators, createDecoder }: LineFormat): ScanLines {
  const createFramer = (idleMs: number) =>
    createDelimiterFramer({ delimiters: terminators, maxLength: MAX_SCAN_BYTES, idleMs });
  const decode = createDecoder();
  const repeats = createScanRepeats();
  let idleMs = IDLE_MS;
  let framer = createFramer(idleMs);
  let noiseAtMs = -Infinity;
  let unterminated = false;
  let lastPartial: string | null = null;

  /** The framer is replaced only while it holds nothing. */
  const settle = (): void => {
    const wantedMs = unterminated ? UNTERMINATED_IDLE_MS : IDLE_MS;
    if (wantedMs === idleMs || framer.deadlineMs() !== null) return;
    idleMs = wantedMs;
    framer = createFramer(idleMs);
  };
  const readPartial = (bytes: Uint8Array, nowMs: number | null): Observation | null => {
    const message = decode(joinBytes([bytes, Uint8Array.of(CR)]));
    if (message.kind === 'empty') return null;
    const key = message.kind === 'scan' ? `${message.aim ?? ''}${message.text}` : null;
    const telling = key !== null && key.length >= UNTERMINATED_LENGTH && nowMs !== null;
    unterminated = telling && (unterminated || key === lastPartial);
    lastPartial = key;
    if (unterminated && message.kind === 'scan') {
      const { text, aim, ahead = 0 } = message;
      return repeats.reading(text, aim, bytes.subarray(ahead), nowMs);
    }
    const detail = `partial: "${toPrintable(bytes)}" without terminator; scan once more`;
    return faultOf('malformed', bytes, detail);
  };
  const readLine = ({ kind, bytes }: Piece, nowMs: number | null): Observation | null => {
    unterminated = false;
    lastPartial = null;
    if (kind === 'overflow') {
      return faultOf('malformed', bytes, `no terminator within ${MAX_SCAN_BYTES} bytes`);
    }
    const message = decode(bytes);
    if (message.kind === 'empty') return null;
    if (message.kind === 'malformed') return faultOf('malformed', bytes, message.detail);
    const { text, aim, ahead = 0 } = message;
    return repeats.reading(text, aim, bytes.subarray(ahead), nowMs);
  };
  const quiet = (piece: Piece, observation: Observation, nowMs: number | null): Observation => {
    // Silence has ended a partial code already.
    if (nowMs === null || piece.kind === 'partial') return observation;
    const early = nowMs - noiseAtMs < QUIET_AFTER_NOISE_MS;
    if (early || observation.type === 'fault') noiseAtMs = nowMs;
    if (!early || observation.type === 'fault') return observation;
    return faultOf('malformed', piece.bytes, 'too soon after bytes that make no sense');
  };
  const observe = (piece: Piece, nowMs: number | null): readonly Observation[] => {
    const observation =
      piece.kind === 'partial' ? readPartial(piece.bytes, nowMs) : readLine(piece, nowMs);
    return observation === null ? [] : [quiet(piece, observation, nowMs)];
  };

  const observeAll = (pieces: readonly Piece[], nowMs: number | null): readonly Observation[] => {
    const observations = pieces.flatMap((piece) => observe(piece, nowMs));
    settle();
    return observations;
  };

  return {
    push: (bytes, nowMs) => observeAll(framer.push(bytes, nowMs ?? 0), nowMs),
    idle: (nowMs) => observeAll(framer.idle(nowMs), nowMs),
    flush: () => observeAll(framer.flush(), null),
    deadlineMs: () => framer.deadlineMs(),
  };
}

/** Decodes a recording of lines; it carries no times, so that none of it is a repeat. */
export function decodeLines(
  format: LineFormat,
  chunks: readonly Uint8Array[],
): readonly Observation[] {
  const lines = createScanLines(format);
  return [...chunks.flatMap((chunk) => lines.push(chunk, null)), ...lines.flush()];
}
