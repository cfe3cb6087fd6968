import type { TrainingDebrief } from '../../../shared/bridge/contract.ts';
import { debriefOf, type Debrief, type Screened } from '../../../shared/training/debrief.ts';
import { foldRecorded } from '../bench/recorded-session.ts';
import type { OutcomeRow } from '../store/queries.ts';
import type { Store } from '../store/store.ts';
import type { BenchParcel, Training } from './training-scenario.ts';
import type { Held } from './virtual-bench.ts';

/** Decisions of a shift that are read at once. */
const PAGE = 200;

/** What the records say of the session of a decision, and how its parcel was held meanwhile. */
function screenedIn(
  store: Store,
  { session, outcome, event }: OutcomeRow,
  heldAt: (atMs: number) => Held,
): Screened {
  const events = store.sessionEvents(session);
  const endOf = (dwell: number): number =>
    events.find(({ kind, body }) => kind === 'dwell-finished' && body['dwell'] === dwell)?.at_ms ??
    0;
  const named = (kind: string, field: string): string[] =>
    events.filter((one) => one.kind === kind).map(({ body }) => String(body[field]));
  const { finished } = foldRecorded(events);
  return {
    prompts: [...new Set(named('prompted', 'rule'))],
    faults: named('fault-raised', 'code') as Screened['faults'],
    outcome,
    reasonGiven: event.body['reason'] !== null,
    measured: finished.map(({ dwell, face, distance, result }) => {
      const held = heldAt(endOf(dwell));
      return {
        face,
        distance,
        result,
        held: held === null ? null : { face: held.face, distance: held.distance },
      };
    }),
  };
}

function decisionsOf(store: Store, shift: string): OutcomeRow[] {
  const rows: OutcomeRow[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const page = store.outcomes({ shift, limit: PAGE, offset });
    rows.push(...page);
    if (page.length < PAGE) return rows;
  }
}

/** Compares decisions with what the scenario expects; records do not change, so each is judged once. */
export function createDebriefs(
  training: () => Training,
  heldAt: (atMs: number) => Held,
): (store: Store) => TrainingDebrief {
  const judged = new Map<number, Debrief>();

  function judge(store: Store, row: OutcomeRow, parcel: BenchParcel): Debrief {
    const own = (atMs: number): Held => {
      const held = heldAt(atMs);
      return held?.parcel === parcel.shown.number ? held : null;
    };
    const debrief =
      judged.get(row.seq) ?? debriefOf(parcel.scenario, parcel.source, screenedIn(store, row, own));
    judged.set(row.seq, debrief);
    return debrief;
  }

  return (store) => {
    const shift = store.shiftState()?.shift ?? store.shifts({ limit: 1, offset: 0 })[0]?.shift;
    if (shift === undefined) return { debrief: null, score: null };
    const { parcels } = training();
    const rows = decisionsOf(store, shift);
    const debriefs = rows.flatMap((row) => {
      const parcel = parcels.find(({ items }) => items.includes(row.item));
      return parcel === undefined ? [] : [{ row, parcel, judged: judge(store, row, parcel) }];
    });
    const last = debriefs.find(({ row }) => row.seq === rows[0]?.seq);
    const asExpected = debriefs.filter((each) => each.judged.asExpected).length;
    return {
      debrief:
        last === undefined
          ? null
          : {
              number: last.parcel.shown.number,
              titles: last.parcel.shown.titles,
              seq: last.row.seq,
              ...last.judged,
            },
      score: { asExpected, of: debriefs.length },
    };
  };
}
