import type { Hash } from 'node:crypto';
import { closeSync, constants, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import { createDecoder } from './text-decoders.ts';
import { UnreadableFile } from './reader.ts';
import type { TextEncoding } from './text-decoders.ts';

/** What can be said of a file without reading it. */
export interface FileFacts {
  readonly bytes: number;
  /** Changes when the file is written or replaced. */
  readonly version: string;
  /** By its byte order mark. */
  readonly mark: 'utf-8' | 'utf-16le' | 'utf-16be' | null;
  /** The first bytes, 64 kB at most. */
  readonly head: Buffer;
}

/** A file was not read on in this line, counted from 1. */
class TextError extends Error {
  readonly line: number;
  constructor(line: number) {
    super(`line ${line}`);
    this.line = line;
  }
}

/** A file that was taken for UTF-8 has a byte that is not, and nothing before it that only UTF-8 has. */
export class NotUtf8 extends TextError {}

/** A file has bytes that are no text, though it is of the encoding. */
export class DamagedText extends TextError {
  readonly encoding: TextEncoding;
  constructor(line: number, encoding: TextEncoding) {
    super(line);
    this.encoding = encoding;
  }
}

/** A file has NUL characters: no text has, and in UTF-16 without a mark every second byte is one. */
export class NulCharacters extends TextError {}

/** Enough to recognise a format by. */
const HEAD_BYTES = 64 * 1024;

/** To open a pipe that nobody writes into would wait for ever (open(2)); Windows has no such files. */
const WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** @throws UnreadableFile for what is no plain file, Error of the file system */
export function inspectFile(path: string): FileFacts {
  const handle = openSync(path, WITHOUT_WAITING);
  try {
    const first = Buffer.alloc(HEAD_BYTES);
    const stats = fstatSync(handle);
    if (!stats.isFile()) throw new UnreadableFile('is a folder, a pipe or a device, not a file');
    const { size, ino, mtimeMs } = stats;
    const head = first.subarray(0, readSync(handle, first));
    return { bytes: size, version: `${ino} ${size} ${mtimeMs}`, mark: markOf(head), head };
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
  if (first[0] === 0xef && first[1] === 0xbb && first[2] === 0xbf) return 'utf-8';
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
 * @param onBytes is told how many bytes and whole lines were read so far
 * @throws NotUtf8 where UTF-8 is wanted and a byte is not: guessing from the beginning alone would
 *   garble a name in the last line
 * @throws DamagedText where bytes are not of the encoding, or end within a character
 * @throws NulCharacters
 * @throws RangeError when a line has more than a million characters
 */
export async function* readTextLines(
  path: string,
  encoding: TextEncoding,
  hash: Hash,
  onBytes: (bytes: number, lines: number) => void,
): AsyncGenerator<readonly string[]> {
  const decode = createDecoder(encoding);
  let rest = '';
  let bytes = 0;
  let whole = 0;
  // Waits for the second chunk, so that a short file is one batch, a last line without an end included.
  let first: string[] = [];
  const textOf = (chunk: Buffer | null): string => {
    const { text, bad } = decode(chunk);
    const lineAt = (at: number): number => whole + splitLines(rest + text.slice(0, at)).length;
    const nul = text.indexOf('\0');
    if (nul >= 0) throw new NulCharacters(lineAt(nul));
    if (bad === null) return text;
    if (bad === 'other-encoding') throw new NotUtf8(lineAt(text.length));
    throw new DamagedText(lineAt(text.length), encoding);
  };
  for await (const chunk of createReadStream(path, CHUNK) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    const decoded = textOf(chunk);
    const text = rest + (bytes === 0 ? decoded.replace(/^\ufeff/, '') : decoded);
    bytes += chunk.length;
    // A CR at the end may be the first half of a CRLF.
    const held = text.endsWith('\r') ? '\r' : '';
    const lines = splitLines(held === '' ? text : text.slice(0, -1));
    rest = (lines.pop() ?? '') + held;
    if (rest.length > LONGEST_LINE)
      throw new RangeError('a line is longer than 1,048,576 characters');
    whole += lines.length;
    onBytes(bytes, whole);
    if (bytes === chunk.length) {
      first = lines;
      continue;
    }
    if (first.length > 0) yield first;
    first = [];
    yield lines;
  }
  rest = (rest + textOf(null)).replace(/\r$/, '');
  const last = rest === '' ? [] : splitLines(rest);
  yield [...first, ...last];
}

/** Lines of a text without their ends, which may be LF, CRLF or CR. */
export function splitLines(text: string): string[] {
  return text.includes('\r') ? text.split(/\r\n|\n|\r/) : text.split('\n');
}
