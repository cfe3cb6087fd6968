import type { reviewContract } from '../../../shared/bridge/review-contract.ts';
import { freeTextOf, objectOf } from '../reports/event-values.ts';
import type { Station } from '../station.ts';
import { StationError } from '../station-error.ts';
import type { Store } from '../store/store.ts';
import type { HandlersOf } from './handlers.ts';

const REVIEWERS = ['supervisor', 'manager'] as const;
const DAY_MS = 24 * 3600 * 1000;
/** Records of a session that are shown at most; a long screening makes about fifty. */
const MOST_EVENTS = 300;
/** Records of a session that are checked at most. */
const MOST_CHECKED = 5_000;
/** Characters of a body at most; an imported declaration is the largest. */
const LONGEST_BODY = 20_000;
const MOST_OVERRIDES = 100;

/** Answers about the records, for supervisors and managers. */
export function reviewCalls(station: Station): HandlersOf<typeof reviewContract> {
  const records = (): Store => station.desks(REVIEWERS).store;
  return {
    overview({ sinceMs }) {
      const store = records();
      const nowMs = station.clock.utcMs();
      const since = (days: number): number => store.holdsSince(nowMs - days * DAY_MS);
      const [day, three, week] = [since(1), since(3), since(7)];
      const all = store.unresolvedHoldCount();
      return {
        ...store.decidedSince(sinceMs),
        holdsByAge: [day, three - day, week - three, all - week],
        awaitingCountersign: store.awaitingCountersignCount(),
      };
    },
    outcomes({ limit, ...filter }) {
      const rows = records().listDecisions({ ...filter, limit: limit + 1 });
      return { rows: rows.slice(0, limit), more: rows.length > limit };
    },
    holds({ after, limit }) {
      const rows = records().listHolds(after, limit + 1);
      return { rows: rows.slice(0, limit), more: rows.length > limit };
    },
    shiftDetail: ({ shift }) => shiftDetail(records(), shift),
    session: ({ session }) => sessionRecord(records(), session),
    verifySession({ session }) {
      return records().checkSession(session, MOST_CHECKED) ?? noSession();
    },
    exportRecords: (request) => station.desks(REVIEWERS).upkeep.exports.start(request),
    exportState: () => station.desks(REVIEWERS).upkeep.exports.state(),
  };
}

function noSession(): never {
  throw new StationError('no-session', 'Nothing is recorded of this screening.');
}

function shiftDetail(store: Store, shift: string) {
  const filter = { outcome: null, overridden: true, shift, item: '', before: null };
  return {
    prompts: store
      .ruleCounts(shift)
      .map(({ rule, version, prompts }) => ({ rule, version, prompts })),
    sectors: store.sectorCounts(shift),
    routes: store.routeCounts(shift),
    finds: store.findCounts(shift),
    faults: store.faultCounts(shift).map(({ instrument, code, times, firstAtMs, lastAtMs }) => ({
      ...{ instrument, code, times, firstAtMs, lastAtMs },
    })),
    overrides: store
      .listDecisions({ ...filter, limit: MOST_OVERRIDES })
      .map(({ seq, session, item, outcome, actor }) => {
        const override = objectOf(store.event(seq)?.body ?? {}, 'override');
        return { seq, session, item, outcome, actor, reason: freeTextOf(override, 'reason', '') };
      })
      .map((row) => ({ ...row, reason: row.reason === '' ? null : row.reason })),
  };
}

function sessionRecord(store: Store, session: string) {
  const found = store.sessionRecords(session, MOST_EVENTS) ?? noSession();
  const decided = found.events.findLast(({ kind }) => kind === 'decided');
  const read = found.events.find(({ kind }) => kind === 'identity-read');
  const item = objectOf(read?.body ?? {}, 'identity')['canonical'];
  return {
    session,
    item: typeof item === 'string' ? item : null,
    decidedSeq: decided?.seq ?? null,
    legalHold: store.legalHold(session),
    counts: found.counts,
    more: found.more,
    events: found.events.map(({ seq, epoch, actor, shift, kind, prev, hash, ...event }) => ({
      ...{ seq, epoch, actor, shift, kind, prev, hash },
      atMs: event.at_ms,
      monoMs: event.mono_ms,
      boot: event.boot_id,
      body: JSON.stringify(event.body).slice(0, LONGEST_BODY),
    })),
  };
}
