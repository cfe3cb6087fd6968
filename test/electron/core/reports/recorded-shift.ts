import { openOk, temporaryFolder } from '../store/support.ts';
import type { Store } from '../../../../electron/core/store/store.ts';
import type { Clock } from '../../../../shared/clock.ts';
import type { NewEvent } from '../../../../shared/records/event.ts';
import type { Found } from '../../../../shared/records/taxonomy.ts';
import type { Mode } from '../../../../shared/words.ts';

export const START_MS = Date.UTC(2025, 0, 31, 22, 0, 0);
export const MINUTE = 60_000;

/** A clock that stands until it is moved; the wall clock can be set. */
export interface SetClock extends Clock {
  pass(ms: number): void;
  /** Sets the wall clock only. */
  setBy(ms: number): void;
}

export function standingClock(): SetClock {
  let [mono, utc] = [1_000, START_MS];
  return {
    monotonicMs: () => mono,
    utcMs: () => utc,
    after: () => {
      throw new Error('reports set no timers');
    },
    pass(ms) {
      mono += ms;
      utc += ms;
    },
    setBy(ms) {
      utc += ms;
    },
  };
}

export interface Parcel {
  readonly outcome?: string;
  /** Reason of an override, over these rules. */
  readonly override?: string;
  readonly open?: readonly string[];
  /** Reason that is no override. */
  readonly reason?: string;
  readonly second?: string;
  readonly typed?: boolean;
  readonly rule?: string;
  readonly severity?: string;
  readonly missing?: boolean;
  readonly fault?: string;
  readonly alarm?: boolean;
  readonly actor?: string;
  readonly tookMs?: number;
  readonly packHash?: string;
  /** What the rule is about. */
  readonly sector?: string;
  /** Columns of its declaration. */
  readonly declared?: { readonly [column: string]: string };
  readonly found?: Found;
}

/** A bench that records as the real one does, with the events given by hand. */
export function recordedBench(mode: Mode = 'live') {
  const dataDir = temporaryFolder();
  const clock = standingClock();
  const store = openOk(dataDir, { mode, clock });
  const record = (shift: string | null, events: readonly NewEvent[]) => store.append(events, shift);
  const event = (
    kind: string,
    session: string | null,
    body: NewEvent['body'],
    actor = 'B-17',
  ): NewEvent => ({ kind, session, actor, body });

  function open(shift: string, officer = 'B-17'): void {
    record(shift, [event('shift-opened', null, { shift, officer }, officer)]);
  }

  /** The whole of one parcel; gives the seq of its decision. */
  function screen(shift: string, item: string, parcel: Parcel = {}): number {
    const { actor = 'B-17', outcome = 'release', severity = 'hold', second } = parcel;
    const session = `session-${item}`;
    const of = (kind: string, body: NewEvent['body']): NewEvent =>
      event(kind, session, body, actor);
    const reason = parcel.override ?? parcel.reason ?? null;
    const sealed = reason === null ? null : { personal: reason };
    const identity = { scheme: 's10', canonical: item, valid: true, problems: [] };
    const source = parcel.typed === true ? 'keyboard' : 'scanner';
    record(shift, [of('session-opened', {}), of('identity-read', { identity, source })]);
    if (parcel.missing === true) record(shift, [of('declaration-missing', { generation: null })]);
    if (parcel.fault !== undefined) {
      record(shift, [of('fault-raised', { instrument: 'scale', code: parcel.fault, detail: '' })]);
    }
    if (parcel.declared !== undefined) {
      record(shift, [of('declaration-found', { item: parcel.declared })]);
    }
    if (parcel.rule !== undefined) {
      const { rule, sector } = parcel;
      const said = sector === undefined ? {} : { sector };
      record(shift, [of('prompted', { rule, version: 1, severity, result: 'true', ...said })]);
    }
    if (parcel.alarm === true) record(shift, [of('dwell-alarmed', { dwell: 1, doseRate: 7 })]);
    clock.pass(parcel.tookMs ?? MINUTE);
    const decided = of('decided', {
      ...{ item, outcome, reason: sealed, open: [...(parcel.open ?? [])], answers: {} },
      override: parcel.override === undefined ? null : { reason: sealed },
      ...(second === undefined ? {} : { second }),
      ...(parcel.found && { found: parcel.found as never }),
      packs: [{ pack: 'starter', version: 3, hash: parcel.packHash ?? 'ab'.repeat(32) }],
    });
    const made = record(shift, [decided, of('session-closed', { how: 'decided', reason: null })]);
    return made.find(({ kind }) => kind === 'decided')?.seq ?? 0;
  }

  function close(shift: string, handover: string | null, actor = 'B-17'): number {
    const note = handover === null ? null : { personal: handover };
    const made = record(shift, [event('shift-closed', null, { shift, handover: note }, actor)]);
    return made.at(-1)?.seq ?? 0;
  }

  return { dataDir, clock, store: store as Store, record, event, open, screen, close };
}
