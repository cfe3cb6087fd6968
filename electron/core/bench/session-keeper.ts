import type { NewEvent, RecordedEvent } from '../../../shared/records/event.ts';
import { NEW_SESSION } from '../../../shared/session/state.ts';
import { step, type SessionInput } from '../../../shared/session/step.ts';
import { StoreError } from '../store/store-error.ts';
import { lastingFault } from './instruments.ts';
import type { BenchMemory, BenchOptions } from './memory.ts';
import { foldRecorded, toNewEvent } from './recorded-session.ts';

/** What became of an input: the last recorded seq (0 when none), or why it was not followed. */
export interface Told {
  readonly seq: number;
  readonly refused: string | null;
}

/** The open session: told of everything, recorded before anybody hears of it. */
export interface SessionKeeper {
  open(): void;
  tell(input: SessionInput): Told;
  /** Records an event of the bench itself. */
  note(kind: string, body: NewEvent['body']): number;
  /** Folds the session that a crash left open, if one was. */
  resume(): void;
}

export function createSessionKeeper(options: BenchOptions, memory: BenchMemory): SessionKeeper {
  const { records, manifest, rules } = options;
  const actor = (): string => memory.shift?.officer ?? 'station';

  function record(events: readonly NewEvent[]): readonly RecordedEvent[] {
    try {
      return records.append(events, memory.shift?.shift ?? null);
    } catch (error) {
      // In the database though not acknowledged: the fold must not fall behind the records.
      if (error instanceof StoreError && error.recorded) refold();
      throw error;
    }
  }

  function refold(): void {
    if (memory.session === null) return;
    memory.session.state = foldRecorded(records.sessionEvents(memory.session.id));
    if (memory.session.state.closed) close();
  }

  function close(): void {
    memory.session = null;
    memory.survey = null;
    // What still lies on the pan was this item's, whether its mass was taken or not.
    memory.servedPlacement = memory.pan.placement?.number ?? memory.servedPlacement;
  }

  function noteOutcome(done: readonly RecordedEvent[]): void {
    const decided = done.find((event) => event.kind === 'decided');
    const state = memory.session?.state;
    if (decided === undefined || state === undefined || state.outcome === null) return;
    memory.lastOutcome = {
      item: state.identity?.canonical ?? '',
      outcome: state.outcome,
      seq: decided.seq,
      hash: decided.hash,
      atMs: decided.at_ms,
    };
  }

  function tell(input: SessionInput): Told {
    const { session } = memory;
    if (session === null) return { seq: 0, refused: 'why.no-identity' };
    const { state, effects } = step(session.state, input, rules);
    const done = record(effects.events.map((event) => toNewEvent(event, session.id, actor())));
    session.state = state;
    noteOutcome(done);
    if (state.closed) close();
    const seq = done.at(-1)?.seq ?? 0;
    if (effects.lookUp === null) return { seq, refused: effects.refused };
    return tell({
      kind: 'looked-up',
      item: manifest?.find(effects.lookUp) ?? null,
      generation: manifest?.generation ?? null,
    });
  }

  return {
    tell,
    open() {
      const id = options.newId();
      record([{ kind: 'session-opened', session: id, actor: actor(), body: {} }]);
      memory.session = { id, state: NEW_SESSION };
      for (const instrument of memory.instruments.values()) {
        const fault = lastingFault(instrument);
        if (fault === null) continue;
        tell({ kind: 'fault', fault: { instrument: instrument.config.id, ...fault } });
      }
    },
    note(kind, body) {
      return record([{ kind, session: null, actor: actor(), body }]).at(-1)?.seq ?? 0;
    },
    resume() {
      const open = records.openSession();
      if (open === null) return;
      memory.session = { id: open, state: foldRecorded(records.sessionEvents(open)) };
      tell({ kind: 'dwell-stop', why: 'interrupted: measure again' });
    },
  };
}
