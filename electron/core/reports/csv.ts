import { visible } from './safe-text.ts';

/** A value of a table: a text from anywhere, a number of our own, or nothing. */
export type CsvValue = string | number | null;

/** Excel reads UTF-8 only behind this mark. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Texts that a spreadsheet would not keep as they are:
 * - one that it would calculate, because it begins with `=`, `+`, `-`, `@`, a tab or a line end, or
 *   with the full-width forms of the signs (OWASP, "CSV Injection"), behind spaces as well;
 * - an identifier of digits only that would lose its zeros in front, or what is behind its 15th
 *   digit.
 * Apostrophes in front belong to it, so that taking one away always gives the text back.
 */
const NEEDS_APOSTROPHE = /^'*(\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\n]|0\d+$|\d{16,}$)/u;

function cell(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const shown = visible(value);
  const text = NEEDS_APOSTROPHE.test(shown) ? `'${shown}` : shown;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A CSV file of RFC 4180 in UTF-8 with a byte order mark: CRLF, the same number of fields in every
 * row. No cell of it can begin a formula but negative numbers of our own.
 */
export function toCsv(rows: readonly (readonly CsvValue[])[]): string {
  const width = Math.max(0, ...rows.map((row) => row.length));
  const lines = rows.map((row) => {
    const padding = Array.from({ length: width - row.length }, () => null);
    return [...row, ...padding].map(cell).join(',');
  });
  return `${BYTE_ORDER_MARK}${lines.map((line) => `${line}\r\n`).join('')}`;
}
