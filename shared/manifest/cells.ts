import { showHidden } from '../identifiers/hidden-characters.ts';
import type { Decimals } from './decimals.ts';
import { upperCase } from './item-key.ts';
import { DECIMAL } from './limits.ts';

/** A cell of a manifest as a value, null for a blank, or why it cannot be taken. */
export type Cell<T> =
  { readonly ok: true; readonly value: T | null } | { readonly ok: false; readonly reason: string };

/** `1.23E+10`: what a spreadsheet leaves of a long number. The lost digits are not guessed. */
const MANGLED = /^\d([.,]\d+)?E[+-]\d+$/i;
/** Up to nine decimals: a microgram. */
const KILOGRAMS = /^(\d{1,9})(?:\.(\d{1,9}))?$/;

const BLANK = { ok: true, value: null } as const;

/** Half of a character that takes two code units; alone it cannot be written as UTF-8. */
const HALF = /\p{Cs}/u;

/**
 * Text as it stands, a formula included: nothing is ever evaluated. NUL and halves of a character are
 * none: no file of text can have them, but an escape of JSON can.
 */
export function textCell(text: string): Cell<string> {
  if (text === '') return BLANK;
  if (!text.includes('\0') && !HALF.test(text)) return { ok: true, value: text };
  const reason = `"${showHidden(text)}" has a NUL or half a character, which is no text`;
  return { ok: false, reason };
}

/** ASCII that is seen, with blanks; most identifiers are nothing else. */
const PLAIN = /^[ -~]*$/;

/** Text that identifies something, such as an item id, a tariff code or a licence. */
export function idCell(text: string): Cell<string> {
  if (!PLAIN.test(text)) {
    const bare = text.replace(/\s+/g, '');
    const shown = showHidden(bare);
    if (shown !== bare) {
      return { ok: false, reason: `"${shown}" has characters that cannot be seen` };
    }
  }
  if (!MANGLED.test(text)) return textCell(text);
  const reason = `"${text}" was shortened by a spreadsheet: export the column as text`;
  return { ok: false, reason };
}

/** Codes whose case does not matter, in the case of the model. */
export function codeCell(text: string, style: 'upper' | 'lower'): Cell<string> {
  return textCell(style === 'upper' ? upperCase(text) : text.toLowerCase());
}

/** Several codes or ids in one cell, separated by `|`, `;` or `,`. */
export function listCell(text: string): Cell<string[]> {
  const values = text
    .split(/[|;,]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  for (const value of values) {
    const cell = idCell(value);
    if (!cell.ok) return cell;
  }
  return { ok: true, value: values };
}

/** A number without sign, exponent or thousands separators. */
export function decimalCell(text: string, decimals: Decimals): Cell<string> {
  if (text === '') return BLANK;
  const plain = decimals.withPoint(text);
  if (!plain.ok) return plain;
  return DECIMAL.pattern.test(plain.value ?? '') ? plain : notANumber(text);
}

/** A mass in kilograms as grams, exactly: the decimal point is moved, nothing is computed. */
export function kilogramCell(text: string, decimals: Decimals): Cell<string> {
  if (text === '') return BLANK;
  const plain = decimals.withPoint(text);
  if (!plain.ok) return plain;
  const parts = KILOGRAMS.exec(plain.value ?? '');
  if (parts === null) return notANumber(text);
  const [, whole = '', fraction = ''] = parts;
  const digits = fraction.padEnd(3, '0');
  return { ok: true, value: tidyDecimal(`${whole}${digits.slice(0, 3)}.${digits.slice(3)}`) };
}

/** Whether two plain decimals are the same number: "400" and "400.0" are. */
export function sameDecimal(left: string, right: string): boolean {
  return tidyDecimal(left) === tidyDecimal(right);
}

/** The shortest way to write a decimal: `0452.0` and `452` are one. */
export function tidyDecimal(decimal: string): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  const digits = whole.replace(/^0+(?=\d)/, '');
  const rest = fraction.replace(/0+$/, '');
  return rest === '' ? digits : `${digits}.${rest}`;
}

function notANumber(text: string): { ok: false; reason: string } {
  return { ok: false, reason: `"${text}" is not a plain number` };
}
