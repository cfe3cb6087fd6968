import type { ReviewIntent } from '../../../shared/bridge/intents.ts';
import type { Person } from '../../../shared/people/roles.ts';
import { maySecond } from '../../../shared/people/permissions.ts';
import type { NewEvent, RecordedEvent } from '../../../shared/records/event.ts';
import type { Answer } from '../../../shared/session/events.ts';
import type { Outcome } from '../../../shared/words.ts';
import { assertNever } from '../../../shared/result.ts';
import type { Store } from '../store/store.ts';
import { refuse, type Told } from '../told.ts';

export type ReviewRecords = Pick<
  Store,
  'append' | 'event' | 'shiftSummary' | 'workedIn' | 'legalHold'
>;

/** What is said about records later. Each is a new event; what it is about stays as it was. */
export interface Review {
  /**
   * Follows an intent that the signed-in person may ask for.
   * @param second somebody else who proved to be there, or null
   * @throws StoreError when it could not be recorded
   */
  follow(intent: ReviewIntent, person: Person, second: Person | null): Told;
}

/** @param onChange something was said that the screen may show; called after it is durable */
/** A correction releases nothing that the bench would not have: by what was known when it was decided. */
function whyNoRelease(answers: unknown): string | null {
  const shown = (fact: string): string | null => {
    const answer = (answers as Readonly<Record<string, Partial<Answer> | undefined>> | null)?.[
      fact
    ];
    return answer?.state === 'value' ? (answer.shown ?? null) : null;
  };
  if (shown('radiation.alarm') === 'true') return 'why.radiation-alarm';
  const known = shown('measured.gross') !== null && shown('radiation.dose-rate') !== null;
  return known && shown('identity.valid') === 'true' ? null : 'why.missing-facts';
}

export function createReview(
  records: ReviewRecords,
  /** Rules over whose open prompts nobody releases alone, by id. */
  secondPersonForPrompts: readonly string[],
  onChange: () => void,
): Review {
  /** Records an event beside the one that it is about: in its session and shift. */
  function record(
    about: Pick<RecordedEvent, 'session' | 'shift'>,
    person: Person,
    second: Person | null,
    event: Pick<NewEvent, 'kind' | 'body'>,
  ): Told {
    const body = second === null ? event.body : { ...event.body, second: second.badge };
    const { session, shift } = about;
    const made = records.append([{ kind: event.kind, session, actor: person.badge, body }], shift);
    onChange();
    return { seq: made.at(-1)?.seq ?? 0, refused: null };
  }

  function countersign(shift: string, person: Person, second: Person | null): Told {
    const summary = records.shiftSummary(shift);
    if (summary === null) return refuse('why.no-shift');
    if (summary.closedSeq === null) return refuse('why.shift-open');
    if (summary.countersignedSeq !== null) return refuse('why.countersigned-already');
    const by = second ?? person;
    if (!maySecond(by.role, 'countersign-shift')) return refuse('why.second-person-needed');
    const own = summary.officer === by.badge || summary.closedBy === by.badge;
    if (own || records.workedIn(shift, by.badge)) return refuse('why.own-shift');
    // The signature is about the shift as it was closed: its last record is named.
    const closed = records.event(summary.closedSeq);
    return record({ session: null, shift }, person, second, {
      kind: 'shift-countersigned',
      body: { shift, by: by.badge, closedSeq: summary.closedSeq, hash: closed?.hash ?? '' },
    });
  }

  function correct(
    intent: Extract<ReviewIntent, { kind: 'correct-outcome' }>,
    person: Person,
    second: Person | null,
  ): Told {
    const decided = records.event(intent.seq);
    if (decided?.kind !== 'decided') return refuse('why.no-decision');
    const { item, outcome: from } = decided.body as { item: string; outcome: Outcome };
    const { seq: of, outcome, reason } = intent;
    if (decided.actor === person.badge && second === null) return refuse('why.own-decision');
    const why = outcome === 'release' ? whyNoRelease(decided.body['answers']) : null;
    if (why !== null) return refuse(why);
    const { open = [] } = decided.body as { open?: readonly string[] };
    const isGrave = open.some((rule) => secondPersonForPrompts.includes(rule));
    if (outcome === 'release' && isGrave && second === null) {
      return refuse('why.second-person-needed');
    }
    return record(decided, person, second, {
      kind: 'outcome-corrected',
      body: { of, item, from, outcome, reason: { personal: reason } },
    });
  }

  function legalHold(
    intent: Extract<ReviewIntent, { kind: 'place-legal-hold' | 'lift-legal-hold' }>,
    person: Person,
    second: Person | null,
  ): Told {
    const about = records.event(intent.seq);
    if (about === null) return refuse('why.no-record');
    const { session } = about;
    if (session === null) return refuse('why.no-session');
    const placing = intent.kind === 'place-legal-hold';
    if (records.legalHold(session) === placing) {
      return refuse(placing ? 'why.legal-hold-already' : 'why.no-legal-hold');
    }
    return record(about, person, second, {
      kind: placing ? 'legal-hold-placed' : 'legal-hold-lifted',
      body: { of: intent.seq, reason: { personal: intent.reason } },
    });
  }

  return {
    follow(intent, person, second) {
      switch (intent.kind) {
        case 'countersign-shift':
          return countersign(intent.shift, person, second);
        case 'correct-outcome':
          return correct(intent, person, second);
        case 'annotate': {
          const about = records.event(intent.seq);
          if (about === null) return refuse('why.no-record');
          const body = { of: intent.seq, note: { personal: intent.note } };
          return record(about, person, second, { kind: 'annotated', body });
        }
        case 'place-legal-hold':
        case 'lift-legal-hold':
          return legalHold(intent, person, second);
        default:
          return assertNever(intent);
      }
    },
  };
}
