import { splitCsv } from '../../../shared/manifest/csv-line.ts';
import { NUMBER_COLUMNS } from '../../../shared/manifest/columns.ts';
import { createDecimals } from '../../../shared/manifest/decimals.ts';
import type { DecimalMark, Decimals } from '../../../shared/manifest/decimals.ts';
import type { Layout } from '../../../shared/manifest/packed-item.ts';
import { createItemReader, createLineReader } from '../../../shared/manifest/row.ts';
import type { FieldValue } from '../../../shared/manifest/row.ts';
import type { CodedError, Result } from '../../../shared/result.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { readHeader } from './csv-header.ts';
import type { CsvHeader, Delimiter } from './csv-header.ts';
import { createRowCutter } from './csv-rows.ts';
import type { CsvRow } from './csv-rows.ts';
import { createRows } from './generation-rows.ts';
import { createRejections } from './rejections.ts';
import { settleItems } from './settle-items.ts';
import type { RejectedRow } from './settle-items.ts';

/** What came of the rows of a file. */
export interface TableRead {
  readonly items: number;
  /** Content lines. */
  readonly lines: number;
  /** The first thousand, in order of lines. */
  readonly rejected: readonly RejectedRow[];
  readonly rejectedTotal: number;
  readonly delimiter: Delimiter;
  readonly decimal: DecimalMark | null;
  readonly layout: Layout;
}

/** Lines of a CSV file to items in a database, in a transaction that is left open. */
export async function readTable(
  batches: AsyncIterable<readonly string[]>,
  db: Sqlite,
): Promise<Result<TableRead, CodedError>> {
  let table: ReturnType<typeof createTable> | null = null;
  let line = 1;
  for await (const batch of batches) {
    if (table !== null) {
      table.take(batch);
      continue;
    }
    const at = batch.findIndex((text) => text.trim() !== '');
    if (at < 0) {
      line += batch.length;
      continue;
    }
    const header = readHeader(batch[at] ?? '');
    if (!header.ok) return header;
    const rows = batch.slice(at + 1);
    const decimals = createDecimals(header.value.delimiter === ',');
    // A comma-separated file has the point of the neutral format: nothing is to be found out.
    if (header.value.delimiter !== ',') learnDecimals(rows, header.value, decimals);
    table = createTable(header.value, line + at + 1, decimals, db);
    table.take(rows);
  }
  if (table === null) {
    return { ok: false, error: { code: 'manifest-empty', message: 'The file is empty.' } };
  }
  return { ok: true, value: table.finish() };
}

/**
 * Looks through the first lines for how the file writes decimals, before a row of them is judged: a
 * `1.250` that comes before `38.00` is no riddle.
 */
function learnDecimals(
  lines: readonly string[],
  { columns, delimiter }: CsvHeader,
  decimals: Decimals,
): void {
  const places = NUMBER_COLUMNS.map((column) => columns.indexOf(column)).filter((at) => at >= 0);
  const cutter = createRowCutter(delimiter, columns.length, 1, (row) => {
    if ('reason' in row) return;
    for (const at of places) decimals.learn((row.fields[at] ?? '').trim());
  });
  cutter.push(lines, false);
}

function createTable(header: CsvHeader, firstLine: number, decimals: Decimals, db: Sqlite) {
  const { columns, delimiter } = header;
  const itemReader = createItemReader(columns, decimals);
  const lineReader = createLineReader(columns, decimals);
  const rows = createRows(db, itemReader.fields);
  const rejections = createRejections();
  /** The last row whose item could be read, and that item. */
  let last: { fields: readonly string[]; values: readonly FieldValue[] } | null = null;

  const add = ({ line, fields }: Extract<CsvRow, { fields: readonly string[] }>): string | null => {
    if (last === null || !itemReader.sameText(fields, last.fields)) {
      const item = itemReader.read(fields);
      if (!item.ok) return item.reason;
      last = { fields, values: item.values };
    }
    const content = lineReader.read(fields);
    if (!content.ok) return content.reason;
    const blank = content.values.every((value) => value === null);
    return rows.add(last.values, blank ? null : content.values, line);
  };
  const take = (row: CsvRow): void => {
    const reason = 'reason' in row ? row.reason : add(row);
    if (reason === null) return;
    rejections.add({ line: row.line, reason });
    rows.spoil(itemOf(row, header), row.line);
  };
  const cutter = createRowCutter(delimiter, columns.length, firstLine, take);
  return {
    take: (lines: readonly string[]) => cutter.push(lines, false),
    finish(): TableRead {
      cutter.push([], true);
      rows.flush();
      const linesOut = settleItems(db, itemReader.fields, (row) => rejections.add(row));
      const items = db.prepare<[], number>('SELECT count(*) FROM items').pluck().get() ?? 0;
      return {
        items,
        lines: rows.lines() - linesOut,
        ...rejections.result(),
        delimiter,
        decimal: decimals.mark(),
        layout: { item: itemReader.fields, line: lineReader.fields },
      };
    },
  };
}

/** The item that a rejected row is about, as far as that can be seen. */
function itemOf(row: CsvRow, { columns, delimiter }: CsvHeader): string {
  const fields = 'fields' in row ? row.fields : cellsOf(row.text, delimiter);
  return (fields[columns.indexOf('item_id')] ?? '').replaceAll('"', '').trim();
}

/** The cells of a line that is no row: as they are written, or as near as can be. */
function cellsOf(text: string, delimiter: string): readonly string[] {
  const split = splitCsv(text, delimiter);
  return split.state === 'record' ? split.fields : text.split(delimiter);
}
