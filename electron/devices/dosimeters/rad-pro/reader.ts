import { createDelimiterFramer } from '../../framing/delimiter-framer.ts';
import type { Piece } from '../../framing/delimiter-framer.ts';
import { toPrintable } from '../../framing/wire-bytes.ts';
import { decodeReply } from './codec.ts';
import type { Reply } from './codec.ts';

/** Longest reply that is read; only a data log is longer, and it is never asked for. */
const MAX_REPLY_BYTES = 256;
/** Silence that ends an unfinished line. */
const IDLE_MS = 300;

const LF = 0x0a;

/** A framer for Rad Pro replies. */
export const createReplyFramer = () =>
  createDelimiterFramer({ delimiters: [LF], maxLength: MAX_REPLY_BYTES, idleMs: IDLE_MS });

/** Decodes a piece of the stream. */
export function readPiece({ kind, bytes }: Piece): Reply {
  if (kind === 'frame') return decodeReply(bytes);
  const what = kind === 'partial' ? 'partial line' : `no line end within ${MAX_REPLY_BYTES} bytes`;
  return { kind: 'malformed', detail: `${what}: "${toPrintable(bytes)}"` };
}
