import { GENESIS } from '../../../shared/records/chain.ts';
import type { ChainedEvent } from '../../../shared/records/chain.ts';
import type { EventHeader } from '../../../shared/records/event.ts';
import type { Sqlite } from './sqlite.ts';

interface EventRow extends EventHeader {
  readonly body: string;
  readonly prev: Buffer;
  readonly hash: Buffer;
}

/** The end of a chain; seq 0 and GENESIS for an empty one. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
  readonly epoch: number;
}

/** Which events to list, oldest first. A filter that is left out does not restrict. */
export interface EventQuery {
  readonly shift?: string;
  readonly session?: string;
  readonly kinds?: readonly string[];
  /** Rows at most. */
  readonly limit: number;
  readonly offset: number;
}

/** The only place with SQL on table `events`, but for verification, which trusts nothing. */
export interface EventTable {
  /** Inserts events; inside a transaction of the caller. */
  insert(events: readonly ChainedEvent[]): void;
  head(): Head;
  /** `at_ms` of the last event, or null. */
  lastUtcMs(): number | null;
  /** Events from `from` to `to`, both included. */
  range(from: number, to: number): IterableIterator<ChainedEvent>;
  list(query: EventQuery): ChainedEvent[];
  /** The latest events of a kind, oldest first. */
  latest(kind: string, limit: number): ChainedEvent[];
  /** All events of a kind, oldest first. */
  ofKind(kind: string): IterableIterator<ChainedEvent>;
  hashAt(seq: number): string | null;
  journalMark(): number;
  setJournalMark(seq: number): void;
}

/** Epoch of a folder that was never restored from a backup. */
const FIRST_EPOCH = 1;
const PAGE = 1_000;

export function createEventTable(db: Sqlite): EventTable {
  const insert = db.prepare(`
    INSERT INTO events VALUES (@seq, @epoch, @boot_id, @at_ms, @mono_ms, @station, @shift, @session,
      @actor, @kind, @body, @prev, @hash)`);
  const last = db.prepare<[], Pick<EventRow, 'seq' | 'hash' | 'epoch'> & { at_ms: number }>(
    'SELECT seq, hash, epoch, at_ms FROM events ORDER BY seq DESC LIMIT 1',
  );
  const range = db.prepare<[number, number], EventRow>(
    'SELECT * FROM events WHERE seq BETWEEN ? AND ? ORDER BY seq',
  );
  const latest = db.prepare<[string, number], EventRow>(
    'SELECT * FROM events WHERE kind = ? ORDER BY seq DESC LIMIT ?',
  );
  const ofKind = db.prepare<[string, number], EventRow>(
    `SELECT * FROM events WHERE kind = ? AND seq > ? ORDER BY seq LIMIT ${PAGE}`,
  );
  const hashAt = db.prepare<[number], Buffer>('SELECT hash FROM events WHERE seq = ?').pluck();
  const mark = db.prepare<[], number>('SELECT seq FROM journal_mark').pluck();
  const setMark = db.prepare<[number]>('UPDATE journal_mark SET seq = ?');
  return {
    insert(events) {
      for (const event of events) insert.run(toRow(event));
    },
    head() {
      const row = last.get();
      if (row === undefined) return { seq: 0, hash: GENESIS, epoch: FIRST_EPOCH };
      const { seq, hash, epoch } = row;
      return { seq, epoch, hash: hash.toString('hex') };
    },
    lastUtcMs: () => last.get()?.at_ms ?? null,
    *range(from, to) {
      // In pages: an open cursor would block every write of this connection.
      for (let start = from; start <= to; start += PAGE) {
        yield* range.all(start, Math.min(to, start + PAGE - 1)).map(fromRow);
      }
    },
    latest: (kind, limit) => latest.all(kind, limit).reverse().map(fromRow),
    *ofKind(kind) {
      for (let page = ofKind.all(kind, 0); page.length > 0;) {
        yield* page.map(fromRow);
        page = ofKind.all(kind, page.at(-1)?.seq ?? 0);
      }
    },
    list(query) {
      const { where, values } = conditions(query);
      const rows = db.prepare<(string | number)[], EventRow>(
        `SELECT * FROM events ${where} ORDER BY seq LIMIT ? OFFSET ?`,
      );
      return rows.all(...values, query.limit, query.offset).map(fromRow);
    },
    hashAt: (seq) => hashAt.get(seq)?.toString('hex') ?? null,
    journalMark: () => mark.get() ?? 0,
    setJournalMark: (seq) => void setMark.run(seq),
  };
}

function conditions(query: EventQuery): { where: string; values: string[] } {
  const parts: string[] = [];
  const values: string[] = [];
  if (query.shift !== undefined) {
    parts.push('shift = ?');
    values.push(query.shift);
  }
  if (query.session !== undefined) {
    parts.push('session = ?');
    values.push(query.session);
  }
  if (query.kinds !== undefined) {
    parts.push(`kind IN (${query.kinds.map(() => '?').join(', ')})`);
    values.push(...query.kinds);
  }
  return { where: parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`, values };
}

function toRow({ header, bodyText, prev, hash }: ChainedEvent): EventRow {
  return {
    ...header,
    body: bodyText,
    prev: Buffer.from(prev, 'hex'),
    hash: Buffer.from(hash, 'hex'),
  };
}

function fromRow({ body, prev, hash, ...header }: EventRow): ChainedEvent {
  return { header, bodyText: body, prev: prev.toString('hex'), hash: hash.toString('hex') };
}
