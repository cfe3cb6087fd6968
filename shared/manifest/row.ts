import { contentLineSchema, manifestItemSchema } from './item.ts';
import type { ContentLine, ManifestItem } from './item.ts';
import {
  codeCell,
  decimalCell,
  idCell,
  kilogramCell,
  listCell,
  sameDecimal,
  textCell,
} from './cells.ts';
import type { Cell } from './cells.ts';
import { upperCase } from './item-key.ts';
import { ITEM_COLUMNS, LINE_COLUMNS } from './columns.ts';
import type { ManifestColumn } from './columns.ts';

/** Cells of a row by column; a column that the file does not have is blank. */
export type RowCells = { readonly [column in ManifestColumn]?: string };

/** One row: the item that it is about, and its content line if it has one. */
export type ManifestRow =
  | { readonly ok: true; readonly item: ManifestItem; readonly line: ContentLine | null }
  | { readonly ok: false; readonly reason: string };

/** How a column is read. Columns in kilograms are handled with their twin in grams. */
const READERS: { readonly [column in ManifestColumn]?: (text: string) => Cell<unknown> } = {
  item_id: idCell,
  alt_ids: listCell,
  category: (text) => codeCell(text, 'lower'),
  origin_country: (text) => codeCell(text, 'upper'),
  dispatch_country: (text) => codeCell(text, 'upper'),
  destination_country: (text) => codeCell(text, 'upper'),
  transit_countries: (text) => listCell(upperCase(text).replace(/\s+/g, '|')),
  sender_country: (text) => codeCell(text, 'upper'),
  addressee_country: (text) => codeCell(text, 'upper'),
  receptacle_id: idCell,
  referral: (text) => codeCell(text, 'upper'),
  licence_no: idCell,
  certificate_no: idCell,
  invoice_no: idCell,
  currency: (text) => codeCell(text, 'upper'),
  hs_code: idCell,
  line_origin_country: (text) => codeCell(text, 'upper'),
};
const NUMBERS: ReadonlySet<ManifestColumn> = new Set(['quantity', 'value']);
const KILOGRAMS_OF = { gross_g: 'gross_kg', net_g: 'net_kg' } as const;

/**
 * Reads the cells of one row into the neutral model.
 *
 * @param commaDecimals see `decimalCell`
 */
export function readRow(cells: RowCells, commaDecimals: boolean): ManifestRow {
  const item = readColumns(ITEM_COLUMNS, cells, commaDecimals);
  if (typeof item === 'string') return { ok: false, reason: item };
  const line = readColumns(LINE_COLUMNS, cells, commaDecimals);
  if (typeof line === 'string') return { ok: false, reason: line };
  if (item['item_id'] === null) return { ok: false, reason: 'item_id is blank' };
  const parsedItem = manifestItemSchema.safeParse({ ...item, lines: [] });
  if (!parsedItem.success) return refused(parsedItem.error);
  if (Object.values(line).every((value) => value === null)) {
    return { ok: true, item: parsedItem.data, line: null };
  }
  const parsedLine = contentLineSchema.safeParse(line);
  if (!parsedLine.success) return refused(parsedLine.error);
  return { ok: true, item: parsedItem.data, line: parsedLine.data };
}

function readColumns(
  columns: readonly ManifestColumn[],
  cells: RowCells,
  commaDecimals: boolean,
): Record<string, unknown> | string {
  const values: Record<string, unknown> = {};
  for (const column of columns) {
    if (column === 'gross_kg' || column === 'net_kg') continue;
    const cell = readCell(column, cells, commaDecimals);
    if (!cell.ok) return `${column}: ${cell.reason}`;
    values[column] = cell.value;
  }
  return values;
}

function readCell(column: ManifestColumn, cells: RowCells, commaDecimals: boolean): Cell<unknown> {
  const text = (cells[column] ?? '').trim();
  if (column === 'gross_g' || column === 'net_g') {
    const kilograms = (cells[KILOGRAMS_OF[column]] ?? '').trim();
    return readMass(text, kilograms, commaDecimals);
  }
  if (NUMBERS.has(column)) return decimalCell(text, commaDecimals);
  return (READERS[column] ?? textCell)(text);
}

function readMass(grams: string, kilograms: string, commaDecimals: boolean): Cell<string> {
  const inGrams = decimalCell(grams, commaDecimals);
  const inKilograms = kilogramCell(kilograms, commaDecimals);
  if (!inGrams.ok) return inGrams;
  if (!inKilograms.ok) return inKilograms;
  if (inGrams.value === null) return inKilograms;
  if (inKilograms.value === null || sameDecimal(inGrams.value, inKilograms.value)) return inGrams;
  return { ok: false, reason: `${grams} g and ${kilograms} kg are different masses` };
}

function refused(error: { issues: readonly { path: PropertyKey[]; message: string }[] }): {
  ok: false;
  reason: string;
} {
  const [issue] = error.issues;
  const column = String(issue?.path[0] ?? 'row');
  return { ok: false, reason: `${column}: ${issue?.message ?? 'not as expected'}` };
}
