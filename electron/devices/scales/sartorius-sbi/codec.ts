import type { FaultCode, MassUnit } from '../../../../shared/measure/reading.ts';
import { MASS_UNITS } from '../../../../shared/measure/reading.ts';
import { stripParity } from '../../framing/parity-bit.ts';
import { toPrintable } from '../../framing/wire-bytes.ts';

/** What one line says. */
export type SbiMessage =
  | {
      readonly kind: 'weight';
      /** As printed, without padding and brackets. */
      readonly value: string;
      readonly unit: MassUnit;
      readonly basis: 'gross' | 'net' | 'unknown';
    }
  | { readonly kind: 'fault'; readonly code: FaultCode; readonly detail: string }
  /** The tare weight. */
  | { readonly kind: 'tare' }
  | { readonly kind: 'malformed'; readonly detail: string };

const malformed = (detail: string): SbiMessage => ({ kind: 'malformed', detail });

/**
 * Sign, blank, 8 places of value, blank, 3 of unit, CR LF: 16 characters; with 6 of identification in
 * front 22 (devices.md A7: Combics manual p. 98, Quintix p. 87, Entris II p. 3, LE p. 51).
 */
const LINE = /^([ -~]{6})?([ +-]) ([ -~]{8}) ([ -~]{3})\r\n$/;
/** Digits in brackets are not verified; they are part of the value all the same. */
const NUMBER = /^ *(\d+(?:\.\d*)?)(?:\[(\d+)\])?$/;
const BASES: Record<string, 'gross' | 'net'> = { N: 'net', G: 'gross', 'G#': 'gross' };

const OVER = { code: 'overload', detail: 'above the weighing range' } as const;
const UNDER = { code: 'underload', detail: 'below the weighing range (pan missing?)' } as const;
const CALIBRATING = { code: 'not-executable', detail: 'the scale is being calibrated' } as const;
/** Words in place of a weight, also behind `Stat`. */
const CONDITIONS: Record<string, { readonly code: FaultCode; readonly detail: string }> = {
  High: OVER,
  HH: OVER,
  Low: UNDER,
  LL: UNDER,
  '--': { code: 'not-executable', detail: 'the display shows no weight' },
  'Cal.Ext.': CALIBRATING,
  C: CALIBRATING,
};
const STATUS_LINE = /^(?:Stat)? *([ -~]*?) *\r\n$/;
const ERROR = /^(?:Err|ERR)\.? *\d+$|^(?:APP|DIS|PRT)\.ERR$/;

function readStatus(text: string): SbiMessage | null {
  const word = STATUS_LINE.exec(text)?.[1] ?? '';
  const condition = CONDITIONS[word];
  if (condition !== undefined) return { kind: 'fault', ...condition };
  return ERROR.test(word) ? { kind: 'fault', code: 'instrument-error', detail: word } : null;
}

function readWeight(sign: string, field: string, unitField: string, id: string): SbiMessage {
  const [, verified, unverified = ''] = NUMBER.exec(field) ?? [];
  const digits = `${verified ?? ''}${unverified}`;
  if (verified === undefined || digits.endsWith('.')) {
    return malformed(`weight field cannot be read: "${field}"`);
  }
  if (unitField.trim() === '') {
    const detail = 'the load moves: the scale prints the unit at rest only';
    return { kind: 'fault', code: 'not-executable', detail };
  }
  const unit = MASS_UNITS.find((known) => known.padEnd(3) === unitField);
  if (unit === undefined) {
    return malformed(`unit "${unitField}" is not a mass this program reads: set g or kg`);
  }
  const basis = id === '' ? 'unknown' : BASES[id];
  if (basis === undefined) return malformed(`a value "${id}" is no weight`);
  return { kind: 'weight', value: `${sign === '-' ? '-' : ''}${digits}`, unit, basis };
}

/** Reads one line, CR LF included; a parity bit read over an 8-bit line is checked and stripped. */
export function decodeLine(line: Uint8Array): SbiMessage {
  const bytes = stripParity(line);
  if (bytes === null) return malformed('parity bits do not match');
  const text = String.fromCharCode(...bytes);
  const status = readStatus(text);
  if (status !== null) return status;
  const [, idField = '', sign, field, unitField] = LINE.exec(text) ?? [];
  if (sign === undefined || field === undefined || unitField === undefined) {
    return malformed(`not an SBI line: "${toPrintable(bytes)}"`);
  }
  const id = idField.trimEnd();
  return id === 'T' ? { kind: 'tare' } : readWeight(sign, field, unitField, id);
}
