import { readCsv } from './csv/read-csv.ts';
import { readJsonLines } from './json/read-json-lines.ts';
import { readJson } from './json/read-json.ts';
import type { ManifestReader } from './reader.ts';
import type { ManifestFormat } from './recognise.ts';
import { readXml } from './xml/read-xml.ts';

/** The reader of each format. */
export const READERS: { readonly [format in ManifestFormat]: ManifestReader } = {
  csv: readCsv,
  xlsx: notYet,
  json: readJson,
  jsonl: readJsonLines,
  xml: readXml,
  n42: notYet,
};

function notYet(): never {
  throw new Error('not read yet');
}
