import { NUMBER_COLUMNS } from '../../../../shared/manifest/columns.ts';
import type { TableProfile } from '../../../../shared/manifest/profile.ts';
import { asRule } from '../field-source.ts';
import { columnKey } from '../table-header.ts';

/** What the manifest does with a column of a sheet. */
export interface ColumnUse {
  /** Something is read from it: a cell that cannot be taken is a row that cannot be taken. */
  readonly isUsed: boolean;
  readonly isNumber: boolean;
  /** A date in it is what was meant, and not what a spreadsheet made of an id or a code. */
  readonly takesDates: boolean;
}

const DATED: readonly string[] = ['referral_time', 'comments'];
const NUMBERS: readonly string[] = NUMBER_COLUMNS;

/**
 * @param names of the columns
 * @param profile null where they are those of the neutral manifest
 */
export function columnUses(
  names: readonly string[],
  profile: TableProfile | null,
): readonly ColumnUse[] {
  return names.map((name) => {
    const fields = profile === null ? [name.trim().toLowerCase()] : fieldsFrom(name, profile);
    return {
      isUsed: fields.length > 0,
      isNumber: fields.some((field) => NUMBERS.includes(field)),
      takesDates: fields.every((field) => DATED.includes(field)),
    };
  });
}

/** The fields that a profile reads from a column, wholly or in part. */
function fieldsFrom(name: string, { fields }: TableProfile): string[] {
  const key = columnKey(name);
  return Object.entries(fields).flatMap(([field, source]) => {
    const { from, unitFrom } = asRule(source);
    const places = typeof from === 'string' ? [from] : from;
    const all = unitFrom === undefined ? places : [...places, unitFrom];
    return all.some((place) => columnKey(place) === key) ? [field] : [];
  });
}
