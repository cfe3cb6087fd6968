import { createLengthFramer } from '../../framing/length-framer.ts';

/**
 * Frames are little-endian 16-bit words: a header of six (prefix, kind, length of the extension,
 * packet number, zero, checksum) and an extension that begins with what is asked and ends with a
 * checksum of its own (mwwhited/BinaryDataDecoders, Quarta.RadexOne/Notes.md; 20 checksums of 10 real
 * frames hold).
 */
const HEADER_BYTES = 12;
const REPLY_SYNC = Uint8Array.of(0x7a, 0xff, 0x20, 0x80);
const REQUEST_HEAD = [0xff7b, 0x0020];
/** Extension of a question: its type, a constant and the checksum. */
const QUESTION_BYTES = 6;
const QUESTION_CONSTANT = 0x000c;
/** The longest extension known has 30 bytes. */
const MAX_EXTENSION = 64;
/** 96 bytes at 9600 baud take 0.1 s. */
const IDLE_MS = 300;

/** What is asked, and the type of the extension that answers it. */
export const TYPES = { values: 0x0800, identity: 0x0001 } as const;

/** FFFF less the sum of the words modulo FFFF. */
function checksum(words: readonly number[]): number {
  return 0xffff - (words.reduce((sum, word) => sum + word, 0) % 0xffff);
}

function wordsOf(bytes: Uint8Array): readonly number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length / 2 }, (_, index) => view.getUint16(2 * index, true));
}

/** A question; `packet` (0 to 65535) comes back in its answer. */
export function encodeRequest(name: keyof typeof TYPES, packet: number): Uint8Array {
  const header = [...REQUEST_HEAD, QUESTION_BYTES, packet, 0];
  const extension = [TYPES[name], QUESTION_CONSTANT];
  const words = [...header, checksum(header), ...extension, checksum(extension)];
  return Uint8Array.from(words.flatMap((word) => [word & 0xff, word >> 8]));
}

/** A framer for replies; in its frames both checksums hold. */
export const createReplyFramer = () =>
  createLengthFramer({
    sync: REPLY_SYNC,
    headLength: 6,
    lengthOf(head) {
      const extension = wordsOf(head)[2] ?? 0;
      const possible = extension >= 4 && extension <= MAX_EXTENSION && extension % 2 === 0;
      return possible ? HEADER_BYTES + extension : null;
    },
    isValid: (frame) =>
      [frame.subarray(0, HEADER_BYTES), frame.subarray(HEADER_BYTES)].every((part) => {
        const words = wordsOf(part);
        return checksum(words.slice(0, -1)) === words.at(-1);
      }),
    maxLength: HEADER_BYTES + MAX_EXTENSION,
    idleMs: IDLE_MS,
  });

/** A reply whose checksums hold. */
export type Reply = { readonly packet: number } & (
  | {
      readonly kind: 'values';
      /** Hundredths of a µSv/h. */
      readonly doseRate: number;
      /** Counts per minute. */
      readonly cpm: number;
    }
  | { readonly kind: 'identity'; readonly text: string }
  /** The answer to something that the station never asks: settings, reset. */
  | { readonly kind: 'other' }
);

/** Bytes of the extension of a reply with values, and of one with the serial number. */
const VALUES_BYTES = 22;
const IDENTITY_BYTES = 30;

const padded = (value: number, digits: number): string => String(value).padStart(digits, '0');

/** Serial number as on its label, `180620-0840-008344`: date, batch and number. */
function readIdentity(extension: DataView): string {
  const [day, month, year] = [16, 18, 19].map((at) => padded(extension.getUint8(at), 2));
  const batch = padded(extension.getUint16(22, true), 4);
  const number = padded(extension.getUint32(12, true), 6);
  const version = `${extension.getUint8(20)}.${extension.getUint8(21)}`;
  return `RADEX ONE firmware ${version}, serial ${year}${month}${day}-${batch}-${number}`;
}

/** Reads a frame of the framer. */
export function decodeReply(frame: Uint8Array): Reply {
  const packet = wordsOf(frame)[3] ?? 0;
  const bytes = frame.subarray(HEADER_BYTES);
  const extension = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const type = extension.getUint16(0, true);
  if (type === TYPES.values && bytes.length === VALUES_BYTES) {
    const doseRate = extension.getUint32(8, true);
    return { kind: 'values', packet, doseRate, cpm: extension.getUint32(16, true) };
  }
  if (type === TYPES.identity && bytes.length === IDENTITY_BYTES) {
    return { kind: 'identity', packet, text: readIdentity(extension) };
  }
  return { kind: 'other', packet };
}
