import { isDeepStrictEqual } from 'node:util';
import type { Identity } from '../../../shared/identifiers/identity.ts';
import { isFirst } from '../../../shared/measure/instrument.ts';
import { licencesNeeded } from '../../../shared/parties/licence-need.ts';
import type { NewEvent, RecordedEvent } from '../../../shared/records/event.ts';
import { factsOf } from '../../../shared/session/facts.ts';
import { hasMeasurement, NEW_SESSION, type SessionState } from '../../../shared/session/state.ts';
import { step, type SessionInput } from '../../../shared/session/step.ts';
import { StoreError } from '../store/store-error.ts';
import type { Told } from '../told.ts';
import { sessionFault } from './instruments.ts';
import type { BenchMemory, BenchOptions } from './memory.ts';
import { foldShift } from './recorded-shift.ts';
import { foldRecorded, toNewEvent } from './recorded-session.ts';

/** The open session: told of everything, recorded before anybody hears of it. */
export interface SessionKeeper {
  /** Opens a session and tells it what it was opened for, as one transaction. */
  open(...inputs: SessionInput[]): Told;
  /** Tells the open session, as one transaction; a look-up that this asks for is part of it. */
  tell(...inputs: SessionInput[]): Told;
  /** Records an event of the bench itself. */
  note(kind: string, body: NewEvent['body']): number;
  /** Records events of the bench itself, as one transaction; of the open shift unless told. */
  noteAll(events: readonly Pick<NewEvent, 'kind' | 'body'>[], shift?: string): number;
  /**
   * Looks the open item up again because a manifest arrived: it may be pre-advised now, updated, or
   * measured by another instrument. The newest version counts, and what was copied from the form where
   * it says nothing; all stay in the record.
   */
  lookUpAgain(): void;
  /** Folds the session that a crash left open, if one was. */
  resume(): void;
}

/** Whether sender and addressee may be others than they were before a step. */
function isDeclaredAnew(before: SessionState, { declaration }: SessionState): boolean {
  if (declaration.state !== 'value' || before.declaration === declaration) return false;
  return before.declaration.state !== 'value' || before.declaration.item !== declaration.item;
}

/** An item as the manifest may know it. */
type Item = Pick<Identity, 'canonical' | 'wholeKey'>;
type LookedUp = Extract<SessionInput, { kind: 'looked-up' }>;
type Measured = Extract<SessionInput, { kind: 'outside-measurement' }>;

export function createSessionKeeper(options: BenchOptions, memory: BenchMemory): SessionKeeper {
  const { records, manifest, rules } = options;
  const actor = (): string => options.person()?.badge ?? 'station';

  function record(
    events: readonly NewEvent[],
    shift = memory.shift?.shift ?? null,
  ): readonly RecordedEvent[] {
    try {
      return records.append(events, shift);
    } catch (error) {
      // In the database though not acknowledged: the folds must not fall behind the records.
      if (error instanceof StoreError && error.recorded) {
        foldShift(memory, records);
        refold();
      }
      throw error;
    }
  }

  /** Takes the session from the records, where it may have been opened just now. */
  function refold(): void {
    const id = memory.session?.id ?? records.openSession();
    if (id === null) return;
    const state = foldRecorded(records.sessionEvents(id));
    memory.session = { id, state };
    if (state.closed) close();
  }

  function close(): void {
    memory.session = null;
    memory.survey = null;
    memory.moving = null;
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

  /**
   * By the item's key, else by its barcode as a whole: some files have a courier's routing, too.
   * @throws Error when a manifest cannot be read
   */
  function inManifest({ canonical, wholeKey }: Item): Omit<LookedUp, 'earlier' | 'seenBefore'> {
    const byKey = manifest?.find(canonical) ?? null;
    const found = byKey ?? (wholeKey === undefined ? null : (manifest?.find(wholeKey) ?? null));
    const generation = found?.generation ?? manifest?.generation ?? null;
    if (found === null) return { kind: 'looked-up', item: null, generation };
    return { kind: 'looked-up', item: found.item, generation, source: found.source };
  }

  /** @throws Error when a manifest cannot be read */
  function measured({ canonical, wholeKey }: Item): Measured[] {
    const keys = wholeKey === undefined ? [canonical] : [canonical, wholeKey];
    const measurements = keys.flatMap((key) => manifest?.measurements(key) ?? []);
    return measurements.map((measurement) => ({ kind: 'outside-measurement', measurement }));
  }

  /** A manifest that cannot be read is a fault, not a missing item. */
  function lookUp(item: Item): SessionInput[] {
    try {
      return [{ ...inManifest(item), ...earlierSession(item.canonical) }, ...measured(item)];
    } catch (error) {
      return [{ kind: 'look-up-failed', why: error instanceof Error ? error.name : 'unreadable' }];
    }
  }

  /**
   * An item that was not simply released the last time is not simply released now; one that was may
   * be under a copied label.
   */
  function earlierSession(id: string): { earlier: string | null; seenBefore: string | null } {
    const before = records.earlierSession(id, options.clock.utcMs());
    if (before === null) return { earlier: null, seenBefore: null };
    const { outcome, alarm } = before;
    const day = new Date(before.openedAtMs).toISOString().slice(0, 10);
    if (outcome === 'release' && !alarm) return { earlier: null, seenBefore: day };
    if (outcome === null && !alarm) return { earlier: null, seenBefore: null };
    const ended = outcome ?? 'put aside without a decision';
    return { earlier: `${day}, ${ended}${alarm ? ', radiation alarm' : ''}`, seenBefore: null };
  }

  /** What is known of sender and addressee; what cannot be read is a fault, not a stranger. */
  function lookUpParties(session: string, state: SessionState): SessionInput[] {
    const { parties } = options;
    if (parties === null || state.declaration.state !== 'value') return [];
    try {
      const { item } = state.declaration;
      const needs = licencesNeeded(factsOf(state, rules), rules.policy.licences.neededFor);
      const own = { session, item: state.identity?.canonical ?? item.item_id };
      return [{ kind: 'parties', found: parties.find(item, needs, own) }];
    } catch (error) {
      return [{ kind: 'parties-failed', why: error instanceof Error ? error.name : 'unreadable' }];
    }
  }

  /** Steps through the inputs without recording; `refused` is the first refusal. */
  function stepThrough(start: SessionState, inputs: readonly SessionInput[], id: string) {
    const pending = [...inputs];
    const events: NewEvent[] = [];
    let state = start;
    let refused: string | null = null;
    for (let input = pending.shift(); input !== undefined; input = pending.shift()) {
      const { state: next, effects } = step(state, input, rules);
      if (isDeclaredAnew(state, next)) pending.unshift(...lookUpParties(id, next));
      state = next;
      refused ??= effects.refused;
      events.push(...effects.events.map((event) => toNewEvent(event, id, actor())));
      if (effects.lookUp === null) continue;
      const read = input.kind === 'identity' ? input.identity : { canonical: effects.lookUp };
      pending.unshift(...lookUp(read));
    }
    return { state, events, refused };
  }

  function settle(
    id: string,
    start: SessionState,
    opening: NewEvent[],
    inputs: SessionInput[],
  ): Told {
    const { state, events, refused } = stepThrough(start, inputs, id);
    const done = record([...opening, ...events]);
    memory.session = { id, state };
    if (state.dwell === null) memory.survey = null;
    if (state.survey === null) memory.moving = null;
    noteOutcome(done);
    if (state.closed) close();
    return { seq: done.at(-1)?.seq ?? 0, refused };
  }

  function faultInputs(): SessionInput[] {
    return [...memory.instruments.values()].flatMap((instrument) => {
      const fault = sessionFault(instrument);
      const { id } = instrument.config;
      return fault === null ? [] : [{ kind: 'fault', fault: { instrument: id, ...fault } }];
    });
  }

  /** Instruments that parcels are judged by after the day until which they may be used. */
  function overdueInputs(): SessionInput[] {
    const today = new Date(options.clock.utcMs()).toISOString().slice(0, 10);
    const configs = [...memory.instruments.values()].map(({ config }) => config);
    return configs
      .filter(isFirst)
      .flatMap(({ id: instrument, calibrationDue, verification }) => [
        { instrument, due: calibrationDue },
        { instrument, due: verification?.due, what: 'verification' as const },
      ])
      .flatMap(({ due, ...overdue }) =>
        due !== undefined && due < today
          ? [{ kind: 'calibration-overdue', overdue: { ...overdue, due } }]
          : [],
      );
  }

  function tell(...inputs: SessionInput[]): Told {
    const { session } = memory;
    if (session === null) return { seq: 0, refused: 'why.no-identity' };
    return settle(session.id, session.state, [], inputs);
  }

  function lookUpAgain(): void {
    const state = memory.session?.state;
    if (state === undefined || state.identity === null) return;
    const { declaration, identity } = state;
    // A label with a wrong check digit was not looked up in the first place.
    if (declaration.state === 'not-yet') return;
    let found;
    let measurements;
    try {
      found = inManifest(identity);
      measurements = measured(identity);
    } catch {
      // What is known of the item stays; the next label says that the manifest cannot be read.
      return;
    }
    const known = declaration.state === 'value' ? declaration : null;
    const isNews =
      found.item === null
        ? declaration.state === 'fault'
        : known === null || !isDeepStrictEqual(known.found, found.item);
    // What earlier sessions left open was said when the label was read, if anything could be read then.
    const unsaid = declaration.state === 'fault';
    const declared: LookedUp = {
      ...found,
      ...(unsaid ? earlierSession(identity.canonical) : { earlier: null, seenBefore: null }),
    };
    const unknown = measurements.filter((input) => !hasMeasurement(state, input.measurement));
    const news = [...(isNews ? [declared] : []), ...unknown];
    if (news.length > 0) tell(...news);
  }

  function noteAll(events: readonly Pick<NewEvent, 'kind' | 'body'>[], shift?: string): number {
    const notes = events.map((event) => ({ ...event, session: null, actor: actor() }));
    return record(notes, shift).at(-1)?.seq ?? 0;
  }

  return {
    tell,
    open(...inputs) {
      const id = options.newId();
      const opening = { kind: 'session-opened', session: id, actor: actor(), body: {} };
      return settle(id, NEW_SESSION, [opening], [...faultInputs(), ...overdueInputs(), ...inputs]);
    },
    note: (kind, body) => noteAll([{ kind, body }]),
    noteAll,
    lookUpAgain,
    resume() {
      refold();
      const why = 'interrupted: measure again';
      tell({ kind: 'dwell-stop', why }, { kind: 'survey-stop', why });
      // A manifest may have been put in use while the station was closed.
      lookUpAgain();
      const open = memory.session;
      // Of a version that asked nobody, or when they could not be read.
      if (open !== null && open.state.parties.state !== 'value') {
        const parties = lookUpParties(open.id, open.state);
        if (parties.length > 0) tell(...parties);
      }
    },
  };
}
