import type { Piece } from '../../framing/delimiter-framer.ts';
import { createDelimiterFramer } from '../../framing/delimiter-framer.ts';
import type { StreamFramer } from '../../streaming-driver.ts';

/** ETX, plain or with a parity bit. */
const ETX = [0x03, 0x83];
/** The longest message has 24 bytes: a weight of 12, four status bytes and S, their LF, CR and ETX. */
const MAX_MESSAGE_BYTES = 64;
/** Silence that ends the message of a clone without ETX (devices.md A5); a byte takes 2 ms at 4800 baud. */
const IDLE_MS = 50;

/** Between a status field and the LF of the next message. */
const BETWEEN_MESSAGES = /(?<=\n(?:\?|S?[0-?][0-?p-\x7f]{1,3})\r)(?=\n)/;

/** The messages in what one silence or ETX ended; a clone without ETX leaves several in one. */
function splitPiece(piece: Piece): readonly Piece[] {
  if (piece.kind === 'overflow') return [piece];
  const text = String.fromCharCode(...piece.bytes.map((byte) => byte & 0x7f));
  let start = 0;
  return text.split(BETWEEN_MESSAGES).map((part) => {
    const bytes = piece.bytes.slice(start, start + part.length);
    start += part.length;
    return { kind: piece.kind === 'frame' || part.endsWith('\r') ? 'frame' : 'partial', bytes };
  });
}

/** Cuts a stream into messages. */
export function createNciFramer(): StreamFramer<Piece> {
  const framer = createDelimiterFramer({
    delimiters: ETX,
    maxLength: MAX_MESSAGE_BYTES,
    idleMs: IDLE_MS,
  });
  return {
    push: (bytes, nowMs) => framer.push(bytes, nowMs).flatMap(splitPiece),
    idle: (nowMs) => framer.idle(nowMs).flatMap(splitPiece),
    flush: () => framer.flush().flatMap(splitPiece),
    deadlineMs: () => framer.deadlineMs(),
  };
}
