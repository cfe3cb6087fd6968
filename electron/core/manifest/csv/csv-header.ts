import {
  isManifestColumn,
  ITEM_COLUMNS,
  LINE_COLUMNS,
} from '../../../../shared/manifest/columns.ts';
import type { ManifestColumn } from '../../../../shared/manifest/columns.ts';
import { splitCsv } from '../../../../shared/manifest/csv-line.ts';
import type { CodedError, Result } from '../../../../shared/result.ts';
import { quotedText } from '../quoted-text.ts';

export const DELIMITERS = [',', ';', '\t'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** The header of a neutral CSV. */
export interface CsvHeader {
  readonly delimiter: Delimiter;
  readonly columns: readonly ManifestColumn[];
}

/**
 * Reads the header line. A column that is not known is an error, not ignored: a misspelt `gross_g`
 * would silently leave every item without a declared mass.
 *
 * Error: `manifest-columns`.
 */
export function readHeader(line: string): Result<CsvHeader, CodedError> {
  const delimiter = findDelimiter(line);
  const columns: ManifestColumn[] = [];
  for (const name of cells(line, delimiter)) {
    if (!isManifestColumn(name)) return wrong(`The column "${quotedText(name)}" is not known.`);
    if (columns.includes(name)) return wrong(`The column ${name} appears twice.`);
    columns.push(name);
  }
  if (!columns.includes('item_id')) return wrong('The column item_id is missing.');
  return { ok: true, value: { delimiter, columns } };
}

/** The delimiter that gives most columns; a comma for a file with a single one. */
function findDelimiter(line: string): Delimiter {
  let best: Delimiter = ',';
  for (const delimiter of DELIMITERS) {
    if (cells(line, delimiter).length > cells(line, best).length) best = delimiter;
  }
  return best;
}

function cells(line: string, delimiter: Delimiter): string[] {
  const split = splitCsv(line, delimiter);
  return split.state === 'record' ? split.fields.map((cell) => cell.trim().toLowerCase()) : [line];
}

function wrong(what: string): Result<never, CodedError> {
  const known = [...ITEM_COLUMNS, ...LINE_COLUMNS].join(', ');
  const message =
    `${what} Nothing was imported; the manifest in use stays. ` +
    `Name the columns of the first line as follows: ${known}.`;
  return { ok: false, error: { code: 'manifest-columns', message } };
}
