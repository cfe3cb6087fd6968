import { renameSync } from 'node:fs';
import { basename } from 'node:path';
import { GENESIS, parseJournalLine } from '../../../shared/records/chain.ts';
import type { ChainedEvent } from '../../../shared/records/chain.ts';
import type { NewEvent } from '../../../shared/records/event.ts';
import { isNextLink } from './chain-hash.ts';
import { fileTime, syncFolder } from './durable-files.ts';
import type { EventTable } from './event-table.ts';
import { listJournal, readLines } from './journal-files.ts';
import type { JournalFile, RawLine } from './journal-files.ts';
import { openJournal } from './journal.ts';
import type { Journal } from './journal.ts';
import { StoreError } from './store-error.ts';

/** What was found and done, to be recorded and to be told to the officer. */
export interface Repair {
  readonly alarm: StoreError;
  readonly event: NewEvent;
}

/** What reconciliation works on. */
export interface Records {
  readonly folder: string;
  readonly events: EventTable;
  /** Inserts and projects events in one transaction. */
  readonly adopt: (events: readonly ChainedEvent[]) => void;
  readonly utcMs: number;
  readonly fileBytes?: number | undefined;
  /** Read the whole journal even when its end agrees: it may be damaged in between. */
  readonly thorough?: boolean;
}

const BATCH = 1_000;

/**
 * Makes database and journal say the same: the shorter is completed from the other. A journal that
 * contradicts the database is set aside and written again from the database; both are kept. A torn
 * last line was never acknowledged and is cut off.
 */
export function reconcile(records: Records): { journal: Journal; repairs: Repair[] } {
  const files = listJournal(records.folder);
  const tail = findTail(files);
  const { events } = records;
  if (records.thorough !== true && tail !== null && agrees(tail.event, events)) {
    const repairs = cutRepair(tail.event?.header.seq ?? 0, events);
    return { journal: continueJournal(records, tail), repairs };
  }
  return compareAll(records, files);
}

interface Tail {
  /** The last complete line, or null in an empty journal. */
  readonly event: ChainedEvent | null;
  /** The newest file, as long as it is good. */
  readonly file: JournalFile | null;
}

/** The end of the journal, or null when its last line is not one. */
function findTail(files: readonly JournalFile[]): Tail | null {
  const newest = files.at(-1);
  if (newest === undefined) return { event: null, file: null };
  const { last, goodBytes } = lastLine(newest);
  const file = { path: newest.path, size: goodBytes };
  if (last === null) {
    // The file was begun but nothing was finished in it: the end is in the one before.
    const before = findTail(files.slice(0, -1));
    return before === null ? null : { event: before.event, file };
  }
  const event = parseJournalLine(last.bytes.toString('utf8'));
  return event === null ? null : { event, file };
}

function lastLine(file: JournalFile): { last: RawLine | null; goodBytes: number } {
  let last: RawLine | null = null;
  for (const line of readLines([file])) {
    if (line.complete) last = line;
  }
  return { last, goodBytes: last === null ? 0 : last.offset + last.bytes.length + 1 };
}

/** Whether the journal is a beginning of the database's chain. */
function agrees(event: ChainedEvent | null, events: EventTable): boolean {
  if (event === null) return true;
  return (
    isNextLink(event, event.header.seq, event.prev) &&
    events.hashAt(event.header.seq) === event.hash
  );
}

function continueJournal(records: Records, tail: Tail): Journal {
  const journal = openJournal(records.folder, tail.file, records.fileBytes);
  return complete(journal, records.events, (tail.event?.header.seq ?? 0) + 1);
}

function complete(journal: Journal, events: EventTable, from: number): Journal {
  const to = events.head().seq;
  for (let start = from; start <= to; start += BATCH) {
    journal.append([...events.range(start, Math.min(to, start + BATCH - 1))]);
  }
  return journal;
}

/** The way for everything unusual: reads the whole journal against the database. */
function compareAll(
  records: Records,
  files: readonly JournalFile[],
): { journal: Journal; repairs: Repair[] } {
  const { events } = records;
  const before = events.head().seq;
  const fork = followJournal(records, files);
  const adopted = events.head().seq - before;
  const repairs: Repair[] = adopted > 0 ? [completedRepair(before + 1, before + adopted)] : [];
  if (fork === null) {
    const tail = findTail(listJournal(records.folder));
    if (tail === null) throw new Error('a journal that was just read has no end');
    return { journal: continueJournal(records, tail), repairs };
  }
  const kept = files.slice(0, files.indexOf(fork.file));
  const aside = setAside(files.slice(kept.length), records.utcMs);
  syncFolder(records.folder);
  const tail = findTail(kept) ?? { event: null, file: null };
  return {
    journal: continueJournal(records, tail),
    repairs: [...repairs, forkRepair(fork.seq, aside)],
  };
}

/**
 * Follows the journal from its beginning, adding to the database what it lacks at its end.
 *
 * @returns where journal and database part, or null when the journal is a whole chain that agrees
 */
function followJournal(
  { events, adopt }: Records,
  files: readonly JournalFile[],
): { file: JournalFile; seq: number } | null {
  const known = events.head().seq;
  let [seq, prev] = [1, GENESIS];
  let missing: ChainedEvent[] = [];
  const flush = (): void => {
    if (missing.length > 0) adopt(missing);
    missing = [];
  };
  for (const line of readLines(files)) {
    if (!line.complete && line.file === files.at(-1)) break;
    const event = parseJournalLine(line.bytes.toString('utf8'));
    const fits = line.complete && event !== null && isNextLink(event, seq, prev);
    if (!fits || (seq <= known && events.hashAt(seq) !== event.hash)) {
      flush();
      return { file: line.file, seq };
    }
    if (seq > known) missing.push(event);
    if (missing.length >= BATCH) flush();
    [seq, prev] = [seq + 1, event.hash];
  }
  flush();
  return null;
}

function setAside(files: readonly JournalFile[], utcMs: number): string[] {
  return files.map(({ path }) => {
    const aside = `${path}.fork-${fileTime(utcMs)}`;
    renameSync(path, aside);
    return basename(aside);
  });
}

function cutRepair(journalSeq: number, events: EventTable): Repair[] {
  const mark = events.journalMark();
  if (journalSeq >= mark) return [];
  const [from, to] = [journalSeq + 1, mark];
  const alarm = new StoreError(
    'journal-cut',
    `Records ${from} to ${to} were missing at the end of the journal although they had been ` +
      'written to it. They were written again from the database; no record is lost. ' +
      'Find out who changed the data folder.',
  );
  return [{ alarm, event: stationEvent('journal-completed', { from, to }) }];
}

function completedRepair(from: number, to: number): Repair {
  const alarm = new StoreError(
    'database-behind',
    `Records ${from} to ${to} were missing in the database. They were restored from the journal; ` +
      'no record is lost. Find out whether the data folder was copied or changed.',
  );
  return { alarm, event: stationEvent('database-completed', { from, to }) };
}

function forkRepair(seq: number, aside: readonly string[]): Repair {
  const alarm = new StoreError(
    'journal-fork',
    `From record ${seq} on the journal differs from the database. It was set aside as ` +
      `${aside.join(', ')} and written again from the database; both are kept. ` +
      'Report this: somebody or something has changed the records.',
  );
  return { alarm, event: stationEvent('journal-fork', { seq, files: [...aside] }) };
}

/** An event that the store itself records. */
export function stationEvent(kind: string, body: NewEvent['body']): NewEvent {
  return { kind, session: null, actor: 'station', body };
}
