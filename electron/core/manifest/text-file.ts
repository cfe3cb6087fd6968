import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';

/** Encodings that manifests come in. cp1252 is what Western spreadsheets write without asking. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'windows-1252';

/** What a first pass over a file says. */
export interface FileFacts {
  /** `utf-16be` is recognised and not read: nothing that exports manifests writes it today. */
  readonly encoding: TextEncoding | 'utf-16be';
  /** SHA-256 of the bytes, hex. */
  readonly sha256: string;
  readonly bytes: number;
}

const LINE_END = /\r\n|\n|\r/;
const CHUNK = { highWaterMark: 256 * 1024 };

/**
 * Reads a file once to know its encoding: UTF-16 by its mark, UTF-8 when every byte is, else
 * cp1252. Guessing from the beginning alone would garble a name in the last line.
 */
export async function inspectFile(path: string): Promise<FileFacts> {
  const hash = createHash('sha256');
  const strict = new TextDecoder('utf-8', { fatal: true });
  let [bytes, valid] = [0, true];
  let first: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks(path)) {
    hash.update(chunk);
    if (bytes === 0) first = chunk.subarray(0, 2);
    bytes += chunk.length;
    valid &&= decodes(strict, chunk);
  }
  valid &&= decodes(strict, null);
  const encoding = utf16Of(first) ?? (valid ? 'utf-8' : 'windows-1252');
  return { encoding, sha256: hash.digest('hex'), bytes };
}

function utf16Of(first: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le';
  return first[0] === 0xfe && first[1] === 0xff ? 'utf-16be' : null;
}

/** A line beyond this is no table: the rest of the file is not read into memory to find out. */
const LONGEST_LINE = 1 << 20;

/**
 * Lines of a text file, a chunk at a time, without their ends, which may be LF, CRLF or CR, and
 * without a byte order mark.
 *
 * @throws RangeError when a line has more than a million characters
 */
export async function* readTextLines(
  path: string,
  encoding: TextEncoding,
): AsyncGenerator<string[]> {
  const decoder = new TextDecoder(encoding);
  let rest = '';
  for await (const chunk of chunks(path)) {
    const text = rest + decoder.decode(chunk, { stream: true });
    // A CR at the end may be the first half of a CRLF.
    const held = text.endsWith('\r') ? '\r' : '';
    const lines = (held === '' ? text : text.slice(0, -1)).split(LINE_END);
    rest = (lines.pop() ?? '') + held;
    if (rest.length > LONGEST_LINE)
      throw new RangeError('a line is longer than 1,048,576 characters');
    yield lines;
  }
  rest = (rest + decoder.decode()).replace(/\r$/, '');
  if (rest !== '') yield rest.split(LINE_END);
}

function chunks(path: string): AsyncIterable<Buffer> {
  return createReadStream(path, CHUNK) as AsyncIterable<Buffer>;
}

function decodes(decoder: TextDecoder, chunk: Buffer | null): boolean {
  try {
    if (chunk === null) decoder.decode();
    else decoder.decode(chunk, { stream: true });
    return true;
  } catch {
    return false;
  }
}
