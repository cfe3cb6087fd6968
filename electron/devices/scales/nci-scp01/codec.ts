import type { FaultCode, MassUnit } from '../../../../shared/measure/reading.ts';
import { stripParity } from '../../framing/parity-bit.ts';
import { toPrintable } from '../../framing/wire-bytes.ts';
import { withoutFill } from '../decimal-digits.ts';

/** The first status byte on; what later bytes say is null when they are not sent. */
export interface NciStatus {
  readonly motion: boolean;
  readonly atZero: boolean;
  /** Memory or calibration damaged. */
  readonly defective: boolean;
  readonly under: boolean;
  readonly over: boolean;
  readonly net: boolean | null;
  readonly zeroError: boolean;
}

/** What one message, up to ETX, says. */
export type NciMessage =
  | {
      readonly kind: 'weight';
      /** As printed, without zeros that fill the field. */
      readonly value: string;
      readonly unit: MassUnit;
      readonly status: NciStatus;
    }
  | { readonly kind: 'fault'; readonly code: FaultCode; readonly detail: string }
  | { readonly kind: 'status'; readonly status: NciStatus }
  /** The scale does not know the command. */
  | { readonly kind: 'unknown-command' }
  | { readonly kind: 'malformed'; readonly detail: string };

const malformed = (detail: string): NciMessage => ({ kind: 'malformed', detail });

/** One or two fields, each LF … CR, then ETX, which some clones leave out. */
// eslint-disable-next-line no-control-regex
const MESSAGE = /^\n([^\n\r\x03]+)\r(?:\n([^\n\r\x03]+)\r)?\x03?$/;
/** Two to four status bytes, on some models behind the letter of the command. */
const STATUS = /^S?([0-?])([0-?p-\x7f])(?:([0-?p-\x7f])([0-?])?)?$/;
/** The number and its unit; the field has 4 to 10 places by model. */
const WEIGHT = /^ *(-?\d+(?:\.\d+)?) ?([A-Za-z]{2})$/;
const FIELD_PLACES = { least: 4, most: 10 };
/** A field filled with one sign in place of the number. */
const FILLED = /^ *([\^_-])\1{2,} ?[A-Za-z]{0,2}$/;
const FILLED_FAULTS: Record<string, { readonly code: FaultCode; readonly detail: string }> = {
  '^': { code: 'overload', detail: 'above the capacity' },
  _: { code: 'underload', detail: 'below zero' },
  '-': { code: 'zero-error', detail: 'the scale found no zero when it was switched on' },
};

const UNITS: Record<string, MassUnit> = { LB: 'lb', KG: 'kg', OZ: 'oz' };

/**
 * Byte 1: b0 motion, b1 at zero, b2 RAM error, b3 EEPROM error. Byte 2: b0 under, b1 over, b2 ROM
 * error, b3 calibration error, b6 third byte follows. Byte 3: b2 net, b3 initial zero error, b6 fourth
 * byte follows. (devices.md A5: NCI 7800 manual p. 32, Avery 7821 p. 25, Ohaus Aviator 7000 service
 * manual p. 47-49.) Null when the bytes that follow are not those announced.
 */
function readStatus(text: string): NciStatus | null {
  const [, ...matched] = STATUS.exec(text) ?? [];
  const [first = 0, second = 0, third, fourth] = matched.map((byte) => byte?.charCodeAt(0));
  if (matched.length === 0) return null;
  const has = (byte: number, bit: number): boolean => ((byte >> bit) & 1) === 1;
  if (has(second, 6) !== (third !== undefined)) return null;
  if (third !== undefined && has(third, 6) !== (fourth !== undefined)) return null;
  return {
    motion: has(first, 0),
    atZero: has(first, 1),
    defective: has(first, 2) || has(first, 3) || has(second, 2) || has(second, 3),
    under: has(second, 0),
    over: has(second, 1),
    net: third === undefined ? null : has(third, 2),
    zeroError: third !== undefined && has(third, 3),
  };
}

function readWeight(field: string, status: NciStatus): NciMessage {
  const [, digits, letters] = WEIGHT.exec(field) ?? [];
  const places = field.length - 2;
  const fits = places >= FIELD_PLACES.least && places <= FIELD_PLACES.most;
  if (digits === undefined || letters === undefined || !fits) {
    return malformed(`weight field cannot be read: "${field}"`);
  }
  const unit = letters === letters.toLowerCase() ? UNITS[letters.toUpperCase()] : UNITS[letters];
  if (unit === undefined) {
    return malformed(`unit "${letters}" is not a mass this program reads: set lb, oz or kg`);
  }
  return { kind: 'weight', value: withoutFill(digits), unit, status };
}

/** Reads one message; a parity bit read over an 8-bit line is checked and stripped. */
export function decodeMessage(message: Uint8Array): NciMessage {
  const bytes = stripParity(message);
  if (bytes === null) return malformed('parity bits do not match');
  const [, field, second] = MESSAGE.exec(String.fromCharCode(...bytes)) ?? [];
  if (field === undefined) return malformed(`not an SCP-01 reply: "${toPrintable(bytes)}"`);
  if (field === '?' && second === undefined) return { kind: 'unknown-command' };
  const status = readStatus(second ?? field);
  if (status === null) return malformed(`status cannot be read: "${second ?? field}"`);
  if (second === undefined) return { kind: 'status', status };
  const filled = FILLED_FAULTS[FILLED.exec(field)?.[1] ?? ''];
  return filled === undefined ? readWeight(field, status) : { kind: 'fault', ...filled };
}
