import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseJournalLine } from '../../../shared/records/chain.ts';
import type { ChainedEvent } from '../../../shared/records/chain.ts';
import type { Backup } from './backup-places.ts';
import { isNextLink } from './chain-hash.ts';
import type { EventTable, Head } from './event-table.ts';
import { readLines } from './journal-files.ts';
import type { JournalFile, RawLine } from './journal-files.ts';
import { openForReading } from './sqlite.ts';
import type { Sqlite, SqliteAddon } from './sqlite.ts';
import { failureCode } from './store-error.ts';
import { checkRow } from './verify-rows.ts';

/** Where records are looked for when the database lacks them. */
export interface SalvageFrom {
  readonly journal: readonly JournalFile[];
  /** The database that was set aside, or null. */
  readonly aside: string | null;
  /** Newest first; of this station. */
  readonly backups: readonly Backup[];
  readonly addon: SqliteAddon;
}

/** What became of it. */
export interface Salvaged {
  /** Records that were taken in. */
  readonly taken: number;
  /** Where from: `journal`, `database`, or a backup's name. */
  readonly sources: readonly string[];
  /** Highest record that is known to have existed and could not be had; null when none is known. */
  readonly lostUpTo: number | null;
  /** Whether more records may have existed than anything here knows of. */
  readonly uncertain: boolean;
}

/** Records that may be the next of a chain. */
interface Source {
  readonly name: string;
  /** Record `seq` as it follows `prev`, or null. `seq` only grows from call to call. */
  next(seq: number, prev: string): ChainedEvent | null;
  /** The last record that is whole in itself, if any. */
  last(): Last;
  close(): void;
}

interface Last {
  readonly seq: number;
  readonly epoch: number;
  /** Whether it certainly is the last that was written there. */
  readonly sure: boolean;
}

const NOTHING: Last = { seq: 0, epoch: 0, sure: false };

const JOURNAL = 'journal';
const DATABASE = 'database';
const BATCH = 1_000;

/**
 * Takes into the database every record that follows its last one and can be found: each has the hash
 * of the one before, so that nothing else can come in, whatever the order. Changes nothing else.
 */
export function salvage(
  table: EventTable,
  adopt: (events: readonly ChainedEvent[]) => void,
  from: SalvageFrom,
): Salvaged {
  const before = table.head();
  const sources = openSources(from, before);
  try {
    const used = new Set<string>();
    let [batch, { seq, hash }]: [ChainedEvent[], Head] = [[], before];
    for (;;) {
      const found = findNext(sources, seq + 1, hash);
      if (found === null || batch.length === BATCH) {
        if (batch.length > 0) adopt(batch);
        batch = [];
      }
      if (found === null) break;
      batch.push(found.event);
      used.add(found.name);
      [seq, hash] = [seq + 1, found.event.hash];
    }
    const { epoch } = table.head();
    // A backup from before a restore may end later, but its end is not missing here.
    const ends = sources.map((source) => source.last()).filter((last) => last.epoch >= epoch);
    const known = Math.max(0, ...ends.map((last) => last.seq));
    return {
      taken: seq - before.seq,
      sources: [...used],
      lostUpTo: known > seq ? known : null,
      uncertain: !ends.some((last) => last.sure && last.seq === seq),
    };
  } finally {
    for (const source of sources) source.close();
  }
}

/** Whether journal or backups know of a record after the database's last one. Costs little. */
export function knowsMore(from: SalvageFrom, head: Head): boolean {
  if ((lastLine(from.journal)?.header.seq ?? 0) > head.seq) return true;
  const backups = openSources({ ...from, journal: [] }, head);
  for (const source of backups) source.close();
  return backups.some((source) => source.name !== JOURNAL);
}

/** The journal's last line, or null when that is no record. */
function lastLine(files: readonly JournalFile[]): ChainedEvent | null {
  let last: RawLine | null = null;
  for (const line of readLines(files.slice(-1))) {
    if (line.complete) last = line;
  }
  if (last === null) return files.length === 0 ? null : lastLine(files.slice(0, -1));
  return wholeLine(last);
}

function findNext(
  sources: readonly Source[],
  seq: number,
  prev: string,
): { event: ChainedEvent; name: string } | null {
  for (const source of sources) {
    const event = source.next(seq, prev);
    if (event !== null) return { event, name: source.name };
  }
  return null;
}

/** The journal first: it has everything unless it is damaged, too. */
function openSources({ journal, aside, backups, addon }: SalvageFrom, head: Head): Source[] {
  const databases = [
    { name: DATABASE, file: aside },
    ...backups
      .filter(({ note }) => note.seq > head.seq)
      .map(({ name, folder }) => ({ name, file: join(folder, 'station.db') })),
  ];
  const opened = databases.flatMap(({ name, file }) =>
    file === null ? [] : databaseSource(name, file, addon, head),
  );
  return [journalSource(journal), ...opened];
}

function journalSource(files: readonly JournalFile[]): Source {
  const events = wholeLines(files);
  let [current, last] = [events.next().value ?? null, NOTHING];
  const step = (): void => {
    if (current !== null) last = { ...current.header, sure: false };
    current = events.next().value ?? null;
  };
  return {
    name: JOURNAL,
    next(seq, prev) {
      while (current !== null && current.header.seq < seq) step();
      return current?.header.seq === seq && current.prev === prev ? current : null;
    },
    last() {
      while (current !== null) step();
      return { ...last, sure: last.seq > 0 && lastLine(files)?.header.seq === last.seq };
    },
    close: () => {},
  };
}

/** Lines that are records by themselves; what is between them is passed over. */
function* wholeLines(files: readonly JournalFile[]): Generator<ChainedEvent, void> {
  for (const line of readLines(files)) {
    const event = line.complete ? wholeLine(line) : null;
    if (event !== null) yield event;
  }
}

function wholeLine({ bytes }: RawLine): ChainedEvent | null {
  const event = parseJournalLine(bytes.toString('utf8'));
  return event !== null && isNextLink(event, event.header.seq, event.prev) ? event : null;
}

/** A database that may be damaged anywhere; none when it cannot be read or is of another branch. */
function databaseSource(name: string, file: string, addon: SqliteAddon, head: Head): Source[] {
  if (!existsSync(file)) return [];
  const db = quietly(() => openForReading(file, addon));
  if (db === null) return [];
  const read = quietly(() => rowReader(db));
  const last = quietly(() =>
    db
      .prepare<[], Omit<Last, 'sure'>>('SELECT seq, epoch FROM events ORDER BY seq DESC LIMIT 1')
      .get(),
  );
  const branch = quietly(() =>
    db.prepare<[number], Buffer>('SELECT hash FROM events WHERE seq = ?').pluck().get(head.seq),
  );
  const ours = head.seq === 0 || branch?.toString('hex') === head.hash;
  if (read === null || !ours) {
    db.close();
    return [];
  }
  return [
    {
      name,
      next: (seq, prev) => quietly(() => read(seq, prev)),
      // A backup was made before the end.
      last: () =>
        last === null || last === undefined ? NOTHING : { ...last, sure: name === DATABASE },
      close: () => void db.close(),
    },
  ];
}

function rowReader(db: Sqlite): (seq: number, prev: string) => ChainedEvent | null {
  const texts = ['boot_id', 'station', 'shift', 'session', 'actor', 'kind', 'body'];
  const row = db
    .prepare<[number], Parameters<typeof checkRow>[0]>(
      `SELECT seq, epoch, at_ms, mono_ms, prev, hash,
         ${texts.map((text) => `CAST(${text} AS BLOB) AS ${text}`).join(', ')}
       FROM events WHERE seq = ?`,
    )
    .safeIntegers(true);
  return (seq, prev) => {
    const found = row.get(seq);
    const event = found === undefined ? 'missing' : checkRow(found, seq, prev);
    return typeof event === 'string' ? null : event;
  };
}

/** Null where SQLite says that it cannot read; anything else is a bug. */
function quietly<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!/^SQLITE_/.test(failureCode(error) ?? '')) throw error;
    return null;
  }
}
