import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { GENESIS, journalLine } from '../../../shared/records/chain.ts';
import {
  exportFooterLine,
  exportHeaderLine,
  exportStatement,
} from '../../../shared/records/export.ts';
import type { CodedError, Result } from '../../../shared/result.ts';
import { isNextLink } from './chain-hash.ts';
import { renameDurably } from './durable-files.ts';
import { createEventTable } from './event-table.ts';
import type { EventTable } from './event-table.ts';
import { readStationKey, signText, stationKeyMissing } from './station-key.ts';
import type { StationKey } from './station-key.ts';
import type { Sqlite, SqliteAddon } from './sqlite.ts';
import { toStoreError } from './store-error.ts';
import { readQuietly } from './verify-database.ts';

/** Which records: a shift from its opening to the checkpoint after its end, or a range. */
export type ExportWhat =
  { readonly shift: string } | { readonly from: number; readonly to: number | null };

export interface ExportOptions {
  readonly dataDir: string;
  readonly what: ExportWhat;
  /** File to write; must not be there. */
  readonly out: string;
  readonly sqliteAddon?: SqliteAddon;
}

export interface Exported {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Hash of the last record. */
  readonly hash: string;
}

const UNCHANGED = 'The records are unchanged, and no export was written.';
const BATCH = 500;

/**
 * Writes records of a data folder into a signed file, whole or not at all. Reads like verification:
 * without the lock, so that it works while the station runs, and without changing the folder; that is
 * why an export is not a record itself.
 *
 * Errors: `no-records`, `records-bad`, `export-exists`, and those of the store for disk and key.
 */
export function exportRecords(options: ExportOptions): Result<Exported, CodedError> {
  const { dataDir, out } = options;
  try {
    const file = join(dataDir, 'station.db');
    if (!existsSync(file)) throw refusal('no-records', `${dataDir} holds no records.`);
    if (existsSync(out)) throw refusal('export-exists', `${out} is there already.`);
    const key = readStationKey(dataDir);
    if (key === null) throw stationKeyMissing(dataDir);
    const write = (db: Sqlite): Exported => writeExport(db, key, options);
    return { ok: true, value: readQuietly(file, options.sqliteAddon ?? null, write, () => false) };
  } catch (error) {
    if (error instanceof ExportRefusal) {
      return { ok: false, error: { code: error.code, message: error.message } };
    }
    const known = toStoreError(error, dataDir, UNCHANGED);
    if (known === null) throw error;
    return { ok: false, error: { code: known.code, message: known.message } };
  }
}

class ExportRefusal extends Error implements CodedError {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

function refusal(code: string, what: string): ExportRefusal {
  return new ExportRefusal(code, `${what} ${UNCHANGED}`);
}

function writeExport(db: Sqlite, key: StationKey, { what, out }: ExportOptions): Exported {
  const table = createEventTable(db);
  const { from, to } = 'shift' in what ? rangeOfShift(table, what.shift) : rangeOf(table, what);
  const prev = from === 1 ? GENESIS : (table.hashAt(from - 1) ?? GENESIS);
  const { epoch } = table.head();
  const [last] = [...table.range(to, to)];
  // Whose key signs has to be who made the last of these records: nobody vouches for others.
  if (last?.header.station !== key.station) {
    throw refusal(
      'records-bad',
      `Record ${to} is of another station than station.key. Export up to a record of this station, ` +
        'for example to the end.',
    );
  }
  const { station, publicKey } = key;
  const shift = 'shift' in what ? what.shift : null;
  const header = { station, epoch, from, to, prev, shift, key: publicKey };
  const part = `${out}.part`;
  try {
    const hash = writeLines(part, key, exportHeaderLine(header), table, header);
    renameDurably(part, out);
    return { from, to, count: to - from + 1, hash };
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

function writeLines(
  part: string,
  key: StationKey,
  header: string,
  table: EventTable,
  { from, to, prev: before }: { from: number; to: number; prev: string },
): string {
  const sha256 = createHash('sha256');
  const handle = openSync(part, 'w', 0o600);
  try {
    let position = 0;
    const write = (text: string): void => {
      const bytes = Buffer.from(text);
      for (let done = 0; done < bytes.length;) {
        done += writeSync(handle, bytes, done, bytes.length - done, position + done);
      }
      position += bytes.length;
      sha256.update(bytes);
    };
    write(`${header}\n`);
    let prev = before;
    for (let seq = from; seq <= to; seq += BATCH) {
      const events = [...table.range(seq, Math.min(to, seq + BATCH - 1))];
      for (const [index, event] of events.entries()) {
        // A signature is not put under what is not as it was recorded.
        if (!isNextLink(event, seq + index, prev)) throw damaged(seq + index);
        prev = event.hash;
      }
      if (events.length !== Math.min(to - seq + 1, BATCH)) throw damaged(seq + events.length);
      write(events.map((event) => `${journalLine(event)}\n`).join(''));
    }
    const facts = { count: to - from + 1, hash: prev, sha256: sha256.copy().digest('hex') };
    const signature = signText(key, exportStatement(facts));
    write(`${exportFooterLine({ ...facts, signature })}\n`);
    fsyncSync(handle);
    return prev;
  } finally {
    closeSync(handle);
  }
}

function damaged(seq: number): ExportRefusal {
  return refusal(
    'records-bad',
    `Record ${seq} is not as it was recorded. Run "station verify" on the data folder.`,
  );
}

function rangeOf(table: EventTable, { from, to }: { from: number; to: number | null }): Range {
  const { seq: head } = table.head();
  const end = to ?? head;
  if (from >= 1 && from <= end && end <= head) return { from, to: end };
  throw refusal('no-records', `There are records 1 to ${head}, not ${from} to ${end}.`);
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function rangeOfShift(table: EventTable, shift: string): Range {
  const [first] = table.list({ shift, limit: 1, offset: 0 });
  if (first === undefined) throw refusal('no-records', `No record is of shift ${shift}.`);
  const [end] = table.list({ shift, kinds: ['shift-closed'], limit: 1, offset: 0 });
  if (end === undefined) return { from: first.header.seq, to: table.head().seq };
  // Right after its end the shift is signed.
  const [signed] = [...table.range(end.header.seq + 1, end.header.seq + 1)];
  const to = signed?.header.kind === 'checkpoint' ? signed.header.seq : end.header.seq;
  return { from: first.header.seq, to };
}
