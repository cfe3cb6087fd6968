/** One moment of a recording. */
export interface RecordedChunk {
  /** Milliseconds after the previous chunk. */
  readonly afterMs: number;
  readonly bytes: Uint8Array;
}

/** Bytes per chunk when a recording without times is played. */
const RAW_CHUNK_BYTES = 8;
const LINE = /^(?:\+(\d{1,9})\s+)?([<>])\s*((?:[0-9a-f]{2}\s*)+)$/i;

/**
 * Reads a recording of an instrument's line.
 *
 * Text form, one moment a line: `+<ms> < HEX` for bytes from the instrument, `+<ms> > HEX` for bytes
 * from the host (their time counts, their bytes are not played), `#` starts a comment, `+<ms>` is the
 * time since the line before and may be left out. Anything that does not begin like that is raw
 * bytes, played at the speed of the line.
 * @param rate bytes per second of the line, for raw bytes
 * @throws Error with the number of the first line that cannot be read
 */
export function readRecording(file: Uint8Array, rate: number): readonly RecordedChunk[] {
  const text = Buffer.from(file).toString('latin1');
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const first = lines.find((line) => line !== '' && !line.startsWith('#'));
  return first !== undefined && LINE.test(first) ? timedChunks(lines) : rawChunks(file, rate);
}

function timedChunks(lines: readonly string[]): readonly RecordedChunk[] {
  const chunks: RecordedChunk[] = [];
  let afterMs = 0;
  lines.forEach((line, index) => {
    if (line === '' || line.startsWith('#')) return;
    const match = LINE.exec(line);
    if (match === null) throw new Error(`line ${index + 1} is not "+<ms> < HEX": ${line}`);
    afterMs += Number(match[1] ?? 0);
    if (match[2] === '>') return;
    chunks.push({ afterMs, bytes: Buffer.from((match[3] ?? '').replaceAll(/\s/g, ''), 'hex') });
    afterMs = 0;
  });
  return chunks;
}

function rawChunks(file: Uint8Array, rate: number): readonly RecordedChunk[] {
  const chunks: RecordedChunk[] = [];
  for (let at = 0; at < file.length; at += RAW_CHUNK_BYTES) {
    const bytes = file.slice(at, at + RAW_CHUNK_BYTES);
    chunks.push({ afterMs: (1000 * bytes.length) / rate, bytes });
  }
  return chunks;
}
