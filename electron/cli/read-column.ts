import { createHash } from 'node:crypto';
import { splitCsv } from '../../shared/manifest/csv-line.ts';
import { createRowCutter, type CsvRow } from '../core/manifest/csv/csv-rows.ts';
import type { TextEncoding } from '../core/manifest/text-decoders.ts';
import {
  DamagedText,
  inspectFile,
  NotUtf8,
  NulCharacters,
  readTextLines,
} from '../core/manifest/text-file.ts';
import { UsageError } from './verb.ts';

/** One cell of a column. */
export interface ColumnCell {
  /**
   * From 1, for the first row below the headings. An empty line is an empty cell where there is one column, and not
   * counted where there are several, nor at the end.
   */
  readonly row: number;
  readonly text: string;
  /** Why the row is not as it must be; the text is then what stands where the column would be. */
  readonly problem: string | null;
}

const DELIMITERS = ['\t', ';', ',', '|'];

/**
 * The cells of one column of a table with headings, in order, as a stream: tab, semicolon, comma or bar
 * between the columns.
 * @param encoding null for the one that the file's mark says, or UTF-8
 * @param take is handed each cell
 * @throws UsageError for a file that has no such column, or is of another encoding
 */
export async function readColumn(
  file: string,
  column: string,
  encoding: TextEncoding | null,
  take: (cell: ColumnCell) => void,
): Promise<void> {
  let push: ((lines: readonly string[], last: boolean) => void) | null = null;
  const used = encoding ?? inspectFile(file).mark ?? 'utf-8';
  try {
    for await (const lines of readTextLines(file, used, createHash('sha256'), () => undefined)) {
      if (push !== null) push(lines, false);
      else if (lines.length > 0) {
        push = cutterOf(lines[0] ?? '', column, take);
        push(lines.slice(1), false);
      }
    }
  } catch (error) {
    throw new UsageError(`${file}${whyUnread(error, used)}`);
  }
  if (push === null) throw new UsageError(`${file} is empty`);
  push([], true);
}

function whyUnread(error: unknown, encoding: TextEncoding): string {
  if (error instanceof NotUtf8)
    return `, line ${error.line}, is not UTF-8. Name its encoding with --encoding, or save it as UTF-8.`;
  if (error instanceof DamagedText)
    return `, line ${error.line}, has bytes that are not ${encoding}.`;
  if (error instanceof NulCharacters)
    return `, line ${error.line}, has NUL characters: it is no text.`;
  return ` cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}

function cutterOf(
  head: string,
  column: string,
  take: (cell: ColumnCell) => void,
): (lines: readonly string[], last: boolean) => void {
  const delimiter = DELIMITERS.find((each) => head.includes(each)) ?? '\t';
  const split = splitCsv(head, delimiter);
  const names = split.state === 'record' ? split.fields.map((name) => name.trim()) : [];
  const exact = names.indexOf(column);
  const alike = names.map((name) => name.toLowerCase()).indexOf(column.toLowerCase());
  const at = exact >= 0 ? exact : alike;
  if (at < 0) throw new Error(`it has no column "${column}", but ${names.join(', ')}.`);
  let row = 0;
  let empty = 0;
  const takeRow = (read: CsvRow): void => {
    if (names.length === 1 && 'fields' in read && read.empty === true) {
      empty += 1;
      return;
    }
    // Empty lines count where something follows them: the last ones only end the file.
    for (; empty > 0; empty -= 1) take({ row: (row += 1), text: '', problem: null });
    row += 1;
    if ('fields' in read) take({ row, text: read.fields[at] ?? '', problem: null });
    else take({ row, ...unquoted(read.text, delimiter, names.length, at, read.reason) });
  };
  const cutter = createRowCutter(
    delimiter,
    names.length,
    2,
    takeRow,
    names.length === 1 ? 'all' : 'kept',
  );
  return (lines, last) => cutter.push(lines, last);
}

/** A row that is none by RFC 4180 may be one of a program that quotes nothing. */
function unquoted(
  text: string,
  delimiter: string,
  width: number,
  at: number,
  problem: string,
): Pick<ColumnCell, 'text' | 'problem'> {
  const fields = text.split(delimiter);
  return { text: fields[at] ?? '', problem: fields.length === width ? null : problem };
}
