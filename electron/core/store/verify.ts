import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GENESIS, journalLine, parseJournalLine } from '../../../shared/records/chain.ts';
import type { ChainedEvent } from '../../../shared/records/chain.ts';
import type { CodedError, Result } from '../../../shared/result.ts';
import { isNextLink } from './chain-hash.ts';
import { journalFile, listJournal, readLines } from './journal-files.ts';
import type { JournalFile, RawLine } from './journal-files.ts';
import { openForReading } from './sqlite.ts';
import type { Sqlite, SqliteAddon } from './sqlite.ts';
import { readStationKey } from './station-key.ts';
import { StoreError, failureCode } from './store-error.ts';
import { checkRow, untrustedRows } from './verify-rows.ts';

/** The first record that is not as it was written. */
export interface BadRecord {
  readonly seq: number;
  readonly where: 'db' | 'journal' | 'export';
  readonly reason: string;
}

/** The answer of `station verify`. */
export interface Verification {
  readonly ok: boolean;
  /** Records that were found whole. */
  readonly events: number;
  readonly firstBad: BadRecord | null;
  /**
   * The end of an append that a crash cut short, never acknowledged: records that are in the
   * database and not yet in the journal, and bytes of an unfinished journal line. Opening the
   * station completes them.
   */
  readonly unacknowledged: { readonly events: number; readonly bytes: number };
  /** What could not be checked, when something could not. */
  readonly note?: string;
}

const NO_KEY = 'There is no station.key: whose records these are was not checked.';
const NO_EVENT = 'The journal has no event: there was nothing to check.';
const NOTHING_PENDING = { events: 0, bytes: 0 };

/**
 * Checks a data folder (database, journal and key against each other) or one journal file, without
 * changing it. A folder may be in use meanwhile, or be a copy.
 *
 * Error: `not-records` when the path is neither.
 */
export function verifyPath(
  path: string,
  sqliteAddon: SqliteAddon = null,
): Result<Verification, CodedError> {
  if (existsSync(path) && statSync(path).isFile() && path.endsWith('.jsonl')) {
    return { ok: true, value: verifyJournal([journalFile(path)]) };
  }
  const journal = join(path, 'journal');
  if (!existsSync(join(path, 'station.db')) && listJournal(journal).length === 0) {
    const message =
      `${path} is neither a data folder nor a journal file. Nothing was checked. ` +
      'Give the folder that holds station.db, or a file of its journal folder.';
    return { ok: false, error: { code: 'not-records', message } };
  }
  return { ok: true, value: verifyFolder(path, sqliteAddon) };
}

function verifyFolder(dataDir: string, addon: SqliteAddon): Verification {
  const file = join(dataDir, 'station.db');
  if (!existsSync(file)) return bad(0, { seq: 1, where: 'db', reason: 'station.db is missing' });
  const inUse = existsSync(`${file}-wal`);
  const verification = readDatabase(file, inUse, addon, (db) => compare(db, dataDir));
  // A station that was started while its database was being copied: look again, at the original.
  const started = !verification.ok && !inUse && existsSync(`${file}-wal`);
  return started ? readDatabase(file, true, addon, (db) => compare(db, dataDir)) : verification;
}

/**
 * Reads a database in place when it has a write-ahead log, else a copy: SQLite would leave a log
 * beside a closed database, and cannot open it at all where it may not write.
 */
function readDatabase(
  file: string,
  inPlace: boolean,
  addon: SqliteAddon,
  read: (db: Sqlite) => Verification,
): Verification {
  let [db, copy]: [Sqlite | null, string | null] = [null, null];
  try {
    if (inPlace) db = openInPlace(file, addon);
    if (db === null) {
      copy = mkdtempSync(join(tmpdir(), 'station-verify-'));
      const target = join(copy, 'station.db');
      copyFileSync(file, target);
      if (inPlace) copyFileSync(`${file}-wal`, `${target}-wal`);
      db = openForReading(target, addon);
    }
    return read(db);
  } catch (error) {
    if (!/^SQLITE_/.test(failureCode(error) ?? '') || !(error instanceof Error)) throw error;
    return bad(0, { seq: 1, where: 'db', reason: `the database cannot be read: ${error.message}` });
  } finally {
    db?.close();
    if (copy !== null) rmSync(copy, { recursive: true });
  }
}

/** Null on a medium where SQLite may not write beside the database. */
function openInPlace(file: string, addon: SqliteAddon): Sqlite | null {
  const db = openForReading(file, addon);
  try {
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return db;
  } catch (error) {
    db.close();
    if (/^SQLITE_(CANTOPEN|READONLY)/.test(failureCode(error) ?? '')) return null;
    throw error;
  }
}

/** Walks database and journal together. A running station may go on: only its past is looked at. */
function compare(db: Sqlite, dataDir: string): Verification {
  const station = stationOf(dataDir);
  if (station === 'damaged') {
    return bad(0, { seq: 1, where: 'db', reason: 'station.key is not a key' });
  }
  // In this order a station that is writing cannot make its journal look short, nor its database.
  const mark = db.prepare<[], number>('SELECT seq FROM journal_mark').pluck().get() ?? 0;
  const lines = readLines(listJournal(join(dataDir, 'journal')));
  const last = db.prepare<[], bigint>('SELECT max(seq) FROM events').pluck().safeIntegers(true);
  let [seq, prev, journalled, bytes] = [0, GENESIS, 0, 0];
  for (const row of untrustedRows(db, last.get() ?? 0n)) {
    const event = checkRow(row, seq + 1, prev);
    if (typeof event === 'string') return bad(seq, { seq: seq + 1, where: 'db', reason: event });
    if (station !== null && event.header.station !== station) {
      return bad(seq, { seq: seq + 1, where: 'db', reason: 'station.key is of another station' });
    }
    const line = lines.next().value ?? null;
    const fault = line === null || !line.complete ? null : compareLine(line, event);
    if (fault !== null) return bad(seq, { seq: seq + 1, where: 'journal', reason: fault });
    [seq, prev] = [seq + 1, event.hash];
    if (line?.complete === true) journalled = seq;
    else if (seq <= mark) {
      return bad(seq - 1, { seq, where: 'journal', reason: 'the journal was cut off here' });
    } else bytes += line?.bytes.length ?? 0;
  }
  const rest = lines.next().value ?? null;
  if (rest?.complete === true) {
    const reason = 'the journal has this record, the database does not';
    return bad(seq, { seq: seq + 1, where: 'db', reason });
  }
  bytes += rest?.bytes.length ?? 0;
  return {
    ok: true,
    events: seq,
    firstBad: null,
    unacknowledged: { events: seq - journalled, bytes },
    ...(station === null ? { note: NO_KEY } : {}),
  };
}

/** Null for a copy without key. */
function stationOf(dataDir: string): string | null {
  try {
    return readStationKey(dataDir)?.station ?? null;
  } catch (error) {
    if (error instanceof StoreError) return 'damaged';
    throw error;
  }
}

function compareLine(line: RawLine, event: ChainedEvent): string | null {
  if (line.bytes.equals(Buffer.from(journalLine(event)))) return null;
  const other = parseJournalLine(line.bytes.toString('utf8'));
  return other !== null && isNextLink(other, event.header.seq, event.prev)
    ? 'journal and database have different records here, each whole in itself'
    : 'the line is not the record that the database has';
}

/** A journal by itself; a later file of a rotated journal starts where its first line says. */
function verifyJournal(files: readonly JournalFile[]): Verification {
  let [events, seq, prev] = [0, 0, ''];
  let note: string | null = NO_EVENT;
  let unacknowledged = NOTHING_PENDING;
  for (const line of readLines(files)) {
    if (!line.complete) {
      unacknowledged = { events: 0, bytes: line.bytes.length };
      break;
    }
    const event = parseJournalLine(line.bytes.toString('utf8'));
    if (events === 0) {
      [seq, prev] = start(event);
      note =
        seq === 1 ? null : `The file begins at event ${seq}: those before it were not checked.`;
    }
    if (event === null || !isNextLink(event, seq, prev)) {
      const reason = 'the line is not the record that was written';
      return bad(events, { seq, where: 'journal', reason });
    }
    [events, seq, prev] = [events + 1, seq + 1, event.hash];
  }
  const whole = { ok: true, events, firstBad: null, unacknowledged };
  return note === null ? whole : { ...whole, note };
}

function start(first: ChainedEvent | null): [number, string] {
  if (first === null || first.header.seq === 1) return [1, GENESIS];
  return [first.header.seq, first.prev];
}

function bad(events: number, firstBad: BadRecord): Verification {
  return { ok: false, events, firstBad, unacknowledged: NOTHING_PENDING };
}
