import type { Observation } from '../../../../shared/measure/reading.ts';
import type { Piece } from '../../framing/delimiter-framer.ts';
import { createDelimiterFramer } from '../../framing/delimiter-framer.ts';
import { faultOf, toHex, toPrintable } from '../../framing/wire-bytes.ts';
import { TERMINATORS, decodeFrame } from './codec.ts';

/** The largest symbols hold about 7,000 bytes (QR 40-L: 7,089 digits, ISO/IEC 18004). */
const MAX_SCAN_BYTES = 8192;
/** Silence that ends a scan without terminator; shorter would cut codes on a stuttering line. */
const IDLE_MS = 500;
/** The same data within this time is one label read twice, or a trigger pulled twice. */
const REPEAT_MS = 700;

/** A framer for scans. */
export const createScanFramer = () =>
  createDelimiterFramer({ delimiters: TERMINATORS, maxLength: MAX_SCAN_BYTES, idleMs: IDLE_MS });

/**
 * Silence that must lie between noise and a scan: noise makes a short "code" now and then, hundreds a
 * second on a fast line. A label is pulled again by hand, later than this.
 */
const QUIET_AFTER_NOISE_MS = 500;

/** Turns pieces into observations and marks repeats. */
export interface ScanReader {
  /** `nowMs` null: a recording without times, in which nothing is a repeat. */
  observe(piece: Piece, nowMs: number | null): readonly Observation[];
}

/** Creates a reader that has seen no scan. */
export function createScanReader(): ScanReader {
  let last: { readonly key: string; readonly atMs: number } | null = null;
  let noiseAtMs = -Infinity;

  const isRepeat = (key: string, nowMs: number | null): boolean => {
    if (nowMs === null) return false;
    const repeat = last !== null && last.key === key && nowMs - last.atMs <= REPEAT_MS;
    last = { key, atMs: nowMs };
    return repeat;
  };

  const read = ({ kind, bytes }: Piece, nowMs: number | null): Observation | null => {
    if (kind === 'overflow') {
      return faultOf('malformed', bytes, `no terminator within ${MAX_SCAN_BYTES} bytes`);
    }
    if (kind === 'partial') {
      if (bytes.every((byte) => byte === 0)) return null;
      return faultOf('malformed', bytes, `partial: "${toPrintable(bytes)}" without terminator`);
    }
    const message = decodeFrame(bytes);
    if (message.kind === 'empty') return null;
    if (message.kind === 'malformed') return faultOf('malformed', bytes, message.detail);
    const { text, aim } = message;
    const repeat = isRepeat(`${aim ?? ''}\n${text}`, nowMs);
    return { type: 'reading', kind: 'scan', text, aim, repeat, raw: toHex(bytes) };
  };

  return {
    observe(piece, nowMs) {
      const observation = read(piece, nowMs);
      if (observation === null) return [];
      // Silence has ended a partial code already.
      if (nowMs === null || piece.kind === 'partial') return [observation];
      const early = nowMs - noiseAtMs < QUIET_AFTER_NOISE_MS;
      if (early || observation.type === 'fault') noiseAtMs = nowMs;
      if (!early || observation.type === 'fault') return [observation];
      return [faultOf('malformed', piece.bytes, 'too soon after bytes that make no sense')];
    },
  };
}
