import {
  LONGEST_OUTSIDE_TEXT,
  type OutsideDoseRate,
} from '../../../../shared/measure/outside-measurement.ts';
import type { DoseRateUnit } from '../../../../shared/measure/reading.ts';

/** A number that is not negative, with or without exponent (xsd:double). */
const NUMBER = /^\+?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const PLAIN = /^\d+(\.\d+)?$/;
/** Days to seconds of ISO 8601; years and months have no length. */
const DURATION =
  /^P(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const SECONDS = [86_400, 3_600, 60, 1] as const;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?$/;

/** Null for what is no number, negative, or larger than one can be. */
export function readNumber(text: string | null): number | null {
  if (text === null || !NUMBER.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** The sum of numbers between blanks; null when one of them is none, or when there are none. */
export function sumOf(text: string | null): number | null {
  const values = (text ?? '').split(/\s+/).filter((part) => part !== '');
  const numbers = values.map(readNumber).filter((value) => value !== null);
  if (values.length === 0 || numbers.length < values.length) return null;
  return numbers.reduce((sum, value) => sum + value, 0);
}

/** Seconds of `PT10S` or `P0DT0H1M30.5S`; null for what is no duration of a known length. */
export function readDuration(text: string | null): number | null {
  const parts = text === null ? null : DURATION.exec(text);
  const given = parts?.slice(1).filter((part) => part !== undefined) ?? [];
  if (parts === null || given.length === 0) return null;
  return SECONDS.reduce((sum, unit, at) => sum + unit * Number(parts[at + 1] ?? 0), 0);
}

/** A moment as it is written; without zone it is none. */
export function readTime(text: string | null): {
  readonly at: string | null;
  readonly note: 'no-zone' | 'time-unread' | null;
} {
  if (text === null) return { at: null, note: null };
  const parts = TIME.exec(text);
  if (parts === null) return { at: null, note: 'time-unread' };
  if (parts[2] === undefined) return { at: null, note: 'no-zone' };
  return Number.isNaN(Date.parse(text))
    ? { at: null, note: 'time-unread' }
    : { at: text, note: null };
}

/** Fifteen digits are what a double holds of a decimal. */
function plainDecimal(value: number): string {
  return value.toLocaleString('en-US', { useGrouping: false, maximumSignificantDigits: 15 });
}

/** Units by their names in small letters, without what is written for micro; a rem is 0.01 Sv. */
const UNITS: Readonly<Record<string, readonly [unit: DoseRateUnit, factor: number]>> = {
  'nsv/h': ['nSv/h', 1],
  'usv/h': ['uSv/h', 1],
  'msv/h': ['mSv/h', 1],
  'sv/h': ['Sv/h', 1],
  'urem/h': ['uSv/h', 0.01],
  'mrem/h': ['mSv/h', 0.01],
  'rem/h': ['Sv/h', 0.01],
  'ur/h': ['uR/h', 1],
  'mr/h': ['mR/h', 1],
  'r/h': ['R/h', 1],
};

/**
 * A dose rate in a unit of this program; null when its number or its unit is none.
 * @param unit as written: `µSv/h`, `uSv/hr`, `mrem/h`
 */
export function readDoseRate(text: string | null, unit: string | null): OutsideDoseRate | null {
  const value = readNumber(text);
  const name = (unit ?? '').trim().replace(/[µμ]/g, 'u').toLowerCase().replace(/hr$/, 'h');
  const known = Object.hasOwn(UNITS, name) ? UNITS[name] : undefined;
  if (text === null || value === null || known === undefined) return null;
  const [of, factor] = known;
  const asWritten = factor === 1 && PLAIN.test(text);
  return { value: asWritten ? text : plainDecimal(value * factor), unit: of };
}

/**
 * The sum of a spectrum. `CountedZeroes` writes a zero and the number of zeros for a run of them
 * (ANSI N42.42-2011, `ChannelData`; 2005 the same), so that the number after a zero is no count.
 *
 * @returns null when a channel is no number, or for another compression
 */
export function sumOfChannels(text: string, compression: string | null): number | null {
  const name = (compression ?? 'None').toLowerCase();
  if (name === 'none') return sumOf(text);
  if (name !== 'countedzeroes') return null;
  const values = text.split(/\s+/).filter((part) => part !== '');
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) {
    const value = readNumber(values[at] ?? null);
    if (value === null) return null;
    sum += value;
    if (value > 0) continue;
    at += 1;
    const zeros = readNumber(values[at] ?? null);
    // A run without its length: the text was cut, or is not compressed.
    if (zeros === null || zeros < 1 || !Number.isInteger(zeros)) return null;
  }
  return values.length === 0 ? null : sum;
}

const HALF = /\p{Surrogate}$/u;

/** A text of at most so many characters, without blanks around it and in rows; null for a blank. */
export function shortText(text: string | null, most: number = LONGEST_OUTSIDE_TEXT): string | null {
  const words = (text ?? '').replace(/\s+/g, ' ').trim();
  if (words === '') return null;
  // Half a pair at the cut would be no character.
  return words.length <= most ? words : `${words.slice(0, most - 1).replace(HALF, '')}…`;
}
