import { splitCsv } from '../../../../shared/manifest/csv-line.ts';
import type { MappingProfile, TableProfile } from '../../../../shared/manifest/profile.ts';
import type { CodedError, Result } from '../../../../shared/result.ts';
import { chooseTable } from '../profiles.ts';
import type { RowSink, SourceRow } from '../reader.ts';
import { createTableMapper, isNeutral } from '../table-mapper.ts';
import type { TableMapper } from '../table-mapper.ts';
import { readHeader } from './csv-header.ts';
import type { CsvHeader, HeaderLayout } from './csv-header.ts';
import { createRowCutter } from './csv-rows.ts';
import type { CsvRow, RowCutter } from './csv-rows.ts';

/** How a CSV file is cut and what its columns are. */
export interface CsvLayout {
  readonly header: CsvHeader;
  /** Null for neutral names. */
  readonly profile: TableProfile | null;
}

/**
 * How the columns of a CSV file are named: as the profile that is asked for has it, by the neutral
 * names, or by the profile that fits best.
 *
 * @param lines the first of the file
 * @param asked null where nobody says it
 * @param given what somebody says instead
 * @returns null when the header is not in these lines
 * @throws UnreadableFile
 *
 * Error: `manifest-profile-unclear`.
 */
export function layoutOf(
  lines: readonly string[],
  asked: TableProfile | null,
  profiles: readonly MappingProfile[],
  given: Pick<HeaderLayout, 'delimiter'> = {},
): Result<CsvLayout, CodedError> | null {
  const plain = readHeader(lines, { ...asked, ...given });
  if (asked !== null || plain === null || isNeutral(plain.names)) {
    return plain === null ? null : { ok: true, value: { header: plain, profile: asked } };
  }
  const headerFor = (profile: TableProfile): CsvHeader | null =>
    readHeader(lines, { ...profile, ...given });
  const chosen = chooseTable(profiles, (profile) => headerFor(profile)?.names ?? []);
  if (!chosen.ok) return chosen;
  const header = chosen.value === null ? plain : (headerFor(chosen.value) ?? plain);
  return { ok: true, value: { header, profile: chosen.value } };
}

/** A CSV file whose columns are known, and which takes the lines after them. */
export interface OpenTable extends CsvLayout {
  readonly mapper: TableMapper;
  readonly rows: RowCutter;
}

/**
 * @param lines after the header, as many as there are: they show how the file writes decimals
 * @param firstLine their number in the file
 *
 * Error: `manifest-columns`.
 */
export function openTable(
  layout: CsvLayout,
  lines: readonly string[],
  firstLine: number,
  sink: RowSink,
): Result<OpenTable, CodedError> {
  const { delimiter, names } = layout.header;
  const mapped = createTableMapper(names, layout.profile, delimiter === ',');
  if (!mapped.ok) return mapped;
  const mapper = mapped.value;
  const cutterInto = (take: (row: CsvRow) => void): RowCutter =>
    createRowCutter(delimiter, names.length, firstLine, take);
  // A comma-separated file has the point of the neutral format, or says it in the row itself.
  if (delimiter !== ',') {
    const learn = cutterInto((row) => {
      if ('fields' in row) mapper.learn(row.fields);
    });
    learn.push(lines, false);
  }
  mapper.begin(sink);
  const rows = cutterInto((row) => sink.take(rowOf(row, delimiter, mapper)));
  rows.push(lines, false);
  return { ok: true, value: { ...layout, mapper, rows } };
}

function rowOf(row: CsvRow, delimiter: string, mapper: TableMapper): SourceRow {
  if ('fields' in row) return mapper.row(row.line, row.fields);
  const cells = cellsOf(row.text, delimiter);
  const item = withoutQuotes(mapper.itemOf(cells));
  // A cell too many moves those behind it: the id may stand anywhere.
  const orItems = [...new Set(cells.map(withoutQuotes))].filter((cell) => cell !== item);
  return { line: row.line, reason: row.reason, item, orItems };
}

function withoutQuotes(cell: string): string {
  return cell.replaceAll('"', '').trim();
}

/** The cells of a line that is no row: as they are written, or as near as can be. */
function cellsOf(text: string, delimiter: string): readonly string[] {
  const split = splitCsv(text, delimiter);
  return split.state === 'record' ? split.fields : text.split(delimiter);
}
