import { wrongCheckDigit } from './gs1-check-digit.ts';
import type { ApplicationIdentifier } from './gs1-table.ts';
import type { Gs1Element } from './identity.ts';
import { problem, type Problem } from './problem.ts';

/** GS1 General Specifications, 7.11: character sets 82, 39 and 64 (and digits), for a class. */
const CHARACTERS: Readonly<Record<string, string>> = {
  N: '0-9',
  X: '!"%&\'()*+,\\-./0-9:;<=>?A-Z_a-z',
  Y: '#\\-/0-9A-Z',
  Z: '\\-0-9=A-Z_a-z',
};

/** `N3`, `X..20`, `[N6]`, `[X..17]`. */
const PART = /^(?<optional>\[?)(?<set>[NXYZ])(?<upTo>(?:\.\.)?)(?<length>\d+)\]?$/;

interface Format {
  /** Characters of the whole value, fewest and most. */
  readonly min: number;
  readonly max: number;
  readonly pattern: RegExp;
}

/** A format of the table as lengths and a pattern. */
export function readFormat(format: string): Format {
  const parts = format.split(' ').map((part) => {
    const { optional, set = '', upTo, length = '' } = PART.exec(part)?.groups ?? {};
    const [least, most] = [upTo === '' ? Number(length) : 1, Number(length)];
    const pattern = `[${CHARACTERS[set] ?? ''}]{${least},${most}}`;
    return optional === ''
      ? { pattern, min: least, max: most }
      : { pattern: `(?:${pattern})?`, min: 0, max: most };
  });
  return {
    min: parts.reduce((sum, part) => sum + part.min, 0),
    max: parts.reduce((sum, part) => sum + part.max, 0),
    pattern: new RegExp(`^${parts.map(({ pattern }) => pattern).join('')}$`),
  };
}

/** Days of a month; a two-digit year divisible by four is a leap year in 1977 to 2076. */
function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Day of a YYMMDD, the last of its month for day 00; null when the calendar has no such day. */
function dayOf(yymmdd: string): number | null {
  const [year, month, day] = [0, 2, 4].map((at) => Number(yymmdd.slice(at, at + 2)));
  if (year === undefined || month === undefined || day === undefined) return null;
  if (month < 1 || month > 12) return null;
  const last = daysIn(year, month);
  if (day > last) return null;
  return day === 0 ? last : day;
}

function isDate(yymmdd: string, kind: ApplicationIdentifier['date']): boolean {
  return dayOf(yymmdd) !== null && (kind === 'day-or-month' || !yymmdd.endsWith('00'));
}

/** What is wrong with a value that has the length and the characters of its format. */
export function checkValue({ ai, value }: Gs1Element, known: ApplicationIdentifier): Problem[] {
  const { checked, date } = known;
  const problems: Problem[] = [];
  const digits = value.slice(0, checked);
  const expected = checked === 0 ? null : wrongCheckDigit(digits);
  if (expected !== null) {
    const words = `(${ai}) The check digit is ${digits.slice(-1)}, but ${expected} fits these digits.`;
    problems.push(problem('check-digit', words));
  }
  const days = date === null ? [] : [value.slice(0, 6)];
  if (date === 'days' && value.length > 6) days.push(value.slice(6));
  for (const day of days.filter((each) => !isDate(each, date))) {
    problems.push(problem('gs1-date', `(${ai}) ${day} is no date of the form YYMMDD.`));
  }
  return problems;
}

/**
 * The first date of an element as ISO 8601, day 00 as the last of the month; null when it has none.
 *
 * @param thisYear four digits; GS1 General Specifications, 7.12: a year is at most 50 years ahead of
 *   it and at most 49 behind
 */
export function elementDate(
  { value }: Gs1Element,
  { date }: ApplicationIdentifier,
  thisYear: number,
): string | null {
  const day = date === null ? null : dayOf(value.slice(0, 6));
  if (day === null) return null;
  const ahead = Number(value.slice(0, 2)) - (thisYear % 100);
  const century = Math.floor(thisYear / 100) + (ahead > 50 ? -1 : 0) + (ahead < -49 ? 1 : 0);
  return `${century}${value.slice(0, 2)}-${value.slice(2, 4)}-${String(day).padStart(2, '0')}`;
}

/** A quantity as a decimal string, `1.250` for `(3103)001250`; null when it is none. */
export function elementQuantity(
  { ai, value }: Gs1Element,
  { unit }: ApplicationIdentifier,
): string | null {
  if (unit === null) return null;
  const decimals = Number(ai.slice(-1));
  const whole = value.slice(0, value.length - decimals).replace(/^0+(?=\d)/, '');
  return decimals === 0 ? whole : `${whole}.${value.slice(-decimals)}`;
}

/** Grams per unit of mass as an exact decimal: pound and troy ounce (480 of 7000 grains) by definition. */
const GRAMS: Readonly<Record<string, { readonly digits: bigint; readonly decimals: number }>> = {
  kg: { digits: 1_000n, decimals: 0 },
  lb: { digits: 45_359_237n, decimals: 5 },
  'oz t': { digits: 311_034_768n, decimals: 7 },
};

/** A mass in grams as an exact decimal string, `1250` for `(3103)001250`; null when it is no mass. */
export function elementGrams(
  { ai, value }: Gs1Element,
  { unit }: ApplicationIdentifier,
): string | null {
  const grams = GRAMS[unit ?? ''];
  if (grams === undefined || !/^\d+$/.test(value)) return null;
  const decimals = grams.decimals + Number(ai.slice(-1));
  const digits = String(BigInt(value) * grams.digits).padStart(decimals + 1, '0');
  if (decimals === 0) return digits;
  const fraction = digits.slice(-decimals).replace(/0+$/, '');
  return digits.slice(0, -decimals) + (fraction === '' ? '' : `.${fraction}`);
}
