import type { MassUnit } from '../../../../shared/measure/reading.ts';
import { MASS_UNITS } from '../../../../shared/measure/reading.ts';
import { toPrintable } from '../../framing/wire-bytes.ts';

/** What one line says. */
export type OhausMessage =
  | {
      readonly kind: 'weight';
      /** As printed, without padding. */
      readonly value: string;
      readonly unit: MassUnit;
      readonly stable: boolean;
      readonly basis: 'gross' | 'net' | 'unknown';
      /** Places of the weight field: they stay the same on one scale. */
      readonly places: number;
    }
  /** The tare weight. */
  | { readonly kind: 'tare' }
  /** `ES`: the scale does not know the command or cannot carry it out. */
  | { readonly kind: 'error' }
  | { readonly kind: 'malformed'; readonly detail: string };

/** Defender 3000 (manual p. 37): sign, weight 7, unit 5, stability, legend 3. */
const DEFENDER =
  /^(?<sign>[ -]) (?<field>[ \d.]{7}) (?<unit>[ -~]{5})(?<mark>[ ?])(?<legend>G {2}|NET|T {2}| {3})$/;
/** Ranger RC (manual p. 36): the same with a unit of 2 and blanks around the stability. */
const RANGER =
  /^(?<sign>[ -]) (?<field>[ \d.]{7}) (?<unit>[ -~]{2}) (?<mark>[ ?]) (?<legend>G {2}|NET|T {2}| {3})$/;
/** Scout and Navigator (RS232 manual): weight of 11 or 12 places with its sign, unit, `?`. */
const SCOUT = /^(?<field>[ \d.-]{11,12}) (?<unit>[a-z]{1,2})(?: {0,2}| (?<mark>\?))$/;
const NUMBER = /^ *(-?\d+(?:\.\d+)?)$/;

const malformed = (detail: string): OhausMessage => ({ kind: 'malformed', detail });

function basisOf(legend: string): 'gross' | 'net' | 'unknown' {
  if (legend === 'G') return 'gross';
  return legend === 'NET' ? 'net' : 'unknown';
}

/** Reads one line, CR LF included. */
export function decodeLine(bytes: Uint8Array): OhausMessage {
  const text = String.fromCharCode(...bytes);
  const line = text.endsWith('\r\n') ? text.slice(0, -2) : '';
  if (line === 'ES') return { kind: 'error' };
  const groups = (DEFENDER.exec(line) ?? RANGER.exec(line) ?? SCOUT.exec(line))?.groups;
  if (groups === undefined) return malformed(`not an Ohaus line: "${toPrintable(bytes)}"`);
  const legend = groups['legend']?.trim() ?? '';
  if (legend === 'T') return { kind: 'tare' };
  const field = groups['field'] ?? '';
  const number = NUMBER.exec(field)?.[1];
  if (number === undefined) return malformed(`weight field cannot be read: "${field}"`);
  const unit = MASS_UNITS.find((known) => known === groups['unit']?.trim());
  if (unit === undefined) {
    return malformed(
      `unit "${groups['unit'] ?? ''}" is not a mass this program reads: set g or kg`,
    );
  }
  const value = `${groups['sign'] === '-' ? '-' : ''}${number}`;
  // A question mark says that it moves; a blank or nothing that it rests.
  const stable = groups['mark'] !== '?';
  return { kind: 'weight', value, unit, stable, basis: basisOf(legend), places: field.length };
}
