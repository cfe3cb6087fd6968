import { createWriteStream } from 'node:fs';
import { COLUMNS, ITEM_CELLS, writeItems, writeManifest } from './manifest-file.ts';
import type { ItemText } from './manifest-file.ts';
import { writeXlsx } from './xlsx-file.ts';

/** Formats of which the import is measured. */
export const FORMATS = ['csv', 'xml', 'jsonl', 'xlsx'] as const;
export type BenchmarkFormat = (typeof FORMATS)[number];

type Cells = Readonly<Record<string, string>>;

function named(row: readonly string[], from: number, to?: number): Cells {
  const names = COLUMNS.slice(from, to);
  return Object.fromEntries(names.map((name, at) => [name, row[from + at] ?? '']));
}

const JSON_LINES: ItemText = {
  before: '',
  item: (rows) => {
    const lines = rows.map((row) => named(row, ITEM_CELLS));
    return `${JSON.stringify({ ...named(rows[0] ?? [], 0, ITEM_CELLS), lines })}\n`;
  },
  after: '',
};

const kilograms = (grams: string | undefined): string => (Number(grams) / 1_000).toFixed(3);
const element = (name: string, text: string | undefined): string => `<${name}>${text}</${name}>`;
const address = (name: string, item: Cells, who: string): string =>
  element(
    name,
    element('Name', item[`${who}_name`]) +
      element('City', item[`${who}_city`]) +
      element('Country', item[`${who}_country`]),
  );

/** The shape of the shipped profile `itmatt`, which has no element for two of the columns. */
const XML: ItemText = {
  before: '<?xml version="1.0" encoding="UTF-8"?>\n<ITMATT>\n',
  item: (rows) => {
    const item = named(rows[0] ?? [], 0, ITEM_CELLS);
    const pieces = rows.map((row) => {
      const line = named(row, ITEM_CELLS);
      return element(
        'ContentPiece',
        element('Description', line['description']) +
          element('NumberOfPieces', line['quantity']) +
          element('Weight', kilograms(line['net_g'])) +
          element('Value', line['value']) +
          element('Currency', line['currency']) +
          element('HSCode', line['hs_code']) +
          element('OriginCountry', line['line_origin_country']),
      );
    });
    const whole =
      element('ItemId', item['item_id']) +
      element('OriginCountry', item['origin_country']) +
      element('TotalWeight', kilograms(item['gross_g'])) +
      address('SenderAddress', item, 'sender') +
      address('ReceiverAddress', item, 'addressee') +
      pieces.join('');
    return `${element('Item', whole)}\n`;
  },
  after: '</ITMATT>\n',
};

/** Writes the same items in a format. @returns content lines, which are the rows of a table */
export function writeFormat(format: BenchmarkFormat, file: string, items: number): Promise<number> {
  switch (format) {
    case 'csv':
      return writeManifest(file, items);
    case 'xml':
      return writeItems(createWriteStream(file), items, XML);
    case 'jsonl':
      return writeItems(createWriteStream(file), items, JSON_LINES);
    case 'xlsx':
      return writeXlsx(file, items);
  }
}
