import type { TableProfile } from '../../../shared/manifest/profile.ts';
import { asRule } from './field-source.ts';

/**
 * A column's name as it is compared: in any case, with any blanks or none (a heading may be broken
 * into two lines), and in full-width letters as in plain ones.
 */
export function columnKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}

/** Columns of which a table has to have one: several where the first that is not blank counts. */
type Needed = readonly string[];

function neededColumns({ fields }: TableProfile): readonly Needed[] {
  return Object.values(fields).flatMap((source): Needed[] => {
    const { from, firstOf, unitFrom } = asRule(source);
    const places = typeof from === 'string' ? [from] : from;
    const own = firstOf ? [places] : places.map((place) => [place]);
    return unitFrom === undefined ? own : [...own, [unitFrom]];
  });
}

/** What a profile needs and a table has not, in the words of the profile. */
export function missingColumns(profile: TableProfile, header: readonly string[]): string[] {
  const there = new Set(header.map(columnKey));
  return neededColumns(profile)
    .filter((places) => !places.some((place) => there.has(columnKey(place))))
    .map((places) => places.join(' or '));
}

/** How many columns of a table a profile has a use for. */
export function usedColumns(profile: TableProfile, header: readonly string[]): number {
  const used = new Set(neededColumns(profile).flat().map(columnKey));
  return header.filter((name) => used.has(columnKey(name))).length;
}
