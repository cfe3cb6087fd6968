import {
  isManifestColumn,
  ITEM_COLUMNS,
  LINE_COLUMNS,
} from '../../../../shared/manifest/columns.ts';
import type { ManifestColumn } from '../../../../shared/manifest/columns.ts';
import { createDecimals } from '../../../../shared/manifest/decimals.ts';
import type { Decimals } from '../../../../shared/manifest/decimals.ts';
import { quotedText } from '../quoted-text.ts';
import type { RowSink, SourceRow } from '../reader.ts';
import { cellName, MOST_COLUMNS } from './sheet-rows.ts';
import type { SheetRow } from './sheet-rows.ts';

/** The row of names cannot be used; the message says why and what to do. */
export class ColumnsRefused extends Error {}

/** The rows of a sheet as those of a manifest: the first that is not blank names the columns. */
export interface SheetTable {
  /** @throws ColumnsRefused */
  take(row: SheetRow): void;
  /** Rows below the names so far. */
  rows(): number;
  /** Null until the names were there. */
  decimals(): Decimals | null;
}

const DATE =
  'is a date: where it was none, a spreadsheet made it one; enter it again in a column of texts';

/** @param sink is begun with the row of names */
export function createSheetTable(sink: RowSink): SheetTable {
  let begun: { columns: readonly ManifestColumn[]; decimals: Decimals } | null = null;
  let rows = 0;
  return {
    take(row) {
      if (begun === null) {
        begun = { columns: columnsOf(row), decimals: createDecimals(false) };
        sink.begin(begun.columns, begun.decimals);
        return;
      }
      rows += 1;
      sink.take(sourceRow(row, begun.columns));
    },
    rows: () => rows,
    decimals: () => begun?.decimals ?? null,
  };
}

function sourceRow(row: SheetRow, columns: readonly ManifestColumn[]): SourceRow {
  const reason = problemOf(row, columns);
  if (reason !== null) {
    const item = (row.cells[columns.indexOf('item_id')] ?? '').trim();
    return { line: row.row, reason, item };
  }
  const cells = columns.map((_, at) => row.cells[at] ?? '');
  return { line: row.row, cells };
}

function problemOf(row: SheetRow, columns: readonly ManifestColumn[]): string | null {
  if (row.width > columns.length) {
    return `the row has ${row.width} cells, the header has ${columns.length}`;
  }
  const name = (column: number): string => `cell ${cellName(column, row.row)}`;
  for (const [column, problem] of row.problems) return `${name(column)} ${problem}`;
  const date = row.dates.find((column) => columns[column] !== 'referral_time');
  return date === undefined ? null : `${name(date)} ${DATE}`;
}

function columnsOf(row: SheetRow): ManifestColumn[] {
  if (row.width > MOST_COLUMNS) {
    throw refused(`The sheet has ${row.width} columns; ${MOST_COLUMNS} are read.`);
  }
  for (const [column, problem] of row.problems) {
    throw refused(`Cell ${cellName(column, row.row)}, the name of a column, ${problem}.`);
  }
  const columns: ManifestColumn[] = [];
  for (const cell of row.cells) {
    const name = cell.trim().toLowerCase();
    if (!isManifestColumn(name)) throw refused(`The column "${quotedText(name)}" is not known.`);
    if (columns.includes(name)) throw refused(`The column ${name} appears twice.`);
    columns.push(name);
  }
  if (!columns.includes('item_id')) throw refused('The column item_id is missing.');
  return columns;
}

function refused(what: string): ColumnsRefused {
  const known = [...ITEM_COLUMNS, ...LINE_COLUMNS].join(', ');
  return new ColumnsRefused(`${what} Name the columns of the first row as follows: ${known}.`);
}
