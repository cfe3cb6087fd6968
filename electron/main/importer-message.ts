import type { LeftOut, LeftOutRow } from '../inbox/outcome.ts';
import type { CodedError } from '../../shared/result.ts';

/** What the importer says, as far as the screen is told (`core/manifest/importer.ts`). */
export type ImporterMessage =
  | {
      readonly kind: 'progress';
      readonly rows: number;
      readonly bytes: number;
      readonly ofBytes: number;
    }
  | ({
      readonly kind: 'imported';
      readonly items: number;
      readonly lines: number;
      /** Brought from other instruments. */
      readonly measurements: number;
      readonly generation: string;
    } & LeftOut)
  | { readonly kind: 'refused'; readonly error: CodedError & Partial<LeftOut> };

type Values = Readonly<Record<string, unknown>>;

/** A message of the importer; undefined for anything else. Main has no zod. */
export function importerMessage(message: unknown): ImporterMessage | undefined {
  if (!isRecord(message)) return undefined;
  switch (message['kind']) {
    case 'progress':
      return progressOf(message);
    case 'imported':
      return isRecord(message['report']) ? importedOf(message['report']) : undefined;
    case 'refused':
      return refusedOf(message['error']);
    default:
      return undefined;
  }
}

function progressOf({ rows, bytes, ofBytes }: Values): ImporterMessage | undefined {
  if (typeof rows !== 'number' || typeof bytes !== 'number') return undefined;
  if (typeof ofBytes !== 'number') return undefined;
  return { kind: 'progress', rows, bytes, ofBytes };
}

function importedOf(report: Values): ImporterMessage | undefined {
  const { items, lines, measurements, generation, rejected, rejectedTotal } = report;
  if (typeof items !== 'number' || typeof lines !== 'number') return undefined;
  if (typeof measurements !== 'number') return undefined;
  if (typeof generation !== 'string' || typeof rejectedTotal !== 'number') return undefined;
  if (!Array.isArray(rejected)) return undefined;
  const rows = rowsOf(rejected);
  const counts = { items, lines, measurements };
  return { kind: 'imported', ...counts, generation, rejected: rows, rejectedTotal };
}

function rowsOf(rejected: readonly unknown[]): LeftOutRow[] {
  return rejected.flatMap((row) => {
    if (!isRecord(row)) return [];
    const { line, reason } = row;
    return typeof line === 'number' && typeof reason === 'string' ? [{ line, reason }] : [];
  });
}

function refusedOf(error: unknown): ImporterMessage | undefined {
  if (!isRecord(error)) return undefined;
  const { code, message, rejected, rejectedTotal } = error;
  if (typeof code !== 'string' || typeof message !== 'string') return undefined;
  if (!Array.isArray(rejected) || typeof rejectedTotal !== 'number') {
    return { kind: 'refused', error: { code, message } };
  }
  const rows = rowsOf(rejected);
  return { kind: 'refused', error: { code, message, rejected: rows, rejectedTotal } };
}

function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null;
}
