import { splitCsv } from '../../../../shared/manifest/csv-line.ts';

/** One record of a CSV file, or the line that is none, with its text. Lines count from 1, the header included. */
export type CsvRow =
  | { readonly line: number; readonly fields: readonly string[]; readonly empty?: true }
  | { readonly line: number; readonly reason: string; readonly text: string };

/** Characters of a record at most. */
export const LONGEST_ROW = 64 * 1024;
/** Lines that a quoted field may span at most. */
const MOST_LINES = 50;

/** Cuts lines into records. */
export interface RowCutter {
  /**
   * Takes more lines and hands on the records that are complete, one by one: a list of them would
   * outlive the young generation of the heap.
   *
   * @param last whether these are the last lines of the file
   */
  push(lines: readonly string[], last: boolean): void;
}

/**
 * A line that cannot be read is given as such and reading goes on in the next line, also after a
 * quote that is never closed: one bad line costs no other row.
 *
 * @param width fields of each record
 * @param firstLine number of the first line that will be pushed
 * @param take is handed each record
 * @param blanks whether records of blank fields are handed over as well; empty lines only with `all`, which
 * says so of them
 */
export function createRowCutter(
  delimiter: string,
  width: number,
  firstLine: number,
  take: (row: CsvRow) => void,
  blanks: 'left-out' | 'kept' | 'all' = 'left-out',
): RowCutter {
  let waiting: readonly string[] = [];
  let line = firstLine;
  return {
    push(lines, last) {
      waiting = waiting.length === 0 ? lines : [...waiting, ...lines];
      let at = 0;
      while (at < waiting.length) {
        const next = cut(waiting, at, delimiter, width);
        if (next === 'more' && !last) break;
        const taken = next === 'more' ? refused('a quote is opened and never closed') : next;
        if ('reason' in taken) take({ line, reason: taken.reason, text: waiting[at] ?? '' });
        else if (waiting[at] === '') {
          if (blanks === 'all') take({ line, fields: taken.fields, empty: true });
        } else if (blanks !== 'left-out' || taken.fields.some((field) => field.trim() !== '')) {
          take({ line, fields: taken.fields });
        }
        at += taken.lines;
        line += taken.lines;
      }
      waiting = waiting.slice(at);
    },
  };
}

type Cut =
  | { readonly lines: number; readonly fields: string[] }
  | { readonly lines: 1; readonly reason: string };

function refused(reason: string): { lines: 1; reason: string } {
  return { lines: 1, reason };
}

function cut(lines: readonly string[], at: number, delimiter: string, width: number): Cut | 'more' {
  let text = lines[at] ?? '';
  for (let count = 1; ; count += 1) {
    if (text.length > LONGEST_ROW)
      return refused(`the row is longer than ${LONGEST_ROW} characters`);
    const split = splitCsv(text, delimiter);
    if (split.state === 'broken') return refused('text follows a closing quote');
    if (split.state === 'record') {
      const { fields } = split;
      const blank = fields.length === 1 && fields[0]?.trim() === '';
      if (blank || fields.length === width) return { lines: count, fields };
      return refused(`the row has ${fields.length} fields, the header has ${width}`);
    }
    if (count === MOST_LINES) return refused('a quote is opened and never closed');
    const next = lines[at + count];
    if (next === undefined) return 'more';
    text += `\n${next}`;
  }
}
