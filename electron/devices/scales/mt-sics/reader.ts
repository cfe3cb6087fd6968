import type { Observation } from '../../../../shared/measure/reading.ts';
import type { Piece } from '../../framing/delimiter-framer.ts';
import { createDelimiterFramer } from '../../framing/delimiter-framer.ts';
import { faultOf, toHex, toPrintable } from '../../framing/wire-bytes.ts';
import type { SicsMessage } from './codec.ts';
import { decodeFrame, isZero } from './codec.ts';

/** Longest reply in bytes: level 0/1 replies stay below 100; quoted names may be longer. */
const MAX_REPLY_BYTES = 256;
/** Silence that ends an unfinished line: at 1200 baud a byte takes 8 ms. */
const IDLE_MS = 300;

const LF = 0x0a;
const EMPTY_LINE = '\r\n';

/** A framer for MT-SICS replies. */
export const createReplyFramer = () =>
  createDelimiterFramer({ delimiters: [LF], maxLength: MAX_REPLY_BYTES, idleMs: IDLE_MS });

/** Decodes a piece of the stream; null for an empty line. */
export function readPiece(piece: Piece): SicsMessage | null {
  const { kind, bytes } = piece;
  if (kind === 'partial') {
    return { kind: 'malformed', detail: `partial line: "${toPrintable(bytes)}"` };
  }
  if (kind === 'overflow') {
    return { kind: 'malformed', detail: `no line end within ${MAX_REPLY_BYTES} bytes` };
  }
  return Buffer.from(bytes).toString('latin1') === EMPTY_LINE ? null : decodeFrame(bytes);
}

/** Gives replies their meaning: keeps the tare, since a weight reply does not say gross or net. */
export interface ReplyReader {
  /** The observation in a message, or null when it carries none. */
  observe(message: SicsMessage, bytes: Uint8Array): Observation | null;
  /** The tare is no longer known. */
  forgetTare(): void;
  /** Whether the display fell to zero or below since the last look: a tare or an emptied pan. */
  tookFall(): boolean;
}

/** Creates a reader that knows no tare yet. */
export function createReplyReader(): ReplyReader {
  let basis: 'gross' | 'net' | 'unknown' = 'unknown';
  let wasPositive = false;
  let fell = false;

  const readWeight = (
    message: SicsMessage & { kind: 'weight' },
    bytes: Uint8Array,
  ): Observation => {
    const zero = isZero(message.value);
    const positive = !zero && !message.value.startsWith('-');
    // A tare drops the display exactly as lifting the parcel does: only the next TA answer tells.
    if (wasPositive && !positive) {
      basis = 'unknown';
      fell = true;
    }
    wasPositive = positive;
    const { value, unit, stable } = message;
    const raw = toHex(bytes);
    return { type: 'reading', kind: 'mass', value, unit, stable, basis, tare: null, zero, raw };
  };

  return {
    observe(message, bytes) {
      switch (message.kind) {
        case 'weight':
          return readWeight(message, bytes);
        case 'refused':
        case 'error':
          return faultOf(message.code, bytes, message.detail);
        case 'malformed':
          return faultOf('malformed', bytes, message.detail);
        case 'tare':
          basis = message.isZero === null ? 'unknown' : message.isZero ? 'gross' : 'net';
          // The driver itself asks for the tare: that a scale cannot tell it hinders nothing.
          if (message.refused === null || message.id === 'TA') return null;
          return faultOf('not-executable', bytes, `${message.id}: ${message.refused}`);
        case 'info':
          // Switching on and `@` announce themselves with the serial number.
          if (message.id === 'I4') basis = 'unknown';
          return null;
        case 'other':
          return null;
      }
    },
    forgetTare() {
      basis = 'unknown';
    },
    tookFall() {
      const result = fell;
      fell = false;
      return result;
    },
  };
}
