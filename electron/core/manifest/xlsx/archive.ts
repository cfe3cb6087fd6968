import { crc32 } from 'node:zlib';
import { openPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { quotedText } from '../quoted-text.ts';
import { UnreadableFile } from '../reader.ts';

/** Of a workbook there are a few dozen: each sheet, picture and drawing is one. */
const MOST_PARTS = 1_000;
/** Bytes of one part, unpacked: a million rows are about half of it. */
const MOST_PART_BYTES = 2 ** 31;
/**
 * Sheets are packed to a tenth or a thirtieth; deflate reaches 1,032 times at most (zlib, "Technical
 * Details"), and only with the same few bytes over and over.
 */
const MOST_RATIO = 250;
/** A small part may be packed as well as it likes. */
const RATIO_FROM_BYTES = 2 ** 24;

/** A part of a workbook. */
export interface Part {
  /** Its size in the archive. */
  readonly packedBytes: number;
  /**
   * Its bytes, unpacked, in chunks.
   * @param onShare is told after each chunk what share of the part was read, 0 to 1
   * @throws UnreadableFile where they are damaged, or more than the archive says they are
   */
  read(onShare: (share: number) => void): AsyncGenerator<Buffer>;
}

/** An archive whose directory was read. Nothing is ever written to a disk. */
export interface Archive {
  /** By its name, in any case (ECMA-376-2, 6.2.2.3). */
  part(name: string): Part | null;
  close(): void;
}

/**
 * Opens a zip archive.
 *
 * @throws UnreadableFile where it is damaged, locked, or built to fill a machine: too many parts, a
 *   part too large or packed too well, a name that leads out of the archive, two parts of one name
 */
export async function openArchive(path: string): Promise<Archive> {
  const zip = await saying('is a damaged archive', () =>
    openPromise(path, { autoClose: false, validateEntrySizes: true }),
  );
  try {
    const entries = await saying('is a damaged archive', () => directoryOf(zip));
    return {
      part: (name) => {
        const entry = entries.get(name.toLowerCase());
        return entry === undefined ? null : partOf(zip, entry);
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function directoryOf(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MOST_PARTS) {
    throw new UnreadableFile(`is an archive of ${zip.entryCount} parts; ${MOST_PARTS} are read`);
  }
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName.toLowerCase();
    const shown = quotedText(entry.fileName);
    if (entries.has(name)) throw new UnreadableFile(`has two parts of the name ${shown}`);
    const wrong = wrongWith(entry);
    if (wrong !== null) throw new UnreadableFile(`has a part ${shown} that ${wrong}`);
    entries.set(name, entry);
  }
  return entries;
}

function wrongWith(entry: Entry): string | null {
  const { compressedSize, uncompressedSize } = entry;
  if (entry.isEncrypted()) return 'is locked with a password: save it without one';
  if (uncompressedSize > MOST_PART_BYTES) return 'unpacks to more than 2 GB: it is not unpacked';
  if (uncompressedSize > RATIO_FROM_BYTES && uncompressedSize > MOST_RATIO * compressedSize) {
    return `unpacks to more than ${MOST_RATIO} times its size: it is not unpacked`;
  }
  return null;
}

function partOf(zip: ZipFile, entry: Entry): Part {
  return {
    packedBytes: entry.compressedSize,
    async *read(onShare) {
      const damaged = `has a damaged part ${quotedText(entry.fileName)}`;
      const stream = await saying(damaged, () => zip.openReadStreamPromise(entry));
      let bytes = 0;
      let sum = 0;
      const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
      try {
        for (;;) {
          // The archive's own count is held by yauzl: it ends a part that has more or fewer bytes.
          const next = await saying(damaged, () => chunks.next());
          if (next.done === true) break;
          bytes += next.value.length;
          sum = crc32(next.value, sum);
          onShare(bytes / entry.uncompressedSize);
          yield next.value;
        }
      } finally {
        stream.destroy();
      }
      if (sum !== entry.crc32) throw new UnreadableFile(`${damaged}: its checksum is another one`);
    },
  };
}

/** Errors of yauzl and of zlib have no class of their own; those of the file system have a syscall. */
async function saying<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UnreadableFile || !(error instanceof Error) || 'syscall' in error) {
      throw error;
    }
    throw new UnreadableFile(`${what} (${quotedText(error.message)}): save or copy it once more`);
  }
}
