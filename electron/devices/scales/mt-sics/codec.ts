import type { FaultCode, MassUnit } from '../../../../shared/measure/reading.ts';
import { MASS_UNITS } from '../../../../shared/measure/reading.ts';
import { toPrintable } from '../../framing/wire-bytes.ts';

/** Commands that change or tell zero and tare. */
export type TareCommand = 'Z' | 'ZI' | 'T' | 'TI' | 'TA' | 'TAC';

/** What one reply line says. */
export type SicsMessage =
  | {
      readonly kind: 'weight';
      readonly stable: boolean;
      /** As printed, without padding. */
      readonly value: string;
      readonly unit: MassUnit;
    }
  /** The scale answered, but has no weight to give. */
  | { readonly kind: 'refused'; readonly code: FaultCode; readonly detail: string }
  /** The scale did not take the last command: `ES`, `ET`, `EL`. */
  | { readonly kind: 'error'; readonly code: FaultCode; readonly detail: string }
  /** Answers to zero and tare commands. */
  | {
      readonly kind: 'tare';
      readonly id: TareCommand;
      /** Tare memory: null when the scale does not say. */
      readonly isZero: boolean | null;
      /** Why the command was not carried out; null when it was. */
      readonly refused: string | null;
    }
  /** `I0` to `I9`; text without quotes, null when the scale has none to give. */
  | { readonly kind: 'info'; readonly id: string; readonly text: string | null }
  /** A well-formed reply without a meaning here, such as `D A`. */
  | { readonly kind: 'other' }
  | { readonly kind: 'malformed'; readonly detail: string };

/** Width of the right-aligned weight field (MT-SICS reference manual, "Weight responses"). */
const FIELD_WIDTH = 10;

const CONDITIONS: Record<string, { readonly code: FaultCode; readonly detail: string }> = {
  'S I': { code: 'not-executable', detail: 'the scale is busy or did not settle in time' },
  'S +': { code: 'overload', detail: 'above the weighing range' },
  'S -': { code: 'underload', detail: 'below the weighing range (pan missing?)' },
};
const ERRORS: Record<string, { readonly code: FaultCode; readonly detail: string }> = {
  ES: { code: 'instrument-error', detail: 'ES: the scale does not know the command' },
  ET: { code: 'wrong-settings', detail: 'ET: the scale received the command damaged' },
  EL: { code: 'instrument-error', detail: 'EL: the scale cannot carry out the command' },
};

/** Replies of levels 0 and 1, and the commonest of level 2, that carry neither weight nor tare. */
const KNOWN_REPLY = /^(?:@|C|D|DW|I\d\d|K|M\d\d|PCS|PWR|SIR|SR|UPD)(?: .*)?$/;

/** What stands behind the id of a zero or tare command that was not carried out. */
const REFUSALS: Record<string, string> = {
  I: 'the scale is busy or the load did not come to rest in time',
  L: 'the scale cannot do it now',
  '+': 'above the range in which the scale may be zeroed or tared',
  '-': 'below the range in which the scale may be zeroed or tared',
};

const malformed = (detail: string): SicsMessage => ({ kind: 'malformed', detail });

interface Quantity {
  readonly value: string;
  readonly unit: string;
}

/** Weight and unit: the value padded to exactly ten characters, or not padded at all. */
function parseQuantity(text: string): Quantity | null {
  const match = /^( *)(-?\d+(?:\.\d+)?) (\S+) *$/.exec(text);
  const [, padding = '', value, unit] = match ?? [];
  if (value === undefined || unit === undefined) return null;
  const aligned = padding === '' || padding.length + value.length === FIELD_WIDTH;
  return aligned ? { value, unit } : null;
}

function parseWeight(status: string, rest: string): SicsMessage {
  const error = /^ *(Error .+)$/.exec(rest)?.[1];
  if (error !== undefined) return { kind: 'refused', code: 'instrument-error', detail: error };
  const quantity = parseQuantity(rest);
  if (quantity === null) return malformed(`weight field cannot be read: "${rest}"`);
  const unit = MASS_UNITS.find((known) => known === quantity.unit);
  if (unit === undefined) {
    return malformed(`unit "${quantity.unit}" is not a mass this program reads: set g or kg`);
  }
  return { kind: 'weight', stable: status === 'S', value: quantity.value, unit };
}

/** Whether a decimal string is numerically zero. */
export function isZero(value: string): boolean {
  return !/[1-9]/.test(value);
}

const tareOf = (id: string, isZero: boolean | null, refused: string | null): SicsMessage => ({
  kind: 'tare',
  id: id as TareCommand,
  isZero,
  refused,
});

/** `TA A 100.00 g`, `T S 100.00 g`, `Z A`, `TAC I`; a bare `TA A` says nothing of the tare. */
function parseTare(line: string): SicsMessage | null {
  const [, refusedId, reason] = /^(ZI?|T|TI|TA|TAC) ([IL+-])$/.exec(line) ?? [];
  if (refusedId !== undefined) return tareOf(refusedId, null, REFUSALS[reason ?? ''] ?? null);
  if (line === 'TAC A') return tareOf('TAC', true, null);
  // Zeroing clears the tare memory on some models and keeps it on others.
  const silentId = /^(TA A|Z A|ZI [SD])$/.exec(line)?.[1]?.split(' ')[0];
  if (silentId !== undefined) return tareOf(silentId, null, null);
  const [, id, rest] = /^(TA(?= A)|T(?= S)|TI(?= [SD])) [ASD] (.+)$/.exec(line) ?? [];
  if (id === undefined || rest === undefined) return null;
  const quantity = parseQuantity(rest);
  if (quantity === null) return malformed(`tare field cannot be read: "${rest}"`);
  return tareOf(id, isZero(quantity.value), null);
}

function parseInfo(line: string): SicsMessage | null {
  const match = /^(I\d) (?:[AB]( .*)?|I|L)$/.exec(line);
  if (match?.[1] === undefined) return null;
  const quoted = [...(match[2] ?? '').matchAll(/"([^"]*)"/g)].map((found) => found[1] ?? '');
  return { kind: 'info', id: match[1], text: quoted.join(' ').trim() || null };
}

function parseLine(line: string): SicsMessage {
  const condition = CONDITIONS[line];
  if (condition !== undefined) return { kind: 'refused', ...condition };
  const error = ERRORS[line];
  if (error !== undefined) return { kind: 'error', ...error };
  const weight = /^S ([SD]) (.+)$/.exec(line);
  if (weight !== null) return parseWeight(weight[1] ?? '', weight[2] ?? '');
  const special = parseTare(line) ?? parseInfo(line);
  if (special !== null) return special;
  if (KNOWN_REPLY.test(line)) return { kind: 'other' };
  return malformed(`not an MT-SICS reply: "${line}"`);
}

/**
 * Reads one frame, terminator included. Replies: MT-SICS reference manual, levels 0 and 1;
 * `<id> <status>[ <weight> <unit>] CR LF`, weight right-aligned in ten characters. A padded field of
 * another width has lost or gained a byte and is refused, since the line has no checksum.
 */
export function decodeFrame(frame: Uint8Array): SicsMessage {
  const text = Buffer.from(frame).toString('latin1');
  if (!text.endsWith('\r\n')) return malformed(`line without CR LF: "${toPrintable(frame)}"`);
  const line = text.slice(0, -2);
  // A set eighth bit or a control character is a parity or baud-rate error.
  if (!/^[\x20-\x7e]*$/.test(line)) return malformed(`not plain ASCII: "${toPrintable(frame)}"`);
  return parseLine(line);
}
