import { quotedText } from '../quoted-text.ts';
import { UnreadableFile } from '../reader.ts';
import type { Archive, Part } from './archive.ts';
import { attributeOf, readXmlPart } from './xml-part.ts';

/** A workbook whose first visible sheet is read. */
export interface Workbook {
  readonly sheet: Part;
  readonly sheetName: string;
  /** Names of its other sheets, the hidden ones included. */
  readonly otherSheets: readonly string[];
  /** Null where it has none. */
  readonly strings: Part | null;
  readonly styles: Part | null;
  /** Days count from 1904, as early Macintoshes did, and not from 1900. */
  readonly from1904: boolean;
}

interface Relation {
  /** The last step of its type: transitional and strict files differ in what is before it. */
  readonly type: string;
  readonly target: string;
}

interface SheetEntry {
  readonly name: string;
  readonly relation: string;
  readonly isVisible: boolean;
}

/** Archives that are something else, by a part that only they have. */
const OTHERS: readonly (readonly [part: string, what: string])[] = [
  ['xl/workbook.bin', 'is a binary workbook (.xlsb), which is not read: save it as .xlsx'],
  ['word/document.xml', 'is a text document of Word, no workbook: save its table as .xlsx or CSV'],
  ['ppt/presentation.xml', 'is a presentation, no workbook: save its table as .xlsx or CSV'],
  ['content.xml', 'is an OpenDocument file, which is not read: save it as .xlsx or CSV'],
];
const NO_WORKBOOK = 'is a zip archive without a workbook in it: unpack it first';

/**
 * Finds the parts of a workbook (ECMA-376-1, 12.3).
 *
 * @throws UnreadableFile where the archive is no workbook, or has no visible sheet
 */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const other = OTHERS.find(([part]) => archive.part(part) !== null);
  if (other !== undefined) throw new UnreadableFile(other[1]);
  const roots = [...(await relationsOf(archive, '')).values()];
  const path = roots.find(({ type }) => type === 'officeDocument')?.target;
  const part = path === undefined ? null : archive.part(path);
  if (path === undefined || part === null) throw new UnreadableFile(NO_WORKBOOK);
  const { sheets, from1904 } = await sheetsOf(part);
  const relations = await relationsOf(archive, path);
  const isSheet = ({ relation }: SheetEntry): boolean =>
    relations.get(relation)?.type === 'worksheet';
  const first = sheets.find((sheet) => sheet.isVisible && isSheet(sheet));
  if (first === undefined) throw new UnreadableFile('is a workbook without a visible sheet');
  const sheet = archive.part(relations.get(first.relation)?.target ?? '');
  if (sheet === null) {
    const name = quotedText(first.name);
    throw new UnreadableFile(`is a workbook whose sheet "${name}" is missing: save it once more`);
  }
  const partOfType = (type: string): Part | null => {
    const relation = [...relations.values()].find((each) => each.type === type);
    return relation === undefined ? null : archive.part(relation.target);
  };
  return {
    sheet,
    sheetName: first.name,
    otherSheets: sheets.filter((each) => each !== first).map(({ name }) => name),
    strings: partOfType('sharedStrings'),
    styles: partOfType('styles'),
    from1904,
  };
}

async function sheetsOf(part: Part) {
  const sheets: SheetEntry[] = [];
  let from1904 = false;
  await readXmlPart(part, 'list of sheets', {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = isTrue(attributeOf(attributes, 'date1904'));
      if (name !== 'sheet') return;
      sheets.push({
        name: attributeOf(attributes, 'name') ?? '',
        relation: attributeOf(attributes, 'id') ?? '',
        isVisible: (attributeOf(attributes, 'state') ?? 'visible') === 'visible',
      });
    },
  });
  return { sheets, from1904 };
}

/** @param path of the part whose relations are wanted; empty for those of the archive */
async function relationsOf(archive: Archive, path: string): Promise<Map<string, Relation>> {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const part = archive.part(`${folder}_rels/${path.slice(folder.length)}.rels`);
  const relations = new Map<string, Relation>();
  if (part === null) return relations;
  await readXmlPart(part, 'list of parts', {
    open(name, attributes) {
      const [id, target] = [attributeOf(attributes, 'Id'), attributeOf(attributes, 'Target')];
      if (name !== 'Relationship' || id === undefined || target === undefined) return;
      // Another file, which is nothing to this one and is never opened.
      if (attributeOf(attributes, 'TargetMode') === 'External') return;
      const type = (attributeOf(attributes, 'Type') ?? '').replace(/^.*\//, '');
      relations.set(id, { type, target: within(folder, target) });
    },
  });
  return relations;
}

/** A target as a name in the archive: from its root, or from the folder of what points there. */
function within(folder: string, target: string): string {
  return new URL(target, `part:///${folder}`).pathname.slice(1);
}

/** xsd:boolean. */
function isTrue(text: string | undefined): boolean {
  return text === '1' || text === 'true';
}
