import { closeSync, existsSync, openSync, readSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const NAME = /^\d{6}\.jsonl$/;
const LINE_FEED = 0x0a;
const CHUNK_BYTES = 1 << 20;

/** A file of the journal as long as it was when it was listed. */
export interface JournalFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

/** A line of a journal file, in bytes because it may be damaged. */
export interface RawLine {
  /** Without the line feed. */
  readonly bytes: Buffer;
  readonly file: JournalFile;
  /** Position of the first byte in the file. */
  readonly offset: number;
  /** False for the rest at the end of a file that has no line feed. */
  readonly complete: boolean;
}

/** The journal's files in order; files that were set aside are not among them. */
export function listJournal(folder: string): JournalFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => NAME.test(name))
    .sort()
    .map((name) => journalFile(join(folder, name)));
}

export function journalFile(path: string): JournalFile {
  return { path, size: statSync(path).size };
}

/** Name of the file after `previous`, or of the first. */
export function nextJournalPath(folder: string, previous: string | null): string {
  const number = previous === null ? 1 : Number(/(\d{6})\.jsonl$/.exec(previous)?.[1]) + 1;
  return join(folder, `${String(number).padStart(6, '0')}.jsonl`);
}

/**
 * All lines of some files, in order, a chunk in memory at a time.
 * @param from byte of the first file where a line begins
 */
export function* readLines(files: readonly JournalFile[], from = 0): Generator<RawLine, void> {
  for (const [index, file] of files.entries()) yield* readFileLines(file, index === 0 ? from : 0);
}

function* readFileLines(file: JournalFile, from: number): Generator<RawLine, void> {
  let rest: Buffer = Buffer.alloc(0);
  let offset = from;
  for (const chunk of readChunks(file, from)) {
    const data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = data.indexOf(LINE_FEED); end >= 0; end = data.indexOf(LINE_FEED, start)) {
      yield { bytes: data.subarray(start, end), file, offset, complete: true };
      offset += end + 1 - start;
      start = end + 1;
    }
    rest = data.subarray(start);
  }
  if (rest.length > 0) yield { bytes: rest, file, offset, complete: false };
}

function* readChunks(file: JournalFile, from: number): Generator<Buffer, void> {
  const handle = openSync(file.path, 'r');
  try {
    for (let position = from; position < file.size;) {
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, file.size - position));
      const count = readSync(handle, chunk, 0, chunk.length, position);
      if (count === 0) return;
      yield chunk.subarray(0, count);
      position += count;
    }
  } finally {
    closeSync(handle);
  }
}
