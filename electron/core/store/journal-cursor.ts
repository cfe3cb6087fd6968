import { closeSync, openSync, readSync } from 'node:fs';
import { readLines } from './journal-files.ts';
import type { JournalFile, RawLine } from './journal-files.ts';

const LINE_FEED = 0x0a;
/** Longer than most lines. */
const SEEK_BYTES = 4096;

/** A byte of a journal. */
export interface Place {
  /** Number of the file, from 0. */
  readonly file: number;
  readonly offset: number;
}

/** Reads a journal from its beginning, by whole pages of lines where it can, else line by line. */
export interface JournalCursor {
  /** Goes past `lines` when they are what comes next, byte by byte; else stays where it is. */
  take(lines: Uint8Array): boolean;
  /** The next line, or null at the end. */
  line(): RawLine | null;
  /** Where the next line begins; never behind the end of a file that has one after it. */
  place(): Place;
  moveTo(place: Place): void;
  /** Goes to the line of a record, if the lines are in order; false when it is not found. */
  seek(seq: number): boolean;
  close(): void;
}

export function createJournalCursor(files: readonly JournalFile[]): JournalCursor {
  let [index, offset] = [0, 0];
  let lines: Generator<RawLine, void> | null = null;
  let handle: { readonly index: number; readonly descriptor: number } | null = null;
  let buffer = Buffer.alloc(0);

  function close(): void {
    if (handle !== null) closeSync(handle.descriptor);
    handle = null;
  }

  function read(file: number, length: number, position: number): Uint8Array {
    if (handle?.index !== file) {
      close();
      handle = { index: file, descriptor: openSync(files[file]?.path ?? '', 'r') };
    }
    if (buffer.length < length) buffer = Buffer.alloc(length);
    return buffer.subarray(0, readSync(handle.descriptor, buffer, 0, length, position));
  }

  return {
    take(wanted) {
      let [at, position] = [index, offset];
      for (let done = 0; done < wanted.length;) {
        const file = files[at];
        if (file === undefined) return false;
        const length = Math.min(wanted.length - done, file.size - position);
        const part = wanted.subarray(done, done + length);
        // A file ends with a whole line: one that goes on in the next file is none.
        if (length > 0 && part[length - 1] !== LINE_FEED) return false;
        if (Buffer.compare(read(at, length, position), part) !== 0) return false;
        done += length;
        if (done < wanted.length) [at, position] = [at + 1, 0];
        else position += length;
      }
      [index, offset, lines] = [at, position, null];
      return true;
    },
    line() {
      lines ??= readLines(files.slice(index), offset);
      const line = lines.next().value ?? null;
      if (line === null) return null;
      index = files.indexOf(line.file);
      offset = line.offset + line.bytes.length + (line.complete ? 1 : 0);
      return line;
    },
    place() {
      const file = files[index];
      const atEnd = file !== undefined && offset === file.size && index < files.length - 1;
      return atEnd ? { file: index + 1, offset: 0 } : { file: index, offset };
    },
    moveTo(place) {
      [index, offset, lines] = [place.file, place.offset, null];
    },
    seek(seq) {
      const file = files.findLastIndex((_, number) => (firstAt(number, 0)?.seq ?? Infinity) <= seq);
      let [low, high] = [0, files[file]?.size ?? 0];
      // The first place after which no earlier record begins.
      while (low < high) {
        const middle = Math.floor((low + high) / 2);
        const found = firstAt(file, middle);
        if (found !== null && found.seq < seq) low = middle + 1;
        else high = middle;
      }
      const found = file < 0 ? null : firstAt(file, low);
      if (found?.seq !== seq) return false;
      [index, offset, lines] = [file, found.offset, null];
      return true;
    },
    close,
  };

  /** The first whole line of a file that begins at a byte or after it. */
  function firstAt(file: number, from: number): { seq: number; offset: number } | null {
    const size = files[file]?.size ?? 0;
    for (let length = SEEK_BYTES; ; length *= 8) {
      const begin = Math.max(0, from - 1);
      const bytes = Buffer.from(read(file, Math.min(length, size - begin), begin));
      const start = from === 0 ? 0 : bytes.indexOf(LINE_FEED) + 1;
      const end = start === 0 && from > 0 ? -1 : bytes.indexOf(LINE_FEED, start);
      if (end >= 0) {
        const seq = /"seq":(\d{1,15}),"session":[^{}]*}$/.exec(
          bytes.toString('latin1', start, end),
        );
        return seq === null ? null : { seq: Number(seq[1]), offset: begin + start };
      }
      if (begin + length >= size) return null;
    }
  }
}
