import type { MappingProfile, TableProfile } from '../../../../shared/manifest/profile.ts';
import type { CodedError } from '../../../../shared/result.ts';
import { decideEncoding, sampleOf } from '../decide-encoding.ts';
import type { DecidedEncoding } from '../decide-encoding.ts';
import { HEAD_ROWS } from '../table-head.ts';
import type { TableHead } from '../table-head.ts';
import { createDecoder, ENCODING_NAMES, looksUtf8 } from '../text-decoders.ts';
import type { TextEncoding } from '../text-decoders.ts';
import { splitLines } from '../text-file.ts';
import type { FileFacts } from '../text-file.ts';
import type { Delimiter } from './csv-header.ts';
import { readHeader } from './csv-header.ts';
import { createRowCutter } from './csv-rows.ts';
import { layoutOf } from './open-table.ts';

/** What somebody says of the file. */
export interface CsvSaid {
  readonly encoding?: TextEncoding;
  readonly delimiter?: Delimiter;
  readonly profile: TableProfile | null;
}

const NOTHING: TableHead = {
  encoding: null,
  encodingGuessed: false,
  delimiter: null,
  columns: [],
  rows: [],
  profile: null,
  error: null,
};

/**
 * Reads the beginning of a CSV file.
 * @throws UnreadableFile
 */
export function readCsvHead(
  { head, bytes, mark }: Pick<FileFacts, 'head' | 'bytes' | 'mark'>,
  said: CsvSaid,
  profiles: readonly MappingProfile[],
): TableHead {
  const candidates = said.profile === null ? profiles : [said.profile];
  const usual = looksUtf8(head) ? null : said.profile?.encoding;
  const stated = said.encoding ?? mark ?? usual ?? null;
  const decided = encodingOf(head, stated, candidates);
  if (decided === null) return { ...NOTHING, error: UNCLEAR };
  const { encoding, guessed: encodingGuessed } = decided;
  const found = { ...NOTHING, encoding, encodingGuessed };
  const { text, bad } = createDecoder(encoding)(head);
  if (bad !== null) {
    const message = `The file is not ${ENCODING_NAMES[encoding]}. Choose another encoding, or export it as UTF-8.`;
    return { ...found, error: { code: 'manifest-unreadable', message } };
  }
  if (text.includes('\0')) return { ...found, error: NUL };
  const lines = splitLines(text.replace(/^\ufeff/, ''));
  // The last one may go on.
  if (head.length < bytes && lines.length > 1) lines.pop();
  return { ...found, ...tableIn(lines, said, candidates) };
}

function encodingOf(
  head: Buffer,
  stated: TextEncoding | null,
  profiles: readonly MappingProfile[],
): DecidedEncoding | null {
  if (stated !== null) return { encoding: stated, guessed: false };
  if (createDecoder('utf-8')(head).bad === null) return { encoding: 'utf-8', guessed: false };
  return decideEncoding(head, profiles, sampleOf(head));
}

function tableIn(
  lines: readonly string[],
  { profile, delimiter }: CsvSaid,
  profiles: readonly MappingProfile[],
): Partial<TableHead> {
  const given = delimiter === undefined ? {} : { delimiter };
  const layout = layoutOf(lines, profile, profiles, given);
  const header = layout?.ok === true ? layout.value.header : readHeader(lines, given);
  if (header === null) return { error: EMPTY };
  const rows: (readonly string[])[] = [];
  const cutter = createRowCutter(header.delimiter, header.names.length, 1, (row) => {
    if ('fields' in row && rows.length < HEAD_ROWS) rows.push(row.fields);
  });
  cutter.push(lines.slice(header.lines), true);
  return {
    delimiter: header.delimiter,
    columns: header.names,
    rows,
    profile: layout?.ok === true ? layout.value.profile : null,
    error: layout?.ok === false ? layout.error : null,
  };
}

const UNCLEAR: CodedError = {
  code: 'manifest-encoding-unclear',
  message:
    'The file is not UTF-8, and what else it is does not show. Choose it: windows-1252 (Western), ' +
    'windows-1251 (Cyrillic) or gb18030 (Chinese); or export the file as UTF-8.',
};
const NUL: CodedError = {
  code: 'manifest-unreadable',
  message:
    'The file has NUL characters: it is no text, or UTF-16 without its mark. Export it as UTF-8.',
};
const EMPTY: CodedError = {
  code: 'manifest-empty',
  message: 'The beginning of the file does not name its columns.',
};
