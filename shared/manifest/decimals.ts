import type { Cell } from './cells.ts';

/** What stands between whole and fraction. */
export type DecimalMark = 'comma' | 'point';

/**
 * How one file writes decimals. Its first number with a comma or a point says it for all others, so
 * that one file is never read in two ways. Reads one file: it remembers what it has seen.
 */
export interface Decimals {
  /** Null until a number has shown it. */
  mark(): DecimalMark | null;
  /** A number of the file with a point; any other text as it is. */
  withPoint(text: string): Cell<string>;
}

const SEPARATED = /^\d+([.,])\d+$/;
/** `1,500` and `1.500`: the separator may be one of thousands. */
const THOUSANDS = /^[1-9]\d{0,2}[.,]\d{3}$/;

/**
 * @param commaSeparated whether commas separate the columns: there `1,500` shows nothing, since it
 *   may be a thousand and a half or one and a half, and is refused until another number has shown
 */
export function createDecimals(commaSeparated: boolean): Decimals {
  let mark: DecimalMark | null = null;
  return {
    mark: () => mark,
    withPoint(text) {
      const separator = SEPARATED.exec(text)?.[1];
      if (separator === undefined) return { ok: true, value: text };
      const written = separator === ',' ? 'comma' : 'point';
      const ambiguous = THOUSANDS.test(text);
      if (mark === null) {
        if (commaSeparated && written === 'comma' && ambiguous) {
          const hint = 'write a decimal point in a comma-separated file';
          return { ok: false, reason: `"${text}" is not a plain number: ${hint}` };
        }
        mark = written;
      }
      if (written !== mark) return { ok: false, reason: otherMark(text, mark, ambiguous) };
      return { ok: true, value: written === 'comma' ? text.replace(',', '.') : text };
    },
  };
}

function otherMark(text: string, mark: DecimalMark, ambiguous: boolean): string {
  const rule = `the file writes decimals with a ${mark}`;
  if (!ambiguous) return `"${text}" is not a plain number: ${rule}`;
  return `"${text}" could be ${text.replace(/[.,]/, '')} or ${text.replace(',', '.')}: ${rule}`;
}
