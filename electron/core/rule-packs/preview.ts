import type { RulesPreview } from '../../../shared/bridge/rules-contract.ts';
import type { RecordedEvent } from '../../../shared/records/event.ts';
import type { FactName, Facts } from '../../../shared/rules/facts.ts';
import { isUndecided } from '../../../shared/session/decision.ts';
import { factsOf } from '../../../shared/session/facts.ts';
import { promptsDue } from '../../../shared/session/judge.ts';
import { NOT_YET } from '../../../shared/session/known-facts.ts';
import type { SessionRules } from '../../../shared/session/step.ts';
import { SEVERITIES, type Severity } from '../../../shared/words.ts';
import { foldRecorded } from '../bench/recorded-session.ts';
import type { Store } from '../store/store.ts';

/** Parcels whose prompts differ that are named; all are counted. */
const MOST_ITEMS = 200;
const PAGE = 100;
const DAY_MS = 24 * 3600 * 1000;

/** Facts that rest on texts which a purge erases: beginnings of their names. */
export const ERASABLE = [
  'goods.',
  'trade.',
  'watch.',
  'history.',
  'licence.',
  'referral.',
  'route.',
  'cylinder.',
  'radiation.class-7',
  'radiation.explained',
  'radiation.natural-goods',
  'radiation.nuclides',
  'radiation.outside',
  'declared.',
] as const;

/** What an activation records of its preview. */
export type PreviewFigures = Pick<
  RulesPreview,
  'days' | 'parcels' | 'putAside' | 'erased' | 'incomplete' | 'heldMore' | 'heldFewer'
>;

/** The figures that are recorded with an activation. */
export function figuresOf(preview: RulesPreview): PreviewFigures {
  const { days, parcels, putAside, erased, incomplete, heldMore, heldFewer } = preview;
  return { days, parcels, putAside, erased, incomplete, heldMore, heldFewer };
}

/** What the decision itself brought with it: it was decided without. */
function ofDecision({ kind, body }: RecordedEvent): boolean {
  if (kind === 'dwell-interrupted') return body['why'] === 'decided';
  if (kind !== 'prompt-answered') return false;
  return body['how'] === 'overridden' || String(body['how']).startsWith('decided:');
}

function isErased(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false;
  if ('personal' in value) return true;
  return Object.values(value).some(isErased);
}

/** Facts without those that rest on erased texts. */
export function withoutErased(facts: Facts): Facts {
  const rests = (name: string): boolean => ERASABLE.some((begin) => name.startsWith(begin));
  const names = Object.keys(facts) as FactName[];
  return Object.fromEntries(
    names.map((name) => [name, rests(name) ? NOT_YET : facts[name]]),
  ) as unknown as Facts;
}

type Records = Pick<Store, 'closedSessions' | 'sessionEvents'>;

interface Judged {
  readonly prompts: ReadonlySet<string>;
  readonly gravest: Severity | null;
  /** No rule that keeps a release back is left open for want of a fact. */
  readonly whole: boolean;
}

function judged(facts: Facts, { packs }: SessionRules): Judged {
  const due = promptsDue(facts, packs);
  const gravest = SEVERITIES.findLast((each) => due.some(({ severity }) => severity === each));
  const names = due.map(({ rule, about }) => (about === undefined ? rule : `${rule} ${about}`));
  return {
    prompts: new Set(names),
    gravest: gravest ?? null,
    whole: !isUndecided(facts, packs),
  };
}

const holds = ({ gravest }: Judged): boolean => gravest === 'hold' || gravest === 'danger';
const only = (one: Judged, other: Judged): string[] =>
  [...one.prompts].filter((name) => !other.prompts.has(name));

/** How far a preview has come. */
export interface PreviewProgress {
  readonly done: number;
}

/** Whether a record ends what the officer knew of the parcel when it was decided or put aside. */
const isEnd = ({ kind }: RecordedEvent): boolean => kind === 'decided' || kind === 'session-closed';

/**
 * Judges each parcel that was decided or put aside in the last days again, by the rules in force and by
 * those that are proposed, on the facts as they were recorded before that. One step is one parcel, so that
 * whoever runs it can do other work in between, or stop.
 *
 * @param utcMs now
 */
export function* previewRules(
  records: Records,
  inForce: SessionRules,
  proposed: SessionRules,
  { days, utcMs }: { readonly days: number; readonly utcMs: number },
): Generator<PreviewProgress, RulesPreview> {
  let [parcels, putAside, erased, incomplete] = [0, 0, 0, 0];
  let [heldMore, heldFewer, itemsTotal] = [0, 0, 0];
  const fromMs = utcMs - days * DAY_MS;
  const severities = SEVERITIES.map((severity) => ({ severity, before: 0, after: 0 }));
  const rules = new Map<string, { rule: string; more: number; fewer: number }>();
  const items: RulesPreview['items'] = [];
  const count = (name: string, which: 'more' | 'fewer'): void => {
    const row = rules.get(name) ?? { rule: name, more: 0, fewer: 0 };
    row[which] += 1;
    rules.set(name, row);
  };
  let opened = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const page = records.closedSessions(opened, PAGE);
    for (const { session, item, how, closedAtMs } of page) {
      if (closedAtMs < fromMs) break;
      const all = records.sessionEvents(session);
      const seq = all.find(isEnd)?.seq ?? 0;
      const events = all.filter((one) => one.seq < seq && !ofDecision(one));
      const isLost = events.some(({ body }) => isErased(body));
      const state = foldRecorded(events);
      const [before, after] = [inForce, proposed].map((by) => {
        // A bench asks who the parties are: where no record says so, it is not known.
        const facts = factsOf(state, { ...by, asksParties: true });
        return judged(isLost ? withoutErased(facts) : facts, by);
      }) as [Judged, Judged];
      parcels += 1;
      if (how === 'put-aside') putAside += 1;
      if (isLost) erased += 1;
      if (!before.whole || !after.whole) incomplete += 1;
      if (holds(after) && !holds(before)) heldMore += 1;
      if (holds(before) && !holds(after)) heldFewer += 1;
      for (const row of severities) {
        if (before.gravest === row.severity) row.before += 1;
        if (after.gravest === row.severity) row.after += 1;
      }
      const [more, fewer] = [only(after, before), only(before, after)];
      more.forEach((name) => count(name, 'more'));
      fewer.forEach((name) => count(name, 'fewer'));
      if (more.length + fewer.length > 0) {
        itemsTotal += 1;
        if (items.length < MOST_ITEMS) items.push({ seq, item, more, fewer });
      }
      yield { done: parcels };
    }
    const oldest = page.at(-1);
    if (oldest === undefined || page.length < PAGE || oldest.closedAtMs < fromMs) break;
    opened = oldest.openedSeq;
  }
  const byName = [...rules.values()].sort((a, b) => a.rule.localeCompare(b.rule));
  return {
    days,
    parcels,
    putAside,
    erased,
    incomplete,
    heldMore,
    heldFewer,
    severities,
    rules: byName,
    items,
    itemsTotal,
  };
}
