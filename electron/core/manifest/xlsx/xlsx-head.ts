import type { MappingProfile, TableProfile } from '../../../../shared/manifest/profile.ts';
import { HEAD_ROWS } from '../table-head.ts';
import type { TableHead } from '../table-head.ts';
import { openArchive } from './archive.ts';
import type { Archive } from './archive.ts';
import { readSharedStrings } from './shared-strings.ts';
import { findHead, lastHeadRow } from './sheet-head.ts';
import { readSheetRows } from './sheet-rows.ts';
import type { SheetRow } from './sheet-rows.ts';
import { readStyles } from './styles.ts';
import { readWorkbook } from './workbook.ts';

/** The beginning of the sheet was read. */
class Enough extends Error {}

/**
 * The first rows of a workbook's sheet, as far as `readXlsx` would take them.
 * @throws UnreadableFile
 */
export async function readXlsxHead(
  path: string,
  asked: TableProfile | null,
  profiles: readonly MappingProfile[],
): Promise<TableHead> {
  const archive = await openArchive(path);
  try {
    return headOf(await firstRows(archive, lastHeadRow(asked, profiles)), asked, profiles);
  } finally {
    archive.close();
  }
}

/** @param names the last row in which the names can be */
async function firstRows(archive: Archive, names: number): Promise<readonly SheetRow[]> {
  const book = await readWorkbook(archive);
  const strings = await readSharedStrings(book.strings, () => undefined);
  const context = { strings, styles: await readStyles(book.styles), from1904: book.from1904 };
  const rows: SheetRow[] = [];
  const take = (row: SheetRow): void => {
    rows.push(row);
    if (rows.filter((one) => one.row > names).length > HEAD_ROWS) throw new Enough();
  };
  try {
    await readSheetRows(book.sheet, context, take, () => undefined);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return rows;
}

function headOf(
  rows: readonly SheetRow[],
  asked: TableProfile | null,
  profiles: readonly MappingProfile[],
): TableHead {
  const found = findHead(rows, asked, profiles);
  const row = found.ok && found.value !== null ? found.value.row : rows[0];
  const below = rows.filter((one) => row !== undefined && one.row > row.row);
  return {
    encoding: null,
    encodingGuessed: false,
    delimiter: null,
    columns: row?.cells ?? [],
    rows: below.slice(0, HEAD_ROWS).map(({ cells }) => cells),
    profile: found.ok ? (found.value?.profile ?? null) : null,
    error: found.ok ? (row === undefined ? EMPTY : null) : found.error,
  };
}

const EMPTY = {
  code: 'manifest-empty',
  message: 'The sheet has no row that names its columns.',
} as const;
