import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { s10CheckDigit } from '../../shared/identifiers/s10.ts';

/** Columns of the file: those of the item, then those of a content line. */
export const COLUMNS = [
  'item_id',
  'category',
  'origin_country',
  'destination_country',
  'gross_g',
  'sender_name',
  'sender_city',
  'sender_country',
  'addressee_name',
  'addressee_city',
  'addressee_country',
  'description',
  'quantity',
  'net_g',
  'value',
  'currency',
  'hs_code',
  'hs_year',
  'line_origin_country',
] as const;
/** How many of them are the item's. */
export const ITEM_CELLS = 11;

const FIRST_SERIAL = 10_000_000;
/** Serial numbers of a manifest have gaps. */
const SERIAL_STEP = 7;
/** Every tenth item has three content lines. */
const MANY_LINES = 10;
export const ROWS_PER_ITEM = 1.2;
const CHUNK_ITEMS = 1_000;

/** Items of this position are declared with `HEAVY_G`; the benchmark's rule prompts for them. */
export const isHeavy = (position: number): boolean => position % 5 === 3;
export const HEAVY_G = 25_000;

/** The valid S10 identifier at a position; `LX` is in the manifest, another service is not. */
export function itemId(position: number, service = 'LX'): string {
  const serial = String(FIRST_SERIAL + position * SERIAL_STEP);
  return `${service}${serial}${s10CheckDigit(serial)}DE`;
}

/** The cells of an item's rows, one row for each content line. */
export function rowsOf(position: number, service = 'LX'): string[][] {
  const gross = isHeavy(position) ? HEAVY_G : 300 + (position % 1_700);
  const sender = `Nordlicht Handel ${position % 997} GmbH`;
  const item = [itemId(position, service), 'sale', 'DE', 'KE', String(gross), sender, 'Kiel', 'DE'];
  item.push(`Achieng Otieno ${position}`, 'Kisumu', 'KE');
  const lines = position % MANY_LINES === 0 ? 3 : 1;
  return Array.from({ length: lines }, (_, line) => {
    const description = `Cotton T-shirts, size ${line + 1}`;
    return [...item, description, '2', '90', '38.00', 'EUR', '610910', '2022', 'PT'];
  });
}

/** What stands around the items of a file, and how each is written. */
export interface ItemText {
  readonly before: string;
  readonly item: (rows: readonly (readonly string[])[]) => string;
  readonly after: string;
}

const csvCell = (cell: string): string => (cell.includes(',') ? `"${cell}"` : cell);
const CSV: ItemText = {
  before: `${COLUMNS.join(',')}\n`,
  item: (rows) => rows.map((row) => `${row.map(csvCell).join(',')}\n`).join(''),
  after: '',
};

/** Writes a neutral CSV manifest. @returns number of rows without the header */
export function writeManifest(file: string, items: number, service = 'LX'): Promise<number> {
  return writeItems(createWriteStream(file), items, CSV, service);
}

/** Writes items into a stream, which is ended. @returns number of their rows */
export async function writeItems(
  stream: Writable,
  items: number,
  { before, item, after }: ItemText,
  service = 'LX',
): Promise<number> {
  stream.write(before);
  let rows = 0;
  for (let position = 0; position < items; position += CHUNK_ITEMS) {
    const chunk: string[] = [];
    for (let at = position; at < Math.min(items, position + CHUNK_ITEMS); at += 1) {
      const cells = rowsOf(at, service);
      rows += cells.length;
      chunk.push(item(cells));
    }
    if (!stream.write(chunk.join(''))) await once(stream, 'drain');
  }
  stream.end(after);
  await finished(stream);
  return rows;
}
