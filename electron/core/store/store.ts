import { createHmac } from 'node:crypto';
import type { ChainedEvent } from '../../../shared/records/chain.ts';
import { CHECKPOINT } from '../../../shared/records/checkpoint.ts';
import type { Json, NewEvent, RecordedEvent } from '../../../shared/records/event.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { CodedError } from '../../../shared/result.ts';
import type { Mode } from '../../../shared/words.ts';
import { chainEvent } from './chain-hash.ts';
import { checkpointDue, checkpointEvent } from './checkpoint.ts';
import type { CheckpointFile } from './checkpoint-file.ts';
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
import type { StationKey } from './station-key.ts';
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
  /** Keys of personal values: what is asked and done by retention, never a key itself. */
  readonly keys: Pick<KeyStore, 'has' | 'ids' | 'destroy' | 'scrub'>;
  /**
   * HMAC-SHA-256 of a text under the station's own secret, 64 hex digits: the same text has the same one,
   * and without the secret, which is in `keys.db`, nobody can tell or try out which text it was.
   * @throws StoreError when the secret cannot be read, or made at its first use
   */
  fingerprint(text: string): string;
  /** What had to be repaired when the folder was opened; each is recorded as an event, too. */
  readonly alarms: readonly CodedError[];
  /**
   * Records the events of one intent: all of them in one transaction together with the projections,
   * then in the journal; durable in both when this returns. Personal values are sealed under the
   * key that the event names, else of its session, else of the shift.
   *
   * What the store itself adds in the same transaction is not among the events returned: a clock that
   * jumped before them, and a signed checkpoint after every 100 events and after a shift was closed.
   *
   * @param shift id of the open shift, or null
   * @returns the given events as they were recorded, in order
   * @throws StoreError `disk-full`, `disk-error`; see `StoreError.recorded` for what is safe
   * @throws TypeError, Error when an event cannot be recorded at all, which is a bug of the caller
   */
  append(events: readonly NewEvent[], shift: string | null): RecordedEvent[];
  /**
   * Signs the records as they are now, so that they cannot be cut off unseen.
   *
   * @returns the checkpoint, or null when nothing was recorded since the last one
   * @throws StoreError as `append`
   */
  checkpoint(): RecordedEvent | null;
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
  /** From here on nothing is recorded: `append` and `checkpoint` throw this. */
  stopRecording(why: StoreError): void;
  /** Gives the folder free. The store cannot be used any more. */
  close(): void;
}

/** What a store is made of; `open.ts` puts it together. */
export interface StoreParts {
  readonly dataDir: string;
  readonly mode: Mode;
  readonly key: StationKey;
  readonly bootId: string;
  readonly clock: Clock;
  readonly db: Sqlite;
  readonly table: EventTable;
  readonly keys: KeyStore;
  readonly journal: Journal;
  readonly checkpoints: CheckpointFile;
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

/** Key of fingerprints, beside those of records; no session has such an id, so retention never asks for it. */
const FINGERPRINT_KEY = 'fingerprints';

const NOTHING_RECORDED = 'This entry was not recorded; all earlier records are safe.';
const RECORDED_NOT_JOURNALLED =
  'This entry is in the database but not yet in the journal, so it was not confirmed; it will be ' +
  'completed as soon as there is space. All earlier records are safe.';

export function createStore(parts: StoreParts): Store {
  const { db, table, keys, journal, checkpoints, clock, dataDir, mode } = parts;
  const { station } = parts.key;
  const project = createProjector(db);
  let head = table.head();
  /** Last event known to be in the journal, and the last whose checkpoints are in their file. */
  let [journalled, signed] = [head.seq, head.seq];
  /** The last checkpoint, or 0. */
  let checkpointed = table.latest(CHECKPOINT, 1)[0]?.header.seq ?? 0;
  const open = (event: ChainedEvent): RecordedEvent => openEvent(event, keys);
  const clockWatch = watchClock(clock, table.lastUtcMs());

  const link = (
    event: NewEvent,
    shift: string | null,
    { seq, hash: prev, epoch }: Head,
  ): Linked => {
    const marked = mode === 'training' ? { ...event.body, training: true } : event.body;
    const { bodyText, opened } = sealBody(marked, keyOf(event, shift), keys);
    const header = {
      seq: seq + 1,
      epoch,
      boot_id: parts.bootId,
      at_ms: Math.trunc(clock.utcMs()),
      mono_ms: Math.trunc(clock.monotonicMs()),
      station,
      shift,
      session: event.session,
      actor: event.actor,
      kind: event.kind,
    };
    const chained = chainEvent(prev, header, bodyText);
    return { event, chained, recorded: { ...header, body: opened, hash: chained.hash } };
  };

  /** Links events to the chain with the checkpoints that have to follow them. */
  const linkAll = (events: readonly NewEvent[], shift: string | null): Linked[] => {
    const linked: Linked[] = [];
    let [at, since] = [head, checkpointed];
    const add = (event: NewEvent, of: string | null): ChainedEvent => {
      const next = link(event, of, at);
      linked.push(next);
      at = headAfter([next.chained], at);
      if (event.kind === CHECKPOINT) since = at.seq;
      return next.chained;
    };
    for (const event of events) {
      const { header } = add(event, shift);
      if (!checkpointDue(header, since)) continue;
      // Its shift is what a report finds the checkpoint of a closed shift by.
      const closed = event.kind === 'shift-closed' ? event.body['shift'] : null;
      add(checkpointEvent(parts.key, at), typeof closed === 'string' ? closed : null);
    }
    return linked;
  };

  const commit = db.transaction((events: readonly ChainedEvent[]) => {
    table.insert(events);
    events.forEach(project);
    table.setJournalMark(journalled);
  });

  const keepApart = (events: readonly ChainedEvent[]): void => {
    journal.append(events);
    journalled = events.at(-1)?.header.seq ?? journalled;
    checkpoints.append(events);
    signed = journalled;
  };

  /** What is in the database only, because an earlier append could not write the other files. */
  const complete = (): void => {
    if (journalled !== head.seq) keepApart([...table.range(journalled + 1, head.seq)]);
    if (signed === head.seq) return;
    checkpoints.append([...table.range(signed + 1, head.seq)]);
    signed = head.seq;
  };

  let stopped: StoreError | null = null;
  const record = (make: () => Linked[]): Linked[] => {
    if (stopped !== null) throw stopped;
    let linked: Linked[] = [];
    let chained: ChainedEvent[] = [];
    explain(dataDir, NOTHING_RECORDED, false, () => {
      complete();
      linked = make();
      chained = linked.map((link) => link.chained);
      try {
        commit.immediate(chained);
        head = headAfter(chained, head);
      } catch (error) {
        // Whatever the failure left, the database knows.
        head = table.head();
        throw error;
      }
    });
    const isCheckpoint = ({ header }: ChainedEvent): boolean => header.kind === CHECKPOINT;
    checkpointed = chained.findLast(isCheckpoint)?.header.seq ?? checkpointed;
    if (chained[0]?.header.kind === CLOCK_JUMPED) clockWatch.recorded();
    explain(dataDir, RECORDED_NOT_JOURNALLED, true, () => keepApart(chained));
    return linked;
  };

  return {
    ...createQueries(db, open),
    dataDir,
    mode,
    station,
    epoch: head.epoch,
    alarms: parts.alarms,
    credentials: keys.credentials,
    keys,
    fingerprint: (text) =>
      createHmac('sha256', keys.obtain(FINGERPRINT_KEY)).update(text, 'utf8').digest('hex'),
    append(wanted, shift) {
      if (wanted.length === 0) return [];
      const byMs = clockWatch.jumpMs();
      const events = byMs === 0 ? wanted : [clockJumped(byMs), ...wanted];
      const own = new Set(wanted);
      return record(() => linkAll(events, shift))
        .filter(({ event }) => own.has(event))
        .map(({ recorded }) => recorded);
    },
    checkpoint() {
      if (head.seq === checkpointed) return null;
      const [made] = record(() => [link(checkpointEvent(parts.key, head), null, head)]);
      return made?.recorded ?? null;
    },
    sessionEvents: (session) => table.list({ session, limit: -1, offset: 0 }).map(open),
    events: (query) => table.list(query).map(open),
    event: (seq) => [...table.range(seq, seq)].map(open)[0] ?? null,
    latest: (kind, limit) => table.latest(kind, limit).map(open),
    eventCount: () => head.seq,
    lastHash: () => head.hash,
    rebuildProjections: () => rebuildProjections(db),
    stopRecording(why) {
      stopped = why;
    },
    close() {
      if (stopped === null) closeRecords(table, head, Math.min(journalled, signed));
      journal.close();
      checkpoints.close();
      keys.close();
      db.close();
      parts.release();
    },
  };
}

/** An event as it came, as it is stored and as its caller gets it. */
interface Linked {
  readonly event: NewEvent;
  readonly chained: ChainedEvent;
  readonly recorded: RecordedEvent;
}

function headAfter(events: readonly ChainedEvent[], before: Head): Head {
  const last = events.at(-1);
  return last === undefined ? before : { ...before, seq: last.header.seq, hash: last.hash };
}

const CLOCK_JUMPED = 'clock-jumped';

function clockJumped(byMs: number): NewEvent {
  return { kind: CLOCK_JUMPED, session: null, actor: 'station', body: { byMs } };
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
