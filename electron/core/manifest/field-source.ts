import type { Cell } from '../../../shared/manifest/cells.ts';
import { decimalCell } from '../../../shared/manifest/cells.ts';
import { NUMBER_COLUMNS } from '../../../shared/manifest/columns.ts';
import type { Decimals } from '../../../shared/manifest/decimals.ts';
import type { FieldSource, MappingProfile } from '../../../shared/manifest/profile.ts';
import type { ManifestField } from '../../../shared/manifest/row.ts';
import { massCell, massOfUnit, writtenMassCell } from './mass-cell.ts';

/** The cells of a row, one for each column; or why there are none. */
export type SourceCells =
  | { readonly ok: true; readonly cells: readonly string[] }
  | { readonly ok: false; readonly reason: string };

/** A profile's fields, ready to be read from the texts of a file. */
export interface ProfileFields {
  /** What the cells are; masses are in grams. */
  readonly columns: readonly ManifestField[];
  /** The places whose texts are needed, each once. */
  readonly places: readonly string[];
  /**
   * Cells in the neutral notation: decimal point, grams. They go to `sink.begin` with
   * `createDecimals(true)`, since the file's own mark is gone.
   * @param texts one for each of `places`, empty where the file has none
   */
  cells(texts: readonly string[]): SourceCells;
  /** The item's id, empty when it cannot be read: what a rejected row is about. */
  itemId(texts: readonly string[]): string;
}

/** @param decimals how the file writes numbers; learns from them */
export function createProfileFields(
  { fields, fixed }: Pick<MappingProfile, 'fields' | 'fixed'>,
  decimals: Decimals,
): ProfileFields {
  const places: string[] = [];
  const placeOf = (place: string): number => {
    const at = places.indexOf(place);
    return at < 0 ? places.push(place) - 1 : at;
  };
  const sources = (Object.entries(fields) as [ManifestField, FieldSource][]).map(
    ([field, source]) => ({ field, read: createCellReader(field, source, placeOf, decimals) }),
  );
  const fixedCells = Object.values(fixed);
  const idAt = sources.findIndex(({ field }) => field === 'item_id');
  return {
    columns: [...sources.map(({ field }) => field), ...(Object.keys(fixed) as ManifestField[])],
    places,
    cells(texts) {
      const cells: string[] = [];
      for (const { field, read } of sources) {
        const cell = read(texts);
        if (!cell.ok) return { ok: false, reason: `${field}: ${cell.reason}` };
        cells.push(cell.value ?? '');
      }
      return { ok: true, cells: cells.concat(fixedCells) };
    },
    itemId(texts) {
      const cell = sources[idAt]?.read(texts);
      return cell?.ok === true ? (cell.value ?? '') : '';
    },
  };
}

type CellReader = (texts: readonly string[]) => Cell<string>;

function createCellReader(
  field: ManifestField,
  source: FieldSource,
  placeOf: (place: string) => number,
  decimals: Decimals,
): CellReader {
  const { from, join = ' ', firstOf, unit, unitFrom, part, values } = asRule(source);
  const at = (typeof from === 'string' ? [from] : from).map(placeOf);
  const meanings = new Map(
    Object.entries(values ?? {}).map(([word, value]) => [word.toLowerCase(), value]),
  );
  const meaning = (text: string): string =>
    meanings.size === 0 ? text : (meanings.get(text.toLowerCase()) ?? text);
  const partOf = (text: string): string => {
    if (part === undefined) return text;
    return text.length === part.of ? text.slice(part.from - 1, part.to) : '';
  };
  const textOf = (texts: readonly string[]): string => {
    const given = at.map((place) => meaning(partOf((texts[place] ?? '').trim())));
    const said = given.filter((text) => text !== '');
    return firstOf ? (said[0] ?? '') : said.join(join);
  };
  if (unitFrom !== undefined) {
    const unitAt = placeOf(unitFrom);
    const fallback = unit === 'written' ? '' : (unit ?? '');
    return (texts) => massOfUnit(textOf(texts), texts[unitAt]?.trim() || fallback, decimals);
  }
  if (unit === 'written') return (texts) => writtenMassCell(textOf(texts), decimals);
  if (unit !== undefined) return (texts) => massCell(textOf(texts), unit, decimals);
  if (NUMBER_COLUMNS.includes(field)) return (texts) => decimalCell(textOf(texts), decimals);
  return (texts) => ({ ok: true, value: textOf(texts) });
}

/** A source that is a place alone, written out. */
export function asRule(source: FieldSource): Exclude<FieldSource, string> {
  return typeof source === 'string' ? { from: source, firstOf: false } : source;
}
