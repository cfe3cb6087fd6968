import { joinBytes } from '../../framing/wire-bytes.ts';

/** LEN, OPCODE, SOURCE, STATUS; LEN counts them and the data, not the checksum. */
const HEADER_BYTES = 4;
const CHECKSUM_BYTES = 2;
const FROM_DECODER = 0x00;
/** Status bits that have no meaning; unused bits are 0 (Simple Serial Interface Programmer's Guide). */
const UNUSED_STATUS_BITS = 0xf4;
/** Garbage is reported in pieces of this many bytes at most. */
const MAX_GARBAGE = 256;
/**
 * Silence that ends an unfinished packet: the guide's time from one byte to the next is 200 ms
 * ("host character time-out"), a site-changeable default from memory.
 */
const IDLE_MS = 200;

/** Opcodes that a decoder sends: replies, decode data, events, images. Others begin no packet. */
const DECODER_OPCODES: ReadonlySet<number> = new Set([
  0xa4, 0xb1, 0xb4, 0xc6, 0xd0, 0xd1, 0xd4, 0xf3, 0xf6,
]);

/** A packet with a right checksum, or bytes that are none. */
export type SsiPiece =
  | {
      readonly kind: 'packet';
      readonly opcode: number;
      readonly status: number;
      readonly data: Uint8Array;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: 'garbage'; readonly checksum: boolean; readonly bytes: Uint8Array };

/** Cuts a byte stream into packets; any chunking gives the same pieces. */
export interface PacketFramer {
  push(bytes: Uint8Array, nowMs: number): readonly SsiPiece[];
  idle(nowMs: number): readonly SsiPiece[];
  flush(): readonly SsiPiece[];
  deadlineMs(): number | null;
}

/** Two's complement of the sum of all bytes before it, most significant byte first. */
export function ssiChecksum(bytes: Uint8Array): number {
  return -bytes.reduce((sum, byte) => sum + byte, 0) & 0xffff;
}

/** Length of the packet that begins here, null while that is open, 0 when none begins here. */
function packetLength(bytes: Uint8Array): number | null {
  const [length = 0, opcode, source, status] = bytes;
  if (length < HEADER_BYTES) return 0;
  if (opcode !== undefined && !DECODER_OPCODES.has(opcode)) return 0;
  if (source !== undefined && source !== FROM_DECODER) return 0;
  if (status === undefined) return null;
  return (status & UNUSED_STATUS_BITS) === 0 ? length + CHECKSUM_BYTES : 0;
}

/** Creates an empty framer. It never holds more than one packet and 256 bytes of garbage. */
export function createPacketFramer(): PacketFramer {
  let held: Uint8Array = new Uint8Array();
  let garbage: number[] = [];
  let checksum = false;
  let lastByteMs = 0;

  const takeGarbage = (): readonly SsiPiece[] => {
    if (garbage.length === 0) return [];
    const piece: SsiPiece = { kind: 'garbage', checksum, bytes: Uint8Array.from(garbage) };
    garbage = [];
    checksum = false;
    return [piece];
  };
  const dropOne = (): readonly SsiPiece[] => {
    garbage.push(held[0] ?? 0);
    held = held.subarray(1);
    return garbage.length === MAX_GARBAGE ? takeGarbage() : [];
  };
  const cut = (): readonly SsiPiece[] => {
    const pieces: SsiPiece[] = [];
    while (held.length > 0) {
      const length = packetLength(held);
      if (length === 0) {
        pieces.push(...dropOne());
        continue;
      }
      if (length === null || held.length < length) break;
      const bytes = held.slice(0, length);
      const end = length - CHECKSUM_BYTES;
      const said = ((bytes[end] ?? 0) << 8) | (bytes[end + 1] ?? 0);
      if (said !== ssiChecksum(bytes.subarray(0, end))) {
        checksum = true;
        pieces.push(...dropOne());
        continue;
      }
      held = held.slice(length);
      const [, opcode = 0, , status = 0] = bytes;
      const data = bytes.slice(HEADER_BYTES, end);
      pieces.push(...takeGarbage(), { kind: 'packet', opcode, status, data, bytes });
    }
    return pieces;
  };
  /** What is held begins no packet that will be finished; a whole one may lie inside it. */
  const flush = (): readonly SsiPiece[] => {
    const pieces: SsiPiece[] = [];
    while (held.length > 0) pieces.push(...dropOne(), ...cut());
    return [...pieces, ...takeGarbage()];
  };
  const deadlineMs = (): number | null =>
    held.length > 0 || garbage.length > 0 ? lastByteMs + IDLE_MS : null;
  const idle = (nowMs: number): readonly SsiPiece[] => {
    const deadline = deadlineMs();
    return deadline !== null && nowMs >= deadline ? flush() : [];
  };

  return {
    push(bytes, nowMs) {
      const late = idle(nowMs);
      if (bytes.length > 0) lastByteMs = nowMs;
      held = joinBytes([held, bytes]);
      return [...late, ...cut()];
    },
    idle,
    flush,
    deadlineMs,
  };
}
