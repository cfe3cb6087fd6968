import type { MassUnit, Observation } from '../../../../shared/measure/reading.ts';
import { stripParity } from '../../framing/parity-bit.ts';
import { faultOf, toHex, toPrintable } from '../../framing/wire-bytes.ts';

const STX = 0x02;
const CR = 0x0d;

/** Lengths without checksum: with the tare (Wildcat technical manual, p. 40), short (Cardinal 225). */
const LONG = 17;
const SHORT = 11;

/** Status word B. */
const NET = 0x01;
const NEGATIVE = 0x02;
const OUT_OF_RANGE = 0x04;
const MOTION = 0x08;
const KILOGRAM = 0x10;
const NOT_ZEROED = 0x40;
/** Status word C. */
const EXPANDED = 0x10;

/** Set in each status word, so that none is ever an STX or a CR. */
const ALWAYS_SET = 0x20;

/**
 * Status word C, bits 2 to 0, and 0 for the unit of status word B (Triner TS-700, p. 15). The codes
 * above 2 (ounce, troy ounce, pennyweight, short ton) are from no manual at hand and are refused.
 */
const UNITS: readonly MassUnit[] = ['lb', 'g', 't'];

/** Places that the point moves left, by status word A bits 2 to 0; negative: zeros to append. */
const POINT_SHIFT = -2;

/** Bits 6 to 0 of the negative sum of all bytes before it (Wildcat technical manual, p. 40, note 6). */
function checksumOf(bytes: Uint8Array): number {
  return -bytes.reduce((sum, byte) => sum + byte, 0) & 0x7f;
}

/** Six places, blanks before the digits; null for anything else. */
function readDigits(field: string): string | null {
  return /^ *(\d+)$/.exec(field)?.[1] ?? null;
}

/** Digits with the point of status word A, without leading zeros. */
function place(digits: string, pointCode: number): string {
  const decimals = pointCode + POINT_SHIFT;
  if (decimals <= 0) return (digits + '0'.repeat(-decimals)).replace(/^0+(?=\d)/, '');
  const padded = digits.padStart(decimals + 1, '0');
  const whole = padded.slice(0, -decimals).replace(/^0+(?=\d)/, '');
  return `${whole}.${padded.slice(-decimals)}`;
}

/** Why the frame is none, or null. */
function findFlaw(frame: Uint8Array, base: number): string | null {
  const [stx = 0, a = 0, b = 0, c = 0] = frame;
  if (stx !== STX || frame[base - 1] !== CR) return 'not a frame from STX to CR';
  if ((a & b & c & ALWAYS_SET) === 0) return 'a status word has bit 5 clear';
  if ((a & 0x40) !== 0) return 'status word A has bit 6 set';
  if ((a & 0x18) === 0) return 'status word A has no increment';
  return null;
}

function readUnit(b: number, c: number): MassUnit | null {
  const code = c & 0x07;
  if (code === 0 && (b & KILOGRAM) !== 0) return 'kg';
  return UNITS[code] ?? null;
}

function readWeight(bytes: Uint8Array, frame: Uint8Array): Observation {
  const [, a = 0, b = 0, c = 0] = frame;
  const text = Buffer.from(frame).toString('latin1');
  // Whatever number stands beside it.
  if ((b & OUT_OF_RANGE) !== 0) {
    return (b & NEGATIVE) === 0
      ? faultOf('overload', bytes, 'above the weighing range')
      : faultOf('underload', bytes, 'below the weighing range');
  }
  if ((b & NOT_ZEROED) !== 0) {
    return faultOf('zero-error', bytes, 'the scale was not zeroed since it was switched on');
  }
  const digits = readDigits(text.slice(4, 10));
  if (digits === null) return faultOf('malformed', bytes, `weight "${text.slice(4, 10)}"`);
  const unit = readUnit(b, c);
  if (unit === null) {
    return faultOf('malformed', bytes, `unit code ${c & 0x07} is not read: set kg, g, t or lb`);
  }
  // Which digit the point then stands behind is in no manual at hand.
  if ((c & EXPANDED) !== 0) {
    return faultOf('malformed', bytes, 'display expanded ten times: switch the expansion off');
  }
  const tareField = text.slice(10, LONG - 1);
  const isLong = frame.length >= LONG;
  const tareDigits = isLong ? readDigits(tareField) : null;
  if (isLong && tareDigits === null && tareField.trim() !== '') {
    return faultOf('malformed', bytes, `tare "${tareField}"`);
  }
  const zero = !/[1-9]/.test(digits);
  const sign = (b & NEGATIVE) === 0 ? '' : '-';
  return {
    type: 'reading',
    kind: 'mass',
    value: sign + place(digits, a & 0x07),
    unit,
    stable: (b & MOTION) === 0,
    basis: (b & NET) === 0 ? 'gross' : 'net',
    tare: tareDigits === null ? null : place(tareDigits, a & 0x07),
    zero,
    raw: toHex(bytes),
  };
}

/**
 * Reads the bytes from one STX up to the next: `STX SWA SWB SWC`, six digits of weight, six of tare
 * except in the short form, `CR`, and a checksum when there is one byte more. The parity bit is
 * stripped: the protocol has seven bits.
 */
export function decodeSection(bytes: Uint8Array): Observation {
  const frame = stripParity(bytes);
  if (frame === null) return faultOf('malformed', bytes, 'parity error');
  const base = [LONG, SHORT].find(
    (length) => frame.length - length === 0 || frame.length - length === 1,
  );
  if (base === undefined) {
    return faultOf('malformed', bytes, `${frame.length} bytes: "${toPrintable(bytes)}"`);
  }
  const flaw = findFlaw(frame, base);
  if (flaw !== null) return faultOf('malformed', bytes, flaw);
  if (frame.length > base && frame[base] !== checksumOf(frame.subarray(0, base))) {
    return faultOf('checksum', bytes, 'the checksum does not fit the frame');
  }
  return readWeight(bytes, frame);
}
