import type { Hash } from 'node:crypto';
import type { ManifestColumn } from '../../../shared/manifest/columns.ts';
import type { DecimalMark, Decimals } from '../../../shared/manifest/decimals.ts';
import type { MappingProfile } from '../../../shared/manifest/profile.ts';
import type { StoredMeasurement } from '../../../shared/measure/outside-measurement.ts';
import type { CodedError, Result } from '../../../shared/result.ts';
import type { Delimiter } from './csv/csv-header.ts';
import type { TextEncoding } from './text-decoders.ts';

/**
 * A row of a file in cells of the neutral manifest, one for each content line (all of an item's rows
 * repeat its own cells); or what stands there instead, and the id that it is about as far as that can
 * be seen, empty when it cannot, with others that it may be about instead (`orItems`). `line` is the place in the file that a person would look at: a line
 * of text, a row of a sheet, counted from 1.
 */
export type SourceRow =
  | { readonly line: number; readonly cells: readonly string[] }
  | {
      readonly line: number;
      readonly reason: string;
      readonly item: string;
      readonly orItems?: readonly string[];
    };

/** Takes the rows of one file, in their order. */
export interface RowSink {
  /**
   * Once, before the first row.
   * @param columns what the cells of every row are; without `item_id` no row can be taken
   */
  begin(columns: readonly ManifestColumn[], decimals: Decimals): void;
  take(row: SourceRow): void;
  /** A measurement that was brought from another instrument: of an item, but no declaration of it. */
  measurement(measurement: StoredMeasurement): void;
}

/** A file that is imported. */
export interface SourceFile {
  readonly path: string;
  /** Its size. */
  readonly bytes: number;
  /** Has to be told all bytes of the file, in their order. */
  readonly hash: Hash;
  /** How the file is read where it does not say so itself; null where nobody said. */
  readonly encoding: TextEncoding | null;
  /** How its fields are named, where somebody says it; null where the content has to. */
  readonly profile: MappingProfile | null;
  /** Of which the reader chooses one that fits, where the names are not the neutral ones. */
  readonly profiles: readonly MappingProfile[];
  /** The item that a measurement is of where the file does not say so; null where nobody said. */
  readonly item: string | null;
  /**
   * Has to be told after each chunk, 64 kB at most, how much was read; throws to cancel the import.
   * @param rows lines, rows or elements so far: what a person would count
   */
  readonly onRead: (bytes: number, rows: number) => void;
}

/** What turned out about a file while it was read; null where the format has no such thing. */
export interface ReadFacts {
  readonly encoding: TextEncoding | null;
  readonly delimiter: Delimiter | null;
  readonly decimal: DecimalMark | null;
  /** Id of the profile that it was read with; null for the neutral names. */
  readonly profile: string | null;
  /** Names of sheets of the workbook that were not read; left out where the format has none. */
  readonly otherSheets?: readonly string[];
}

/**
 * Reads a file of one format from its beginning to its end, in memory that does not grow with it.
 *
 * Errors: `manifest-columns`, `manifest-empty`, `manifest-unreadable`; their messages say what is
 * wrong and what to do, without the file's name and without what stays in use: the import adds that.
 *
 * @throws NotUtf8, DamagedText, UnreadableFile, Error of the file system
 */
export type ManifestReader = (
  source: SourceFile,
  sink: RowSink,
) => Promise<Result<ReadFacts, CodedError>>;

/** Why a file cannot be read any further, in words that follow its name: "is …", "has …". */
export class UnreadableFile extends Error {}
