import { z } from 'zod';
import { canonicalJson, canonicalNumber, canonicalText } from './canonical.ts';
import type { EventHeader, Json } from './event.ts';

/** Previous hash of the first event of a station. */
export const GENESIS = '0'.repeat(64);

/**
 * What is hashed for an event. With `||` for concatenation of UTF-8 bytes:
 *
 *     hash = SHA-256( prev || "\n" || header || "\n" || body )
 *
 * - `prev`: hash of the event before as 64 lower-case hex digits; sixty-four zeros for the first
 * - `header`: canonical JSON (RFC 8785) of all columns of EventHeader
 * - `body`: the bytes of column `body` exactly as they are stored
 *
 * Neither of the first two can contain a line feed, so no two events have the same input. This
 * function gives all but the body, so that stored bytes can be hashed without decoding them.
 */
export function hashPrefix(prev: string, header: EventHeader): string {
  return `${prev}\n{${columnsToBody(header)},${columnsToHash(header)},${columnsToEnd(header)}}\n`;
}

/*
 * Canonical members of the columns, written out in RFC 8785's order: nothing else is done as often,
 * and a general canonicalizer sorts ten known names each time. A test holds the two against each other.
 */

function columnsToBody({ actor, at_ms }: EventHeader): string {
  return `"actor":${canonicalText(actor)},"at_ms":${canonicalNumber(at_ms)}`;
}

function columnsToHash({ boot_id, epoch }: EventHeader): string {
  return `"boot_id":${canonicalText(boot_id)},"epoch":${canonicalNumber(epoch)}`;
}

function columnsToEnd(header: EventHeader, prev = ''): string {
  const { kind, mono_ms, seq, session, shift, station } = header;
  return (
    `"kind":${canonicalText(kind)},"mono_ms":${canonicalNumber(mono_ms)},${prev}` +
    `"seq":${canonicalNumber(seq)},"session":${canonicalText(session)},` +
    `"shift":${canonicalText(shift)},"station":${canonicalText(station)}`
  );
}

/** An event with everything that the chain covers. */
export interface ChainedEvent {
  readonly header: EventHeader;
  /** Canonical JSON, personal values sealed. */
  readonly bodyText: string;
  /** Lower-case hex. */
  readonly prev: string;
  readonly hash: string;
}

/**
 * The event's line in the journal without the line feed: canonical JSON of the columns of table
 * `events`, the body embedded as JSON, `prev` and `hash` in hex. Because the whole is canonical,
 * each event has one possible line and verification compares bytes. The stored body is canonical
 * already and goes in as it is.
 */
export function journalLine({ header, bodyText, prev, hash }: ChainedEvent): string {
  const [hashText, prevText] = [canonicalText(hash), `"prev":${canonicalText(prev)},`];
  return (
    `{${columnsToBody(header)},"body":${bodyText},${columnsToHash(header)},"hash":${hashText},` +
    `${columnsToEnd(header, prevText)}}`
  );
}

/** SHA-256 as lower-case hex. */
export const hex32 = z.string().regex(/^[0-9a-f]{64}$/);
const lineSchema = z.strictObject({
  seq: z.int().positive(),
  epoch: z.int().positive(),
  boot_id: z.string(),
  at_ms: z.int(),
  mono_ms: z.int(),
  station: z.string(),
  shift: z.string().nullable(),
  session: z.string().nullable(),
  actor: z.string(),
  kind: z.string(),
  body: z.record(z.string(), z.unknown()),
  prev: hex32,
  hash: hex32,
});

/**
 * Reads a line of the journal; null when it is not one, including a line that says the same in other
 * bytes. The hash is not checked here.
 */
export function parseJournalLine(line: string): ChainedEvent | null {
  try {
    const parsed = JSON.parse(line) as Json;
    const { body, prev, hash, ...header } = lineSchema.parse(parsed);
    const event = { header, bodyText: canonicalJson(body as Json), prev, hash };
    return journalLine(event) === line ? event : null;
  } catch {
    return null;
  }
}
