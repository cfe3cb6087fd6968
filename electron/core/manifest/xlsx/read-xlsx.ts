import { createReadStream } from 'node:fs';
import type { CodedError, Result } from '../../../../shared/result.ts';
import { tableOrNone } from '../profiles.ts';
import { quotedText } from '../quoted-text.ts';
import { UnreadableFile } from '../reader.ts';
import type { ManifestReader, ReadFacts, RowSink, SourceFile } from '../reader.ts';
import { openArchive } from './archive.ts';
import type { Archive, Part } from './archive.ts';
import { readSharedStrings } from './shared-strings.ts';
import { readSheetRows } from './sheet-rows.ts';
import { ColumnsRefused, createSheetTable } from './sheet-table.ts';
import { readStyles } from './styles.ts';
import { readWorkbook } from './workbook.ts';

/** A larger one is exported as CSV, of which two gigabytes are read. */
const MOST_BYTES = 2 ** 28;
const CHUNK = { highWaterMark: 64 * 1024 };

/**
 * Reads the first visible sheet of a workbook (Office Open XML, ECMA-376). The texts that its cells
 * point at are kept, up to a limit; the sheet itself is read as it is unpacked.
 */
export const readXlsx: ManifestReader = async (source, sink) => {
  if (source.bytes > MOST_BYTES) {
    throw new UnreadableFile('is a workbook of more than 256 MB: export it as CSV, or in parts');
  }
  await hashFile(source);
  const archive = await openArchive(source.path);
  try {
    return await readArchive(archive, source, sink);
  } catch (error) {
    if (!(error instanceof ColumnsRefused)) throw error;
    return { ok: false, error: error.reason };
  } finally {
    archive.close();
  }
};

/** Parts of an archive are not in the order in which they are needed: the hash is taken before. */
async function hashFile({ path, hash, onRead }: SourceFile): Promise<void> {
  for await (const chunk of createReadStream(path, CHUNK) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    onRead(0, 0);
  }
}

async function readArchive(
  archive: Archive,
  source: SourceFile,
  sink: RowSink,
): Promise<Result<ReadFacts, CodedError>> {
  const asked = tableOrNone(source.profile);
  if (!asked.ok) return asked;
  const book = await readWorkbook(archive);
  const table = createSheetTable(sink, asked.value, source.profiles);
  const styles = await readStyles(book.styles);
  const strings = { packedBytes: 0, ...book.strings };
  // As the file is read in two parts, so is the progress: by what they take of its bytes.
  const toRead = strings.packedBytes + book.sheet.packedBytes;
  const told = (before: number, part: Pick<Part, 'packedBytes'>) => (share: number) => {
    const read = (before + share * part.packedBytes) / toRead;
    source.onRead(Math.min(source.bytes, Math.round(read * source.bytes)), table.rows());
  };
  const texts = await readSharedStrings(book.strings, told(0, strings));
  const context = { strings: texts, styles, from1904: book.from1904 };
  const take = table.take.bind(table);
  await readSheetRows(book.sheet, context, take, told(strings.packedBytes, book.sheet));
  const facts = table.finish();
  if (facts === null) {
    const message = `The sheet "${quotedText(book.sheetName)}" has no row that names its columns.`;
    return refused('manifest-empty', message);
  }
  const { otherSheets } = book;
  return { ok: true, value: { encoding: null, delimiter: null, ...facts, otherSheets } };
}

function refused(code: string, message: string): Result<never, CodedError> {
  return { ok: false, error: { code, message } };
}
