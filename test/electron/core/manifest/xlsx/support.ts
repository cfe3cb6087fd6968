import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ManifestItem } from '../../../../../shared/manifest/item.ts';
import { openManifestIndex } from '../../../../../electron/core/manifest/find.ts';
import { importManifest } from '../../../../../electron/core/manifest/import-manifest.ts';
import type { ImportReport } from '../../../../../electron/core/manifest/import-manifest.ts';
import { siteProfilesFolder } from '../../../../../electron/core/manifest/profiles.ts';
import { zipOf } from '../../../../support/zip.ts';
import type { ZipPart } from '../../../../support/zip.ts';
import { onEnd, temporaryFolder, tickingClock } from '../../store/support.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** A workbook in pieces of XML; what is left out is not there, but the sheet. */
export interface Book {
  /** What is in `sheetData`. */
  readonly rows?: string;
  /** The whole part of the first sheet instead. */
  readonly sheet?: string | Buffer;
  /** What is in `sheets` of the workbook, with `r:id` of `s1` (the sheet above) or `s2` (of none). */
  readonly sheets?: string;
  readonly workbookPr?: string;
  /** What is in `sst`. */
  readonly strings?: string;
  /** What is in `styleSheet`. */
  readonly styles?: string;
  /** Parts are not packed. */
  readonly isStored?: boolean;
  /** Further parts, or others in place of those of a workbook. */
  readonly parts?: readonly ZipPart[];
}

/** The parts of a workbook, by their names. */
export function bookParts(book: Book): ZipPart[] {
  const sheet =
    book.sheet ??
    `<worksheet xmlns="${MAIN}"><sheetData>${book.rows ?? ''}</sheetData></worksheet>`;
  const sheets = book.sheets ?? '<sheet name="Parcels" sheetId="1" r:id="s1"/>';
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const relations = (...inner: string[]): string =>
    `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="${PACKAGE}">${inner.join('')}</Relationships>`;
  const parts: ZipPart[] = [
    {
      name: '_rels/.rels',
      content: relations(relation('r1', 'officeDocument', 'xl/workbook.xml')),
    },
    {
      name: 'xl/workbook.xml',
      content:
        `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${book.workbookPr ?? ''}` +
        `<sheets>${sheets}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: relations(
        relation('s1', 'worksheet', 'worksheets/sheet1.xml'),
        relation('s2', 'worksheet', '/xl/worksheets/sheet2.xml'),
        relation('s3', 'sharedStrings', 'sharedStrings.xml'),
        relation('s4', 'styles', 'styles.xml'),
      ),
    },
    { name: 'xl/worksheets/sheet1.xml', content: sheet },
  ];
  if (book.strings !== undefined) {
    parts.push({
      name: 'xl/sharedStrings.xml',
      content: `<sst xmlns="${MAIN}">${book.strings}</sst>`,
    });
  }
  if (book.styles !== undefined) {
    parts.push({
      name: 'xl/styles.xml',
      content: `<styleSheet xmlns="${MAIN}">${book.styles}</styleSheet>`,
    });
  }
  const others = book.parts ?? [];
  const all = [
    ...parts.filter(({ name }) => !others.some((other) => other.name === name)),
    ...others,
  ];
  return book.isStored === true ? all.map((part) => ({ ...part, isStored: true })) : all;
}

/** A cell with a text of its own. */
export function textCell(text: string, reference?: string): string {
  const at = reference === undefined ? '' : ` r="${reference}"`;
  return `<c${at} t="inlineStr"><is><t>${text}</t></is></c>`;
}

/** A row of texts, in the columns from the first one on. */
export function textRow(...texts: readonly string[]): string {
  return `<row>${texts.map((text) => textCell(text)).join('')}</row>`;
}

/** What came of an import, with a mapping profile of the site; `left` are the files in the folder of generations. */
export async function importBytes(bytes: Buffer, profile: string | null = null) {
  const dataDir = temporaryFolder();
  if (profile !== null) {
    mkdirSync(siteProfilesFolder(dataDir));
    writeFileSync(join(siteProfilesFolder(dataDir), 'site.yaml'), profile);
  }
  const file = join(temporaryFolder(), 'parcels.bin');
  writeFileSync(file, bytes);
  const result = await importManifest({ file, dataDir, clock: tickingClock() });
  const folder = join(dataDir, 'manifest');
  return { result, dataDir, left: existsSync(folder) ? readdirSync(folder) : [] };
}

interface Imported {
  readonly report: ImportReport;
  find(id: string): ManifestItem | null;
}

/** Imports a workbook that must be taken. */
export async function imported(book: Book, profile: string | null = null): Promise<Imported> {
  const { result, dataDir } = await importBytes(zipOf(bookParts(book)), profile);
  if (!result.ok) throw new Error(result.error.message);
  const index = openManifestIndex(dataDir, result.value.generation);
  if (!index.ok) throw new Error(index.error.message);
  onEnd(() => index.value.close());
  return { report: result.value, find: (id) => index.value.find(id) };
}

/** The message of a file that must be refused, of which nothing may be left. */
export async function refusal(bytes: Buffer): Promise<string> {
  const { result, left } = await importBytes(bytes);
  if (result.ok) throw new Error('the file was imported');
  if (left.length > 0) throw new Error(`something is left: ${left.join(', ')}`);
  return `${result.error.code}: ${result.error.message}`;
}

export const refusedBook = (book: Book): Promise<string> => refusal(zipOf(bookParts(book)));
