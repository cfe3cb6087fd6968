import { toHex } from '../framing/wire-bytes.ts';
import type { ExchangeLine } from '../protocol.ts';

/** One moment of a recording. */
export interface RecordedChunk {
  /** Milliseconds after the previous chunk. */
  readonly afterMs: number;
  readonly bytes: Uint8Array;
}

/** One line of a recording with its time. */
export interface RecordedLine extends ExchangeLine {
  /** Milliseconds after the line before. */
  readonly afterMs: number;
}

/** Bytes per chunk when a recording without times is played. */
const RAW_CHUNK_BYTES = 8;
const LINE = /^(?:\+(\d{1,9})\s+)?([<>])\s*([0-9a-f][0-9a-f\s]*)$/i;

/** Writes one line of a recording; `readRecordedLines` reads it. */
export function formatRecordedLine({ from, afterMs, bytes }: RecordedLine): string {
  const pairs = toHex(bytes).replace(/..(?=.)/g, '$& ');
  return `+${afterMs} ${from === 'host' ? '>' : '<'} ${pairs}`;
}

/**
 * Reads the text form of a recording, one moment a line: `+<ms> < HEX` for bytes from the instrument,
 * `+<ms> > HEX` for bytes from the host, `#` starts a comment, `+<ms>` is the time since the line before
 * and may be left out. Null for a file that does not begin like that: it is raw bytes.
 * @throws Error with the number of the first line that cannot be read
 */
export function readRecordedLines(file: Uint8Array): readonly RecordedLine[] | null {
  const text = Buffer.from(file).toString('latin1');
  const lines = text.split(/\r?\n/).map((line) => line.replace(/#.*$/, '').trim());
  const first = lines.find((line) => line !== '');
  // `station record` of a line on which nothing came: its head alone.
  if (first === undefined) return text.trimStart().startsWith('#') ? [] : null;
  if (!LINE.test(first)) return null;
  return lines.flatMap((line, index) => {
    if (line === '') return [];
    const [, afterMs = '0', direction, digits = ''] = LINE.exec(line) ?? [];
    const hex = digits.replaceAll(/\s/g, '');
    if (direction === undefined || hex.length % 2 !== 0) {
      throw new Error(`line ${index + 1} is not "+<ms> < HEX": ${line}`);
    }
    const from = direction === '>' ? 'host' : 'instrument';
    return [{ from, afterMs: Number(afterMs), bytes: Buffer.from(hex, 'hex') }];
  });
}

/**
 * Reads a recording of an instrument's line to play it: of the text form the bytes of the instrument
 * (of the host's lines only the time counts), raw bytes at the speed of the line.
 * @param rate bytes per second of the line, for raw bytes
 * @throws Error with the number of the first line that cannot be read
 */
export function readRecording(file: Uint8Array, rate: number): readonly RecordedChunk[] {
  const lines = readRecordedLines(file);
  return lines === null ? rawChunks(file, rate) : timedChunks(lines);
}

function timedChunks(lines: readonly RecordedLine[]): readonly RecordedChunk[] {
  let afterMs = 0;
  return lines.flatMap((line) => {
    afterMs += line.afterMs;
    if (line.from === 'host') return [];
    const chunk = { afterMs, bytes: line.bytes };
    afterMs = 0;
    return [chunk];
  });
}

function rawChunks(file: Uint8Array, rate: number): readonly RecordedChunk[] {
  const chunks: RecordedChunk[] = [];
  for (let at = 0; at < file.length; at += RAW_CHUNK_BYTES) {
    const bytes = file.slice(at, at + RAW_CHUNK_BYTES);
    chunks.push({ afterMs: (1000 * bytes.length) / rate, bytes });
  }
  return chunks;
}
