import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { basename } from 'node:path';
import type { Clock } from '../../../shared/clock.ts';
import type { DecimalMark } from '../../../shared/manifest/decimals.ts';
import type { CodedError, Result } from '../../../shared/result.ts';
import { fileTime } from '../store/durable-files.ts';
import { inspectFolder } from '../store/inspect-folder.ts';
import type { SqliteAddon } from '../store/sqlite.ts';
import { failureCode, toStoreError } from '../store/store-error.ts';
import { writeAbout } from './about.ts';
import type { Delimiter } from './csv/csv-header.ts';
import { createGeneration } from './generation-file.ts';
import { createGenerationTable } from './generation-table.ts';
import type { TableRead } from './generation-table.ts';
import { countInForce, MOST_IN_FORCE, tooMany } from './manifest-stack.ts';
import { UnreadableFile } from './reader.ts';
import { READERS } from './readers.ts';
import { recognise } from './recognise.ts';
import type { ManifestFormat } from './recognise.ts';
import { LEFT_OUT } from './settle-items.ts';
import type { RejectedRow } from './settle-items.ts';
import type { TextEncoding } from './text-decoders.ts';
import { DamagedText, inspectFile, isStill, NotUtf8 } from './text-file.ts';
import type { FileFacts } from './text-file.ts';

export interface ImportOptions {
  /** Of any format that is read; its content says which. */
  readonly file: string;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly sqliteAddon?: SqliteAddon;
  /** The format that somebody says the file has; its content decides when left out. */
  readonly format?: ManifestFormat;
  /** Seq of the record that says who imports; left out where nobody is signed in. */
  readonly startedBy?: number;
  /** How much of the file was read; told after each chunk of 64 kB. */
  readonly onProgress?: (progress: ImportProgress) => void;
}

export interface ImportProgress {
  /** Lines, rows or elements that were read, without the line that names the columns. */
  readonly rows: number;
  readonly bytes: number;
  readonly ofBytes: number;
}

/** The answer of `station import`. */
export interface ImportReport {
  readonly items: number;
  /** Content lines. */
  readonly lines: number;
  /** The first thousand, in order of lines. */
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
  readonly format: ManifestFormat;
  /** Null where the format has none; so below. */
  readonly encoding: TextEncoding | null;
  readonly delimiter: Delimiter | null;
  /** How the file writes decimals; null when it has none. */
  readonly decimal: DecimalMark | null;
}

/** Why nothing was imported; with the rows that were left out when that were all. */
export interface ImportRefusal extends CodedError {
  /** The first thousand, in order of lines. */
  readonly rejected?: readonly RejectedRow[];
  readonly rejectedTotal?: number;
}

/** Two gigabytes: some ten million items. */
const MOST_BYTES = 2 ** 31;
const UNCHANGED = 'Nothing was imported; what was imported before stays in use.';

/**
 * Builds a generation of the manifest from a file. It is not in use until it is activated.
 * An item comes in whole or not at all: a row that is rejected takes the item's other rows with it.
 *
 * Errors: `manifest-unreadable`, `manifest-columns`, `manifest-empty`, `manifest-too-large`,
 * `manifest-import-running`, `manifest-too-many`, `disk-full`, `data-folder-read-only`, `disk-error`.
 */
export async function importManifest(
  options: ImportOptions,
): Promise<Result<ImportReport, ImportRefusal>> {
  const { file } = options;
  let facts;
  try {
    facts = inspectFile(file);
  } catch (error) {
    if (failureCode(error) === null || !(error instanceof Error)) throw error;
    return refused('manifest-unreadable', `${file} cannot be read (${error.message}).`);
  }
  const { mark, bytes } = facts;
  if (bytes > MOST_BYTES) {
    return refused('manifest-too-large', `${file} is larger than ${MOST_BYTES} bytes.`);
  }
  if (mark === 'utf-16be') {
    const what = `${file} is written in UTF-16 with the high byte first, which is not read.`;
    return refused('manifest-unreadable', `${what} Save it as UTF-8.`);
  }
  const recognised = recognise(facts.head, mark);
  const format = options.format ?? recognised.format;
  if (format === null) {
    const { what, remedy } = recognised as Extract<typeof recognised, { format: null }>;
    return refused('manifest-unreadable', `${file} is ${what}, which is not read. ${remedy}`);
  }
  try {
    try {
      return await build(options, facts, format, mark);
    } catch (error) {
      if (!(error instanceof NotUtf8)) throw error;
      return await build(options, facts, format, 'windows-1252');
    }
  } catch (error) {
    if (error instanceof UnreadableFile) {
      return refused('manifest-unreadable', `${file} ${error.message}.`);
    }
    if (error instanceof DamagedText) {
      const name = mark === null ? 'UTF-8' : 'UTF-16';
      const what = `${file} is damaged in line ${error.line}: the file is ${name}, bytes there are not.`;
      return refused('manifest-unreadable', `${what} Copy or export it once more, as UTF-8.`);
    }
    if (error instanceof RangeError) {
      return refused('manifest-unreadable', `${file} is not a table: ${error.message}.`);
    }
    const known = toStoreError(error, options.dataDir, UNCHANGED);
    if (known === null) throw error;
    return { ok: false, error: { code: known.code, message: known.message } };
  }
}

async function build(
  { file, dataDir, clock, sqliteAddon = null, startedBy, onProgress }: ImportOptions,
  { bytes: ofBytes, version }: FileFacts,
  format: ManifestFormat,
  encoding: TextEncoding | null,
): Promise<Result<ImportReport, ImportRefusal>> {
  const startedMs = clock.monotonicMs();
  const importedAtMs = Math.trunc(clock.utcMs());
  const { mode, station, generations } = inspectFolder(dataDir, sqliteAddon);
  const inForce = countInForce(dataDir, generations);
  if (inForce >= MOST_IN_FORCE) return tooMany(inForce);
  const part = createGeneration(dataDir, sqliteAddon);
  try {
    const hash = createHash('sha256');
    const source = {
      path: file,
      bytes: ofBytes,
      hash,
      encoding,
      profile: null,
      onRead: (bytes: number, rows: number) => onProgress?.({ rows, bytes, ofBytes }),
    };
    const table = createGenerationTable(part.db);
    const read = await READERS[format](source, table);
    if (!read.ok) {
      part.abandon();
      return refused(read.error.code, read.error.message);
    }
    const filled = table.finish();
    if (filled === null || filled.items === 0) {
      part.abandon();
      return nothingImported(file, filled);
    }
    if (!isStill(file, version)) {
      part.abandon();
      const what = `${file} was written or replaced while it was read.`;
      return refused('manifest-unreadable', `${what} Wait until it is complete.`);
    }
    const { layout, ...counts } = filled;
    const facts = read.value;
    const sha256 = hash.digest('hex');
    const generation = `${fileTime(importedAtMs)}-${sha256.slice(0, 8)}`;
    writeAbout(part.db, {
      generation,
      mode,
      station,
      file: basename(file),
      sha256,
      items: counts.items,
      lines: counts.lines,
      rejected: counts.rejectedTotal,
      source_format: format,
      ...facts,
      imported_by: userInfo().username,
      started_by: startedBy ?? null,
      imported_at_ms: importedAtMs,
      item_fields: layout.item,
      line_fields: layout.line,
    });
    part.db.exec('COMMIT');
    part.finish(generation);
    const seconds = Math.round(clock.monotonicMs() - startedMs) / 1000;
    const used = { seconds, peakRssMb: peakRssMb() };
    const about = { file: basename(file), sha256, format, ...facts };
    return { ok: true, value: { ...counts, generation, ...used, ...about } };
  } catch (error) {
    part.abandon();
    throw error;
  }
}

/** Linux counts what the parent had before `exec` as this process's own in `maxRSS`, but not here. */
function peakRssMb(): number {
  if (process.platform === 'linux') {
    const status = readFileSync('/proc/self/status', 'utf8');
    const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
    if (kilobytes !== undefined) return Math.round(Number(kilobytes) / 1024);
  }
  return Math.round(process.resourceUsage().maxRSS / 1024);
}

function nothingImported(file: string, filled: TableRead | null): Result<never, ImportRefusal> {
  const { rejected, rejectedTotal } = filled ?? { rejected: [], rejectedTotal: 0 };
  // Of an item that is left out as a whole: the row that is to blame.
  const first = rejected.find(({ reason }) => !reason.startsWith(LEFT_OUT)) ?? rejected[0];
  const why = first === undefined ? 'it has no rows' : `line ${first.line}: ${first.reason}`;
  const nothing = refused('manifest-empty', `${file} has no item that can be taken (${why}).`);
  return { ok: false, error: { ...nothing.error, rejected, rejectedTotal } };
}

function refused(code: string, what: string): Extract<Result<never, CodedError>, { ok: false }> {
  const message = `${what} ${UNCHANGED} Correct the file and import it again.`;
  return { ok: false, error: { code, message } };
}
