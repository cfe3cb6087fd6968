import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { GENESIS, journalLine, parseJournalLine } from '../../../shared/records/chain.ts';
import type { ChainedEvent } from '../../../shared/records/chain.ts';
import { CHECKPOINT } from '../../../shared/records/checkpoint.ts';
import { isNextLink } from './chain-hash.ts';
import { checkpointPath, linesIn } from './checkpoint-file.ts';
import { createJournalCursor } from './journal-cursor.ts';
import type { JournalCursor } from './journal-cursor.ts';
import { listJournal } from './journal-files.ts';
import type { RawLine } from './journal-files.ts';
import type { Sqlite, SqliteAddon } from './sqlite.ts';
import { readStationKey } from './station-key.ts';
import { StoreError, failureCode } from './store-error.ts';
import { bad, good, notesOf } from './verification.ts';
import type { BadRecord, Verification } from './verification.ts';
import { readable, readAhead } from './verify-ahead.ts';
import { compareCheckpoints } from './verify-checkpoints.ts';
import type { CheckpointComparison } from './verify-checkpoints.ts';
import { PAGE } from './verify-chunk.ts';
import type { GoodChunk } from './verify-chunk.ts';
import { readQuietly } from './verify-database.ts';
import { createPageReader } from './verify-page.ts';
import type { PageReader } from './verify-page.ts';
import { checkRow, untrustedRows } from './verify-rows.ts';
import { createChainRules } from './verify-rules.ts';
import type { Anchor, ChainRules } from './verify-rules.ts';

const NO_KEY = 'There is no station.key: whose records these are was not checked.';

/** Checks database, journal, checkpoints and key of a data folder against each other. */
export function verifyFolder(
  dataDir: string,
  addon: SqliteAddon,
  anchor: Anchor | null,
): Verification {
  const file = join(dataDir, 'station.db');
  if (!existsSync(file)) return bad(0, { seq: 1, where: 'db', reason: 'station.db is missing' });
  try {
    return readQuietly(
      file,
      addon,
      (db) => compare(db, dataDir, addon, anchor),
      ({ ok }) => !ok,
    );
  } catch (error) {
    if (!/^SQLITE_/.test(failureCode(error) ?? '') || !(error instanceof Error)) throw error;
    return bad(0, { seq: 1, where: 'db', reason: `the database cannot be read: ${error.message}` });
  }
}

/** Where the walk through the records is. */
interface Walk {
  readonly db: Sqlite;
  readonly rules: ChainRules;
  readonly pages: PageReader;
  readonly journal: JournalCursor;
  readonly checkpoints: CheckpointComparison;
  /** Last record that is surely in the journal. */
  readonly mark: number;
  seq: number;
  prev: string;
  /** Last record that was found in the journal. */
  journalled: number;
  /** Bytes of unfinished lines. */
  bytes: number;
}

/** Walks the records together. A running station may go on: only its past is looked at. */
function compare(
  db: Sqlite,
  dataDir: string,
  addon: SqliteAddon,
  anchor: Anchor | null,
): Verification {
  const station = stationOf(dataDir);
  if (station === 'damaged') {
    return bad(0, { seq: 1, where: 'db', reason: 'station.key is not a key' });
  }
  // In this order a station that is writing cannot make one of them look shorter than it should be.
  const mark = db.prepare<[], number>('SELECT seq FROM journal_mark').pluck().get() ?? 0;
  const signed = linesIn(checkpointPath(dataDir));
  const files = listJournal(join(dataDir, 'journal'));
  const journal = createJournalCursor(files);
  const last = lastSeq(db);
  const rules = createChainRules(anchor);
  const walk: Walk = {
    db,
    rules,
    pages: createPageReader(db, rules.concern),
    journal,
    checkpoints: compareCheckpoints(signed, rules, mark),
    mark,
    seq: 0,
    prev: GENESIS,
    journalled: 0,
    bytes: 0,
  };
  try {
    // A row with a damaged number may be far beyond what there is: nothing is read ahead then.
    const ahead = last === rowCount(db) ? Number(last) : 0;
    const chunks = readAhead(db, addon, files, ahead, anchor?.seq ?? null);
    const firstBad = follow(walk, last, chunks) ?? findAtEnd(walk, last, station, anchor);
    const { leftBehind, tornBytes } = walk.checkpoints;
    const left = `A restore has left ${leftBehind} signed checkpoints behind.`;
    const notes = [...notesOf(rules, anchor), ...(leftBehind === 0 ? [] : [left])];
    if (firstBad !== null) return bad(Math.min(walk.seq, firstBad.seq - 1), firstBad, notes);
    const pending = { events: walk.seq - walk.journalled, bytes: walk.bytes + tornBytes };
    const whose = rules.parts.at(-1)?.station;
    return good(walk.seq, [...notes, station === null ? NO_KEY : null], pending, whose);
  } finally {
    journal.close();
  }
}

/** The highest row; a seq that was damaged may be any 64-bit number. */
function lastSeq(db: Sqlite): bigint {
  const last = db.prepare<[], bigint | null>('SELECT max(seq) FROM events NOT INDEXED').pluck();
  return last.safeIntegers(true).get() ?? 0n;
}

function rowCount(db: Sqlite): bigint {
  const count = db.prepare<[], bigint>('SELECT count(*) FROM events').pluck().safeIntegers(true);
  return count.get() ?? 0n;
}

function follow(
  walk: Walk,
  last: bigint,
  chunks: ReadonlyMap<number, GoodChunk>,
): BadRecord | null {
  while (BigInt(walk.seq) < last) {
    const chunk = chunks.get(walk.seq + 1);
    const joins = chunk !== undefined && joinsOn(chunk, walk);
    // The first page by itself: a chunk has a record before it.
    const page = walk.seq === 0 ? 1 : PAGE;
    const next = last - BigInt(walk.seq) > BigInt(page) ? walk.seq + page : Number(last);
    const to = joins ? chunk.to : next;
    const firstBad = joins ? followChunk(walk, chunk) : followPage(walk, to);
    if (firstBad !== null) return firstBad;
    if (walk.seq < to) return { seq: walk.seq + 1, where: 'db', reason: missing(walk.seq + 1) };
  }
  return null;
}

function missing(seq: number): string {
  return `record ${seq} is missing`;
}

function joinsOn({ prev, station, epoch, begin }: GoodChunk, walk: Walk): boolean {
  const [part, place] = [walk.rules.parts.at(-1), walk.journal.place()];
  return (
    prev === walk.prev &&
    station === part?.station &&
    epoch === part.epoch &&
    begin.file === place.file &&
    begin.offset === place.offset
  );
}

function followChunk(walk: Walk, { to, hash, end, ruled }: GoodChunk): BadRecord | null {
  const firstBad = followRuled(walk, ruled, true);
  if (firstBad !== null) return firstBad;
  walk.journal.moveTo(end);
  [walk.seq, walk.prev, walk.journalled] = [to, hash, to];
  return null;
}

/** A page in one piece where all is as it must be, else row by row. */
function followPage(walk: Walk, to: number): BadRecord | null {
  const { pages, journal } = walk;
  const page = readable(() => pages.read(walk.seq + 1, to, walk.prev));
  if (page === null || !journal.take(page.lines)) return followRows(walk, to);
  const firstBad = followRuled(walk, page.ruled, false);
  if (firstBad !== null) return firstBad;
  [walk.seq, walk.prev, walk.journalled] = [to, page.hash, to];
  return null;
}

function followRuled(walk: Walk, events: readonly ChainedEvent[], hold: boolean): BadRecord | null {
  for (const event of events) {
    walk.seq = event.header.seq - 1;
    const firstBad = followRules(walk, event, hold);
    if (firstBad !== null) return firstBad;
  }
  return null;
}

function followRows(walk: Walk, to: number): BadRecord | null {
  const { db, journal, mark } = walk;
  for (let seq = walk.seq + 1; seq <= to; seq += 1) {
    // One by one: a row that SQLite cannot read shall not hide those before it.
    const rows = readable(() => [...untrustedRows(db, BigInt(seq), BigInt(walk.seq))]);
    if (rows === null) return { seq, where: 'db', reason: 'SQLite cannot read this record' };
    const [row] = rows;
    if (row === undefined) return { seq, where: 'db', reason: missing(seq) };
    const event = checkRow(row, seq, walk.prev);
    if (typeof event === 'string') return { seq, where: 'db', reason: event };
    const line = journal.line();
    const fault = line === null || !line.complete ? null : compareLine(line, event);
    if (fault !== null) return { seq, where: 'journal', reason: fault };
    if (line?.complete === true) walk.journalled = seq;
    else if (seq <= mark) return { seq, where: 'journal', reason: 'the journal was cut off here' };
    else walk.bytes += line?.bytes.length ?? 0;
    const { station, epoch, kind } = event.header;
    if (walk.rules.concern(kind, station, epoch, seq)) {
      const firstBad = followRules(walk, event);
      if (firstBad !== null) return firstBad;
    }
    [walk.seq, walk.prev] = [seq, event.hash];
  }
  return null;
}

function followRules(
  { rules, checkpoints }: Walk,
  event: ChainedEvent,
  holds = false,
): BadRecord | null {
  const reason = rules.follow(event, holds);
  if (reason !== null) return { seq: event.header.seq, where: 'db', reason };
  return event.header.kind === CHECKPOINT ? checkpoints.match(event) : null;
}

function compareLine(line: RawLine, event: ChainedEvent): string | null {
  if (line.bytes.equals(Buffer.from(journalLine(event)))) return null;
  const other = parseJournalLine(line.bytes.toString('utf8'));
  return other !== null && isNextLink(other, event.header.seq, event.prev)
    ? 'journal and database have different records here, each whole in itself'
    : 'the line is not the record that the database has';
}

/** What only the end shows: records that are gone, or that nobody has signed. */
function findAtEnd(
  walk: Walk,
  last: bigint,
  station: string | null,
  anchor: Anchor | null,
): BadRecord | null {
  const { rules, journal, checkpoints, seq } = walk;
  const rest = journal.line();
  if (rest?.complete === true) {
    const reason = 'the journal has this record, the database does not';
    return { seq: seq + 1, where: 'db', reason };
  }
  walk.bytes += rest?.bytes.length ?? 0;
  const beyond = checkpoints.rest(seq, walk.prev);
  if (beyond !== null) return beyond;
  if (anchor !== null && anchor.seq > seq) {
    const reason = `records were cut off here: record ${anchor.seq} is on paper`;
    return { seq: seq + 1, where: 'db', reason };
  }
  const part = rules.parts.at(-1);
  if (station !== null && part !== undefined && part.station !== station) {
    return { seq: part.from, where: 'db', reason: 'station.key is of another station' };
  }
  const below = walk.db.prepare<[], number>('SELECT count(*) FROM events WHERE seq < 1').pluck();
  if ((below.get() ?? 0) > 0) return { seq: 1, where: 'db', reason: 'there are records before it' };
  const unsigned = rules.unsigned(seq);
  if (unsigned !== null) {
    const reason = 'no checkpoint covers this record: more than 100 records are not signed';
    return { seq: unsigned, where: 'db', reason };
  }
  return notCanonical(walk, last) ?? recordedCut(rules);
}

/** A signature vouches for the form of what is before it; after it, anybody may have written. */
function notCanonical({ db, rules }: Walk, last: bigint): BadRecord | null {
  let prev: string | null = null;
  for (const row of untrustedRows(db, last, BigInt(rules.checkpointed))) {
    const seq = Number(row.seq);
    const event = checkRow(row, seq, prev ?? hashBefore(db, seq));
    if (typeof event === 'string' || parseJournalLine(journalLine(event)) === null) {
      return { seq, where: 'db', reason: 'the body is not canonical JSON' };
    }
    prev = event.hash;
  }
  return null;
}

function hashBefore(db: Sqlite, seq: number): string {
  const hash = db.prepare<[number], Buffer>('SELECT hash FROM events WHERE seq = ?').pluck();
  return hash.get(seq - 1)?.toString('hex') ?? GENESIS;
}

/** Named for ever, and last: a record that was changed since is worse. */
function recordedCut({ cuts: [cut] }: ChainRules): BadRecord | null {
  if (cut === undefined) return null;
  const upTo = cut.upTo === null ? '' : `, up to ${cut.upTo} at least`;
  const reason = `records were cut off or replaced here${upTo}, as the station itself recorded`;
  return { seq: cut.after + 1, where: 'db', reason };
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
