import { namesParcel, type Identity } from '../identifiers/identity.ts';
import type { ItemSource, ManifestItem } from '../manifest/item.ts';
import type { OutsideMeasurement } from '../measure/outside-measurement.ts';
import type { PartiesLookedUp } from '../parties/looked-up.ts';
import type { Found } from '../records/taxonomy.ts';
import { assertNever } from '../result.ts';
import type { RulePack } from '../rules/pack.ts';
import type { Outcome } from '../words.ts';
import { decisionEvents, decisionsOf } from './decision.ts';
import type {
  AcceptedMass,
  Distance,
  DwellResult,
  DwellStart,
  NotedLabels,
  SessionEvent,
  SessionEventBodies,
} from './events.ts';
import { factsOf, type FactBasis } from './facts.ts';
import { hasContents } from './form-and-file.ts';
import { answerReferral, type ReferralAnswer } from './referral-answer.ts';
import { promptEvents } from './judge.ts';
import { apply, hasMeasurement, isAbout, overdueName, type SessionState } from './state.ts';
import { isSurveyInput, stopSurvey, surveyEvents, type SurveyInput } from './survey-steps.ts';

/** What a session is told: by the instruments, by the manifest, by the officer. */
export type SessionInput =
  | SurveyInput
  | {
      readonly kind: 'identity';
      readonly identity: Identity;
      readonly read: Omit<SessionEventBodies['identity-read'], 'identity'>;
    }
  | {
      readonly kind: 'looked-up';
      readonly item: ManifestItem | null;
      readonly generation: string | null;
      /** Where the item stands; left out with an item that is not there. */
      readonly source?: ItemSource;
      /** What earlier sessions of the same item left open, in words; null when nothing. */
      readonly earlier: string | null;
      /** Day on which the same item was released before; null when it was not. */
      readonly seenBefore: string | null;
    }
  /** The look-up also found a measurement of the item by another instrument. */
  | { readonly kind: 'outside-measurement'; readonly measurement: OutsideMeasurement }
  | { readonly kind: 'labels'; readonly labels: NotedLabels }
  | { readonly kind: 'look-up-failed'; readonly why: string }
  | { readonly kind: 'entered'; readonly item: ManifestItem }
  /** What is known of the declaration's parties; asked for after each declaration. */
  | { readonly kind: 'parties'; readonly found: PartiesLookedUp }
  | { readonly kind: 'parties-failed'; readonly why: string }
  /** Somebody did what a referral asks for, and says what came of it. */
  | { readonly kind: 'answer-referral'; readonly answer: ReferralAnswer }
  | { readonly kind: 'mass'; readonly mass: AcceptedMass }
  | { readonly kind: 'dwell-start'; readonly start: Omit<DwellStart, 'dwell'> }
  | { readonly kind: 'dwell-count'; readonly counts: number; readonly seconds: number }
  | { readonly kind: 'dwell-alarm'; readonly result: DwellResult }
  /** One reading at or above the step-back rate, whether a dwell runs or not. */
  | {
      readonly kind: 'high-rate';
      readonly seen: SessionEventBodies['high-rate-seen'] & { readonly distance: Distance };
    }
  /** An alarm of the instrument itself: it beats our arithmetic. */
  | {
      readonly kind: 'instrument-alarm';
      readonly alarm: SessionEventBodies['instrument-alarmed'];
    }
  /** An instrument is used after the day until which it may be. */
  | {
      readonly kind: 'calibration-overdue';
      readonly overdue: SessionEventBodies['calibration-overdue'];
    }
  | { readonly kind: 'dwell-end'; readonly result: DwellResult; readonly alarm: boolean }
  | { readonly kind: 'dwell-stop'; readonly why: string }
  | { readonly kind: 'fault'; readonly fault: SessionEventBodies['fault-raised'] }
  | { readonly kind: 'recovered'; readonly instrument: string }
  /** A command barcode that is not the station's own was read at this item. */
  | {
      readonly kind: 'foreign-command';
      readonly refused: SessionEventBodies['command-refused'];
    }
  /** Somebody has seen a prompt. */
  | {
      readonly kind: 'acknowledge';
      readonly prompt: SessionEventBodies['prompt-acknowledged'];
    }
  | {
      readonly kind: 'decide';
      readonly outcome: Outcome;
      readonly override: string | null;
      /** Badge of the second person who approved it, or null. */
      readonly second: string | null;
      readonly found?: Found;
    }
  | { readonly kind: 'put-aside'; readonly reason: string };

/** What the bench has to do after a step. */
export interface SessionEffects {
  /** Events to record, in order, as one transaction; already applied to `state`. */
  readonly events: readonly SessionEvent[];
  /** Identity to look up in the manifest, if one has to be. */
  readonly lookUp: string | null;
  /** Why the input was not followed (locale key); the refusal itself is among the events. */
  readonly refused: string | null;
}

/** What the session judges by. */
export interface SessionRules extends FactBasis {
  readonly packs: readonly RulePack[];
}

interface Handled {
  readonly events: readonly SessionEvent[];
  readonly lookUp?: string;
  readonly refused?: string;
}

const NOTHING: Handled = { events: [] };

function event<K extends keyof SessionEventBodies>(kind: K, body: SessionEventBodies[K]): Handled {
  return { events: [{ kind, body } as SessionEvent] };
}

function refuse(why: string): Handled {
  return { events: [], refused: why };
}

function identify(
  state: SessionState,
  input: Extract<SessionInput, { kind: 'identity' }>,
): Handled {
  const { identity } = input;
  if (state.identity?.canonical === identity.canonical) {
    const declared = state.declaration.state === 'value' || !worthLookingUp(identity);
    return declared ? NOTHING : { events: [], lookUp: identity.canonical };
  }
  // A second parcel's label must not take over the first one's measurements. A courier's number has
  // no check digit, goods are no parcel; what makes either an identity is its declaration.
  const named = state.identity !== null && state.identity.valid && namesParcel(state.identity);
  if (named || state.declaration.state === 'value') {
    const why = 'why.other-item-open';
    return { ...event('identity-refused', { text: identity.canonical, why }), refused: why };
  }
  const { events: read } = event('identity-read', { identity, ...input.read });
  const stopped = [...stopDwell(state, 'another label'), ...stopSurvey(state, 'another label')];
  const known = { events: [...stopped, ...read] };
  return worthLookingUp(identity) ? { ...known, lookUp: identity.canonical } : known;
}

/** A wrong check digit is no key; what names no parcel by itself may be a courier's own number. */
function worthLookingUp(identity: Identity): boolean {
  return identity.valid || !namesParcel(identity);
}

function lookedUp(input: Extract<SessionInput, { kind: 'looked-up' }>): Handled {
  const { item, generation, source, earlier, seenBefore } = input;
  const before: SessionEvent[] = [];
  if (earlier !== null) before.push({ kind: 'earlier-finding', body: { what: earlier } });
  if (seenBefore !== null) before.push({ kind: 'seen-before', body: { released: seenBefore } });
  const { events } =
    item === null || generation === null
      ? event('declaration-missing', { generation })
      : event('declaration-found', { item, generation, ...(source && { source }) });
  return { events: [...before, ...events] };
}

/**
 * Copied from the form is what the manifest does not have, or has without contents; a typed entry may
 * be corrected.
 */
function mayBeEntered({ declaration }: SessionState): boolean {
  if (declaration.state !== 'value') return declaration.state === 'absent';
  return declaration.entered || !hasContents(declaration.item);
}

/** Differences below the scale's interval are none: a restless last digit is not recorded for ever. */
function isSameMass({ mass }: SessionState, next: AcceptedMass, { policy }: SessionRules): boolean {
  if (mass === null || mass.placement !== next.placement) return false;
  const difference = Math.abs(mass.micrograms - next.micrograms);
  return difference === 0 || difference < policy.weight.scaleIntervalG;
}

/** A rate is recorded with the first alarm, and once more when it reaches the step-back rate. */
function isNews(state: SessionState, doseRate: number, { policy }: SessionRules): boolean {
  const { stepBack } = policy.radiation;
  if (!state.alarm || state.peak === null) return true;
  return state.peak < stepBack && doseRate >= stepBack;
}

/** Each dwell's alarm is recorded: what is broken off later than that leaves nothing else behind. */
function isDwellNews(state: SessionState, doseRate: number, rules: SessionRules): boolean {
  return state.alarmedDwell !== state.dwell?.dwell || isNews(state, doseRate, rules);
}

/** The step-back rate away from the surface says more than the same rate at contact. */
function isNewsAway(
  { peakAway }: SessionState,
  doseRate: number,
  distance: Distance,
  { policy }: SessionRules,
): boolean {
  const { stepBack } = policy.radiation;
  return distance !== 'contact' && doseRate >= stepBack && (peakAway ?? 0) < stepBack;
}

function stopDwell(state: SessionState, why: string): readonly SessionEvent[] {
  if (state.dwell === null) return [];
  return [{ kind: 'dwell-interrupted', body: { dwell: state.dwell.dwell, why } }];
}

function decide(
  state: SessionState,
  input: Extract<SessionInput, { kind: 'decide' }>,
  rules: SessionRules,
): Handled {
  const facts = factsOf(state, rules);
  const standing = decisionsOf(state, facts, rules.packs).find(
    ({ outcome }) => outcome === input.outcome,
  );
  const releasesFind = input.outcome === 'release' && input.found !== undefined;
  const needsReason = input.override === null && (standing?.state !== 'open' || releasesFind);
  if (standing === undefined || standing.state === 'closed' || needsReason) {
    const why = standing?.why ?? (releasesFind ? 'why.found-released' : 'why.missing-facts');
    return { ...event('decision-refused', { outcome: input.outcome, why }), refused: why };
  }
  const overrides = standing.state === 'override';
  const { outcome, override: reason, second, found } = input;
  const decision = { outcome, reason, overrides, second, ...(found && { found }) };
  return { events: decisionEvents(state, facts, rules.packs, decision) };
}

function handle(state: SessionState, input: SessionInput, rules: SessionRules): Handled {
  if (isSurveyInput(input)) {
    const starts = input.kind === 'survey-start';
    if (starts && state.identity === null) return refuse('why.no-identity');
    const stopped = starts ? stopDwell(state, 'a survey') : [];
    return { events: [...stopped, ...surveyEvents(state, input)] };
  }
  switch (input.kind) {
    case 'identity':
      return identify(state, input);
    case 'looked-up':
      return lookedUp(input);
    case 'outside-measurement':
      return hasMeasurement(state, input.measurement)
        ? NOTHING
        : event('outside-measurement-found', input.measurement);
    case 'labels':
      return event('labels-noted', input.labels);
    case 'look-up-failed':
      return event('declaration-unreadable', { why: input.why });
    case 'entered':
      if (state.identity === null) return refuse('why.no-identity');
      return mayBeEntered(state)
        ? event('declaration-entered', { item: input.item })
        : refuse('why.declared-already');
    case 'parties':
      return event('parties-looked-up', input.found);
    case 'parties-failed':
      return event('parties-unreadable', { why: input.why });
    case 'answer-referral': {
      const why = answerReferral(state, input.answer);
      return why === null ? event('referral-answered', input.answer) : refuse(why);
    }
    case 'mass':
      return isSameMass(state, input.mass, rules) ? NOTHING : event('mass-accepted', input.mass);
    case 'dwell-start': {
      if (state.identity === null) return refuse('why.no-identity');
      const start = { ...input.start, dwell: state.dwells + 1 };
      return {
        events: [
          ...stopDwell(state, 'another face'),
          ...stopSurvey(state, 'a dwell'),
          { kind: 'dwell-started', body: start },
        ],
      };
    }
    case 'dwell-count':
      return state.dwell === null
        ? NOTHING
        : event('dwell-counted', {
            dwell: state.dwell.dwell,
            counts: input.counts,
            seconds: input.seconds,
          });
    case 'dwell-alarm': {
      if (state.dwell === null) return NOTHING;
      const { doseRate } = input.result;
      return isDwellNews(state, doseRate, rules) ? event('dwell-alarmed', input.result) : NOTHING;
    }
    case 'high-rate': {
      const { doseRate, distance } = input.seen;
      const news = isNews(state, doseRate, rules) || isNewsAway(state, doseRate, distance, rules);
      return news ? event('high-rate-seen', input.seen) : NOTHING;
    }
    case 'instrument-alarm':
      return state.instrumentAlarms.includes(input.alarm.alarm)
        ? NOTHING
        : event('instrument-alarmed', input.alarm);
    case 'calibration-overdue':
      return state.overdue[overdueName(input.overdue)] === undefined
        ? event('calibration-overdue', input.overdue)
        : NOTHING;
    case 'dwell-end': {
      if (state.dwell === null) return NOTHING;
      const finished = event('dwell-finished', {
        ...input.result,
        result: input.alarm ? 'alarm' : 'cleared',
      });
      // An alarm at the very last look is recorded as one, too: lists and retention go by that.
      const alarmed =
        input.alarm && isDwellNews(state, input.result.doseRate, rules)
          ? event('dwell-alarmed', input.result)
          : NOTHING;
      return { events: [...alarmed.events, ...finished.events] };
    }
    case 'dwell-stop':
      return { events: stopDwell(state, input.why) };
    case 'fault': {
      if (state.faults[input.fault.instrument]?.code === input.fault.code) return NOTHING;
      return event('fault-raised', input.fault);
    }
    case 'recovered':
      return state.faults[input.instrument] === undefined
        ? NOTHING
        : event('fault-cleared', { instrument: input.instrument });
    case 'foreign-command':
      return event('command-refused', input.refused);
    case 'acknowledge': {
      const known = state.prompts.find((prompt) => prompt.open && isAbout(prompt, input.prompt));
      if (known === undefined) return refuse('why.no-such-prompt');
      return known.acknowledged ? NOTHING : event('prompt-acknowledged', input.prompt);
    }
    case 'decide':
      return decide(state, input, rules);
    case 'put-aside':
      // Whatever raised the alarm needs an outcome: the next label would be free of it.
      if (state.alarm) return refuse('why.radiation-alarm');
      return {
        events: [
          ...stopDwell(state, 'put aside'),
          ...stopSurvey(state, 'put aside'),
          { kind: 'session-closed', body: { how: 'put-aside', reason: input.reason } },
        ],
      };
    default:
      return assertNever(input);
  }
}

/**
 * One step of the screening session: pure, no clock, no I/O. The new state is the fold of the old
 * state over the returned events and nothing else, so replaying recorded events gives the same state.
 */
export function step(
  state: SessionState,
  input: SessionInput,
  rules: SessionRules,
): { readonly state: SessionState; readonly effects: SessionEffects } {
  if (state.closed) {
    return { state, effects: { events: [], lookUp: null, refused: 'why.no-identity' } };
  }
  const { events, lookUp = null, refused = null } = handle(state, input, rules);
  const told = events.reduce(apply, state);
  const prompts = told.closed ? [] : promptEvents(told, factsOf(told, rules), rules.packs);
  return {
    state: prompts.reduce(apply, told),
    effects: { events: [...events, ...prompts], lookUp, refused },
  };
}
