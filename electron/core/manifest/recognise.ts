import { isManifestColumn } from '../../../shared/manifest/columns.ts';
import { createDecoder } from './text-decoders.ts';
import type { FileFacts } from './text-file.ts';

/** Formats that are read; which one a file has is seen in its content, never by its name. */
export const MANIFEST_FORMATS = ['csv', 'xlsx', 'json', 'jsonl', 'xml', 'n42'] as const;
export type ManifestFormat = (typeof MANIFEST_FORMATS)[number];

/** What a file is; or what it is that is not read, in words that follow "is", and what to do. */
export type Recognised =
  | { readonly format: ManifestFormat }
  | { readonly format: null; readonly what: string; readonly remedy: string };

const EXPORT = 'Export it as CSV in UTF-8.';

/** Files that begin with these bytes and are no manifest that can be read. */
const OTHERS: readonly (readonly [begin: readonly number[], what: string, remedy: string])[] = [
  [
    [0xd0, 0xcf, 0x11, 0xe0],
    'an Office file of the old kind (.xls), or locked with a password',
    'Save it as .xlsx without a password, or as CSV.',
  ],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF', EXPORT],
  [[0x1f, 0x8b], 'compressed (gzip)', 'Unpack it first.'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'compressed (7z)', 'Unpack it first.'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], 'a database of SQLite', EXPORT],
];

/** A ZIP archive begins with a file in it, or with its directory when it has none (APPNOTE 4.3). */
const ARCHIVES = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x50, 0x4b, 0x05, 0x06],
];
/** Document elements of ANSI N42.42 of 2011 and of 2005 and 2006. */
export const N42_ROOTS: readonly string[] = ['RadInstrumentData', 'N42InstrumentData'];
const N42 = new RegExp(`<(?:[\\w.-]+:)?(?:${N42_ROOTS.join('|')})[\\s>/]`);
/** What may hold any words without meaning them; one that is cut off by the end of the head too. */
const NO_ELEMENTS = /<!--[^]*?(?:-->|$)|<\?[^]*?(?:\?>|$)|<!\[CDATA\[[^]*?(?:\]\]>|$)/g;
/** A list of items, of lists or of nothing; `[ref]` is a column of a table. */
const LIST = /^\[\s*(?:[[{\]]|$)/;
/** What JSON may have before an object that begins in a line of its own. */
const GOES_ON = /[[:,{]\s*$/;
const FIRST_KEY = /^\{\s*"([^"\\]{1,64})"\s*:/;

/** Says by the beginning of a file what it is. @param head the first bytes, 64 kB at most */
export function recognise(head: Buffer, mark: FileFacts['mark']): Recognised {
  const begins = (bytes: readonly number[]): boolean =>
    bytes.every((byte, at) => head[at] === byte);
  const other = OTHERS.find(([bytes]) => begins(bytes));
  if (other !== undefined) return { format: null, what: other[1], remedy: other[2] };
  // What is in the archive says its directory, at the end: the reader of sheets looks.
  if (ARCHIVES.some(begins)) return { format: 'xlsx' };
  const text = textOf(head, mark).trimStart();
  if (text.startsWith('<')) {
    return { format: N42.test(text.replace(NO_ELEMENTS, '')) ? 'n42' : 'xml' };
  }
  if (LIST.test(text)) return { format: 'json' };
  if (text.startsWith('{')) return { format: isInLines(text) ? 'jsonl' : 'json' };
  return { format: 'csv' };
}

function textOf(head: Buffer, mark: FileFacts['mark']): string {
  // Only ASCII is looked for, which all other encodings have in common with UTF-8.
  const text = isUtf16(mark) ? createDecoder(mark)(head).text : head.toString('utf8');
  return text.replace(/^\ufeff/, '');
}

function isUtf16(mark: FileFacts['mark']): mark is 'utf-16le' | 'utf-16be' {
  return mark === 'utf-16le' || mark === 'utf-16be';
}

/** Whether text that begins with an object has one in each line. */
function isInLines(text: string): boolean {
  const [first = '', second] = text.split(/\r\n|\n|\r/, 2);
  if (isObject(first)) return true;
  // The line is longer than the head: an item alone, or a document with all items in one line.
  if (second === undefined) return isManifestColumn(FIRST_KEY.exec(first)?.[1] ?? '');
  // The first line is damaged, since no JSON goes on so.
  return second.trimStart().startsWith('{') && !GOES_ON.test(first);
}

function isObject(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}
