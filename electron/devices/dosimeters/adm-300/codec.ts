import type { DoseRateUnit, Fault, Observation } from '../../../../shared/measure/reading.ts';
import type { DoseRateReading } from '../../../../shared/measure/reading.ts';
import type { FixedPiece } from '../../framing/fixed-framer.ts';
import { asciiBytes, faultOf, toHex, toPrintable } from '../../framing/wire-bytes.ts';

/** Starts the sentences; `X` stops them (pyadm300, adm300comm.py). */
export const START = asciiBytes('\r\nU}\r\n');
export const STOP = asciiBytes('\r\nX}\r\n');

/** First byte of a frame. */
export const CR = 0x0d;
/** CR LF and the 47 characters of a sentence. */
export const FRAME_BYTES = 49;
/** Of these, the ones before the checksum. */
const CHECKED_BYTES = 46;

/**
 * Seconds between sentences (the dose of public recordings grows by 2 s of the rate). The meter does
 * not say over what time its filtered rate is formed.
 */
const WINDOW_S = 2;

/**
 * `01a232+1 143-1 209+1 R..L.I00U3aA4401 600-1 71]`: number, rate, dose and unfiltered rate as NNN and
 * signed exponent, flags, the meter's own bookkeeping, checksum.
 */
const SENTENCE =
  /^\r\n\d{2}a(\d{3})([+-]\d) \d{3}[+-]\d \d{3}[+-]\d ([R.])([D.])([B.])[\x20-\x7e]{20}[0-9A-F]{2}\]$/;

/** Units, largest first, with their power of ten in uR/h. */
const UNITS: readonly (readonly [unit: DoseRateUnit, power: number])[] = [
  ['R/h', 6],
  ['mR/h', 3],
];

function trimZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}

/** `232` with the point moved by -1 is `23.2`, by 1 it is `2320`. */
function movePoint(digits: string, places: number): string {
  if (places >= 0) return trimZeros(digits + '0'.repeat(places));
  const padded = digits.padStart(1 - places, '0');
  return `${trimZeros(padded.slice(0, places))}.${padded.slice(places)}`;
}

/**
 * NNN x 10^(exponent - 5) R/h (pyadm300), exactly: the meter's digits with the point moved, in the
 * largest unit in which it is one or more.
 */
function toRate(digits: string, exponent: number): { value: string; unit: DoseRateUnit } {
  const places = exponent + 1;
  const microroentgens = Number(digits) * 10 ** places;
  const [unit, power] = UNITS.find(([, power]) => microroentgens >= 10 ** power) ?? ['uR/h', 0];
  return { value: movePoint(digits, places - power), unit };
}

/** Whether the bytes are as long as a sentence and begin and end like one. */
function isFramed(bytes: Uint8Array): boolean {
  const [cr, lf] = bytes;
  return bytes.length === FRAME_BYTES && cr === CR && lf === 0x0a && bytes.at(-1) === 0x5d;
}

/**
 * Whether the two digits before `]` are the XOR of CR LF and the sentence up to the blank before them.
 * No document says so; it holds for all 45 sentences of the public recordings.
 */
export function isSentence(bytes: Uint8Array): boolean {
  if (!isFramed(bytes)) return false;
  const xor = bytes.subarray(0, CHECKED_BYTES).reduce((sum, byte) => sum ^ byte, 0);
  const digits = Buffer.from(bytes.subarray(CHECKED_BYTES, -1)).toString('latin1');
  return digits === xor.toString(16).toUpperCase().padStart(2, '0');
}

/** What a sentence says. */
interface AdmSentence {
  readonly reading: DoseRateReading;
  readonly lowBattery: boolean;
}

function decodeSentence(frame: Uint8Array): AdmSentence | null {
  const text = Buffer.from(frame).toString('latin1');
  const [, digits, exponent, rateFlag, doseFlag, batteryFlag] = SENTENCE.exec(text) ?? [];
  if (digits === undefined) return null;
  const alarms: string[] = [];
  if (rateFlag === 'R') alarms.push('dose rate');
  if (doseFlag === 'D') alarms.push('dose');
  const rate = toRate(digits, Number(exponent));
  return {
    reading: {
      type: 'reading',
      kind: 'dose-rate',
      ...rate,
      windowS: WINDOW_S,
      alarms,
      raw: toHex(frame),
    },
    lowBattery: batteryFlag === 'B',
  };
}

function refuse({ kind, bytes }: FixedPiece): Fault {
  if (kind === 'noise' && isFramed(bytes)) {
    return faultOf('checksum', bytes, 'the checksum of a sentence is wrong');
  }
  return faultOf('malformed', bytes, `"${toPrintable(bytes)}" is no sentence of an ADM-300`);
}

/** Reads pieces; an empty battery is told when the meter begins to say so. */
export function createSentenceReader(): { observe(piece: FixedPiece): readonly Observation[] } {
  let wasLow = false;
  return {
    observe(piece) {
      const sentence = piece.kind === 'frame' ? decodeSentence(piece.bytes) : null;
      if (sentence === null) return [refuse(piece)];
      const { reading, lowBattery } = sentence;
      const begins = lowBattery && !wasLow;
      wasLow = lowBattery;
      const fault = faultOf('low-battery', piece.bytes, 'the meter shows a low battery');
      return begins ? [fault, reading] : [reading];
    },
  };
}
