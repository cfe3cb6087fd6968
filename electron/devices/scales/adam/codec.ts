import type { MassUnit } from '../../../../shared/measure/reading.ts';
import { toPrintable } from '../../framing/wire-bytes.ts';
import type { OtherMessage } from '../line-reader.ts';

/** Which models write the line. */
export type AdamStyle = 'cpwplus' | 'highland' | 'bare';

/** What one line says. None of them says whether the weight rests, nor has one for over-range. */
export type AdamMessage =
  | {
      readonly kind: 'weight';
      readonly style: AdamStyle;
      /** As printed, without padding and plus sign. */
      readonly value: string;
      readonly unit: MassUnit;
      readonly basis: 'gross' | 'net' | 'unknown';
    }
  | OtherMessage;

/** `G  +   2.00 kg` (CPWplus p. 14): letter, two blanks, sign, seven for the number, unit. */
const CPWPLUS = /^(?<mode>[GNT]) {2}(?<sign>[+-])(?<number>[ \d.]{7}) (?<unit>[A-Za-z]+)$/;

/**
 * `GROSS   123.45 g ` (Highland p. 27; `GS`, `NT` on older ones): 14 for label and number, three for
 * the unit, whose last blank some leave out.
 */
const HIGHLAND =
  /^(?=.{16,17}$)(?<mode>GROSS|NET|GS|NT) +(?<sign>-?)(?<number>\d[\d.]*) ?(?<unit>[a-z]+) *$/;

/** `        123.45 g` (Highland format 2, p. 29): the display in 16 characters, nothing else. */
const SIXTEEN = /^(?=.{16}$) *(?<sign>-?) *(?<number>\d[\d.]*) ?(?<unit>[A-Za-z]+) *$/;

/** `  1.234kg`: AZextra's label format 3, whose width no manual at hand gives. */
const LABEL = /^ *(?<sign>-?)(?<number>\d[\d.]*)(?<unit>kg|g|lb|oz)$/;

/** The rest of a ticket: number, total, date, time, pieces. */
const TICKET = /^(?:No\.|Total|Date|Time|Unit Wt\.?|PCS)(?: .*)?$/;

const UNITS: readonly MassUnit[] = ['g', 'kg', 'lb', 'oz'];

const malformed = (detail: string): AdamMessage => ({ kind: 'malformed', detail });

function basisOf(mode: string): 'gross' | 'net' | 'unknown' {
  if (mode === '') return 'unknown';
  return mode.startsWith('G') ? 'gross' : 'net';
}

function weigh(style: AdamStyle, groups: Readonly<Record<string, string>>): AdamMessage {
  const { mode = '', sign = '', number = '', unit: unitText = '' } = groups;
  const digits = /^ *0*(\d+(?:\.\d+)?)$/.exec(number)?.[1];
  if (digits === undefined) return malformed(`weight cannot be read: "${number}"`);
  if (unitText.toUpperCase() === 'PCS') {
    return {
      kind: 'fault',
      code: 'not-executable',
      detail: 'the scale counts pieces: set it to weighing',
    };
  }
  const unit = UNITS.find((known) => known === unitText.toLowerCase());
  if (unit === undefined) {
    return malformed(`unit "${unitText}" is not a mass this program reads: set kg or g`);
  }
  const value = (sign === '-' ? '-' : '') + digits;
  return { kind: 'weight', style, value, unit, basis: basisOf(mode) };
}

/** Reads one line with its end. */
export function decodeFrame(frame: Uint8Array): AdamMessage {
  const text = Buffer.from(frame).toString('latin1');
  if (text === '\r\n') return { kind: 'other' };
  if (!text.endsWith('\r\n')) return malformed(`line without CR LF: "${toPrintable(frame)}"`);
  const line = text.slice(0, -2);
  // `ER` and the command that it does not know (CBDa p. 27).
  if (/^ER [ -~]{1,16}$/.test(line)) {
    const detail = `${line}: the scale does not take the command`;
    return { kind: 'fault', code: 'instrument-error', detail };
  }
  if (TICKET.test(line)) return { kind: 'other' };
  const cpwplus = CPWPLUS.exec(line)?.groups;
  if (cpwplus !== undefined) {
    return cpwplus['mode'] === 'T' ? { kind: 'other' } : weigh('cpwplus', cpwplus);
  }
  const highland = HIGHLAND.exec(line)?.groups;
  if (highland !== undefined) return weigh('highland', highland);
  const bare = (SIXTEEN.exec(line) ?? LABEL.exec(line))?.groups;
  if (bare !== undefined) return weigh('bare', bare);
  return malformed(`not a line of this make: "${toPrintable(frame)}"`);
}
