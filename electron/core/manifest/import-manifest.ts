import { basename } from 'node:path';
import { readRow } from '../../../shared/manifest/row.ts';
import type { RowCells } from '../../../shared/manifest/row.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { CodedError, Result } from '../../../shared/result.ts';
import { fileTime } from '../store/durable-files.ts';
import type { SqliteAddon } from '../store/sqlite.ts';
import { failureCode, toStoreError } from '../store/store-error.ts';
import { readHeader } from './csv-header.ts';
import type { CsvHeader, Delimiter } from './csv-header.ts';
import { createRowCutter } from './csv-rows.ts';
import type { CsvRow, RowCutter } from './csv-rows.ts';
import { createGeneration } from './generation-file.ts';
import type { GenerationWriter } from './generation-file.ts';
import { inspectFile, readTextLines } from './text-file.ts';
import type { FileFacts, TextEncoding } from './text-file.ts';

export interface ImportOptions {
  /** Neutral CSV. */
  readonly file: string;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly sqliteAddon?: SqliteAddon;
}

/** A row that was left out. */
export interface RejectedRow {
  readonly line: number;
  readonly reason: string;
}

/** The answer of `station import`. */
export interface ImportReport {
  readonly items: number;
  /** Content lines. */
  readonly lines: number;
  /** In order of lines, a thousand at most. */
  readonly rejected: readonly RejectedRow[];
  readonly rejectedTotal: number;
  readonly generation: string;
  readonly seconds: number;
  /** Of this process, its other work included. */
  readonly peakRssMb: number;
  /** Name of the file without folder. */
  readonly file: string;
  /** Of the file, hex. */
  readonly sha256: string;
  readonly encoding: TextEncoding;
  readonly delimiter: Delimiter;
}

/** Two gigabytes: some four million items. */
const MOST_BYTES = 2 ** 31;
const MOST_REJECTED = 1_000;
const UNCHANGED = 'Nothing was imported; the manifest in use stays.';

/**
 * Builds a generation of the manifest from a file. It is not in use until `activateManifest`.
 * An item comes in whole or not at all: a row that is rejected takes the item's other rows with it.
 *
 * Errors: `manifest-unreadable`, `manifest-columns`, `manifest-empty`, `manifest-too-large`,
 * `disk-full`, `data-folder-read-only`, `disk-error`.
 */
export async function importManifest(
  options: ImportOptions,
): Promise<Result<ImportReport, CodedError>> {
  let facts: FileFacts;
  try {
    facts = await inspectFile(options.file);
  } catch (error) {
    if (failureCode(error) === null || !(error instanceof Error)) throw error;
    return refused('manifest-unreadable', `${options.file} cannot be read (${error.message}).`);
  }
  if (facts.bytes > MOST_BYTES) {
    return refused('manifest-too-large', `${options.file} is larger than ${MOST_BYTES} bytes.`);
  }
  const { encoding } = facts;
  if (encoding === 'utf-16be') {
    const what = `${options.file} is written in UTF-16 with the high byte first, which is not read.`;
    return refused('manifest-unreadable', `${what} Save it as UTF-8.`);
  }
  try {
    return await build(options, { ...facts, encoding });
  } catch (error) {
    if (error instanceof RangeError) {
      return refused('manifest-unreadable', `${options.file} is not a table: ${error.message}.`);
    }
    const known = toStoreError(error, options.dataDir, UNCHANGED);
    if (known === null) throw error;
    return { ok: false, error: { code: known.code, message: known.message } };
  }
}

async function build(
  { file, dataDir, clock, sqliteAddon = null }: ImportOptions,
  { encoding, sha256 }: FileFacts & { readonly encoding: TextEncoding },
): Promise<Result<ImportReport, CodedError>> {
  const startedMs = clock.monotonicMs();
  const generation = `${fileTime(clock.utcMs())}-${sha256.slice(0, 8)}`;
  const writer = createGeneration(dataDir, generation, sqliteAddon);
  try {
    const read = await readRows(readTextLines(file, encoding), writer);
    const counts = writer.counts();
    if (!read.ok || counts.items === 0) {
      writer.abandon();
      return read.ok ? nothingImported(file, read.value.rejected) : read;
    }
    writer.finish();
    const { delimiter, rejected, rejectedTotal } = read.value;
    const seconds = Math.round(clock.monotonicMs() - startedMs) / 1000;
    const used = { seconds, peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024) };
    const source = { file: basename(file), sha256, encoding, delimiter };
    const value = { ...counts, rejected, rejectedTotal, generation, ...used, ...source };
    return { ok: true, value };
  } catch (error) {
    writer.abandon();
    throw error;
  }
}

interface RowsRead {
  readonly delimiter: Delimiter;
  readonly rejected: RejectedRow[];
  readonly rejectedTotal: number;
}

async function readRows(
  batches: AsyncIterable<readonly string[]>,
  writer: GenerationWriter,
): Promise<Result<RowsRead, CodedError>> {
  const rejected: RejectedRow[] = [];
  let rejectedTotal = 0;
  let table: { header: CsvHeader; cutter: RowCutter } | null = null;
  let line = 1;
  const reject = (row: RejectedRow): void => {
    rejectedTotal += 1;
    if (rejected.length < MOST_REJECTED) rejected.push(row);
  };
  const take = (rows: readonly CsvRow[], header: CsvHeader): void => {
    for (const row of rows) {
      const reason = 'reason' in row ? row.reason : addRow(row, header, writer);
      if (reason === null) continue;
      reject({ line: row.line, reason });
      writer.spoil(itemOf(row, header), row.line);
    }
  };
  for await (const batch of batches) {
    let lines = batch;
    if (table === null) {
      const at = lines.findIndex((text) => text.trim() !== '');
      if (at < 0) {
        line += lines.length;
        continue;
      }
      const header = readHeader(lines[at] ?? '');
      if (!header.ok) return header;
      const { delimiter, columns } = header.value;
      const cutter = createRowCutter(delimiter, columns.length, line + at + 1);
      table = { header: header.value, cutter };
      lines = lines.slice(at + 1);
    }
    take(table.cutter.push(lines, false), table.header);
  }
  if (table === null) return refused('manifest-empty', 'The file is empty.');
  take(table.cutter.push([], true), table.header);
  for (const row of writer.removeSpoiled()) reject(row);
  rejected.sort((left, right) => left.line - right.line);
  return { ok: true, value: { delimiter: table.header.delimiter, rejected, rejectedTotal } };
}

function addRow(
  { line, fields }: Extract<CsvRow, { fields: readonly string[] }>,
  { columns, delimiter }: CsvHeader,
  writer: GenerationWriter,
): string | null {
  const cells: RowCells = Object.fromEntries(columns.map((name, at) => [name, fields[at] ?? '']));
  const row = readRow(cells, delimiter !== ',');
  return row.ok ? writer.add(row.item, row.line, line) : row.reason;
}

/** The item that a rejected row is about, as far as that can be seen. */
function itemOf(row: CsvRow, { columns, delimiter }: CsvHeader): string {
  const fields = 'fields' in row ? row.fields : row.text.split(delimiter);
  return (fields[columns.indexOf('item_id')] ?? '').replaceAll('"', '').trim();
}

function nothingImported(
  file: string,
  rejected: readonly RejectedRow[],
): Result<never, CodedError> {
  const [first] = rejected;
  const why = first === undefined ? 'it has no rows' : `line ${first.line}: ${first.reason}`;
  return refused('manifest-empty', `${file} has no item that can be taken (${why}).`);
}

function refused(code: string, what: string): Result<never, CodedError> {
  const message = `${what} ${UNCHANGED} Correct the file and import it again.`;
  return { ok: false, error: { code, message } };
}
