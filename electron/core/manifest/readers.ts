import { readCsv } from './csv/read-csv.ts';
import type { ManifestReader } from './reader.ts';
import type { ManifestFormat } from './recognise.ts';

/** The reader of each format; of the others, nothing is loaded while a table is imported. */
export const READERS: { readonly [format in ManifestFormat]: ManifestReader } = {
  csv: readCsv,
  xlsx: async (...of) => (await import('./xlsx/read-xlsx.ts')).readXlsx(...of),
  json: async (...of) => (await import('./json/read-json.ts')).readJson(...of),
  jsonl: async (...of) => (await import('./json/read-json-lines.ts')).readJsonLines(...of),
  xml: async (...of) => (await import('./xml/read-xml.ts')).readXml(...of),
  n42: async (...of) => (await import('./n42/read-n42.ts')).readN42(...of),
};
