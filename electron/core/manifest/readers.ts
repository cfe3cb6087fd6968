import { readCsv } from './csv/read-csv.ts';
import { readJsonLines } from './json/read-json-lines.ts';
import { readJson } from './json/read-json.ts';
import { readN42 } from './n42/read-n42.ts';
import type { ManifestReader } from './reader.ts';
import type { ManifestFormat } from './recognise.ts';
import { readXlsx } from './xlsx/read-xlsx.ts';
import { readXml } from './xml/read-xml.ts';

/** The reader of each format. */
export const READERS: { readonly [format in ManifestFormat]: ManifestReader } = {
  csv: readCsv,
  xlsx: readXlsx,
  json: readJson,
  jsonl: readJsonLines,
  xml: readXml,
  n42: readN42,
};
