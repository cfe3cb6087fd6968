import { createLengthFramer } from '../../framing/length-framer.ts';
import { asciiBytes, joinBytes } from '../../framing/wire-bytes.ts';

/** Requests as the manual prints them (DOC012721EN-E, section 10.1). */
const INFO_REQUEST = Uint8Array.of(0x7e, 0x04, 0x00, 0x10, 0xa7, 0x07, 0x46, 0xe7);
const DATA_REQUEST = Uint8Array.of(0x7e, 0x04, 0x00, 0x11, 0xa7, 0x1e, 0x43, 0xe7);

const MARK = asciiBytes('#!AccuRad!#');

/**
 * What a USB client that works sends before the request: mark, length 10 and id 1
 * (github.com/fermilab-robotics/AccuRad-PRD).
 */
const PREFIX = joinBytes([MARK, Uint8Array.of(0x0a, 0x00, 0x01, 0x00)]);

/** A request, bare as in the manual or behind the prefix. */
export function encodeRequest(name: 'info' | 'data', prefixed: boolean): Uint8Array {
  const request = name === 'info' ? INFO_REQUEST : DATA_REQUEST;
  return prefixed ? joinBytes([PREFIX, request]) : request;
}

/** Mark and length: what tells how long a reply is. */
const HEAD_BYTES = MARK.length + 2;
/** Identifier and checksum inside the length. */
const FRAME_OVERHEAD = 4;
const INFO_ID = 0;
const DATA_ID = 1;
const INFO_PAYLOAD = 65;
const DATA_PAYLOAD = 47;
/** Longest length of a reply that is waited for; info has 69, data 51. */
const MAX_LENGTH = 128;
/** Silence that ends an unfinished reply: USB gives it in one go. */
const IDLE_MS = 300;

/** CRC-16, reflected polynomial AC5E, from FFFF; 0 is sent as 1 (DOC012721EN-E, section 10.1). */
function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 0 ? crc >> 1 : (crc >> 1) ^ 0xac5e;
  }
  return crc === 0 ? 1 : crc;
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/** A framer for replies; its frames have the right checksum. */
export const createReplyFramer = () =>
  createLengthFramer({
    sync: MARK,
    headLength: HEAD_BYTES,
    lengthOf(head) {
      const length = viewOf(head).getUint16(MARK.length, true);
      return length >= FRAME_OVERHEAD && length <= MAX_LENGTH ? HEAD_BYTES + length : null;
    },
    isValid: (frame) =>
      crc16(frame.subarray(HEAD_BYTES, -2)) === viewOf(frame).getUint16(frame.length - 2, true),
    maxLength: HEAD_BYTES + MAX_LENGTH,
    idleMs: IDLE_MS,
  });

/** A reply with the right checksum. */
export type Reply =
  | { readonly kind: 'info'; readonly identity: string }
  | {
      readonly kind: 'data';
      /** µSv/h. */
      readonly doseRate: number;
      readonly cps: number;
      readonly batteryPercent: number;
      readonly initialised: boolean;
      readonly alarms: readonly string[];
      /** One more with each measurement, every 250 ms. */
      readonly measurementId: number;
    }
  | { readonly kind: 'malformed'; readonly detail: string };

/** Alarms in the system bits (DOC012721EN-E, section 10.1). */
const ALARM_BITS: readonly (readonly [bit: number, name: string])[] = [
  [7, 'low'],
  [8, 'high'],
  [9, 'danger'],
  [10, 'dose (bit 10)'],
  [11, 'dose (bit 11)'],
];
const INITIALISED_BIT = 30;

function textAt(payload: Uint8Array, at: number): string {
  const [text = ''] = Buffer.from(payload.subarray(at, at + 16))
    .toString('latin1')
    .split('\0');
  return text.replaceAll(/[^\x20-\x7e]/g, '?').trim();
}

function decodeData(payload: Uint8Array): Reply {
  const view = viewOf(payload);
  const doseRate = view.getFloat32(1, true);
  const cps = view.getFloat32(5, true);
  // Above what any instrument of its kind can show: 10 Sv/h and a million counts a second.
  if (!(doseRate >= 0 && doseRate <= 1e7 && cps >= 0 && cps <= 1e6)) {
    return { kind: 'malformed', detail: `impossible values: ${doseRate} µSv/h, ${cps} cps` };
  }
  const system = view.getUint32(39, true);
  const isSet = (bit: number): boolean => ((system >>> bit) & 1) === 1;
  return {
    kind: 'data',
    doseRate,
    cps,
    batteryPercent: view.getUint8(38),
    initialised: isSet(INITIALISED_BIT),
    alarms: ALARM_BITS.filter(([bit]) => isSet(bit)).map(([, name]) => name),
    measurementId: view.getUint32(43, true),
  };
}

/** Reads a frame of the framer. */
export function decodeReply(frame: Uint8Array): Reply {
  const id = viewOf(frame).getUint16(HEAD_BYTES, true);
  const payload = frame.subarray(HEAD_BYTES + 2, -2);
  if (id === INFO_ID && payload.length === INFO_PAYLOAD) {
    const [maker, model, serial] = [0, 16, 32].map((at) => textAt(payload, at));
    return { kind: 'info', identity: `${maker} ${model}, serial ${serial}` };
  }
  if (id === DATA_ID && payload.length === DATA_PAYLOAD) return decodeData(payload);
  return { kind: 'malformed', detail: `reply ${id} of ${payload.length} bytes is not known` };
}
