import {
  closeSync,
  existsSync,
  fdatasyncSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  CHECKPOINT,
  checkpointLine,
  checkpointOf,
  parseCheckpointLine,
} from '../../../shared/records/checkpoint.ts';
import type { Checkpoint } from '../../../shared/records/checkpoint.ts';
import type { ChainedEvent } from '../../../shared/records/chain.ts';
import { statementFault } from './checkpoint.ts';
import { fileTime, syncFolder, writeDurably } from './durable-files.ts';
import type { EventTable } from './event-table.ts';
import { journalFile, readLines } from './journal-files.ts';
import type { RawLine } from './journal-files.ts';
import { stationEvent } from './reconcile.ts';
import type { Repair } from './reconcile.ts';
import { StoreError } from './store-error.ts';

/*
 * checkpoints.jsonl is the place outside database and journal where a station's signed statements
 * about its records are: who cuts records off has to cut this file as well. Lines are only ever
 * added. A statement that the records contradict stays in the file for ever, and with it the proof;
 * what follows is added after it.
 */

const FILE = 'checkpoints.jsonl';
const LINE_FEED = 0x0a;

export function checkpointPath(dataDir: string): string {
  return join(dataDir, FILE);
}

/** The writing end of checkpoints.jsonl. */
export interface CheckpointFile {
  /**
   * Appends the checkpoints among some events, one line each; on the disk when this returns.
   * @throws the system's error; then no part of them counts, and they may be appended again
   */
  append(events: readonly ChainedEvent[]): void;
  close(): void;
}

/** The line of a checkpoint event without line feed; null for any other event. */
export function lineOf(event: ChainedEvent | undefined): string | null {
  if (event?.header.kind !== CHECKPOINT) return null;
  const checkpoint = checkpointOf(event);
  return checkpoint === null ? null : checkpointLine(checkpoint);
}

/** Statements that contradict the records: what was signed is not there. */
export interface Contradiction {
  /** Last record that is surely as it was signed. */
  readonly after: number;
  /** Highest record that certainly was there: a checkpoint is the record after the one it signs. */
  readonly upTo: number;
}

/**
 * Whether checkpoints.jsonl has a valid statement about records that are gone or different, and no
 * restore accounts for it: records were cut off or replaced. Costs one line when all is well.
 */
export function findContradiction(
  dataDir: string,
  events: EventTable,
  station: string | null,
): Contradiction | null {
  const compared = compareFile(dataDir, events, station);
  if (compared === 'equal') return null;
  const open = compared.contradicting.filter((statement) => !isAccounted(statement, events));
  if (open.length === 0) return null;
  const head = events.head();
  // One that fits the last record says only that the checkpoint itself is gone.
  const wholeUpTo = ({ seq, hash }: Checkpoint): number =>
    seq > head.seq || hash === events.hashAt(seq) ? head.seq : compared.lastBefore(seq);
  return {
    after: Math.min(...open.map(wholeUpTo)),
    upTo: Math.max(...open.map(({ seq }) => seq + 1)),
  };
}

/**
 * Opens checkpoints.jsonl and makes it complete: what a crash has left out is added, a torn last line
 * is cut off. A file that is damaged is set aside and written again from the records.
 */
export function openCheckpointFile(
  dataDir: string,
  events: EventTable,
  station: string,
  utcMs: number,
): { file: CheckpointFile; repairs: Repair[] } {
  const path = checkpointPath(dataDir);
  const compared = compareFile(dataDir, events, station);
  if (compared === 'equal') return { file: writer(path, endOf(path).good), repairs: [] };
  const { missing, contradicting, damaged } = compared;
  if (!damaged) {
    const file = writer(path, endOf(path).good);
    file.append(missing);
    const lost = missing.filter(({ header }) => header.seq <= events.journalMark());
    return { file, repairs: lost.length === 0 ? [] : [shortRepair(lost.length)] };
  }
  const aside = `${path}.fork-${fileTime(utcMs)}`;
  renameSync(path, aside);
  syncFolder(dataDir);
  // In the order of time: what a restore left behind comes before what follows it.
  const statements = [...contradicting, ...statementsOf(events)].sort(
    (left, right) => left.epoch - right.epoch || left.seq - right.seq,
  );
  writeDurably(path, statements.map((statement) => `${checkpointLine(statement)}\n`).join(''));
  return { file: writer(path, endOf(path).good), repairs: [damagedRepair(basename(aside))] };
}

interface Compared {
  /** Checkpoints of the records that the file lacks. */
  readonly missing: readonly ChainedEvent[];
  /** Valid statements that are not in the records. */
  readonly contradicting: readonly Checkpoint[];
  /** Whether lines are unreadable, or missing before others. */
  readonly damaged: boolean;
  /** Last record before `seq` about which file and records agree, or 0. */
  lastBefore(seq: number): number;
}

/** `equal` when the last line is the last checkpoint: what is before is for verification. */
function compareFile(
  dataDir: string,
  events: EventTable,
  station: string | null,
): Compared | 'equal' {
  const path = checkpointPath(dataDir);
  const [newest] = events.latest(CHECKPOINT, 1);
  if (lineOf(newest) === endOf(path).last) return 'equal';
  const agreed = new Set<number>();
  const contradicting: Checkpoint[] = [];
  let damaged = false;
  let last = 0;
  for (const line of linesIn(path)) {
    if (!line.complete) break;
    const text = line.bytes.toString('utf8');
    const statement = parseCheckpointLine(text);
    if (statement === null || statementFault(statement) !== null) {
      damaged = true;
    } else if (lineOf([...events.range(statement.seq + 1, statement.seq + 1)][0]) === text) {
      damaged ||= statement.seq <= last;
      last = statement.seq;
      agreed.add(statement.seq);
    } else if (statement.station === station || isOurs(statement, events)) {
      contradicting.push(statement);
    } else {
      damaged = true;
    }
  }
  const missing = [...events.ofKind(CHECKPOINT)].filter(
    ({ header }) => !agreed.has(header.seq - 1),
  );
  damaged ||= missing.some(({ header }) => header.seq - 1 < last);
  const lastBefore = (seq: number): number => [...agreed].findLast((known) => known < seq) ?? 0;
  return { missing, contradicting, damaged, lastBefore };
}

/** Whether a statement is of a station that has written some of these records. */
function isOurs({ station }: Checkpoint, events: EventTable): boolean {
  return [...events.range(1, 1), ...events.ofKind('restored')].some(
    ({ header }) => header.station === station,
  );
}

/**
 * Whether a restore says that the records of the statement were left behind: its epoch ended before.
 * One that was begun for a contradiction counts once that is recorded, too.
 */
function isAccounted({ epoch, seq }: Checkpoint, events: EventTable): boolean {
  for (const restored of events.ofKind('restored')) {
    const { from, backup } = JSON.parse(restored.bodyText) as {
      from: { epoch: number; seq: number };
      backup: unknown;
    };
    if (from.epoch !== epoch || from.seq > seq) continue;
    return backup !== null || said(events, restored.header.seq);
  }
  return false;
}

function said(events: EventTable, after: number): boolean {
  return ['records-cut', 'records-lost'].some((kind) =>
    events.latest(kind, 1).some(({ header }) => header.seq > after),
  );
}

function statementsOf(events: EventTable): Checkpoint[] {
  return [...events.ofKind(CHECKPOINT)].map(checkpointOf).filter((statement) => statement !== null);
}

export function linesIn(path: string): Generator<RawLine, void> {
  return readLines(existsSync(path) ? [journalFile(path)] : []);
}

/** More than any line of the file has. */
const END_BYTES = 64 * 1024;

/** The last whole line, and the length of the file up to it; null and 0 when there is none. */
function endOf(path: string): { last: string | null; good: number } {
  if (!existsSync(path)) return { last: null, good: 0 };
  const { size } = journalFile(path);
  const bytes = Buffer.alloc(Math.min(size, END_BYTES));
  const handle = openSync(path, 'r');
  try {
    readSync(handle, bytes, 0, bytes.length, size - bytes.length);
  } finally {
    closeSync(handle);
  }
  const end = bytes.lastIndexOf(LINE_FEED);
  if (end < 0) return { last: null, good: 0 };
  const begin = end === 0 ? 0 : bytes.lastIndexOf(LINE_FEED, end - 1) + 1;
  const last = bytes.toString('utf8', begin, end);
  return { last, good: size - bytes.length + end + 1 };
}

function writer(path: string, size: number): CheckpointFile {
  let handle: number | null = existsSync(path) ? openSync(path, 'r+') : null;
  let good = size;
  let torn = false;
  if (handle !== null) ftruncateSync(handle, good);
  return {
    append(events) {
      const lines = events.map(lineOf).filter((line) => line !== null);
      if (lines.length === 0) return;
      if (handle === null) {
        handle = openSync(path, 'wx+', 0o600);
        syncFolder(dirname(path));
      }
      if (torn) ftruncateSync(handle, good);
      torn = true;
      const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
      for (let done = 0; done < bytes.length;) {
        done += writeSync(handle, bytes, done, bytes.length - done, good + done);
      }
      fdatasyncSync(handle);
      good += bytes.length;
      torn = false;
    },
    close() {
      if (handle !== null) closeSync(handle);
    },
  };
}

/** What is recorded and told when signed records are gone. */
export function cutRepair({ after, upTo }: Contradiction): Repair {
  const alarm = new StoreError(
    'records-cut',
    `Records after ${after} were cut off or replaced: a signed checkpoint shows that there was a ` +
      `record ${upTo}, and neither database nor journal has it. All records up to ${after} are whole, ` +
      'and a new epoch was begun. Keep a copy of this folder, look for a backup with the missing ' +
      'records, and report this.',
  );
  return { alarm, event: stationEvent('records-cut', { after, upTo }) };
}

function shortRepair(lines: number): Repair {
  const alarm = new StoreError(
    'checkpoints-damaged',
    `${lines} signed checkpoints were missing at the end of ${FILE} although they had been written. ` +
      'They were written again from the records; no record is lost. Find out who changed the data folder.',
  );
  return { alarm, event: stationEvent('checkpoints-completed', { lines }) };
}

function damagedRepair(aside: string): Repair {
  const alarm = new StoreError(
    'checkpoints-damaged',
    `${FILE} was damaged. It was set aside as ${aside} and written again from the records; no record ` +
      'is lost. Report this: the disk is failing, or somebody has changed the data folder.',
  );
  return { alarm, event: stationEvent('checkpoints-rewritten', { aside }) };
}
