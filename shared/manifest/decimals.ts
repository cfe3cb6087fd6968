import type { Cell } from './cells.ts';

/** What stands between whole and fraction. */
export type DecimalMark = 'comma' | 'point';

/**
 * How one file writes decimals. Its first number that shows it says it for all others, so that one
 * file is never read in two ways. Reads one file: it remembers what it has seen.
 */
export interface Decimals {
  /** Null until a number has shown it. */
  mark(): DecimalMark | null;
  /** Takes the mark from a number that shows it, unless an earlier one did. */
  learn(text: string): void;
  /** A number of the file with a point; any other text as it is. */
  withPoint(text: string): Cell<string>;
}

const SEPARATED = /^\d+([.,])\d+$/;
/** `1,500` and `1.500`: the separator may be one of thousands. `0.500` has none. */
const THOUSANDS = /^[1-9]\d{0,2}[.,]\d{3}$/;

/**
 * A number that may be a thousand and a half or one and a half shows nothing, and is refused until
 * another number has shown the mark.
 *
 * @param commaSeparated whether commas separate the columns: there a point is always a decimal point,
 *   the notation of the neutral format
 * @param known the mark, where something other than its numbers says it
 */
export function createDecimals(commaSeparated: boolean, known?: DecimalMark): Decimals {
  let mark = known ?? null;
  const learn = (text: string): void => {
    const written = mark === null ? markIn(text) : null;
    if (written === null) return;
    const shows = !THOUSANDS.test(text) || (commaSeparated && written === 'point');
    if (shows) mark = written;
  };
  return {
    mark: () => mark,
    learn,
    withPoint(text) {
      const written = markIn(text);
      if (written === null) return { ok: true, value: text };
      learn(text);
      if (mark === null) return { ok: false, reason: notShown(text, commaSeparated) };
      if (written !== mark) return { ok: false, reason: otherMark(text, mark) };
      return { ok: true, value: written === 'comma' ? text.replace(',', '.') : text };
    },
  };
}

function markIn(text: string): DecimalMark | null {
  const separator = SEPARATED.exec(text)?.[1];
  if (separator === undefined) return null;
  return separator === ',' ? 'comma' : 'point';
}

function notShown(text: string, commaSeparated: boolean): string {
  if (commaSeparated) {
    return `"${text}" is not a plain number: decimals have a point here, and nothing separates thousands`;
  }
  const hint = 'no number before it shows how the file writes decimals';
  return `${twoReadings(text)}: ${hint}`;
}

function otherMark(text: string, mark: DecimalMark): string {
  const rule = `the file writes decimals with a ${mark}`;
  if (!THOUSANDS.test(text)) return `"${text}" is not a plain number: ${rule}`;
  return `${twoReadings(text)}: ${rule}`;
}

function twoReadings(text: string): string {
  return `"${text}" could be ${text.replace(/[.,]/, '')} or ${text.replace(',', '.')}`;
}
