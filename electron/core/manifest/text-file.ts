import { isUtf8 } from 'node:buffer';
import type { Hash } from 'node:crypto';
import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import { TextDecoder } from 'node:util';

/** Encodings that manifests come in. cp1252 is what Western spreadsheets write without asking. */
export const TEXT_ENCODINGS = ['utf-8', 'utf-16le', 'windows-1252'] as const;
export type TextEncoding = (typeof TEXT_ENCODINGS)[number];

/** What can be said of a file without reading it. */
export interface FileFacts {
  readonly bytes: number;
  /** Changes when the file is written or replaced. */
  readonly version: string;
  /** By its mark; `utf-16be` is recognised and not read: nothing writes manifests so today. */
  readonly mark: 'utf-16le' | 'utf-16be' | null;
}

/** A file that was taken for UTF-8 has a byte that is not. */
export class NotUtf8 extends Error {}

/** @throws Error of the file system */
export function inspectFile(path: string): FileFacts {
  const handle = openSync(path, 'r');
  try {
    const first = Buffer.alloc(2);
    const { size, ino, mtimeMs } = fstatSync(handle);
    readSync(handle, first);
    return { bytes: size, version: `${ino} ${size} ${mtimeMs}`, mark: markOf(first) };
  } finally {
    closeSync(handle);
  }
}

/** Whether a file is there as it was when it was inspected. */
export function isStill(path: string, version: string): boolean {
  try {
    return inspectFile(path).version === version;
  } catch {
    return false;
  }
}

function markOf(first: Buffer): FileFacts['mark'] {
  if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le';
  return first[0] === 0xfe && first[1] === 0xff ? 'utf-16be' : null;
}

/** A line beyond this is no table: the rest of the file is not read into memory to find out. */
const LONGEST_LINE = 1 << 20;
const CHUNK = { highWaterMark: 64 * 1024 };

/**
 * Lines of a text file, a chunk at a time, without their ends, which may be LF, CRLF or CR, and
 * without a byte order mark.
 *
 * @param hash is told all bytes
 * @param onBytes is told how many were read so far
 * @throws NotUtf8 where UTF-8 is wanted and a byte is not: guessing from the beginning alone would
 *   garble a name in the last line
 * @throws RangeError when a line has more than a million characters
 */
export async function* readTextLines(
  path: string,
  encoding: TextEncoding,
  hash: Hash,
  onBytes: (bytes: number) => void,
): AsyncGenerator<readonly string[]> {
  const decoder = encoding === 'utf-8' ? strictUtf8() : new TextDecoder(encoding);
  let rest = '';
  let bytes = 0;
  let ready: string[] = [];
  for await (const chunk of createReadStream(path, CHUNK) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    const decoded = decoder.decode(chunk, { stream: true });
    const text = rest + (bytes === 0 ? decoded.replace(/^\ufeff/, '') : decoded);
    bytes += chunk.length;
    onBytes(bytes);
    // A CR at the end may be the first half of a CRLF.
    const held = text.endsWith('\r') ? '\r' : '';
    const lines = splitLines(held === '' ? text : text.slice(0, -1));
    rest = (lines.pop() ?? '') + held;
    if (rest.length > LONGEST_LINE)
      throw new RangeError('a line is longer than 1,048,576 characters');
    yield ready;
    ready = lines;
  }
  rest = (rest + decoder.decode()).replace(/\r$/, '');
  // A last line without an end comes with those before it, not as a batch of its own.
  yield rest === '' ? ready : [...ready, ...splitLines(rest)];
}

function splitLines(text: string): string[] {
  return text.includes('\r') ? text.split(/\r\n|\n|\r/) : text.split('\n');
}

/** As a fatal TextDecoder, which is several times slower in streams and keeps ASCII in two bytes. */
function strictUtf8(): Pick<TextDecoder, 'decode'> {
  let cut = Buffer.alloc(0);
  return {
    decode(chunk?: Buffer) {
      const bytes =
        cut.length === 0 ? (chunk ?? cut) : Buffer.concat([cut, chunk ?? cut.subarray(0, 0)]);
      const end = chunk === undefined ? bytes.length : wholeCharacters(bytes);
      const whole = bytes.subarray(0, end);
      if (!isUtf8(whole)) throw new NotUtf8('not UTF-8');
      cut = Buffer.from(bytes.subarray(end));
      return whole.toString('utf8');
    },
  };
}

/** Length without a character at the end that goes on in the next chunk (RFC 3629, 3). */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
