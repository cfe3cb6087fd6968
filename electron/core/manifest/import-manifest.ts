import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { basename } from 'node:path';
import type { Clock } from '../../../shared/clock.ts';
import type { DecimalMark } from '../../../shared/manifest/decimals.ts';
import type { MappingProfile, TableProfile } from '../../../shared/manifest/profile.ts';
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
import { findProfile, loadProfiles } from './profiles.ts';
import type { KnownProfiles } from './profiles.ts';
import { UnreadableFile } from './reader.ts';
import { READERS } from './readers.ts';
import { recognise } from './recognise.ts';
import type { ManifestFormat } from './recognise.ts';
import { LEFT_OUT } from './settle-items.ts';
import type { RejectedRow } from './settle-items.ts';
import { ENCODING_NAMES, looksUtf8 } from './text-decoders.ts';
import type { TextEncoding } from './text-decoders.ts';
import { DamagedText, inspectFile, isStill, NotUtf8, NulCharacters } from './text-file.ts';
import type { FileFacts } from './text-file.ts';

export interface ImportOptions {
  /** Of any format that is read; its content says which. */
  readonly file: string;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly sqliteAddon?: SqliteAddon;
  /** The format that somebody says the file has; its content decides when left out. */
  readonly format?: ManifestFormat;
  /** As `format`: what a file that is no UTF-8 looks like is guessed when left out. */
  readonly encoding?: TextEncoding;
  /** Id of the mapping profile; the neutral names or the profile that fits when left out. */
  readonly profile?: string;
  /** Where the shipped mapping profiles are; those of the site alone when left out. */
  readonly resourcesDir?: string;
  /** The item that a measurement is of where its file does not say so; for N42 only. */
  readonly item?: string;
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
  /** Brought from other instruments. */
  readonly measurements: number;
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
  /** Nothing says so: most of its words look like it. */
  readonly encodingGuessed: boolean;
  /** Id of the mapping profile that it was read with; null for the neutral names. */
  readonly profile: string | null;
  /** Names of sheets of a workbook that were not read: one is, the first that can be seen. */
  readonly otherSheets: readonly string[];
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
 * Errors: `manifest-unreadable`, `manifest-encoding-unclear`, `manifest-profile-unknown`,
 * `manifest-profile-unclear`, `manifest-columns`, `manifest-empty`, `manifest-too-large`,
 * `manifest-import-running`, `manifest-too-many`, `measurement-item-unknown`,
 * `measurement-item-contradicted`, `measurement-item-needless`, `disk-full`, `data-folder-read-only`, `disk-error`.
 */
export async function importManifest(
  options: ImportOptions,
): Promise<Result<ImportReport, ImportRefusal>> {
  const { file } = options;
  let facts;
  try {
    facts = inspectFile(file);
  } catch (error) {
    if (error instanceof UnreadableFile) {
      return refused('manifest-unreadable', `${file} ${error.message}.`);
    }
    if (failureCode(error) === null || !(error instanceof Error)) throw error;
    return refused('manifest-unreadable', `${file} cannot be read (${error.message}).`);
  }
  const { mark, bytes } = facts;
  if (bytes > MOST_BYTES) {
    return refused('manifest-too-large', `${file} is larger than ${MOST_BYTES} bytes.`);
  }
  const recognised = recognise(facts.head, mark);
  const format = options.format ?? recognised.format;
  if (format === null) {
    const { what, remedy } = recognised as Extract<typeof recognised, { format: null }>;
    return refused('manifest-unreadable', `${file} is ${what}, which is not read. ${remedy}`);
  }
  const known = loadProfiles(options.resourcesDir ?? null, options.dataDir);
  const asked = options.profile === undefined ? null : findProfile(known, options.profile);
  if (asked?.ok === false) return refused(asked.error.code, asked.error.message);
  const profile = asked?.value ?? null;
  const given = { facts, format, profile, known };
  // What a file shows itself is stronger than what its sender's files usually are.
  const usual = looksUtf8(facts.head) ? null : (ofTable(profile)?.encoding ?? null);
  const said = options.encoding ?? mark ?? usual;
  if (options.item !== undefined && format !== 'n42') {
    const what = `${file} is no measurement (ANSI N42.42): an item is given with a measurement only.`;
    return refused('measurement-item-needless', what);
  }
  const result = await attempt(options, given, said);
  // What is wrong with a file that was written meanwhile may be only that it was not complete.
  const isFilesFault = !result.ok && FILES_FAULTS.includes(result.error.code);
  return isFilesFault && !isStill(file, facts.version) ? writtenMeanwhile(file) : result;
}

const FILES_FAULTS: readonly string[] = [
  'disk-error',
  'manifest-unreadable',
  'manifest-encoding-unclear',
  'manifest-columns',
  'manifest-empty',
];

function writtenMeanwhile(file: string): Result<never, CodedError> {
  const what = `${file} was written or replaced while it was read.`;
  return refused('manifest-unreadable', `${what} Wait until it is complete.`);
}

/** Reads a file in the encoding that it says, and in another one where it turns out to be no UTF-8. */
async function attempt(
  options: ImportOptions,
  given: Given,
  said: TextEncoding | null,
): Promise<Result<ImportReport, ImportRefusal>> {
  const { file } = options;
  const {
    facts: { bytes, head },
    profile,
    known,
  } = given;
  try {
    try {
      return await build(options, given, { encoding: said, guessed: false });
    } catch (error) {
      if (!(error instanceof NotUtf8)) throw error;
      const usual = ofTable(profile)?.encoding;
      if (said !== null || usual === 'utf-8') throw new DamagedText(error.line, 'utf-8');
      if (usual !== undefined) {
        return await build(options, given, { encoding: usual, guessed: false });
      }
      const profiles = profile === null ? known.profiles : [profile];
      // Few files need it.
      const { decideEncoding, sampleLines } = await import('./decide-encoding.ts');
      const lines = await sampleLines(file, (read) =>
        options.onProgress?.({ rows: 0, bytes: Math.min(read, bytes - 1), ofBytes: bytes }),
      );
      const decided = decideEncoding(head, profiles, lines);
      if (decided === null) return unclear(file, error.line);
      return await build(options, given, decided);
    }
  } catch (error) {
    if (error instanceof UnreadableFile) {
      return refused('manifest-unreadable', `${file} ${error.message}.`);
    }
    if (error instanceof DamagedText) {
      const name = ENCODING_NAMES[error.encoding];
      const what = `${file} is damaged in line ${error.line}: the file is ${name}, bytes there are not.`;
      return refused('manifest-unreadable', `${what} Copy or export it once more, as UTF-8.`);
    }
    if (error instanceof NulCharacters) {
      const what = `${file} has NUL characters in line ${error.line}: it is no text, or UTF-16 without its mark.`;
      return refused('manifest-unreadable', `${what} Export it once more, as UTF-8.`);
    }
    if (error instanceof RangeError) {
      return refused('manifest-unreadable', `${file} is not a table: ${error.message}.`);
    }
    const failure = toStoreError(error, options.dataDir, UNCHANGED);
    if (failure === null) throw error;
    return { ok: false, error: { code: failure.code, message: failure.message } };
  }
}

function ofTable(profile: MappingProfile | null): TableProfile | null {
  return profile?.shape === 'table' ? profile : null;
}

function unclear(file: string, line: number): Result<never, CodedError> {
  const what =
    `${file} is not UTF-8 (line ${line} is the first that is not), and what else it is does not show. ` +
    `Say it: --encoding windows-1252 (Western), windows-1251 (Cyrillic) or gb18030 (Chinese), or ` +
    `choose it on the screen; or export it as UTF-8.`;
  return refused('manifest-encoding-unclear', what);
}

interface Given {
  readonly facts: FileFacts;
  readonly format: ManifestFormat;
  /** That was asked for. */
  readonly profile: MappingProfile | null;
  readonly known: KnownProfiles;
}

async function build(
  { file, dataDir, clock, sqliteAddon = null, item, startedBy, onProgress }: ImportOptions,
  { facts: { bytes: ofBytes, version }, format, profile, known }: Given,
  { encoding, guessed }: { readonly encoding: TextEncoding | null; readonly guessed: boolean },
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
      profile,
      profiles: known.profiles,
      item: item ?? null,
      onRead: (bytes: number, rows: number) => onProgress?.({ rows, bytes, ofBytes }),
    };
    const table = createGenerationTable(part.db);
    const read = await READERS[format](source, table);
    if (!read.ok) {
      part.abandon();
      return refused(read.error.code, withProblems(read.error, known));
    }
    const filled = table.finish();
    if (filled === null || filled.items + filled.measurements === 0) {
      part.abandon();
      return nothingImported(file, format, filled);
    }
    if (!isStill(file, version)) {
      part.abandon();
      return writtenMeanwhile(file);
    }
    const { layout, ...counts } = filled;
    const { otherSheets = [], ...facts } = read.value;
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
      measurements: counts.measurements,
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
    const about = {
      file: basename(file),
      sha256,
      format,
      ...facts,
      encodingGuessed: guessed,
      otherSheets,
    };
    return { ok: true, value: { ...counts, generation, ...used, ...about } };
  } catch (error) {
    part.abandon();
    throw error;
  }
}

/** Where no profile fits, the one that should may be a file that cannot be used. */
function withProblems({ code, message }: CodedError, { problems }: KnownProfiles): string {
  if (code !== 'manifest-columns') return message;
  return [message, ...problems.map((one) => `${one.file} cannot be used: ${one.message}.`)].join(
    ' ',
  );
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

function nothingImported(
  file: string,
  format: ManifestFormat,
  filled: TableRead | null,
): Result<never, ImportRefusal> {
  const { rejected, rejectedTotal } = filled ?? { rejected: [], rejectedTotal: 0 };
  // Of an item that is left out as a whole: the row that is to blame.
  const first = rejected.find(({ reason }) => !reason.startsWith(LEFT_OUT)) ?? rejected[0];
  const none = format === 'n42' ? 'it has none' : 'it has no rows';
  const why = first === undefined ? none : `line ${first.line}: ${first.reason}`;
  const what = format === 'n42' ? 'measurement' : 'item';
  const nothing = refused('manifest-empty', `${file} has no ${what} that can be taken (${why}).`);
  return { ok: false, error: { ...nothing.error, rejected, rejectedTotal } };
}

function refused(code: string, what: string): Extract<Result<never, CodedError>, { ok: false }> {
  const message = `${what} ${UNCHANGED} Correct the file and import it again.`;
  return { ok: false, error: { code, message } };
}
