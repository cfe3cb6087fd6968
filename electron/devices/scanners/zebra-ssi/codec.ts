import { toPrintable } from '../../framing/wire-bytes.ts';
import { ssiChecksum } from './packet-framer.ts';
import type { SsiPiece } from './packet-framer.ts';

/** Opcodes of the host (Simple Serial Interface; devices.md part B). */
export const OPCODE = {
  requestRevision: 0xa3,
  acknowledge: 0xd0,
  refuse: 0xd1,
  beep: 0xe6,
  scanEnable: 0xe9,
} as const;

const REPLY_REVISION = 0xa4;
const DECODE_DATA = 0xf3;
const FROM_HOST = 0x04;
const RESENT = 0x01;
const CONTINUED = 0x02;

/** Sent ahead of a command, since the first byte may be lost while the scanner wakes up. */
export const WAKEUP = Uint8Array.of(0x00);
/** "Send it again", the cause of a refusal. */
export const NAK_RESEND = 0x01;

/** What a packet of the decoder says. */
export type SsiMessage =
  | {
      readonly kind: 'decode';
      readonly codeType: number;
      readonly data: Uint8Array;
      /** Another packet of the same code follows. */
      readonly continued: boolean;
      /** Sent again because no answer came. */
      readonly resent: boolean;
    }
  | { readonly kind: 'acknowledged' }
  | { readonly kind: 'refused'; readonly cause: number }
  | { readonly kind: 'revision'; readonly text: string }
  | { readonly kind: 'other' };

/** Reads a packet. An F3 without code type is `other`: it holds no code. */
export function decodePacket({
  opcode,
  status,
  data,
}: Extract<SsiPiece, { kind: 'packet' }>): SsiMessage {
  switch (opcode) {
    case DECODE_DATA: {
      const [codeType] = data;
      if (codeType === undefined) return { kind: 'other' };
      return {
        kind: 'decode',
        codeType,
        data: data.subarray(1),
        continued: (status & CONTINUED) !== 0,
        resent: (status & RESENT) !== 0,
      };
    }
    case OPCODE.acknowledge:
      return { kind: 'acknowledged' };
    case OPCODE.refuse:
      return { kind: 'refused', cause: data[0] ?? 0 };
    case REPLY_REVISION:
      return { kind: 'revision', text: toPrintable(data).trim() };
    default:
      return { kind: 'other' };
  }
}

/** Whether damaged bytes hold the header of decode data that further packets follow. */
export function beginsLongCode(bytes: Uint8Array): boolean {
  return bytes.some(
    (byte, at) =>
      byte === DECODE_DATA && bytes[at + 1] === 0 && ((bytes[at + 2] ?? 0) & ~RESENT) === CONTINUED,
  );
}

/** A packet of the host. @param resent the same packet was sent before and not answered */
export function encodeCommand(
  opcode: number,
  data: readonly number[] = [],
  resent = false,
): Uint8Array {
  const body = Uint8Array.of(4 + data.length, opcode, FROM_HOST, resent ? RESENT : 0, ...data);
  const checksum = ssiChecksum(body);
  return Uint8Array.of(...body, checksum >> 8, checksum & 0xff);
}
