import type { MappingProfile, TableProfile } from '../../../../shared/manifest/profile.ts';
import type { CodedError, Result } from '../../../../shared/result.ts';
import { quotedText } from '../quoted-text.ts';
import { UnreadableFile } from '../reader.ts';
import { chooseTable } from '../profiles.ts';
import { isNeutral } from '../table-mapper.ts';
import { cellName, MOST_COLUMNS } from './sheet-rows.ts';
import type { SheetRow } from './sheet-rows.ts';

/** Which row names the columns of a sheet, and by which profile they are read. */
export interface SheetHead {
  readonly row: SheetRow;
  /** Null for neutral names. */
  readonly profile: TableProfile | null;
}

/**
 * The last row in which the names can be: below titles only where a profile says so.
 * @param asked null where nobody says how the columns are named
 */
export function lastHeadRow(
  asked: TableProfile | null,
  profiles: readonly MappingProfile[],
): number {
  const all = asked === null ? profiles : [asked];
  const rows = all.map((each) => (each.shape === 'table' ? (each.headerLine ?? 1) : 1));
  return Math.max(1, ...rows);
}

/**
 * Finds the names: those of the profile that is asked for, the neutral ones, or those of the profile
 * that fits best.
 *
 * @param rows the first that are not blank, up to `lastHeadRow`, and one at least
 * @returns null where the row that a profile names is blank
 * @throws UnreadableFile
 *
 * Error: `manifest-profile-unclear`.
 */
export function findHead(
  rows: readonly SheetRow[],
  asked: TableProfile | null,
  profiles: readonly MappingProfile[],
): Result<SheetHead | null, CodedError> {
  const [first] = rows;
  if (first === undefined) return { ok: true, value: null };
  const rowFor = ({ headerLine }: TableProfile): SheetRow | undefined =>
    headerLine === undefined ? first : rows.find(({ row }) => row === headerLine);
  let profile = asked;
  if (asked === null && !isNeutral(first.cells)) {
    const chosen = chooseTable(profiles, (each) => rowFor(each)?.cells ?? []);
    if (!chosen.ok) return chosen;
    profile = chosen.value;
  }
  const row = profile === null ? first : rowFor(profile);
  if (row === undefined) return { ok: true, value: null };
  keepNames(row);
  return { ok: true, value: { row, profile } };
}

function keepNames(row: SheetRow): void {
  if (row.width > MOST_COLUMNS) {
    throw new UnreadableFile(
      `has ${row.width} columns in row ${row.row}; a table has ${MOST_COLUMNS} at most`,
    );
  }
  for (const [column, problem] of row.problems) {
    const name = cellName(column, row.row);
    throw new UnreadableFile(
      `names no column in cell ${name}, which ${quotedText(problem)}: write the name there`,
    );
  }
}
