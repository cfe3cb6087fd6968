import type { Fault, FaultCode } from '../../../shared/measure/reading.ts';

/** Bytes of garbage that a fault quotes; a whole babble would flood log and screen. */
const QUOTED_BYTES = 64;

/** Lower-case hex without blanks, as `Reading.raw` has it. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** Text to bytes for protocols in plain ASCII. */
export function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}

/** For people: printable ASCII as it is, every other byte as `<hh>`; quotes at most 64 bytes. */
export function toPrintable(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes.subarray(0, QUOTED_BYTES)) {
    const printable = byte >= 0x20 && byte <= 0x7e;
    text += printable ? String.fromCharCode(byte) : `<${byte.toString(16).padStart(2, '0')}>`;
  }
  return bytes.length > QUOTED_BYTES ? `${text}… (${bytes.length} bytes)` : text;
}

/** A fault that quotes at most the first 64 of `bytes`. */
export function faultOf(code: FaultCode, bytes: Uint8Array, detail: string): Fault {
  return { type: 'fault', code, raw: toHex(bytes.subarray(0, QUOTED_BYTES)), detail };
}

/**
 * Whether bytes look like another baud rate or parity: more than 30 % have the eighth bit set on a
 * line that should carry ASCII.
 */
export function looksLikeWrongSettings(highBitBytes: number, allBytes: number): boolean {
  return allBytes > 0 && highBitBytes / allBytes > 0.3;
}

/** Number of bytes with the eighth bit set. */
export function countHighBits(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (byte > 0x7f) count += 1;
  return count;
}

/** All chunks as one array. */
export function joinBytes(chunks: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(chunks));
}
