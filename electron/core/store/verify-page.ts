import { hash as digest } from 'node:crypto';
import type { ChainedEvent } from '../../../shared/records/chain.ts';
import type { Sqlite } from './sqlite.ts';

/*
 * The quick way through whole pages of records. It only ever says that all is well: for a page in
 * which anything is unusual it says nothing, and that page is looked at record by record (verify-rows).
 * So it need not know what can be wrong, only that nothing is:
 *
 * - the columns have the types that they must have: JavaScript tells texts, numbers, null and blobs
 *   apart, SQLite integers from reals and blobs from texts that look like them;
 * - header and line are built as `hashPrefix` and `journalLine` build them (a test holds them together);
 * - texts were decoded without loss: damaged bytes become U+FFFD, and where one is, this gives up.
 */

/** A page in which every row is linked, hashed and typed as it must be. */
export interface GoodPage {
  /** The lines of the journal for these rows. Only valid until the next page. */
  readonly lines: Uint8Array;
  readonly rows: number;
  /** Hash of the last row. */
  readonly hash: string;
  /** Rows that concern the rules of the chain. */
  readonly ruled: readonly ChainedEvent[];
}

export interface PageReader {
  /** Rows `from` to `to` as they follow `prev`; null when they are not plainly good. */
  read(from: number, to: number, prev: string): GoodPage | null;
}

/** Whether a row has to be told to the rules of the chain. */
export type Concerns = (kind: string, station: string, epoch: number, seq: number) => boolean;

type Row = readonly [
  seq: unknown,
  epoch: unknown,
  atMs: unknown,
  monoMs: unknown,
  bootId: unknown,
  station: unknown,
  shift: unknown,
  session: unknown,
  actor: unknown,
  kind: unknown,
  body: unknown,
  stored: unknown,
];

/**
 * The last column is `X'…prev…'X'…hash…'integer`: `quote` marks blobs, and a sum with a real is a real.
 * NOT INDEXED: an index may be damaged apart from its table.
 */
const SQL = `SELECT seq, epoch, at_ms, mono_ms, boot_id, station, shift, session, actor, kind, body,
    quote(prev) || quote(hash) || typeof(epoch + at_ms + mono_ms)
  FROM events NOT INDEXED WHERE seq BETWEEN ? AND ? ORDER BY seq`;

const REPLACEMENT = Buffer.from('\ufffd');

export function createPageReader(db: Sqlite, concerns: Concerns): PageReader {
  const page = db.prepare<[number, number], Row>(SQL).raw();
  const [bootOf, stationOf, shiftOf] = [quoter(), quoter(), quoter()];
  const [sessionOf, actorOf, kindOf] = [quoter(), quoter(), quoter()];
  let buffer = Buffer.alloc(1 << 20);

  return {
    read(from, to, before) {
      const rows = page.all(from, to);
      if (rows.length !== to - from + 1) return null;
      const ruled: ChainedEvent[] = [];
      let [prev, storedPrev, length, expected] = [before, before.toUpperCase(), 0, from];
      for (const row of rows) {
        const [seq, epoch, atMs, monoMs, bootId, station, shift, session, actor, kind, body] = row;
        if (seq !== expected || !isInteger(epoch) || !isInteger(atMs) || !isInteger(monoMs))
          return null;
        if (!isText(bootId) || !isText(station) || !isText(actor) || !isText(kind)) return null;
        if (!isNullable(shift) || !isNullable(session) || !isText(body)) return null;
        const toBody = `"actor":${actorOf(actor)},"at_ms":${atMs}`;
        const toHash = `"boot_id":${bootOf(bootId)},"epoch":${epoch}`;
        const toPrev = `"kind":${kindOf(kind)},"mono_ms":${monoMs}`;
        const toEnd =
          `"seq":${seq},"session":${sessionOf(session)},"shift":${shiftOf(shift)},` +
          `"station":${stationOf(station)}`;
        const input = `${prev}\n{${toBody},${toHash},${toPrev},${toEnd}}\n${body}`;
        const hash = digest('sha256', input);
        const stored = hash.toUpperCase();
        if (row[11] !== `X'${storedPrev}'X'${stored}'integer`) return null;
        const line = `{${toBody},"body":${body},${toHash},"hash":"${hash}",${toPrev},"prev":"${prev}",${toEnd}}\n`;
        // UTF-8 has 3 bytes at most for one unit of a JavaScript string.
        const needed = length + 3 * line.length;
        if (needed > buffer.length) buffer = Buffer.concat([buffer], 2 * needed);
        length += buffer.write(line, length);
        if (concerns(kind, station, epoch, seq)) {
          const header = {
            seq,
            epoch,
            boot_id: bootId,
            at_ms: atMs,
            mono_ms: monoMs,
            station,
            shift,
            session,
            actor,
            kind,
          };
          ruled.push({ header, bodyText: body, prev, hash });
        }
        [prev, storedPrev, expected] = [hash, stored, seq + 1];
      }
      const lines = buffer.subarray(0, length);
      if (lines.includes(REPLACEMENT)) return null;
      return { lines, rows: rows.length, hash: prev, ruled };
    },
  };
}

function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isNullable(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

/** JSON of one column's values, most of which are the same as in the row before. */
function quoter(): (text: string | null) => string {
  let known: string | null = null;
  let quoted = 'null';
  return (text) => {
    if (text !== known) [known, quoted] = [text, JSON.stringify(text)];
    return quoted;
  };
}
