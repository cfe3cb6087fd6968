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

/**
 * Reads a declared tariff code: `0302.92`, `030292` and `0302 92` are one. An odd number of digits
 * is a code of the chapters 01 to 09 whose leading zero a spreadsheet has cut off (`30292`).
 * Null when the text is no tariff code.
 */
export function readHs(text: string): HsCode | null {
  const digits = text.replace(/^\s*(HS|HTS|CN|TARIC)\b:?/i, '').replace(/[\s.·-]/g, '');
  if (!/^\d+$/.test(digits)) return null;
  const padded = digits.length % 2 === 1;
  const whole = padded ? `0${digits}` : digits;
  if (whole.length < FEWEST_DIGITS || whole.length > MOST_DIGITS) return null;
  return { digits: whole, padded };
}
