import { createReadStream } from 'node:fs';
import type { MappingProfile } from '../../../shared/manifest/profile.ts';
import { readHeader } from './csv/csv-header.ts';
import { guessEncoding } from './guess-encoding.ts';
import { missingColumns } from './table-header.ts';
import { createDecoder } from './text-decoders.ts';
import type { TextEncoding } from './text-decoders.ts';
import { splitLines } from './text-file.ts';

/** What a file is in that is not Unicode, and whether that is only what it looks like. */
export interface DecidedEncoding {
  readonly encoding: TextEncoding;
  readonly guessed: boolean;
}

/** Bytes of lines to guess by. */
const SAMPLE_BYTES = 64 * 1024;

/**
 * The encoding of a file that is not UTF-8 and says nothing itself: that of the mapping profile whose
 * columns it has, or what its lines look like. Null when it is not clear.
 *
 * @param head the first bytes
 * @param profiles that may fit
 * @param lines of the file that have bytes above ASCII, as many as may be looked at
 */
export function decideEncoding(
  head: Buffer,
  profiles: readonly MappingProfile[],
  lines: Buffer,
): DecidedEncoding | null {
  const said = new Set(
    profiles.flatMap((profile) => {
      if (profile.shape !== 'table' || profile.encoding === undefined) return [];
      const text = createDecoder(profile.encoding)(head).text;
      const header = readHeader(splitLines(text), profile);
      const fits = header !== null && missingColumns(profile, header.names).length === 0;
      return fits ? [profile.encoding] : [];
    }),
  );
  const [ofProfile] = said;
  if (ofProfile !== undefined && said.size === 1) return { encoding: ofProfile, guessed: false };
  const encoding = guessEncoding(lines);
  return encoding === null ? null : { encoding, guessed: true };
}

const LINE_END = /[\n\r]/;

/**
 * Lines of a file with bytes above ASCII, 64 kB at most.
 * @param onBytes is told how many bytes were read so far; throws to end it
 */
export async function sampleLines(path: string, onBytes: (bytes: number) => void): Promise<Buffer> {
  let [sample, rest, bytes] = ['', '', 0];
  // As Latin-1 each byte is a character of its own and comes back unchanged.
  const take = (lines: readonly string[]): void => {
    sample += lines.filter(isAboveAscii).join('\n').slice(0, SAMPLE_BYTES) + '\n';
  };
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    onBytes(bytes);
    const lines = (rest + chunk.toString('latin1')).split(LINE_END);
    rest = (lines.pop() ?? '').slice(0, SAMPLE_BYTES);
    take(lines);
    if (sample.length >= SAMPLE_BYTES) break;
  }
  take([rest]);
  return Buffer.from(sample.slice(0, SAMPLE_BYTES), 'latin1');
}

/** The lines of a piece of a file with bytes above ASCII. */
export function sampleOf(head: Buffer): Buffer {
  const lines = head.toString('latin1').split(LINE_END).filter(isAboveAscii);
  return Buffer.from(lines.join('\n'), 'latin1');
}

function isAboveAscii(line: string): boolean {
  return /[\x80-\xff]/.test(line);
}
