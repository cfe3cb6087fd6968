import type { Observation } from '../../../../shared/measure/reading.ts';
import type { FixedPiece } from '../../framing/fixed-framer.ts';
import { faultOf, toHex } from '../../framing/wire-bytes.ts';

/** First byte of a frame. */
export const STX = 0x02;
/** STX, probe, mantissa low, mantissa high, exponent, XOR of the four (6150AD6/E manual p. 50). */
export const FRAME_BYTES = 6;

/**
 * The manual says "once per second". Over what time the meter forms its value depends on the rate and
 * is not part of the frame.
 */
const WINDOW_S = 1;

/** Bits 7 (/E model) and 6 (AD-1/3/5 generation) of the probe byte. */
const GENERATION_BITS = 0xc0;

/** Probes whose value is in uSv/h: the internal tube, and the two tubes of the 6150AD-t. */
const SIEVERT_PROBES = [20, 21, 22];

/**
 * Powers of two that the meters can show: 2^-17 to 2^26 uSv/h hold 0.01 nSv/h and 67 Sv/h, more than
 * any of their probes reaches either way.
 */
const LEAST_EXPONENT = -16;
const MOST_EXPONENT = 26;

/** Significant digits: the mantissa has 15 bits, which is a little less than five digits. */
const DIGITS = 5;

const parse = (bytes: Uint8Array) => {
  const [stx = 0, probe = 0, low = 0, high = 0, exponent = 0, check = 0] = bytes;
  return { stx, probe, mantissa: high * 256 + low, exponent: (exponent << 24) >> 24, check };
};

/** Whether STX, check byte, normalised mantissa and a possible exponent are there. */
export function isFrame(bytes: Uint8Array): boolean {
  const { stx, mantissa, exponent, check } = parse(bytes);
  const isNormal = mantissa === 0 || (mantissa >= 0x4000 && mantissa <= 0x7fff);
  const isPossible = exponent >= LEAST_EXPONENT && exponent <= MOST_EXPONENT;
  const xor = bytes.subarray(1, FRAME_BYTES - 1).reduce((sum, byte) => sum ^ byte, 0);
  return stx === STX && check === xor && isNormal && isPossible;
}

/** Mantissa x 2^(exponent - 15) as a decimal number without exponent. */
function toValue(mantissa: number, exponent: number): string {
  const value = Number((mantissa * 2 ** (exponent - 15)).toPrecision(DIGITS));
  return value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 12 });
}

/**
 * Reads a piece. The unit follows from the probe. The manual gives the numbers of the probes above;
 * it names others, in pulses a second, without their numbers, so that theirs cannot be told.
 */
export function decodePiece({ kind, bytes }: FixedPiece): readonly Observation[] {
  if (kind === 'noise') {
    return [faultOf('malformed', bytes, `${bytes.length} bytes that are no frame of a 6150AD`)];
  }
  const { probe, mantissa, exponent } = parse(bytes);
  const number = probe & ~GENERATION_BITS;
  if (!SIEVERT_PROBES.includes(number)) {
    const detail = `probe ${number}: it is not known whether it shows µSv/h or pulses a second`;
    return [faultOf('malformed', bytes, detail)];
  }
  return [
    {
      type: 'reading',
      kind: 'dose-rate',
      value: toValue(mantissa, exponent),
      unit: 'uSv/h',
      windowS: WINDOW_S,
      alarms: [],
      raw: toHex(bytes),
    },
  ];
}
