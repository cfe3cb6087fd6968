import { canonicalJson } from '../../../shared/records/canonical.ts';
import type { ChainedEvent } from '../../../shared/records/chain.ts';
import type { Json, NewEvent, RecordedEvent } from '../../../shared/records/event.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { CodedError } from '../../../shared/result.ts';
import type { Mode } from '../../../shared/words.ts';
import { chainEvent } from './chain-hash.ts';
import type { EventQuery, EventTable, Head } from './event-table.ts';
import type { Journal } from './journal.ts';
import type { KeyStore } from './key-store.ts';
import { watchClock } from './clock-watch.ts';
import type { CredentialTable } from './credential-table.ts';
import { createProjector, rebuildProjections } from './projections.ts';
import { createQueries } from './queries.ts';
import type { Queries } from './queries.ts';
import { openBody, sealBody } from './sealing.ts';
import type { Sqlite } from './sqlite.ts';
import { StoreError, toStoreError } from './store-error.ts';

/** The records of one station, held by this process alone until `close`. */
export interface Store extends Queries {
  readonly dataDir: string;
  readonly mode: Mode;
  /** Fingerprint of the station's key, 32 hex digits. */
  readonly station: string;
  /** 1 for a folder that was never restored from a backup. */
  readonly epoch: number;
  /** PIN verifiers of the people; never part of a record. */
  readonly credentials: CredentialTable;
  /** What had to be repaired when the folder was opened; each is recorded as an event, too. */
  readonly alarms: readonly CodedError[];
  /**
   * Records the events of one intent: all of them in one transaction together with the projections,
   * then in the journal; durable in both when this returns. Personal values are sealed under the
   * key that the event names, else of its session, else of the shift.
   *
   * @param shift id of the open shift, or null
   * @throws StoreError `disk-full`, `disk-error`; see `StoreError.recorded` for what is safe
   * @throws TypeError, Error when an event cannot be recorded at all, which is a bug of the caller
   */
  append(events: readonly NewEvent[], shift: string | null): RecordedEvent[];
  /** Events of a session, oldest first. */
  sessionEvents(session: string): RecordedEvent[];
  /** A page of events, oldest first. */
  events(query: EventQuery): RecordedEvent[];
  /** One event, or null. */
  event(seq: number): RecordedEvent | null;
  /** The latest events of a kind, oldest first; at most `limit`. */
  latest(kind: string, limit: number): RecordedEvent[];
  /** Number of events, which is the seq of the last one. */
  eventCount(): number;
  /** Hash of the last event in hex; sixty-four zeros when there is none. */
  lastHash(): string;
  /** Folds all projections again from the events. */
  rebuildProjections(): void;
  /** Gives the folder free. The store cannot be used any more. */
  close(): void;
}

/** What a store is made of; `open.ts` puts it together. */
export interface StoreParts {
  readonly dataDir: string;
  readonly mode: Mode;
  readonly station: string;
  readonly bootId: string;
  readonly clock: Clock;
  readonly db: Sqlite;
  readonly table: EventTable;
  readonly keys: KeyStore;
  readonly journal: Journal;
  readonly alarms: readonly CodedError[];
  /** Frees what is held, after database and journal are closed. */
  readonly release: () => void;
}

/**
 * Key that seals the personal values of an event: one per item, one per shift, one per person, so
 * that each can be erased when its own time is over.
 */
function keyOf({ sealedUnder, session }: NewEvent, shift: string | null): string {
  return sealedUnder ?? session ?? (shift === null ? 'bench' : `shift:${shift}`);
}

const NOTHING_RECORDED = 'This entry was not recorded; all earlier records are safe.';
const RECORDED_NOT_JOURNALLED =
  'This entry is in the database but not yet in the journal, so it was not confirmed; it will be ' +
  'completed as soon as there is space. All earlier records are safe.';

export function createStore(parts: StoreParts): Store {
  const { db, table, keys, journal, clock, dataDir, mode } = parts;
  const project = createProjector(db);
  let head = table.head();
  /** Last event known to be in the journal. */
  let journalled = head.seq;
  const open = (event: ChainedEvent): RecordedEvent => openEvent(event, keys);
  const clockJump = watchClock(clock, table.lastUtcMs());

  const link = (events: readonly NewEvent[], shift: string | null): ChainedEvent[] => {
    let { seq, hash: prev } = head;
    return events.map((event) => {
      const body = sealBody(event.body, keyOf(event, shift), keys);
      const header = {
        seq: (seq += 1),
        epoch: head.epoch,
        boot_id: parts.bootId,
        at_ms: Math.trunc(clock.utcMs()),
        mono_ms: Math.trunc(clock.monotonicMs()),
        station: parts.station,
        shift,
        session: event.session,
        actor: event.actor,
        kind: event.kind,
      };
      const marked = mode === 'training' ? { ...body, training: true } : body;
      const linked = chainEvent(prev, header, canonicalJson(marked));
      prev = linked.hash;
      return linked;
    });
  };

  const commit = db.transaction((events: readonly ChainedEvent[]) => {
    table.insert(events);
    events.forEach(project);
    table.setJournalMark(journalled);
  });

  const completeJournal = (): void => {
    if (journalled === head.seq) return;
    journal.append([...table.range(journalled + 1, head.seq)]);
    journalled = head.seq;
  };

  return {
    ...createQueries(db, open),
    dataDir,
    mode,
    station: parts.station,
    epoch: head.epoch,
    alarms: parts.alarms,
    credentials: keys.credentials,
    append(wanted, shift) {
      if (wanted.length === 0) return [];
      const byMs = clockJump();
      const events = byMs === 0 ? wanted : [clockJumped(byMs), ...wanted];
      let linked: ChainedEvent[] = [];
      explain(dataDir, NOTHING_RECORDED, false, () => {
        completeJournal();
        linked = link(events, shift);
        try {
          commit.immediate(linked);
        } finally {
          head = table.head();
        }
      });
      explain(dataDir, RECORDED_NOT_JOURNALLED, true, completeJournal);
      return linked.map(open);
    },
    sessionEvents: (session) => table.list({ session, limit: -1, offset: 0 }).map(open),
    events: (query) => table.list(query).map(open),
    event: (seq) => [...table.range(seq, seq)].map(open)[0] ?? null,
    latest: (kind, limit) => table.latest(kind, limit).map(open),
    eventCount: () => head.seq,
    lastHash: () => head.hash,
    rebuildProjections: () => rebuildProjections(db),
    close() {
      closeRecords(table, head, journalled);
      journal.close();
      keys.close();
      db.close();
      parts.release();
    },
  };
}

function clockJumped(byMs: number): NewEvent {
  return { kind: 'clock-jumped', session: null, actor: 'station', body: { byMs } };
}

/** After this, a journal that is shorter than the database has been cut. */
function closeRecords(table: EventTable, head: Head, journalled: number): void {
  try {
    if (journalled === head.seq && table.journalMark() !== journalled) {
      table.setJournalMark(journalled);
    }
  } catch {
    // A full disk: the mark stays one append behind, as after a crash.
  }
}

function openEvent({ header, bodyText, hash }: ChainedEvent, keys: KeyStore): RecordedEvent {
  const stored = JSON.parse(bodyText) as { [name: string]: Json };
  return { ...header, body: openBody(stored, keys), hash };
}

/** Runs a step; a failure of disk or database becomes a StoreError that says what is safe. */
function explain(dataDir: string, safe: string, recorded: boolean, step: () => void): void {
  try {
    step();
  } catch (error) {
    const known = toStoreError(error, dataDir, safe);
    if (known === null) throw error;
    throw new StoreError(known.code, known.message, recorded);
  }
}
