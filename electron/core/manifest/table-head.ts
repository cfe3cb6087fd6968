import type { TableProfile } from '../../../shared/manifest/profile.ts';
import type { CodedError } from '../../../shared/result.ts';
import type { Delimiter } from './csv/csv-header.ts';
import type { TextEncoding } from './text-decoders.ts';

/** Rows of a table that are looked at before it is imported. */
export const HEAD_ROWS = 10;

/** The beginning of a table as it stands, and how it would be read. */
export interface TableHead {
  readonly encoding: TextEncoding | null;
  readonly encodingGuessed: boolean;
  readonly delimiter: Delimiter | null;
  readonly columns: readonly string[];
  /** `HEAD_ROWS` at most. */
  readonly rows: readonly (readonly string[])[];
  /** That was asked for or fits. */
  readonly profile: TableProfile | null;
  /** Why it cannot be read, or not so. */
  readonly error: CodedError | null;
}
