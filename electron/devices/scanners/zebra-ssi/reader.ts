import type { Observation } from '../../../../shared/measure/reading.ts';
import { faultOf, joinBytes, toHex } from '../../framing/wire-bytes.ts';
import { createScanRepeats } from '../scan-repeats.ts';
import { readScan } from '../scan-text.ts';
import type { SsiMessage } from './codec.ts';
import { beginsLongCode, decodePacket } from './codec.ts';
import { aimOfCodeType } from './code-types.ts';
import type { SsiPiece } from './packet-framer.ts';

/** The largest symbols hold about 7,000 bytes (QR 40-L: 7,089 digits, ISO/IEC 18004). */
const MAX_SCAN_BYTES = 8192;
/** Fewer stray bytes are no packet that was damaged. */
const SHORTEST_PACKET = 6;

const CR = 0x0d;
const LF = 0x0a;
const NONE = new Uint8Array();

/** What one piece says, and whether it was a damaged packet. */
export interface SsiRead {
  readonly message: SsiMessage | null;
  readonly observations: readonly Observation[];
  readonly damaged: boolean;
}

/** Puts codes of one or several packets together. */
export interface SsiReader {
  /** `nowMs` null: a recording without times, in which nothing is a repeat. */
  read(piece: SsiPiece, nowMs: number | null): SsiRead;
  /** Whether a code waits for its next packet, be it to join or to drop it. */
  unfinished(): boolean;
  /** Gives up a code whose next packet does not come. */
  giveUp(): readonly Observation[];
}

type DecodeMessage = Extract<SsiMessage, { kind: 'decode' }>;

/** Creates a reader that has seen no code. */
export function createSsiReader(): SsiReader {
  const repeats = createScanRepeats();
  let parts: { readonly codeType: number; data: Uint8Array; bytes: Uint8Array } | null = null;
  /** A packet of the open code was damaged: only the scanner's resend of it may come next. */
  let gap = false;
  /** Code type of a code that was given up and whose further packets are dropped. */
  let dropping: number | null = null;
  /** The packet that was taken or dropped last; forgotten after damage if it was a whole code. */
  let last: { readonly content: string; readonly ofSeveral: boolean } | null = null;

  const giveUp = (
    detail = 'partial: a further packet of this code did not come',
  ): readonly Observation[] => {
    const open = parts;
    parts = null;
    gap = false;
    dropping = null;
    return open === null ? [] : [faultOf('malformed', open.bytes, detail)];
  };
  /** Gives up the code that this packet belongs to, and drops its packets to the last one. */
  const drop = (
    { codeType, continued }: DecodeMessage,
    bytes: Uint8Array,
  ): readonly Observation[] => {
    parts = { codeType, data: NONE, bytes: joinBytes([parts?.bytes ?? NONE, bytes]) };
    const faults = giveUp('partial: a packet of this code was damaged and did not come again');
    dropping = continued ? codeType : null;
    return faults;
  };
  const finish = (nowMs: number | null): Observation | null => {
    if (parts === null) return null;
    const { codeType, data, bytes } = parts;
    parts = null;
    const scan = readScan(withoutSuffix(data));
    if (scan.kind === 'empty') return null;
    if (scan.kind === 'malformed') return faultOf('malformed', bytes, scan.detail);
    return repeats.reading(scan.text, scan.aim ?? aimOfCodeType(codeType), bytes, nowMs);
  };
  const take = (
    message: DecodeMessage,
    bytes: Uint8Array,
    nowMs: number | null,
  ): readonly Observation[] => {
    const { codeType, data, continued, resent } = message;
    const content = `${codeType} ${continued} ${toHex(data)}`;
    const same = resent && content === last?.content;
    if (same && !gap) return [];
    // Each packet of a code carries its type [M]: another type begins another code.
    const other = parts !== null && parts.codeType !== codeType ? giveUp() : [];
    last = { content, ofSeveral: continued || parts !== null || gap || dropping === codeType };
    if (dropping === codeType) {
      if (!continued) dropping = null;
      return [];
    }
    // One like the packet before it may be that one again, or its neighbour: nobody can tell.
    if (gap && (!resent || same)) return drop(message, bytes);
    gap = false;
    dropping = null;
    const before = parts ?? { codeType, data: NONE, bytes: NONE };
    parts = {
      codeType,
      data: joinBytes([before.data, data]),
      bytes: joinBytes([before.bytes, bytes]),
    };
    if (parts.data.length > MAX_SCAN_BYTES) {
      const faults = giveUp('partial: longer than any code');
      dropping = continued ? codeType : null;
      return [...other, ...faults];
    }
    const observation = continued ? null : finish(nowMs);
    return observation === null ? other : [...other, observation];
  };
  const readGarbage = (piece: Extract<SsiPiece, { kind: 'garbage' }>): SsiRead => {
    const { bytes, checksum } = piece;
    const damaged = checksum || bytes.length >= SHORTEST_PACKET;
    // The tail of a long code that is sent again is no code of its own.
    if (damaged && last?.ofSeveral === false) last = null;
    // Lone NULs come with waking up.
    if (bytes.every((byte) => byte === 0)) return { message: null, observations: [], damaged };
    if (parts !== null || beginsLongCode(bytes)) gap = dropping === null;
    const detail = checksum
      ? 'the checksum of a packet is wrong'
      : `no packet${isPlainText(bytes) ? ', but plain text: set the scanner to packeted decode data' : ''}`;
    const fault = faultOf(checksum ? 'checksum' : 'malformed', bytes, detail);
    return { message: null, observations: [fault], damaged };
  };

  return {
    read(piece, nowMs) {
      if (piece.kind === 'garbage') return readGarbage(piece);
      const message = decodePacket(piece);
      const observations = message.kind === 'decode' ? take(message, piece.bytes, nowMs) : [];
      return { message, observations, damaged: false };
    },
    unfinished: () => parts !== null || gap || dropping !== null,
    giveUp: () => giveUp(),
  };
}

/** A CR, LF or CR LF that the scanner was set to append. */
function withoutSuffix(data: Uint8Array): Uint8Array {
  const withoutLf = data.at(-1) === LF ? data.subarray(0, -1) : data;
  return withoutLf.at(-1) === CR ? withoutLf.subarray(0, -1) : withoutLf;
}

function isPlainText(bytes: Uint8Array): boolean {
  return bytes.every((byte) => (byte >= 0x20 && byte <= 0x7e) || byte === CR || byte === LF);
}
