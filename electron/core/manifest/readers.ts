import { readCsv } from './csv/read-csv.ts';
import { readN42 } from './n42/read-n42.ts';
import type { ManifestReader } from './reader.ts';
import type { ManifestFormat } from './recognise.ts';
import { readXlsx } from './xlsx/read-xlsx.ts';

/** The reader of each format. */
export const READERS: { readonly [format in ManifestFormat]: ManifestReader } = {
  csv: readCsv,
  xlsx: readXlsx,
  json: notYet,
  jsonl: notYet,
  xml: notYet,
  n42: readN42,
};

function notYet(): never {
  throw new Error('not read yet');
}
