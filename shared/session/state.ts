import type { Identity } from '../identifiers/identity.ts';
import type { ItemSource, ManifestItem } from '../manifest/item.ts';
import { isSameMeasurement, type OutsideMeasurement } from '../measure/outside-measurement.ts';
import type { FaultCode } from '../measure/reading.ts';
import type { PartiesLookedUp } from '../parties/looked-up.ts';
import { assertNever } from '../result.ts';
import type { Outcome } from '../words.ts';
import type {
  AcceptedMass,
  DwellStart,
  Face,
  FaceResult,
  JudgedTest,
  NotedLabels,
  Prompted,
  RefusedCommand,
  SecondResult,
  SessionEvent,
  SurveyResult,
} from './events.ts';
import { filledFromForm, hasContents } from './form-and-file.ts';
import { withRate } from './peak.ts';
import { applySurvey } from './survey-state.ts';
import type { ReferralAnswer } from './referral-answer.ts';

export type Declaration =
  | { readonly state: 'not-yet' }
  | { readonly state: 'absent' }
  /** The manifest could not be read. */
  | { readonly state: 'fault' }
  | {
      readonly state: 'value';
      /** What counts: the manifest's, filled from the form (`filledFromForm`). */
      readonly item: ManifestItem;
      /** The contents are from the form. */
      readonly entered: boolean;
      /** As the manifest has it; null when it does not have the item. */
      readonly found: ManifestItem | null;
      /** As the officer copied it from the form; null when nobody did. */
      readonly form: ManifestItem | null;
      /** Null for what was entered, and in records of older versions. */
      readonly source: ItemSource | null;
    };

/** What is known of sender and addressee; of an earlier version of the declaration until it is renewed. */
export type Parties =
  | { readonly state: 'not-yet' }
  | { readonly state: 'fault' }
  | { readonly state: 'value'; readonly found: PartiesLookedUp };

type Declared = Extract<Declaration, { state: 'value' }>;
const UNDECLARED: Pick<Declared, 'found' | 'form' | 'source'> = {
  found: null,
  form: null,
  source: null,
};

/** A prompt of this session; `open` until its reason is gone or the officer decides over it. */
export type PromptState = Prompted & {
  readonly open: boolean;
  /** Somebody has seen it since it was last prompted. */
  readonly acknowledged: boolean;
};

/** An alarm of a moving survey. */
export interface SurveyAlarm {
  readonly survey: number;
  readonly face: Face;
  readonly doseRate: number;
}

/** The fold of a session's events: all that survives a crash. */
export interface SessionState {
  readonly identity: Identity | null;
  readonly declaration: Declaration;
  readonly parties: Parties;
  /** Answers of this bench to referrals, in order; the last one of each referral counts. */
  readonly referralAnswers: readonly ReferralAnswer[];
  readonly mass: AcceptedMass | null;
  /** The dwell that is running, if one is. */
  readonly dwell: DwellStart | null;
  readonly dwells: number;
  /** A dwell was started and has no result: what it would have said is not known. */
  readonly dwellOwed: boolean;
  readonly finished: readonly FaceResult[];
  /**
   * Faces whose dwell was broken off, that alarmed under another label, or where a survey alarmed, and
   * not measured at contact since.
   */
  readonly openFaces: readonly Face[];
  /** Number of the survey that is running; null while none is. */
  readonly survey: number | null;
  readonly surveys: number;
  readonly surveyed: readonly SurveyResult[];
  /** Where surveys of this parcel alarmed, with the highest mean of a few seconds in uSv/h. */
  readonly surveyAlarms: readonly SurveyAlarm[];
  /** What further dosimeters measured beside the dwells. */
  readonly seconds: readonly SecondResult[];
  /** Dwells in which a further dosimeter alarmed: `dosimeter-2 3`. */
  readonly secondAlarms: readonly string[];
  /** Highest mean dose rate seen in uSv/h, also of a dwell that alarmed and still runs. */
  readonly peak: number | null;
  /** The same at 1 m or at a distance that nobody knows, which counts as the worse. */
  readonly peakAway: number | null;
  /** `peak` when somebody last acknowledged a prompt. */
  readonly peakSeen: number | null;
  readonly alarm: boolean;
  /** The dwell whose alarm is recorded; each face has its own. */
  readonly alarmedDwell: number | null;
  /** Alarms that instruments raised themselves, by the names that they give them. */
  readonly instrumentAlarms: readonly string[];
  /** Days until which overdue instruments might be used, by `overdueName`. */
  readonly overdue: Readonly<Record<string, string>>;
  /** The dosimeter could not count that much: the rate is higher than it can show. */
  readonly saturated: boolean;
  /** What earlier sessions of this item left open, in words. */
  readonly earlier: string | null;
  /** Day on which the same item was released before. */
  readonly seenBefore: string | null;
  /**
   * Measurements of this item by other instruments, in the order in which they were found. Another
   * label takes none of them away: what they found stays until it is decided.
   */
  readonly outside: readonly OutsideMeasurement[];
  /** What the officer noted of labels on the parcel; null when nothing was. */
  readonly labels: NotedLabels | null;
  /** Why the first command barcode was not followed that is not the station's own. */
  readonly foreignCommand: RefusedCommand | null;
  readonly faults: Readonly<Record<string, { readonly code: FaultCode; readonly detail: string }>>;
  readonly prompts: readonly PromptState[];
  readonly outcome: Outcome | null;
  readonly closed: boolean;
}

export const NEW_SESSION: SessionState = {
  identity: null,
  declaration: { state: 'not-yet' },
  parties: { state: 'not-yet' },
  referralAnswers: [],
  mass: null,
  dwell: null,
  dwells: 0,
  dwellOwed: false,
  finished: [],
  openFaces: [],
  survey: null,
  surveys: 0,
  surveyed: [],
  surveyAlarms: [],
  seconds: [],
  secondAlarms: [],
  peak: null,
  peakAway: null,
  peakSeen: null,
  alarm: false,
  alarmedDwell: null,
  instrumentAlarms: [],
  overdue: {},
  saturated: false,
  earlier: null,
  seenBefore: null,
  outside: [],
  labels: null,
  foreignCommand: null,
  faults: {},
  prompts: [],
  outcome: null,
  closed: false,
};

function withoutFault(state: SessionState, instrument: string): SessionState['faults'] {
  return Object.fromEntries(Object.entries(state.faults).filter(([id]) => id !== instrument));
}

/** Whether a test of the rule holds now that did not when the prompt was raised before. */
function hasNewReason(before: Prompted, now: Prompted): boolean {
  const held = new Set(before.tests?.filter(({ result }) => result === 'true').map(nameOfTest));
  return now.tests?.some((one) => one.result === 'true' && !held.has(nameOfTest(one))) ?? false;
}
const nameOfTest = ({ fact, is, than }: JudgedTest): string => `${fact} ${is} ${than ?? ''}`;

/** Whether the dose rate is more than twice what was known when somebody last acknowledged. */
function isFarHigher({ peak, peakSeen }: SessionState): boolean {
  return peak !== null && peakSeen !== null && peak > 2 * peakSeen;
}

/** The state after something was found in the manifest, or copied from the form. */
function withDeclared(
  state: SessionState,
  news: Partial<Pick<Declared, 'found' | 'form' | 'source'>>,
): SessionState {
  const known = state.declaration.state === 'value' ? state.declaration : UNDECLARED;
  const { found, form, source } = { ...known, ...news };
  const item = found !== null && form !== null ? filledFromForm(found, form) : (found ?? form);
  if (item === null) return state;
  const entered = form !== null && (found === null || !hasContents(found));
  return { ...state, declaration: { state: 'value', item, entered, found, form, source } };
}

/** An instrument that is overdue, in words: `scale`, `scale (verification)`. */
export function overdueName({
  instrument,
  what,
}: {
  readonly instrument: string;
  readonly what?: 'verification';
}): string {
  return what === undefined ? instrument : `${instrument} (${what})`;
}

/** Whether this measurement of another instrument is in the record of the session. */
export function hasMeasurement(
  { outside }: SessionState,
  measurement: OutsideMeasurement,
): boolean {
  return outside.some((known) => isSameMeasurement(known, measurement));
}

/** Whether a prompt is the one that a record names. */
export function isAbout(
  prompt: PromptState,
  body: { readonly rule: string; readonly about?: string },
) {
  return prompt.rule === body.rule && prompt.about === body.about;
}

/** The state after one recorded event. Total: replaying the same events gives the same state. */
export function apply(state: SessionState, event: SessionEvent): SessionState {
  switch (event.kind) {
    case 'session-opened':
    case 'identity-refused':
    case 'dwell-counted':
    case 'decision-refused':
      return state;
    case 'identity-read': {
      const { identity } = event.body;
      const unknown = { state: 'not-yet' } as const;
      const named = { ...state, identity, declaration: unknown, parties: unknown } as const;
      // Another label may be another parcel: it is weighed and measured anew. An alarm stays, and the
      // faces that it was about.
      return state.identity === null
        ? named
        : {
            ...named,
            referralAnswers: [],
            mass: null,
            dwell: null,
            dwellOwed: false,
            survey: null,
            surveyed: [],
            seconds: [],
            openFaces: state.alarm
              ? [...state.openFaces, ...state.finished.map(({ face }) => face)]
              : [],
            finished: [],
          };
    }
    case 'command-refused':
      return { ...state, foreignCommand: state.foreignCommand ?? event.body.why };
    case 'declaration-found':
      return withDeclared(state, { found: event.body.item, source: event.body.source ?? null });
    case 'declaration-missing':
      return { ...state, declaration: { state: 'absent' } };
    case 'declaration-unreadable':
      return { ...state, declaration: { state: 'fault' } };
    case 'earlier-finding':
      return { ...state, earlier: event.body.what };
    case 'seen-before':
      return { ...state, seenBefore: event.body.released };
    case 'labels-noted':
      return { ...state, labels: event.body };
    case 'outside-measurement-found':
      return { ...state, outside: [...state.outside, event.body] };
    case 'parties-looked-up':
      return { ...state, parties: { state: 'value', found: event.body } };
    case 'parties-unreadable':
      return { ...state, parties: { state: 'fault' } };
    case 'referral-answered':
      return { ...state, referralAnswers: [...state.referralAnswers, event.body] };
    case 'declaration-entered':
      return withDeclared(state, { form: event.body.item });
    case 'mass-accepted':
      return { ...state, mass: event.body };
    case 'dwell-started':
      return { ...state, dwell: event.body, dwells: event.body.dwell, dwellOwed: true };
    case 'dwell-alarmed': {
      const distance = state.dwell?.distance ?? 'unknown';
      return {
        ...withRate(state, event.body.doseRate, distance),
        alarm: true,
        alarmedDwell: state.dwell?.dwell ?? null,
      };
    }
    case 'high-rate-seen': {
      const { doseRate, distance = 'unknown' } = event.body;
      return { ...withRate(state, doseRate, distance), alarm: true };
    }
    case 'instrument-alarmed':
      return {
        ...state,
        alarm: true,
        instrumentAlarms: [...state.instrumentAlarms, event.body.alarm],
      };
    case 'calibration-overdue': {
      const { due } = event.body;
      return { ...state, overdue: { ...state.overdue, [overdueName(event.body)]: due } };
    }
    case 'dwell-finished': {
      const { face = 'unspecified', distance = 'unknown' } = state.dwell ?? {};
      return {
        ...withRate(state, event.body.doseRate, distance),
        dwell: null,
        dwellOwed: false,
        finished: [...state.finished, { ...event.body, face, distance }],
        openFaces:
          distance === 'contact'
            ? state.openFaces.filter((open) => open !== face)
            : state.openFaces,
        alarm: state.alarm || event.body.result === 'alarm',
      };
    }
    case 'dwell-interrupted':
      return state.dwell === null
        ? state
        : { ...state, dwell: null, openFaces: [...state.openFaces, state.dwell.face] };
    case 'fault-raised': {
      const { instrument, code, detail } = event.body;
      const saturated = state.saturated || code === 'saturated';
      return {
        ...state,
        saturated,
        // More than the tube can count is more than any limit.
        alarm: state.alarm || saturated,
        faults: { ...state.faults, [instrument]: { code, detail } },
      };
    }
    case 'fault-cleared':
      return { ...state, faults: withoutFault(state, event.body.instrument) };
    case 'prompted': {
      const known = state.prompts.find((prompt) => isAbout(prompt, event.body));
      const others = state.prompts.filter((prompt) => prompt !== known);
      // New numbers of a prompt that stayed open, such as each new peak of a dose rate, are no new alarm:
      // one that has to be acknowledged again and again is not read any more (ISA-18.2).
      const acknowledged =
        known?.open === true &&
        known.acknowledged &&
        !isFarHigher(state) &&
        !hasNewReason(known, event.body);
      return { ...state, prompts: [...others, { ...event.body, open: true, acknowledged }] };
    }
    case 'prompt-answered':
      return {
        ...state,
        prompts: state.prompts.map((prompt) =>
          isAbout(prompt, event.body) ? { ...prompt, open: false } : prompt,
        ),
      };
    case 'prompt-acknowledged':
      return {
        ...state,
        peakSeen: state.peak,
        prompts: state.prompts.map((prompt) =>
          isAbout(prompt, event.body) ? { ...prompt, acknowledged: true } : prompt,
        ),
      };
    case 'decided':
      return { ...state, outcome: event.body.outcome };
    case 'session-closed':
      return { ...state, closed: true, dwell: null, survey: null };
    case 'survey-started':
    case 'survey-alarmed':
    case 'survey-finished':
    case 'survey-interrupted':
    case 'second-alarmed':
    case 'second-measured':
      return applySurvey(state, event);
    default:
      return assertNever(event);
  }
}
