import type { FaultCode, MassUnit } from '../../../../shared/measure/reading.ts';
import { stripParity } from '../../framing/parity-bit.ts';
import { toPrintable } from '../../framing/wire-bytes.ts';
import type { OtherMessage } from '../line-reader.ts';
import {
  A_AND_D,
  A_AND_D_COMPARATOR,
  CAS,
  EXTENDED_FIELDS,
  FOUR_FIELDS,
  KERN_DE,
  KERN_EOC,
  THREE_FIELDS,
} from './dialects.ts';
import type { Dialect } from './dialects.ts';

type Basis = 'gross' | 'net' | 'unknown';

/** What one line says. */
export type CommaMessage =
  | {
      readonly kind: 'weight';
      readonly dialect: Dialect;
      readonly stable: boolean;
      readonly basis: Basis;
      /** As printed, without padding and plus sign. */
      readonly value: string;
      /** Null on the lines in motion that leave it out. */
      readonly unit: MassUnit | null;
      readonly tare: string | null;
    }
  | OtherMessage;

const ACK = '\x06';

const malformed = (detail: string): CommaMessage => ({ kind: 'malformed', detail });
const fault = (code: FaultCode, detail: string): CommaMessage => ({ kind: 'fault', code, detail });

/**
 * Number on the line of an RS-485 bus, state, gross or net or comparator, then CAS's number and lamp
 * byte (bit 7 set: it is no ASCII, and never believed), then weight and unit.
 */
const LINE =
  /^(?:\[?\d\d\]?)?(?<state>ST|US|OL|UL|QT|WT|ER)(?:,(?<mode>GS|NT|TR|GW|TW|G|N|OK|HI|LO|--))?(?:,[ -~](?<lamp>[\x80-\xff]))?(?<separator>[, ]|(?=[+-]))(?<field>[ -~]*)$/;

/** Blanks stand before the sign or between sign and digits, never inside the digits. */
const FIELD = /^ *(?<sign>[+-]?) *(?<digits>\d+(?:\.\d+)?) *(?<comma>,?) *(?<unit>[A-Za-z%.]*)$/;

/** Kern's line without header: flag, sign, number, unit. */
const BARE = /^(?<flag>[ M]{1,2})(?<sign>[ +-]) *(?<digits>\d+(?:\.\d+)?) +(?<unit>[A-Za-z%]*) *$/;

/** Dini Argeo's extended line: scale number, gross weight, `PT` for a tare typed in, tare (p. 65). */
const EXTENDED =
  /^(?:\[?\d\d\]?)?(?<state>ST|US|OL|UL),\d, *(?<value>-?\d+(?:\.\d+)?) ?(?<unit>[A-Za-z]+),(?:PT| {2}) *(?<tare>\d+(?:\.\d+)?) ?[A-Za-z]+$/;

const UNITS: readonly MassUnit[] = ['g', 'kg', 't', 'lb', 'oz'];
/** What a line in motion may lack of its width: nothing, or a unit of two or three. */
const LEFT_OUT: readonly number[] = [0, 2, 3];
const WHOLE: readonly number[] = [0];
const COUNTING = ['pc', 'pcs'];

/** `EC,E02` (A&D, erCd 1; HC p. 48 prints `EC,E2`), `ERR03` (Dini Argeo 3590 p. 68), `!` and `?` (CAS). */
function parseError(line: string): CommaMessage | null {
  const number = /^(?:EC,E|ERR)0?(\d)$/.exec(line)?.[1];
  const isAnd = line.startsWith('EC');
  if (isAnd && number === '0') {
    return fault('wrong-settings', `${line}: the scale received the command damaged`);
  }
  const busy = isAnd ? number === '2' || number === '3' : number === '3';
  if (busy || line === '!') {
    return fault('not-executable', `${line}: the scale cannot carry out the command now`);
  }
  // Excell answers a wrong command with itself behind an E (EX-2001 p. 23).
  const isEcho = /^E(?:Q|READ|ZERO|TARE|CT|CLEAR)$/.test(line);
  if (number !== undefined || line === '?' || isEcho) {
    return fault('instrument-error', `${line}: the scale does not take the command`);
  }
  if (/^ +Error$/.test(line)) return fault('not-executable', 'Error: no weight to give');
  return null;
}

/** Without padding and plus sign. */
function plain(sign: string, digits: string): string {
  return (sign === '-' ? '-' : '') + digits.replace(/^0+(?=\d)/, '');
}

function readUnit(text: string, dialect: Dialect): MassUnit | 'pieces' | null {
  const name = text.toLowerCase();
  if (COUNTING.includes(name)) return 'pieces';
  // On A&D balances `t` is the tola (11.66 g).
  const isAnd = dialect === A_AND_D || dialect === A_AND_D_COMPARATOR;
  if (isAnd && name === 't') return null;
  return UNITS.find((unit) => unit === name) ?? null;
}

function dialectOf(mode: string, lamp: string, separator: string, comma: string): Dialect {
  if (lamp !== '') return CAS;
  if (separator !== ',') return KERN_EOC;
  if (comma !== '') return FOUR_FIELDS;
  if (mode === '') return A_AND_D;
  return /^(?:OK|HI|LO|--)$/.test(mode) ? A_AND_D_COMPARATOR : THREE_FIELDS;
}

function basisOf(mode: string): Basis {
  if (/^(?:GS|GW|G)$/.test(mode)) return 'gross';
  return /^(?:NT|N)$/.test(mode) ? 'net' : 'unknown';
}

/** States that are no weight, whatever number stands beside them. */
function parseState(state: string, mode: string, field: string): CommaMessage | null {
  if (state === 'UL' || (state === 'OL' && /^ *-/.test(field))) {
    return fault('underload', 'below the weighing range');
  }
  if (state === 'OL') return fault('overload', 'above the weighing range');
  if (state === 'ER') return fault('instrument-error', 'the remote scale reports an error');
  if (state === 'QT') return fault('not-executable', 'the scale counts pieces: set it to weighing');
  return mode === 'TR' || mode === 'TW' ? { kind: 'other' } : null;
}

function parseLine(line: string): CommaMessage | null {
  const groups = LINE.exec(line)?.groups;
  if (groups === undefined) return null;
  const { state = '', mode = '', lamp = '', separator = '', field = '' } = groups;
  const special = parseState(state, mode, field);
  if (special !== null) return special;
  const weight = FIELD.exec(field)?.groups;
  if (weight === undefined) return malformed(`weight field cannot be read: "${field}"`);
  const { sign = '', digits = '', comma = '', unit: unitText = '' } = weight;
  const dialect = dialectOf(mode, lamp, separator, comma);
  const moving = state === 'US';
  const value = plain(sign, digits);
  const basis = basisOf(mode);
  const width = (separator === ' ' ? 1 : 0) + field.length;
  const left = unitText === '' && moving ? LEFT_OUT : WHOLE;
  if (!left.some((missing) => dialect.widths.includes(width + missing))) {
    return malformed(`weight and unit have ${width} characters: "${field}"`);
  }
  if (unitText === '' && moving) {
    return { kind: 'weight', dialect, stable: false, basis, value, unit: null, tare: null };
  }
  const unit = readUnit(unitText, dialect);
  if (unit === 'pieces')
    return fault('not-executable', 'the scale counts pieces: set it to weighing');
  if (unit === null)
    return malformed(`unit "${unitText}" is not a mass this program reads: set kg or g`);
  return { kind: 'weight', dialect, stable: !moving, basis, value, unit, tare: null };
}

function parseExtended(line: string): CommaMessage | null {
  const groups = EXTENDED.exec(line)?.groups;
  if (groups === undefined) return null;
  const { state = '', value = '', unit: unitText = '', tare = '' } = groups;
  const special = parseState(state, '', value);
  if (special !== null) return special;
  const unit = readUnit(unitText, EXTENDED_FIELDS);
  if (unit === null || unit === 'pieces') return malformed(`unit "${unitText}" is not a mass`);
  const stable = state === 'ST';
  return { kind: 'weight', dialect: EXTENDED_FIELDS, stable, basis: 'gross', value, unit, tare };
}

function parseBare(line: string): CommaMessage | null {
  const groups = BARE.exec(line)?.groups;
  if (groups === undefined || !KERN_DE.widths.includes(line.length)) return null;
  const { flag = '', sign = '', digits = '', unit: unitText = '' } = groups;
  const value = plain(sign, digits);
  const common = { kind: 'weight', dialect: KERN_DE, basis: 'unknown', value, tare: null } as const;
  // Blank unit: in motion. `M` is no sign of rest either.
  if (unitText === '') return { ...common, stable: false, unit: null };
  const unit = readUnit(unitText, KERN_DE);
  if (unit === 'pieces')
    return fault('not-executable', 'the scale counts pieces: set it to weighing');
  if (unit === null) return malformed(`unit "${unitText}" is not a mass this program reads`);
  return { ...common, stable: !flag.includes('M'), unit };
}

/**
 * Reads one frame, line end included; an A&D acknowledgement (06) may stand before it. Where every
 * byte fits its parity, the eighth bit is that of a 7-bit line; CAS's lamp byte keeps its own.
 */
export function decodeFrame(frame: Uint8Array): CommaMessage {
  const received = Buffer.from(stripParity(frame) ?? frame).toString('latin1');
  const text = received.startsWith(ACK) ? received.slice(1) : received;
  if (text === '\r\n') return { kind: 'other' };
  if (!text.endsWith('\r\n')) return malformed(`line without CR LF: "${toPrintable(frame)}"`);
  const line = text.slice(0, -2);
  if (/^(?:AK|OK|\d*M[ZT])$/.test(line)) return { kind: 'other' };
  const message = parseError(line) ?? parseExtended(line) ?? parseLine(line) ?? parseBare(line);
  if (message !== null) return message;
  if (/^[ +-]*\d+(?:\.\d+)? *$/.test(line)) {
    return malformed(`"${line}": no unit and no state; choose a format that has them`);
  }
  return malformed(`not a line of this family: "${toPrintable(frame)}"`);
}
