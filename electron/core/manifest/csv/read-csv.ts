import { splitCsv } from '../../../../shared/manifest/csv-line.ts';
import { NUMBER_COLUMNS } from '../../../../shared/manifest/columns.ts';
import { createDecimals } from '../../../../shared/manifest/decimals.ts';
import type { Decimals } from '../../../../shared/manifest/decimals.ts';
import type { ManifestReader, RowSink, SourceRow } from '../reader.ts';
import { readTextLines } from '../text-file.ts';
import { readHeader } from './csv-header.ts';
import type { CsvHeader } from './csv-header.ts';
import { createRowCutter } from './csv-rows.ts';
import type { CsvRow, RowCutter } from './csv-rows.ts';

/** Reads CSV with the columns of the neutral manifest. */
export const readCsv: ManifestReader = async (source, sink) => {
  const encoding = source.encoding ?? 'utf-8';
  const batches = readTextLines(source.path, encoding, source.hash, (bytes, lines) =>
    source.onRead(bytes, Math.max(0, lines - 1)),
  );
  let table: { header: CsvHeader; decimals: Decimals; cutter: RowCutter } | null = null;
  let line = 1;
  for await (const batch of batches) {
    if (table !== null) {
      table.cutter.push(batch, false);
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
    sink.begin(header.value.columns, decimals);
    const cutter = cutterInto(sink, header.value, line + at + 1);
    table = { header: header.value, decimals, cutter };
    cutter.push(rows, false);
  }
  if (table === null) {
    return { ok: false, error: { code: 'manifest-empty', message: 'The file is empty.' } };
  }
  table.cutter.push([], true);
  const { header, decimals } = table;
  const facts = { encoding, delimiter: header.delimiter, decimal: decimals.mark() };
  return { ok: true, value: facts };
};

function cutterInto(sink: RowSink, header: CsvHeader, firstLine: number): RowCutter {
  const { columns, delimiter } = header;
  return createRowCutter(delimiter, columns.length, firstLine, (row) =>
    sink.take(rowOf(row, header)),
  );
}

function rowOf(row: CsvRow, header: CsvHeader): SourceRow {
  if ('fields' in row) return { line: row.line, cells: row.fields };
  return { line: row.line, reason: row.reason, item: itemOf(row.text, header) };
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

/** The item that a line is about which is no row, as far as that can be seen. */
function itemOf(text: string, { columns, delimiter }: CsvHeader): string {
  const cells = cellsOf(text, delimiter);
  return (cells[columns.indexOf('item_id')] ?? '').replaceAll('"', '').trim();
}

/** The cells of a line that is no row: as they are written, or as near as can be. */
function cellsOf(text: string, delimiter: string): readonly string[] {
  const split = splitCsv(text, delimiter);
  return split.state === 'record' ? split.fields : text.split(delimiter);
}
