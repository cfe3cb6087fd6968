import { RE2JS } from 're2js';
import type { GenericProfile } from '../../../shared/measure/generic-profile.ts';
import type { CountUnit, DoseRateUnit, MassUnit } from '../../../shared/measure/reading.ts';
import { createDelimiterFramer, type Piece } from '../framing/delimiter-framer.ts';
import { toPrintable } from '../framing/wire-bytes.ts';
import type { StreamFramer } from '../streaming-driver.ts';

/** What one line says by its profile. */
export type ProfileLine =
  | {
      readonly kind: 'value';
      /** Decimal string with a point. */
      readonly value: string;
      readonly unit: MassUnit | DoseRateUnit | CountUnit;
      readonly status: keyof NonNullable<GenericProfile['status']> | null;
      readonly basis: 'gross' | 'net' | 'unknown';
      /** What the group `alarm` caught. */
      readonly alarm: string | null;
    }
  /** The status alone: whatever number stands beside it is none. */
  | { readonly kind: 'status'; readonly status: 'overload' | 'underload' | 'fault'; text: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'malformed'; readonly detail: string };

/** Longest line; what is longer is no line that a person would describe by a pattern. */
const MAX_LINE_BYTES = 256;
/** Silence that ends an unfinished line: at 1200 baud a byte takes 8 ms. */
const IDLE_MS = 300;
const SEVEN_BITS = 0x7f;

/** A framer for the lines of a profile; without its parity bits where the profile says so. */
export function createProfileFramer(profile: GenericProfile): StreamFramer<Piece> {
  const terminator = Buffer.from(profile.terminator, 'hex');
  const framer = createDelimiterFramer({
    delimiters: [terminator.at(-1) ?? 0],
    maxLength: MAX_LINE_BYTES,
    idleMs: IDLE_MS,
  });
  if (profile.sevenBits !== true) return framer;
  return {
    ...framer,
    push: (bytes, nowMs) =>
      framer.push(
        bytes.map((byte) => byte & SEVEN_BITS),
        nowMs,
      ),
  };
}

const WITHOUT_VALUE = ['overload', 'underload', 'fault'] as const;

/**
 * Makes the reader of a profile's lines. A status that stands in none of the profile's lists, a value
 * that is no decimal number or a unit that is not known make the line `malformed`.
 * @throws when the pattern cannot be compiled, which the profile's schema excludes
 */
export function profileReader(profile: GenericProfile): (piece: Piece) => ProfileLine {
  const pattern = RE2JS.compile(profile.pattern);
  const groups = pattern.namedGroups();
  const terminator = Buffer.from(profile.terminator, 'hex').toString('latin1');

  const statusOf = (token: string): keyof NonNullable<GenericProfile['status']> | null => {
    const lists = Object.entries(profile.status ?? {});
    const found = lists.find(([, tokens]) => tokens?.includes(token));
    return (found?.[0] ?? null) as keyof NonNullable<GenericProfile['status']> | null;
  };
  const basisOf = (token: string): 'gross' | 'net' | 'unknown' => {
    if (profile.basis?.gross?.includes(token) === true) return 'gross';
    return profile.basis?.net?.includes(token) === true ? 'net' : 'unknown';
  };

  const read = (line: string): ProfileLine => {
    const matcher = pattern.matcher(line);
    if (!matcher.matches()) return malformed(`the pattern does not match: "${shown(line)}"`);
    const group = (name: string): string | null =>
      groups[name] === undefined ? null : (matcher.group(name)?.trim() ?? null);
    const token = group('status');
    const status = token === null ? null : statusOf(token);
    if (token !== null && status === null) {
      return malformed(`the status "${shown(token)}" is in none of the profile's lists`);
    }
    const without = WITHOUT_VALUE.find((known) => known === status);
    if (without !== undefined) return { kind: 'status', status: without, text: shown(line) };
    const value = decimalOf(`${group('sign') ?? ''}${group('value') ?? ''}`, profile);
    if (value === null) return malformed(`no decimal number: "${shown(line)}"`);
    const unit = unitOf(group('unit') ?? '', profile);
    if (unit === null) return malformed(`no unit that is known: "${shown(line)}"`);
    const alarm = group('alarm');
    return {
      kind: 'value',
      value,
      unit,
      status,
      basis: basisOf(group('basis') ?? ''),
      alarm: alarm === '' ? null : alarm,
    };
  };

  return ({ kind, bytes }) => {
    if (kind === 'overflow') return malformed(`no line end within ${MAX_LINE_BYTES} bytes`);
    const text = Buffer.from(bytes).toString('latin1');
    if (kind === 'partial' || !text.endsWith(terminator)) {
      return malformed(`partial line: "${toPrintable(bytes)}"`);
    }
    const line = text.slice(0, -terminator.length);
    return line.trim() === '' ? { kind: 'empty' } : read(line);
  };
}

/**
 * Blanks around a number or behind its sign and leading zeros are not part of it; digits behind the
 * point stay. A blank between digits is a lost character and no number.
 */
function decimalOf(printed: string, profile: GenericProfile): string | null {
  const text = printed
    .trim()
    .replace(/^([+-]) +/, '$1')
    .replace(/^\+/, '');
  const pointed = profile.decimalComma === true ? text.replace(',', '.') : text;
  const match = /^(-?)(\d{1,12})(\.\d{1,9})?$/.exec(pointed);
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  const decimals = profile.impliedDecimals;
  if (decimals === undefined) return `${sign}${withoutZeros(whole)}${fraction}`;
  if (fraction !== '') return null;
  const digits = whole.padStart(decimals + 1, '0');
  return `${sign}${withoutZeros(digits.slice(0, -decimals))}.${digits.slice(-decimals)}`;
}

function withoutZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}

function unitOf(
  printed: string,
  { unit, units = {} }: GenericProfile,
): MassUnit | DoseRateUnit | CountUnit | null {
  if (printed === '') return unit ?? null;
  return (Object.hasOwn(units, printed) ? units[printed] : KNOWN_UNITS.get(printed)) ?? null;
}

/** Units by the names that need no translation. */
const KNOWN_UNITS: ReadonlyMap<string, MassUnit | DoseRateUnit | CountUnit> = new Map(
  (
    [
      ...['mg', 'g', 'kg', 't', 'lb', 'oz'],
      ...['nSv/h', 'uSv/h', 'mSv/h', 'Sv/h', 'uR/h', 'mR/h', 'R/h'],
      ...['cpm', 'cps', 'count'],
    ] as (MassUnit | DoseRateUnit | CountUnit)[]
  ).map((name) => [name, name]),
);

function shown(text: string): string {
  return toPrintable(Buffer.from(text, 'latin1'));
}

function malformed(detail: string): ProfileLine {
  return { kind: 'malformed', detail };
}
