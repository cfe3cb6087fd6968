import { createItemReader, createLineReader } from '../../../shared/manifest/row.ts';
import type { FieldReader, FieldValue } from '../../../shared/manifest/row.ts';
import type { Layout } from '../../../shared/manifest/packed-item.ts';
import type { Sqlite } from '../store/sqlite.ts';
import { createMeasurementRows } from './measurement-rows.ts';
import type { MeasurementRows } from './measurement-rows.ts';
import { createRows } from './generation-rows.ts';
import type { GenerationRows } from './generation-rows.ts';
import type { RowSink, SourceRow } from './reader.ts';
import { createRejections } from './rejections.ts';
import { settleItems } from './settle-items.ts';
import type { RejectedRow } from './settle-items.ts';

/** What came of the rows of a file. */
export interface TableRead {
  readonly items: number;
  /** Content lines. */
  readonly lines: number;
  /** Brought from other instruments. */
  readonly measurements: number;
  /** The first thousand, in order of lines. */
  readonly rejected: readonly RejectedRow[];
  readonly rejectedTotal: number;
  readonly layout: Layout;
}

/** Rows of any format to items in a database, in a transaction that is left open. */
export interface GenerationTable extends RowSink {
  /** After the last row; null when the file had none. */
  finish(): TableRead | null;
}

interface Begun {
  readonly item: FieldReader;
  readonly line: FieldReader;
  readonly rows: GenerationRows;
}

/** @param db empty */
export function createGenerationTable(db: Sqlite): GenerationTable {
  const rejections = createRejections();
  let begun: Begun | null = null;
  let measured: MeasurementRows | null = null;
  /** The last row whose item could be read, and that item. */
  let last: { cells: readonly string[]; values: readonly FieldValue[] } | null = null;
  let idAt = -1;

  const add = (
    { item, line, rows }: Begun,
    { cells, line: at }: Extract<SourceRow, { cells: unknown }>,
  ): string | null => {
    if (last === null || !item.sameText(cells, last.cells)) {
      const read = item.read(cells);
      if (!read.ok) return read.reason;
      last = { cells, values: read.values };
    }
    const content = line.read(cells);
    if (!content.ok) return content.reason;
    const blank = content.values.every((value) => value === null);
    return rows.add(last.values, blank ? null : content.values, at);
  };

  return {
    begin(columns, decimals) {
      const item = createItemReader(columns, decimals);
      const line = createLineReader(columns, decimals);
      idAt = columns.indexOf('item_id');
      begun = { item, line, rows: createRows(db, item.fields) };
    },
    take(row) {
      if (begun === null) throw new Error('a row came before its columns');
      const reason = 'reason' in row ? row.reason : add(begun, row);
      if (reason === null) return;
      rejections.add({ line: row.line, reason });
      const id = 'cells' in row ? (row.cells[idAt] ?? '').trim() : row.item;
      begun.rows.spoil(id, row.line);
      const others = 'orItems' in row ? row.orItems : undefined;
      for (const other of others ?? []) begun.rows.spoil(other, row.line);
    },
    measurement(measurement) {
      measured ??= createMeasurementRows(db);
      measured.add(measurement);
    },
    finish() {
      if (begun === null) return null;
      const { item, line, rows } = begun;
      rows.flush();
      const linesOut = settleItems(db, item.fields, (row) => rejections.add(row));
      const items = db.prepare<[], number>('SELECT count(*) FROM items').pluck().get() ?? 0;
      return {
        items,
        lines: rows.lines() - linesOut,
        measurements: measured?.count() ?? 0,
        ...rejections.result(),
        layout: { item: item.fields, line: line.fields },
      };
    },
  };
}
