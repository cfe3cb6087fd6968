import type { CodedError, Result } from '../../../../shared/result.ts';
import { tableOrNone } from '../profiles.ts';
import type { ManifestReader, RowSink, SourceFile } from '../reader.ts';
import { readTextLines } from '../text-file.ts';
import { layoutOf, openTable } from './open-table.ts';
import type { OpenTable } from './open-table.ts';

/** Lines in which the header has to be found. */
const HEADER_WITHIN = 1_000;

/** Reads CSV with the columns of the neutral manifest, or of a profile. */
export const readCsv: ManifestReader = async (source, sink) => {
  const encoding = source.encoding ?? 'utf-8';
  const batches = readTextLines(source.path, encoding, source.hash, (bytes, lines) =>
    source.onRead(bytes, Math.max(0, lines - 1)),
  );
  let table: OpenTable | null = null;
  let beginning: readonly string[] = [];
  for await (const batch of batches) {
    if (table !== null) {
      table.rows.push(batch, false);
      continue;
    }
    beginning = [...beginning, ...batch];
    const opened = open(beginning, source, sink);
    if (opened?.ok === false) return opened;
    if (opened !== null) table = opened.value;
    else if (beginning.length > HEADER_WITHIN) break;
  }
  if (table === null) return noHeader(beginning);
  table.rows.push([], true);
  const { header, mapper, profile } = table;
  const decimal = mapper.decimals.mark();
  const facts = { encoding, delimiter: header.delimiter, decimal };
  return { ok: true, value: { ...facts, profile: profile?.profile ?? null } };
};

/** Null while the header is not in these lines. */
function open(
  lines: readonly string[],
  { profile, profiles }: SourceFile,
  sink: RowSink,
): Result<OpenTable, CodedError> | null {
  const asked = tableOrNone(profile);
  if (!asked.ok) return asked;
  const layout = layoutOf(lines, asked.value, profiles);
  if (layout?.ok !== true) return layout;
  const { lines: upToRows } = layout.value.header;
  return openTable(layout.value, lines.slice(upToRows), upToRows + 1, sink);
}

function noHeader(lines: readonly string[]): Result<never, CodedError> {
  const message = lines.every((line) => line.trim() === '')
    ? 'The file is empty.'
    : `The first ${lines.length} lines of the file do not name its columns.`;
  return { ok: false, error: { code: 'manifest-empty', message } };
}
