import type { FaultCode, MassUnit } from '../../../../shared/measure/reading.ts';
import { toPrintable } from '../../framing/wire-bytes.ts';
import type { OtherMessage } from '../line-reader.ts';

/** The three ways to write a frame. */
export type StreamStyle = 'rice-lake' | 'cardinal' | 'weigh-tronix';

/** What one frame says. */
export type StreamMessage =
  | {
      readonly kind: 'weight';
      readonly style: StreamStyle;
      /** As printed, without padding and plus sign. */
      readonly value: string;
      readonly unit: MassUnit;
      readonly basis: 'gross' | 'net';
      /** Null where the frame does not say. */
      readonly stable: boolean | null;
      /** The scale says that it stands at its centre of zero. */
      readonly atZero: boolean;
    }
  | OtherMessage;

const malformed = (detail: string): StreamMessage => ({ kind: 'malformed', detail });
const fault = (code: FaultCode, detail: string): StreamMessage => ({ kind: 'fault', code, detail });

/**
 * `STX POL wwwwwww U G/N S CR` (Rice Lake 920i p. 129, 682 p. 110): 7 places, blanks in front. Units of
 * one letter, or two on the Tracer AV (p. 38).
 */
const RICE_LAKE =
  // eslint-disable-next-line no-control-regex
  /^\x02(?<weight>[ -~]{8})(?<unit>LB|KG|TN|GM|OZ|[LKTGO ])(?<mode>[GN])(?<status>[ IMOZ])\r$/;

/**
 * `CR POL wwwwww S SP UNIT SP G/N SP SP ETX` (Rice Lake 682 p. 110): six digits with their zeros, and
 * a point that follows them when it does not stand among them. The CR before it ended another piece.
 */
const CARDINAL =
  // eslint-disable-next-line no-control-regex
  /^(?<sign>[+-])(?<digits>[\d.]{6,7})(?<status>[ mo]) (?<unit>lb|kg|oz|tn|[gt] ?| {2}) (?<mode>[gn]) {2}\x03$/;

/** `SP G/N POL wwwwww SP UNIT CR` (Rice Lake 920i, WI-120, p. 114): says nothing of motion. */
const WEIGH_TRONIX =
  /^ (?<mode>[GNgn])(?<sign>[+-])(?<digits>[\d.]{6,7}) (?<unit>lb|kg|oz|tn|g|t)\r$/;

/**
 * `T` and `TN` may be short or metric tons, by the indicator's setting: refused, as is a blank unit.
 * `t` of the other two is metric, their `tn` short.
 */
const UNITS: Readonly<Record<string, MassUnit>> = {
  L: 'lb',
  LB: 'lb',
  K: 'kg',
  KG: 'kg',
  G: 'g',
  GM: 'g',
  O: 'oz',
  OZ: 'oz',
  lb: 'lb',
  kg: 'kg',
  g: 'g',
  t: 't',
  oz: 'oz',
};

/** Without padding and plus sign; null unless it is one number. */
function plain(sign: string, digits: string): string | null {
  if (!/^\d+(?:\.\d*)?$/.test(digits)) return null;
  const number = digits.replace(/\.$/, '').replace(/^0+(?=\d)/, '');
  return (sign === '-' ? '-' : '') + number;
}

const outOfRange = (isUnder: boolean): StreamMessage =>
  isUnder
    ? fault('underload', 'below the weighing range')
    : fault('overload', 'above the weighing range');

interface Parts {
  readonly style: StreamStyle;
  readonly sign: string;
  readonly digits: string;
  readonly unit: string;
  readonly mode: string;
  readonly stable: boolean | null;
  readonly atZero: boolean;
}

function weigh({
  style,
  sign,
  digits,
  unit: unitText,
  mode,
  stable,
  atZero,
}: Parts): StreamMessage {
  const value = plain(sign, digits);
  if (value === null) return malformed(`weight cannot be read: "${sign}${digits}"`);
  const unit = UNITS[unitText.trim()];
  if (unit === undefined) {
    return malformed(`unit "${unitText}" is not a mass this program reads: set lb, kg, g or oz`);
  }
  const basis = mode.toUpperCase() === 'G' ? 'gross' : 'net';
  return { kind: 'weight', style, value, unit, basis, stable, atZero };
}

function parseRiceLake(groups: Readonly<Record<string, string>>): StreamMessage {
  const { weight = '', unit = '', mode = '', status = '' } = groups;
  const sign = weight.charAt(0);
  // The field says it with its signs, the status with O; either is enough, whatever the number.
  if (/\^|OVERFL/.test(weight)) return outOfRange(false);
  if (weight.includes(']')) return outOfRange(true);
  if (status === 'O') return outOfRange(sign === '-');
  if (status === 'I') return fault('instrument-error', 'the indicator calls its weight invalid');
  const digits = /^[ -] *(?<digits>\d+(?:\.\d+)?)$/.exec(weight)?.groups?.['digits'];
  if (digits === undefined) return malformed(`weight cannot be read: "${weight}"`);
  const [stable, atZero] = [status !== 'M', status === 'Z'];
  return weigh({ style: 'rice-lake', sign, digits, unit, mode, stable, atZero });
}

function parseCardinal(groups: Readonly<Record<string, string>>): StreamMessage {
  const { sign = '', digits = '', status = '', unit = '', mode = '' } = groups;
  if (status === 'o') return outOfRange(sign === '-');
  const stable = status !== 'm';
  return weigh({ style: 'cardinal', sign, digits, unit, mode, stable, atZero: false });
}

function parseWeighTronix(groups: Readonly<Record<string, string>>): StreamMessage {
  const { sign = '', digits = '', unit = '', mode = '' } = groups;
  const style = 'weigh-tronix';
  return weigh({ style, sign, digits, unit, mode, stable: null, atZero: false });
}

/** Reads one piece that ends with CR, LF or ETX. */
export function decodeFrame(frame: Uint8Array): StreamMessage {
  const text = Buffer.from(frame).toString('latin1');
  // A line end by itself; an EDP command that was taken, or not (both from memory).
  if (frame.length === 1 || text === 'OK\r') return { kind: 'other' };
  if (text === '??\r') return fault('not-executable', '??: the indicator does not take it now');
  const riceLake = RICE_LAKE.exec(text)?.groups;
  if (riceLake !== undefined) return parseRiceLake(riceLake);
  const cardinal = CARDINAL.exec(text)?.groups;
  if (cardinal !== undefined) return parseCardinal(cardinal);
  const weighTronix = WEIGH_TRONIX.exec(text)?.groups;
  if (weighTronix !== undefined) return parseWeighTronix(weighTronix);
  return malformed(`not a frame of this family: "${toPrintable(frame)}"`);
}
