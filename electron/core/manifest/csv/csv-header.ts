import { splitCsv } from '../../../../shared/manifest/csv-line.ts';
import { MANIFEST_DELIMITERS } from '../../../../shared/manifest/profile.ts';
import { UnreadableFile } from '../reader.ts';

export const DELIMITERS = MANIFEST_DELIMITERS;
export type Delimiter = (typeof DELIMITERS)[number];

/** The line of a CSV file that names its columns. */
export interface CsvHeader {
  readonly delimiter: Delimiter;
  readonly names: readonly string[];
  /** Lines of the file up to the end of the header, which may have names of several lines. */
  readonly lines: number;
}

/** What is known of a header before it is read. */
export interface HeaderLayout {
  readonly delimiter?: Delimiter;
  /** Counted from 1; the first line that is not blank when left out. */
  readonly headerLine?: number;
}

/** Columns at most: a line with more is no table that anybody made. */
const MOST_COLUMNS = 1_000;
/** Lines that the names of the columns may span. */
const MOST_LINES = 20;
/** What Excel writes and obeys: the delimiter in a line of its own. */
const SEPARATOR_LINE = /^"?sep=([,;\t|])"?$/i;

/**
 * @param lines the first of the file
 * @returns null when the header is not in them
 * @throws UnreadableFile
 */
export function readHeader(lines: readonly string[], layout: HeaderLayout): CsvHeader | null {
  const first = lines.findIndex((text) => text.trim() !== '');
  const said = SEPARATOR_LINE.exec(lines[first]?.trim() ?? '')?.[1];
  const from = said === undefined ? 0 : first + 1;
  const at =
    layout.headerLine === undefined
      ? lines.findIndex((text, index) => index >= from && text.trim() !== '')
      : layout.headerLine - 1;
  if (at < 0 || at >= lines.length) return null;
  const delimiter =
    layout.delimiter ?? DELIMITERS.find((known) => known === said) ?? findDelimiter(lines, at);
  const { names, count } = namesAt(lines, at, delimiter);
  if (names.length > MOST_COLUMNS) {
    const most = MOST_COLUMNS.toLocaleString('en');
    throw new UnreadableFile(
      `has ${names.length.toLocaleString('en')} columns in line ${at + 1}; a table has ${most} at most`,
    );
  }
  return { delimiter, names, lines: at + count };
}

/** The delimiter that gives most columns; a comma for a file with a single one. */
function findDelimiter(lines: readonly string[], at: number): Delimiter {
  const columns = (delimiter: Delimiter): number => namesAt(lines, at, delimiter).names.length;
  let best: Delimiter = ',';
  for (const delimiter of DELIMITERS) if (columns(delimiter) > columns(best)) best = delimiter;
  return best;
}

function namesAt(
  lines: readonly string[],
  at: number,
  delimiter: Delimiter,
): { readonly names: readonly string[]; readonly count: number } {
  for (let count = 1; count <= MOST_LINES && at + count <= lines.length; count += 1) {
    const split = splitCsv(lines.slice(at, at + count).join('\n'), delimiter);
    if (split.state === 'broken') break;
    if (split.state === 'record') return { names: split.fields, count };
  }
  return { names: [lines[at] ?? ''], count: 1 };
}
