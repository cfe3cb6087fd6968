import { closeSync, createWriteStream, openSync, writeSync } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';
import { COLUMNS, writeItems } from './manifest-file.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
/** Rows of a sheet at most, its row of names included (the limit of Excel). */
export const MOST_SHEET_ROWS = 2 ** 20;
/** Columns that a spreadsheet program stores as numbers. */
const NUMBERS = new Set(['gross_g', 'quantity', 'net_g', 'value'].map((name) => columnAt(name)));

function columnAt(name: string): number {
  return COLUMNS.findIndex((column) => column === name);
}

function relations(...targets: readonly (readonly [type: string, target: string])[]): string {
  const all = targets.map(
    ([type, target], at) =>
      `<Relationship Id="r${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}">${all.join('')}</Relationships>`;
}

/**
 * Writes a workbook as spreadsheet programs do: texts that cells share, numbers as such. The texts are
 * held while it is written.
 *
 * @returns number of rows without the row of names
 */
export async function writeXlsx(file: string, items: number): Promise<number> {
  const archive = openZip(file);
  archive.add('_rels/.rels', relations(['officeDocument', 'xl/workbook.xml']));
  archive.add(
    'xl/workbook.xml',
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>` +
      '<sheet name="Manifest" sheetId="1" r:id="r1"/></sheets></workbook>',
  );
  archive.add(
    'xl/_rels/workbook.xml.rels',
    relations(['worksheet', 'worksheets/sheet1.xml'], ['sharedStrings', 'sharedStrings.xml']),
  );
  const shared = new Map<string, number>();
  const indexOf = (text: string): number => {
    const known = shared.get(text);
    if (known === undefined) shared.set(text, shared.size);
    return known ?? shared.size - 1;
  };
  let row = 0;
  const rowOf = (cells: readonly string[]): string => {
    row += 1;
    const all = cells.map((cell, at) => {
      const reference = `${String.fromCharCode(65 + at)}${row}`;
      return NUMBERS.has(at) && row > 1
        ? `<c r="${reference}"><v>${Number(cell)}</v></c>`
        : `<c r="${reference}" t="s"><v>${indexOf(cell)}</v></c>`;
    });
    return `<row r="${row}">${all.join('')}</row>`;
  };
  const rows = await archive.stream('xl/worksheets/sheet1.xml', (part) =>
    writeItems(part, items, {
      before: `<worksheet xmlns="${MAIN}"><sheetData>${rowOf(COLUMNS)}`,
      item: (each) => each.map(rowOf).join(''),
      after: '</sheetData></worksheet>',
    }),
  );
  await archive.stream('xl/sharedStrings.xml', async (part) => {
    part.write(`<sst xmlns="${MAIN}">`);
    let texts = '';
    for (const text of shared.keys()) {
      texts += `<si><t>${text}</t></si>`;
      if (texts.length < 2 ** 16) continue;
      if (!part.write(texts)) await new Promise((resolve) => part.once('drain', resolve));
      texts = '';
    }
    part.end(`${texts}</sst>`);
  });
  archive.end();
  return rows;
}

const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50];

/** A zip archive (PKWARE's APPNOTE, 4.3) below 4 GB, part after part. */
function openZip(file: string) {
  const handle = openSync(file, 'w');
  const directory: Buffer[] = [];
  let at = 0;
  const append = (bytes: Buffer): void => {
    at += writeSync(handle, bytes, 0, bytes.length, at);
  };
  const stream = async <T>(name: string, fill: (part: Transform) => Promise<T>): Promise<T> => {
    const begin = at;
    append(header(name, 0, 0, 0));
    const dataBegin = at;
    let [sum, unpacked] = [0, 0];
    const counted = new Transform({
      transform(chunk: Buffer, _, done) {
        sum = crc32(chunk, sum);
        unpacked += chunk.length;
        done(null, chunk);
      },
    });
    const out = createWriteStream(file, { fd: handle, autoClose: false, start: at });
    const written = pipeline(counted, createDeflateRaw(), out);
    const [result] = await Promise.all([fill(counted), written]);
    at = dataBegin + out.bytesWritten;
    const whole = header(name, sum, out.bytesWritten, unpacked);
    writeSync(handle, whole, 0, whole.length, begin);
    directory.push(central(whole, begin));
    return result;
  };
  return {
    stream,
    /** A short part, stored as it is. */
    add(name: string, text: string): void {
      const bytes = Buffer.from(text);
      const begin = at;
      const whole = header(name, crc32(bytes), bytes.length, bytes.length, 0);
      append(Buffer.concat([whole, bytes]));
      directory.push(central(whole, begin));
    },
    end(): void {
      const begin = at;
      const all = Buffer.concat(directory);
      const end = Buffer.alloc(22);
      end.writeUInt32LE(END, 0);
      end.writeUInt16LE(directory.length, 8);
      end.writeUInt16LE(directory.length, 10);
      end.writeUInt32LE(all.length, 12);
      end.writeUInt32LE(begin, 16);
      append(Buffer.concat([all, end]));
      closeSync(handle);
    },
  };
}

function header(name: string, sum: number, packed: number, unpacked: number, method = 8): Buffer {
  const bytes = Buffer.alloc(30 + name.length);
  bytes.writeUInt32LE(LOCAL, 0);
  bytes.writeUInt16LE(20, 4);
  bytes.writeUInt16LE(method, 8);
  bytes.writeUInt32LE(sum, 14);
  bytes.writeUInt32LE(packed, 18);
  bytes.writeUInt32LE(unpacked, 22);
  bytes.writeUInt16LE(name.length, 26);
  bytes.write(name, 30, 'latin1');
  return bytes;
}

/** The entry of the directory that says the same as a part's own header. */
function central(local: Buffer, begin: number): Buffer {
  const bytes = Buffer.alloc(46 + local.length - 30);
  bytes.writeUInt32LE(CENTRAL, 0);
  bytes.writeUInt16LE(20, 4);
  local.copy(bytes, 6, 4, 28);
  bytes.writeUInt32LE(begin, 42);
  local.copy(bytes, 46, 30);
  return bytes;
}
