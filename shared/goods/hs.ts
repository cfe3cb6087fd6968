import { standingOf, type HsTable } from './hs-table.ts';

/** A tariff code as matching needs it. */
export interface HsCode {
  /** Digits only. */
  readonly digits: string;
  /** A leading zero was put back that the declaration does not have. */
  readonly padded: boolean;
}

/** Chapter, heading, subheading and national positions come in pairs of digits (HS Convention, article 1). */
const FEWEST_DIGITS = 4;
const MOST_DIGITS = 12;
/** China's codes have ten digits and three more for inspection (from memory, verify); no zero is lost. */
const CHINESE_DIGITS = 13;
/** What stands before a code, also without a blank: `HS610910`, `HS code: 6109.10`. */
const NAME = /^\s*(?:HS|HTS|HTSUS|CN|TARIC)(?:\s*code)?[\s:.]*(?=\d)/i;

/**
 * Reads a declared tariff code: `0302.92`, `030292` and `0302 92` are one. An odd number of digits
 * is a code of the chapters 01 to 09 whose leading zero a spreadsheet has cut off (`30292`).
 * Null when the text is no tariff code.
 */
export function readHs(text: string): HsCode | null {
  const digits = text.replace(NAME, '').replace(/[\s.·-]/g, '');
  if (!/^\d+$/.test(digits)) return null;
  if (digits.length === CHINESE_DIGITS) return { digits, padded: false };
  const padded = digits.length % 2 === 1;
  const whole = padded ? `0${digits}` : digits;
  if (whole.length < FEWEST_DIGITS || whole.length > MOST_DIGITS) return null;
  return { digits: whole, padded };
}

/** Japan counts nine digits, Switzerland eleven (from memory, verify): such a code may be whole. */
const ODD_NATIONAL: ReadonlySet<number> = new Set([9, 11]);

/** What a declared code may mean, by the codes that there are. */
export interface HsReadings {
  /** Digits only; more than one where the table does not tell which. */
  readonly readings: readonly string[];
  /** Why it is doubtful how the code is meant, or null. */
  readonly doubt: string | null;
}

/**
 * How a code is to be read. An odd number of digits is a lost leading zero, or a lost last digit, or a
 * national code of odd length: the table tells which of the codes exist. Where it does not tell, both
 * count: goods that are controlled in either reading are.
 */
export function hsReadings({ digits, padded }: HsCode, table: HsTable): HsReadings {
  if (!padded) return { readings: [digits], doubt: null };
  const bare = digits.slice(1);
  const listed = [digits, bare].filter((code) => standingOf(code, table) !== 'unlisted');
  if (listed.length === 1 && listed[0] === bare) {
    const whole = ODD_NATIONAL.has(bare.length);
    return { readings: listed, doubt: whole ? null : `${bare} has lost a digit` };
  }
  const readings = listed.length === 0 ? [digits, bare] : listed;
  const also = readings.length > 1 ? ' and as it stands' : '';
  return { readings, doubt: `${bare} was read as ${digits}${also}` };
}
