import type { CellStyle } from './styles.ts';

/** Characters of a cell at most (the limit of Excel). */
export const LONGEST_CELL = 32_767;

/** A cell's text; or what is wrong with it, in words that follow its name. */
export type CellText =
  | { readonly text: string; readonly kind: 'text' | 'number' | 'date' }
  | { readonly problem: string };

/**
 * Digits of a number that a spreadsheet shows and keeps of what is typed; what follows is rounding of
 * its arithmetic: 0.1 + 0.2 is stored as 0.30000000000000004.
 */
const SIGNIFICANT = 15;
const LARGEST_WHOLE = 10 ** SIGNIFICANT;
const WHOLE = /^[1-9]\d{0,14}$/;
/** xsd:double, but what is no number. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(E[+-]?\d+)?$/i;

/** The text of a cell that holds a number. @param from1904 how the workbook counts days */
export function numberText(stored: string, style: CellStyle, from1904: boolean): CellText {
  if (style.isDate) return dateText(stored, from1904);
  if (style.digits === 0 && WHOLE.test(stored)) return { text: stored, kind: 'number' };
  if (!NUMBER.test(stored)) return { problem: `"${stored}" is no number` };
  const number = Number(stored);
  // A long id that became a number: its last digits are lost. The exponent says so to who reads it.
  if (Math.abs(number) >= LARGEST_WHOLE) return { text: number.toExponential(), kind: 'number' };
  const text = String(Number(number.toPrecision(SIGNIFICANT)));
  return { text: /^\d+$/.test(text) ? text.padStart(style.digits, '0') : text, kind: 'number' };
}

const DAY_MS = 86_400_000;
/** 9999-12-31. */
const LAST_DAY = 2_958_465;
/** 1900-02-29, which was no day: Lotus 1-2-3 took 1900 for a leap year, and Excel kept it. */
const NO_DAY = 60;

/** A count of days as ISO 8601; a time has no zone, since the sheet has none (ECMA-376-1, 18.17.4). */
function dateText(stored: string, from1904: boolean): CellText {
  const days = NUMBER.test(stored) ? Number(stored) : Number.NaN;
  const isDay = days >= 0 && days <= LAST_DAY && (from1904 || Math.floor(days) !== NO_DAY);
  if (!isDay) return { problem: `"${stored}" is no date` };
  const zero = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < NO_DAY ? 31 : 30);
  const moment = new Date(zero + Math.round((days * DAY_MS) / 1000) * 1000).toISOString();
  return {
    text: moment.endsWith('T00:00:00.000Z') ? moment.slice(0, 10) : moment.slice(0, 19),
    kind: 'date',
  };
}

const ESCAPED = /_x([0-9A-F]{4})_/gi;

/** A text as it was typed: characters that XML cannot hold stand as `_x000D_` (ECMA-376-1, 22.9.2.19). */
export function plainText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(ESCAPED, (escape, hex: string) => {
    const code = Number.parseInt(hex, 16);
    // Half a pair is no character.
    return code >= 0xd800 && code <= 0xdfff ? escape : String.fromCharCode(code);
  });
}
