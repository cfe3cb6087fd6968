import type { EventHeader } from '../../../shared/records/event.ts';
import type { ChainedEvent } from '../../../shared/records/chain.ts';
import { chainHash } from './chain-hash.ts';
import type { Sqlite } from './sqlite.ts';

/** A row whose types are not trusted: somebody may have written the file with other tools. */
type UntrustedRow = Record<string, unknown> & { readonly seq: bigint };

const INTEGERS = ['seq', 'epoch', 'at_ms', 'mono_ms'] as const;
const TEXTS = ['boot_id', 'station', 'shift', 'session', 'actor', 'kind'] as const;
const NULLABLE: ReadonlySet<string> = new Set(['shift', 'session']);
const PAGE = 1_000;
/** Less than any seq that a row can have, however damaged. */
export const BEFORE_ALL = -(2n ** 63n);

/**
 * All rows of `events` after `begin` up to `last`, by seq. Texts come as the stored bytes, because decoding turns
 * different damaged bytes into the same replacement character; integers as bigint, because REAL and
 * INTEGER look alike otherwise.
 */
export function* untrustedRows(
  db: Sqlite,
  last: bigint,
  begin = BEFORE_ALL,
): Generator<UntrustedRow, void> {
  // A text that was made a blob has the same bytes: it comes as a number, which no text is.
  const texts = [...TEXTS, 'body'].map(
    (name) => `iif(typeof(${name}) IN ('text', 'null'), CAST(${name} AS BLOB), 0) AS ${name}`,
  );
  const page = db
    .prepare<[bigint, bigint], UntrustedRow>(
      `SELECT seq, epoch, at_ms, mono_ms, prev, hash, ${texts.join(', ')} FROM events
       WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ${PAGE}`,
    )
    .safeIntegers(true);
  let after = begin;
  for (;;) {
    const rows = page.all(after, last);
    yield* rows;
    const end = rows.at(-1);
    if (end === undefined) return;
    after = end.seq;
  }
}

/** A row that follows `prev` as number `seq`, or the reason why it does not. */
export function checkRow(row: UntrustedRow, seq: number, prev: string): ChainedEvent | string {
  const header: Record<string, unknown> = {};
  for (const name of INTEGERS) {
    const value = row[name];
    if (typeof value !== 'bigint') return `column ${name} is not an integer`;
    header[name] = Number(value);
  }
  for (const name of TEXTS) {
    const value = row[name];
    if (value === null && NULLABLE.has(name)) header[name] = null;
    else {
      const text = decode(value);
      if (text === null) return `column ${name} is not text`;
      header[name] = text;
    }
  }
  if (header['seq'] !== seq) return `record ${seq} is missing`;
  const { body, hash } = row;
  if (!(body instanceof Uint8Array)) return 'column body is not text';
  if (toHex(row['prev']) !== prev) return 'the previous hash is not that of the record before';
  const complete = header as unknown as EventHeader;
  const expected = chainHash(prev, complete, body);
  if (toHex(hash) !== expected) return 'the record does not have the hash that is stored with it';
  // The right hash was made from decoded text: these bytes are valid.
  return { header: complete, bodyText: decode(body) ?? '', prev, hash: expected };
}

function decode(value: unknown): string | null {
  if (!(value instanceof Uint8Array)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value);
  } catch {
    return null;
  }
}

function toHex(value: unknown): string | null {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : null;
}
