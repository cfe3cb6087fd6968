import { UnreadableFile } from '../reader.ts';
import type { Part } from './archive.ts';
import { LONGEST_CELL, numberText, plainText } from './cell-text.ts';
import type { CellText } from './cell-text.ts';
import type { SharedStrings } from './shared-strings.ts';
import { GENERAL } from './styles.ts';
import type { CellStyle } from './styles.ts';
import type { XmlAttribute } from '../xml/safe-xml.ts';
import { attributeOf, readXmlPart } from './xml-part.ts';

/** A row that has at least one cell with something in it. */
export interface SheetRow {
  /** Its number, counted from 1. */
  readonly row: number;
  /** Texts by column, counted from 0; blank cells are empty, those after the last one are left out. */
  readonly cells: readonly string[];
  /** Columns whose text is a date, in ISO 8601. */
  readonly dates: readonly number[];
  /** Columns whose cell is a number with a decimal point. */
  readonly fractions: readonly number[];
  /** Columns whose cell cannot be taken, and why, in words that follow the cell's name. */
  readonly problems: ReadonlyMap<number, string>;
  /** Columns in use, those beyond `MOST_COLUMNS` included, which are in none of the others. */
  readonly width: number;
}

/** What the cells of a sheet point at. */
export interface SheetContext {
  readonly strings: SharedStrings;
  readonly styles: readonly CellStyle[];
  readonly from1904: boolean;
}

/** Columns of a manifest at most; cells beyond are counted and not kept. */
export const MOST_COLUMNS = 1_000;
/** The limits of Excel: a file with more was not made to be opened. */
const LAST_ROW = 2 ** 20;
const LAST_COLUMN = 2 ** 14;

/**
 * Reads the rows of a sheet (ECMA-376-1, 18.3.1). A formula has the value that was saved with it:
 * nothing is ever computed. Merged cells have their text in the first of them only.
 *
 * @throws UnreadableFile where the sheet is damaged
 */
export async function readSheetRows(
  sheet: Part,
  context: SheetContext,
  take: (row: SheetRow) => void,
  onShare: (share: number) => void,
): Promise<void> {
  let isData = false;
  let row = createRow(0);
  let lastRow = 0;
  let lastColumn = -1;
  let cell: StoredCell | null = null;
  let isValue = false;
  let isReading = false;

  const beginRow = (reference: string | undefined): void => {
    const number = reference === undefined ? lastRow + 1 : Number(reference);
    if (!Number.isInteger(number) || number <= lastRow || number > LAST_ROW) {
      throw damaged(`row ${lastRow}, followed by one that cannot come after it`);
    }
    lastRow = number;
    lastColumn = -1;
    row = createRow(number);
  };
  const beginCell = (attributes: readonly XmlAttribute[]): void => {
    const reference = attributeOf(attributes, 'r');
    const column = reference === undefined ? lastColumn + 1 : columnOf(reference);
    if (column <= lastColumn || column >= LAST_COLUMN) {
      throw damaged(`a cell in row ${lastRow} that cannot be where it is`);
    }
    lastColumn = column;
    const style = context.styles[Number(attributeOf(attributes, 's') ?? 0)] ?? GENERAL;
    cell = { type: attributeOf(attributes, 't') ?? 'n', style, value: null, isFormula: false };
  };

  await readXmlPart(
    sheet,
    'sheet',
    {
      open(name, attributes) {
        if (name === 'sheetData') isData = true;
        if (!isData) return;
        if (name === 'row') beginRow(attributeOf(attributes, 'r'));
        else if (name === 'c') beginCell(attributes);
        else if (cell === null) return;
        else if (name === 'f') cell.isFormula = true;
        else if (name === 'rPh') isReading = true;
        else if (name === 'v' || (name === 't' && !isReading)) {
          isValue = true;
          cell.value ??= '';
        }
      },
      text(text) {
        if (!isValue || cell === null) return;
        // One character more is enough to say that it is too long.
        if ((cell.value ?? '').length <= LONGEST_CELL) cell.value += text;
      },
      close(name) {
        isValue = false;
        if (name === 'rPh') isReading = false;
        else if (name === 'sheetData') isData = false;
        else if (name === 'c' && cell !== null) {
          row.put(lastColumn, cellText(cell, context));
          cell = null;
        } else if (name === 'row' && row.content.width > 0) take(row.content);
      },
    },
    onShare,
  );
}

/** A column in letters and a row: `A1` as a person would say it. @param column counted from 0 */
export function cellName(column: number, row: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(A + ((rest - 1) % 26)) + letters;
  }
  return `${letters}${row}`;
}

const A = 65;

/** -1 for what is no reference. */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) - A;
    if (letter < 0 || letter > 25) break;
    column = column * 26 + letter + 1;
    if (column > LAST_COLUMN) break;
  }
  return column - 1;
}

function createRow(number: number) {
  const cells: string[] = [];
  const dates: number[] = [];
  const fractions: number[] = [];
  const problems = new Map<number, string>();
  let width = 0;
  return {
    put(column: number, cell: CellText): void {
      if ('text' in cell && cell.text.trim() === '') return;
      width = column + 1;
      if (column >= MOST_COLUMNS) return;
      while (cells.length < column) cells.push('');
      cells.push('text' in cell ? cell.text : '');
      if ('problem' in cell) problems.set(column, cell.problem);
      else if (cell.kind === 'date') dates.push(column);
      else if (cell.kind === 'number' && cell.text.includes('.')) fractions.push(column);
    },
    content: {
      row: number,
      cells,
      dates,
      fractions,
      problems,
      get width() {
        return width;
      },
    },
  };
}

interface StoredCell {
  readonly type: string;
  readonly style: CellStyle;
  /** Null where nothing is stored. */
  value: string | null;
  isFormula: boolean;
}

const NO_VALUE =
  'is a formula without a value: open the file in a spreadsheet program and save it there';

function cellText({ type, style, value, isFormula }: StoredCell, context: SheetContext): CellText {
  const isText = type === 'str' || type === 'inlineStr';
  if (value === null || (value === '' && !isText)) {
    return isFormula ? { problem: NO_VALUE } : { text: '', kind: 'text' };
  }
  const text = type === 's' ? context.strings.at(Number(value)) : isText ? plainText(value) : value;
  if (text === null)
    return { problem: `points at text ${value}, which the workbook does not have` };
  if (text.length > LONGEST_CELL) return { problem: `has more than ${LONGEST_CELL} characters` };
  switch (type) {
    case 's':
    case 'str':
    case 'inlineStr':
      return { text, kind: 'text' };
    case 'n':
      return numberText(text, style, context.from1904);
    case 'b':
      return { text: text === '1' || text === 'true' ? 'TRUE' : 'FALSE', kind: 'text' };
    case 'd':
      return { text, kind: 'date' };
    case 'e':
      return { problem: `has the error ${text}` };
    default:
      return { problem: `is of a kind that is not known ("${type}")` };
  }
}

function damaged(what: string): UnreadableFile {
  return new UnreadableFile(`has ${what}: save it once more`);
}
