import type { DecimalMark } from '../../../../shared/manifest/decimals.ts';
import type { MappingProfile, TableProfile } from '../../../../shared/manifest/profile.ts';
import type { CodedError, Result } from '../../../../shared/result.ts';
import type { RowSink } from '../reader.ts';
import { createTableMapper } from '../table-mapper.ts';
import type { TableMapper } from '../table-mapper.ts';
import { columnUses } from './column-uses.ts';
import type { ColumnUse } from './column-uses.ts';
import { findHead, lastHeadRow } from './sheet-head.ts';
import { cellName } from './sheet-rows.ts';
import type { SheetRow } from './sheet-rows.ts';

/** The columns of a sheet cannot be used. */
export class ColumnsRefused extends Error {
  readonly reason: CodedError;
  constructor(reason: CodedError) {
    super(reason.message);
    this.reason = reason;
  }
}

/** What turned out about a sheet. */
export interface SheetFacts {
  readonly decimal: DecimalMark | null;
  /** Id of the profile; null for neutral names. */
  readonly profile: string | null;
}

/** Takes the rows of a sheet, in their order, and gives those of the manifest. */
export interface SheetTable {
  /** @throws ColumnsRefused, UnreadableFile */
  take(row: SheetRow): void;
  /** Rows below the names so far. */
  rows(): number;
  /**
   * After the last row; null when no row named the columns.
   * @throws ColumnsRefused, UnreadableFile
   */
  finish(): SheetFacts | null;
}

const DATE =
  'is a date: where it was none, a spreadsheet made it one; enter it again in a column of texts';
/** A number with these could be one of thousands; a fourth decimal says that it is none. */
const THREE_DECIMALS = /^\d{1,3}\.\d{3}$/;

/** @param asked null where the content has to say how the columns are named */
export function createSheetTable(
  sink: RowSink,
  asked: TableProfile | null,
  profiles: readonly MappingProfile[],
): SheetTable {
  const wanted = lastHeadRow(asked, profiles);
  let first: SheetRow[] = [];
  let table: { take: (row: SheetRow) => void; mapper: TableMapper; profile: string | null } | null =
    null;
  let rows = 0;

  const begin = (): void => {
    const head = orRefuse(findHead(first, asked, profiles));
    if (head === null) return;
    const { row, profile } = head;
    const mapper = orRefuse(createTableMapper(row.cells, profile, false));
    const uses = columnUses(row.cells, profile);
    mapper.begin(sink);
    const take = (each: SheetRow): void => {
      rows += 1;
      takeRow(each, uses, mapper, sink);
    };
    table = { take, mapper, profile: profile?.profile ?? null };
    for (const each of first) if (each.row > row.row) take(each);
    first = [];
  };
  return {
    take(row) {
      if (table !== null) {
        table.take(row);
        return;
      }
      first.push(row);
      if (row.row >= wanted) begin();
    },
    rows: () => rows,
    finish() {
      if (table === null) begin();
      return table === null
        ? null
        : { decimal: table.mapper.decimals.mark(), profile: table.profile };
    },
  };
}

function takeRow(
  row: SheetRow,
  uses: readonly ColumnUse[],
  mapper: TableMapper,
  sink: RowSink,
): void {
  const mark = mapper.decimals.mark();
  const cells = uses.map(({ isNumber }, at) => {
    const text = row.cells[at] ?? '';
    return isNumber && row.fractions.includes(at) ? writtenAs(text, mark) : text;
  });
  const reason = problemOf(row, uses);
  if (reason === null) sink.take(mapper.row(row.row, cells));
  else sink.take({ line: row.row, reason, item: mapper.itemOf(cells) });
}

/** A number that is stored as such, as the texts of the sheet write theirs: it is never unclear. */
function writtenAs(number: string, mark: DecimalMark | null): string {
  if (mark === null) return THREE_DECIMALS.test(number) ? `${number}0` : number;
  return mark === 'comma' ? number.replace('.', ',') : number;
}

function problemOf(row: SheetRow, uses: readonly ColumnUse[]): string | null {
  if (row.width > uses.length) {
    return `the row has ${row.width} cells, the header has ${uses.length}`;
  }
  const name = (column: number): string => `cell ${cellName(column, row.row)}`;
  for (const [column, problem] of row.problems) {
    if (uses[column]?.isUsed === true) return `${name(column)} ${problem}`;
  }
  const date = row.dates.find((column) => uses[column]?.takesDates === false);
  return date === undefined ? null : `${name(date)} ${DATE}`;
}

function orRefuse<T>(result: Result<T, CodedError>): T {
  if (!result.ok) throw new ColumnsRefused(result.error);
  return result.value;
}
