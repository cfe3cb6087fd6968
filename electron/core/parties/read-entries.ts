import { readFileSync, statSync } from 'node:fs';
import { splitCsv } from '../../../shared/manifest/csv-line.ts';
import {
  ENTRY_COLUMNS,
  MOST_ENTRIES,
  watchEntrySchema,
  type WatchEntry,
} from '../../../shared/parties/watch-list.ts';
import { badFile } from '../site-file.ts';
import { explainIssue } from '../explain-issue.ts';

/** A list of 200,000 entries with addresses is some 40 MB; more is no list but a mistake. */
const LARGEST_FILE_BYTES = 64 * 1024 * 1024;

/** Refused before it is read: the file would fill the memory. @throws StationError */
export function refuseHuge(file: string): void {
  const { size } = statSync(file);
  if (size > LARGEST_FILE_BYTES) throw badFile(file, `it has ${size} bytes; 64 MB are the most`);
}

interface CsvRecord {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

function readText(file: string): string {
  refuseHuge(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch {
    throw badFile(file, 'it is not in UTF-8');
  }
}

/** A record that goes on for longer is a quote that nobody closed. */
const LONGEST_RECORD = { lines: 100, letters: 128 * 1024 } as const;

/** Records of a file with commas; a quoted field may hold line breaks. */
function* recordsOf(text: string, file: string): Generator<CsvRecord> {
  let open: string[] = [];
  let [begins, letters] = [0, 0];
  const neverClosed = (): Error =>
    badFile(file, `a quote that is opened in line ${begins} is never closed`);
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (open.length === 0) {
      if (line.trim() === '') continue;
      [begins, letters] = [at + 1, 0];
    }
    open.push(line);
    letters += line.length;
    // Only a quote can end a field that is open.
    const mayEnd = open.length === 1 || line.includes('"');
    const record = mayEnd ? splitCsv(open.join('\n'), ',') : ({ state: 'open' } as const);
    if (record.state === 'broken')
      throw badFile(file, `line ${begins} has text after a quoted field`);
    if (record.state === 'record') {
      yield { line: begins, fields: record.fields };
      open = [];
    } else if (open.length >= LONGEST_RECORD.lines || letters > LONGEST_RECORD.letters) {
      throw neverClosed();
    }
  }
  if (open.length > 0) throw neverClosed();
}

type Column = (typeof ENTRY_COLUMNS)[number];

function columnsOf({ fields }: CsvRecord, file: string): Column[] {
  const columns = fields.map((name) => name.trim().toLowerCase());
  const strange = columns.find((name) => !ENTRY_COLUMNS.some((known) => known === name));
  if (strange !== undefined) {
    throw badFile(file, `"${strange}" is no column; there are ${ENTRY_COLUMNS.join(', ')}`);
  }
  if (new Set(columns).size !== columns.length) throw badFile(file, 'a column is there twice');
  if (!columns.includes('id')) throw badFile(file, 'it has no column id');
  return columns as Column[];
}

function cellOf(column: Column, text: string): unknown {
  const cell = text.trim();
  if (column === 'id') return cell;
  if (column === 'note') return cell === '' ? null : cell;
  return cell
    .split('|')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

/**
 * The entries of a list from its CSV file: UTF-8, commas, the columns of an entry in any order, several
 * values separated by `|`. One bad line refuses the file.
 * @throws StationError `configuration-invalid`
 */
export function readEntries(file: string): readonly WatchEntry[] {
  let columns: readonly Column[] | null = null;
  const entries: WatchEntry[] = [];
  for (const record of recordsOf(readText(file).replace(/^\uFEFF/, ''), file)) {
    if (columns === null) {
      columns = columnsOf(record, file);
      continue;
    }
    const { line, fields } = record;
    if (fields.length !== columns.length) {
      throw badFile(file, `line ${line} has ${fields.length} fields, not ${columns.length}`);
    }
    const cells = columns.map((column, at) => [column, cellOf(column, fields[at] ?? '')]);
    const parsed = watchEntrySchema.safeParse(Object.fromEntries(cells));
    if (!parsed.success) throw badFile(file, `line ${line}: ${explainIssue(parsed.error)}`);
    if (entries.push(parsed.data) > MOST_ENTRIES) {
      throw badFile(file, `it has more than ${MOST_ENTRIES} entries`);
    }
  }
  if (columns === null) throw badFile(file, 'it is empty');
  return entries;
}
