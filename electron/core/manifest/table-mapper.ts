import {
  isManifestColumn,
  ITEM_COLUMNS,
  LINE_COLUMNS,
  NUMBER_COLUMNS,
} from '../../../shared/manifest/columns.ts';
import type { ManifestColumn } from '../../../shared/manifest/columns.ts';
import { createDecimals } from '../../../shared/manifest/decimals.ts';
import type { Decimals } from '../../../shared/manifest/decimals.ts';
import type { TableProfile } from '../../../shared/manifest/profile.ts';
import type { CodedError, Result } from '../../../shared/result.ts';
import { asRule, createProfileFields } from './field-source.ts';
import { quotedText } from './quoted-text.ts';
import type { RowSink, SourceRow } from './reader.ts';
import { columnKey, missingColumns } from './table-header.ts';

/** From the cells of a table's rows, in the order of its columns, to those of the neutral manifest. */
export interface TableMapper {
  /** How the table writes numbers. */
  readonly decimals: Decimals;
  /** Tells the sink what the rows will be; once, before the first. */
  begin(sink: RowSink): void;
  /** Looks in a row for how the table writes decimals; for the first rows, before one is judged. */
  learn(cells: readonly string[]): void;
  row(line: number, cells: readonly string[]): SourceRow;
  /** The item that cells are about which are no row, as far as that can be seen. */
  itemOf(cells: readonly string[]): string;
}

/**
 * @param header names of the columns
 * @param profile null for the names of the neutral manifest, of which every column has to be one: a
 *   misspelt `gross_g` would silently leave every item without a declared mass
 * @param commaSeparated whether commas separate the cells (`createDecimals`)
 *
 * Error: `manifest-columns`.
 */
export function createTableMapper(
  header: readonly string[],
  profile: TableProfile | null,
  commaSeparated: boolean,
): Result<TableMapper, CodedError> {
  if (profile === null) return neutralMapper(header, createDecimals(commaSeparated));
  return profileMapper(header, profile, createDecimals(commaSeparated, profile.decimal));
}

/** Whether all names of a header are of the neutral manifest. */
export function isNeutral(header: readonly string[]): boolean {
  return header.every((name) => isManifestColumn(neutralName(name)));
}

function neutralName(name: string): string {
  return name.trim().toLowerCase();
}

function neutralMapper(
  header: readonly string[],
  decimals: Decimals,
): Result<TableMapper, CodedError> {
  const columns: ManifestColumn[] = [];
  for (const name of header.map(neutralName)) {
    if (!isManifestColumn(name))
      return notNeutral(`The column "${quotedText(name)}" is not known.`);
    if (columns.includes(name)) return notNeutral(`The column ${name} appears twice.`);
    columns.push(name);
  }
  const idAt = columns.indexOf('item_id');
  if (idAt < 0) return notNeutral('The column item_id is missing.');
  const numbers = NUMBER_COLUMNS.map((column) => columns.indexOf(column)).filter((at) => at >= 0);
  const mapper: TableMapper = {
    decimals,
    begin: (sink) => sink.begin(columns, decimals),
    learn: (cells) => learnFrom(cells, numbers, decimals),
    row: (line, cells) => ({ line, cells }),
    itemOf: (cells) => (cells[idAt] ?? '').trim(),
  };
  return { ok: true, value: mapper };
}

function profileMapper(
  header: readonly string[],
  profile: TableProfile,
  decimals: Decimals,
): Result<TableMapper, CodedError> {
  const missing = missingColumns(profile, header);
  if (missing.length > 0) {
    return wrong(`${needs(profile, missing)} ${CHANGED}`);
  }
  const keys = header.map(columnKey);
  const fields = createProfileFields(profile, decimals);
  const twice = fields.places.find((place) => {
    const key = columnKey(place);
    return keys.indexOf(key) !== keys.lastIndexOf(key);
  });
  if (twice !== undefined) {
    const what = `The column "${quotedText(twice)}", which the profile ${profile.profile} reads, appears twice.`;
    return wrong(`${what} ${CHANGED}`);
  }
  const at = fields.places.map((place) => keys.indexOf(columnKey(place)));
  const texts = (cells: readonly string[]): string[] => at.map((from) => cells[from] ?? '');
  const numbers = numberPlaces(profile).map((place) => keys.indexOf(columnKey(place)));
  const mapper: TableMapper = {
    decimals,
    // Its cells have points, whatever the table has.
    begin: (sink) => sink.begin(fields.columns, createDecimals(true)),
    learn: (cells) => learnFrom(cells, numbers, decimals),
    row(line, cells) {
      const read = texts(cells);
      const mapped = fields.cells(read);
      if (mapped.ok) return { line, cells: mapped.cells };
      return { line, reason: mapped.reason, item: fields.itemId(read) };
    },
    itemOf: (cells) => fields.itemId(texts(cells)),
  };
  return { ok: true, value: mapper };
}

const CHANGED =
  'If the sender has changed the table, change the profile and import the file again with it.';

function needs({ profile }: TableProfile, missing: readonly string[]): string {
  const shown = quotedText(missing.map((name) => `"${name}"`).join(', '));
  return `The table has no column ${shown}, which the profile ${profile} needs.`;
}

function numberPlaces({ fields }: TableProfile): string[] {
  return Object.entries(fields).flatMap(([field, source]) => {
    if (!NUMBER_COLUMNS.some((column) => column === field)) return [];
    const { from } = asRule(source);
    return typeof from === 'string' ? [from] : from;
  });
}

/** The number that a cell begins with; a unit may be written behind it. */
const NUMBER = /^\d+[.,]\d+(?![.,\d])/;

function learnFrom(cells: readonly string[], places: readonly number[], decimals: Decimals): void {
  for (const at of places) {
    const number = NUMBER.exec((cells[at] ?? '').trim())?.[0];
    if (number !== undefined) decimals.learn(number);
  }
}

function notNeutral(what: string): Result<never, CodedError> {
  const known = [...ITEM_COLUMNS, ...LINE_COLUMNS].join(', ');
  return wrong(
    `${what} No mapping profile that is known here fits either. ` +
      `Make one for files of this kind, or name the columns of the first line as follows: ${known}.`,
  );
}

function wrong(message: string): Result<never, CodedError> {
  return { ok: false, error: { code: 'manifest-columns', message } };
}
