import type { CodedError } from '../../shared/result.ts';

/** A row that was left out, as people look for it. */
export interface LeftOutRow {
  readonly line: number;
  readonly reason: string;
}

/** Rows that were left out; of many the first thousand are listed. */
export interface LeftOut {
  readonly rejected: readonly LeftOutRow[];
  readonly rejectedTotal: number;
}

/** What came of a file. `again`: nothing is wrong with the file, it is tried again later. */
export type FileOutcome =
  | ({ readonly ok: true } & LeftOut)
  | {
      readonly ok: false;
      readonly error: CodedError & Partial<LeftOut>;
      readonly again: boolean;
    };

/** What another try may not meet any more, with the same file. */
const STATION: readonly string[] = [
  'disk-full',
  'disk-error',
  'data-folder-in-use',
  'data-folder-read-only',
  'import-running',
  'manifest-import-running',
  'manifest-too-many',
];

/** A refused import as an outcome: whether the file or the station is to blame says its code. */
export function refusedFile(error: CodedError & Partial<LeftOut>): FileOutcome {
  return { ok: false, error, again: STATION.includes(error.code) };
}

/** The text that lies beside a file: why it was not imported, or which of its rows were not. */
export function noteText(name: string, outcome: FileOutcome): string {
  const what = outcome.ok
    ? `${name} was imported without the rows below.`
    : `${name} was not imported. ${outcome.error.message}`;
  const { rejected = [], rejectedTotal = 0 } = outcome.ok ? outcome : outcome.error;
  if (rejectedTotal === 0) return `${what}\n`;
  const shown =
    rejected.length < rejectedTotal ? `, of which the first ${rejected.length} are listed` : '';
  return [
    what,
    '',
    `Rows that were left out: ${rejectedTotal}${shown}`,
    ...rejected.map(({ line, reason }) => `line ${line}: ${reason}`),
    '',
  ].join('\n');
}
