import type { CodedError } from '../../shared/result.ts';

/** What the importer says, as far as the screen is told (`core/manifest/importer.ts`). */
export type ImporterMessage =
  | {
      readonly kind: 'progress';
      readonly rows: number;
      readonly bytes: number;
      readonly ofBytes: number;
    }
  | {
      readonly kind: 'imported';
      readonly items: number;
      readonly lines: number;
      readonly generation: string;
      /** The first hundred. */
      readonly rejected: readonly { readonly line: number; readonly reason: string }[];
      readonly rejectedTotal: number;
    }
  | { readonly kind: 'refused'; readonly error: CodedError };

/** Rejected rows that are shown; `station import` prints more. */
const SHOWN_REJECTIONS = 100;

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
  const { items, lines, generation, rejected, rejectedTotal } = report;
  if (typeof items !== 'number' || typeof lines !== 'number') return undefined;
  if (typeof generation !== 'string' || typeof rejectedTotal !== 'number') return undefined;
  if (!Array.isArray(rejected)) return undefined;
  const shown = (rejected as unknown[]).slice(0, SHOWN_REJECTIONS).flatMap((row) => {
    if (!isRecord(row)) return [];
    const { line, reason } = row;
    return typeof line === 'number' && typeof reason === 'string' ? [{ line, reason }] : [];
  });
  return { kind: 'imported', items, lines, generation, rejected: shown, rejectedTotal };
}

function refusedOf(error: unknown): ImporterMessage | undefined {
  if (!isRecord(error)) return undefined;
  const { code, message } = error;
  if (typeof code !== 'string' || typeof message !== 'string') return undefined;
  return { kind: 'refused', error: { code, message } };
}

function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null;
}
