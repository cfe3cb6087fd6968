import type { Identity } from '../identifiers/identity.ts';
import type { ItemSource, ManifestItem } from '../manifest/item.ts';
import type { Exposure } from '../measure/dose-rate.ts';
import type { OutsideMeasurement } from '../measure/outside-measurement.ts';
import type { FaultCode, MassUnit } from '../measure/reading.ts';
import type { PartiesLookedUp } from '../parties/looked-up.ts';
import type { Found } from '../records/taxonomy.ts';
import type { FactName } from '../rules/facts.ts';
import type { Layer, Overridden } from '../rules/override.ts';
import type { Sector } from '../rules/sectors.ts';
import type { HazardLabel, Outcome, Severity, Truth } from '../words.ts';
import type { ReferralAnswer } from './referral-answer.ts';

export type Face = 'top' | 'bottom' | 'front' | 'back' | 'left' | 'right' | 'unspecified';
/** Faces of the six-face protocol, in its order. */
export const SURVEY_FACES = ['top', 'bottom', 'front', 'back', 'left', 'right'] as const;
export type SurveyFace = (typeof SURVEY_FACES)[number];
export type Distance = 'contact' | '1m' | 'unknown';

/**
 * What a dwell is judged by: the counts of the instrument, or its dose rate where it gives none. By
 * dose rate, `counts` are the pulses that the spread of its background is worth
 * (`shared/radiation/dose-rate-pulses.ts`).
 */
export type Basis = 'counts' | 'dose-rate';

/** A mass that the session took for its item. */
export interface AcceptedMass {
  /** As the scale printed it. */
  readonly value: string;
  readonly unit: MassUnit;
  readonly basis: 'gross';
  readonly micrograms: number;
  readonly instrument: string;
  readonly raw: string;
  readonly placement: number;
  /**
   * The least load of the scale, `40 g`, where this is below it: the scale is not verified for it. What
   * the parcel weighs is not known closer than between nothing and that.
   */
  readonly belowMin?: string;
}

/** Where and how a dwell is taken. */
export interface DwellStart {
  readonly dwell: number;
  readonly face: Face;
  readonly distance: Distance;
  readonly background: { readonly counts: number; readonly seconds: number };
  /** Part by which the background may have moved since it was counted; none where it is left out. */
  readonly drift?: number;
  /**
   * Probability with which each dosimeter may raise a false alarm in it: its share of the parcel's
   * (`shared/radiation/parcel-spending.ts`); all of the policy's where it is left out, as in records of
   * older versions.
   */
  readonly falseAlarm?: number;
  /** Counts where it is left out. */
  readonly basis?: Basis;
}

/** What a dwell has measured so far; rates in uSv/h. */
export interface DwellResult {
  readonly dwell: number;
  readonly counts: number;
  readonly seconds: number;
  /** Mean, background included. */
  readonly doseRate: number;
  readonly netDoseRate: number;
  /** Smallest increase that this dwell detects with 95 % probability; null when not known. */
  readonly smallestVisible: number | null;
  /**
   * Smallest increase in uSv/h that the counts rule out with 95 % probability; null when the
   * instrument's sensitivity is not known.
   */
  readonly clearedTo: number | null;
  /** Common logarithm of the evidence for added radiation against none. */
  readonly evidence: number;
  /** Probability of these counts from background alone. */
  readonly chance: number;
  readonly instrument: string;
  /** Counts where it is left out. */
  readonly basis?: Basis;
  /** The mean as it was measured, where that is exposure (roentgen). */
  readonly exposure?: Exposure;
}

/** What a finished dwell said of one face. */
export type FaceResult = DwellResult & {
  readonly face: Face;
  readonly distance: Distance;
  readonly result: 'alarm' | 'cleared';
};

/** The highest mean of a few seconds that a moving survey has seen, and where; rates in uSv/h. */
export interface SurveyMaximum {
  readonly face: SurveyFace;
  readonly doseRate: number;
  readonly netDoseRate: number;
  /** That the mean is over. */
  readonly seconds: number;
}

/** A survey with the instrument moved over the faces: it finds where to measure, and clears nothing. */
export interface SurveyResult {
  readonly survey: number;
  readonly counts: number;
  readonly seconds: number;
  readonly alarm: boolean;
  /** Faces that it went over, each once. */
  readonly faces: readonly SurveyFace[];
  /** Null where it ended before there was a mean. */
  readonly maximum: SurveyMaximum | null;
  readonly instrument: string;
}

/** What a further dosimeter measured beside a dwell of the first, against its own background. */
export type SecondResult = DwellResult & {
  readonly face: Face;
  readonly distance: Distance;
  readonly alarm: boolean;
  /** Whether both agree within their statistics; null where that cannot be said. */
  readonly agrees: boolean | null;
  /** Mean of the first dosimeter in the same dwell, in uSv/h. */
  readonly first: number;
};

/** Marks of dangerous goods on a parcel; empty lists where the officer saw none. */
export interface NotedLabels {
  /** UN numbers, four digits each. */
  readonly un: readonly string[];
  readonly hazards: readonly HazardLabel[];
}

/** One test of a rule as it was judged. */
export interface JudgedTest {
  readonly fact: FactName;
  readonly is: string;
  /** What the fact is compared with; null for a truth. */
  readonly than: string | null;
  /** The fact as shown, or its state. */
  readonly shown: string;
  readonly result: Truth;
}

/** One prompt to the officer, with what it rests on. */
export interface Prompted {
  readonly rule: string;
  /** What is missing, for a prompt about a missing fact; the same rule may ask for several. */
  readonly about?: string;
  readonly version: number;
  readonly pack: string;
  /** Layer of the pack; shipped where it is left out. */
  readonly layer?: Layer;
  /** Who of a higher layer changed the rule; left out where nobody did. */
  readonly overridden?: Overridden;
  /** What the rule is about; left out where it does not say, and in records of older versions. */
  readonly sector?: Sector;
  readonly severity: Severity;
  readonly result: Truth;
  readonly because: string;
  readonly source: string;
  readonly steps: readonly string[];
  /** Facts of the rule as shown, by name with dashes for dots. */
  readonly values: { readonly [name: string]: string };
  /** Every test of the rule with its own result; records of older versions have none. */
  readonly tests?: readonly JudgedTest[];
}

/** What was known of one fact when the officer decided, or why it was not. */
export interface Answer {
  readonly state: 'value' | 'absent' | 'not-yet' | 'fault';
  readonly shown: string;
}

/**
 * Why a command barcode is not followed: not of this station, of a sheet that was renewed since, or
 * not whole.
 */
export type RefusedCommand = 'foreign' | 'expired' | 'malformed';

/** Everything that is recorded of a screening session, by kind. */
export interface SessionEventBodies {
  'session-opened': Record<string, never>;
  'identity-read': {
    readonly identity: Identity;
    readonly source: 'scanner' | 'keyboard';
    readonly text: string;
    readonly raw: string;
    readonly aim: string | null;
    /** Set when the keys came as only a scanner that plays a keyboard sends them; nobody typed. */
    readonly by?: 'keyboard-wedge';
    /** Set when the same text had come within 700 ms before. */
    readonly repeat?: true;
  };
  /** A second label while an item is open: heard, not followed. */
  'identity-refused': { readonly text: string; readonly why: string };
  /** A command barcode that is not the station's own: somebody may try to operate it by a label. */
  'command-refused': { readonly why: RefusedCommand; readonly text: string };
  'declaration-found': {
    readonly item: ManifestItem;
    readonly generation: string;
    /** Records of older versions have none. */
    readonly source?: ItemSource;
  };
  /** The manifest could not be read: neither found nor missing. */
  'declaration-unreadable': { readonly why: string };
  /** An earlier session of this item ended with something open. */
  'earlier-finding': { readonly what: string };
  /** The same item was released before: this may be another parcel under a copied label. */
  'seen-before': { readonly released: string };
  /** What the officer read on the parcel, as a whole; it takes the place of what was noted before. */
  'labels-noted': NotedLabels;
  /** A measurement of this item by an instrument that is not at this bench, each once. */
  'outside-measurement-found': OutsideMeasurement;
  /** What lists, records and licences say of sender and addressee of the declaration. */
  'parties-looked-up': PartiesLookedUp;
  /** They could not be looked up: neither known nor unknown. */
  'parties-unreadable': { readonly why: string };
  /** What pre-loading risk analysis asked for was done at the bench. */
  'referral-answered': ReferralAnswer;
  'declaration-missing': { readonly generation: string | null };
  'declaration-entered': { readonly item: ManifestItem };
  'mass-accepted': AcceptedMass;
  'dwell-started': DwellStart;
  'dwell-counted': { readonly dwell: number; readonly counts: number; readonly seconds: number };
  'dwell-alarmed': DwellResult;
  /** One reading at or above the step-back rate; uSv/h. Records of older versions give no distance. */
  'high-rate-seen': {
    readonly doseRate: number;
    readonly instrument: string;
    readonly distance?: Distance;
    /** The reading itself, where it is exposure (roentgen). */
    readonly exposure?: Exposure;
  };
  /** The instrument's own alarm, by the name that it gives it. */
  'instrument-alarmed': { readonly instrument: string; readonly alarm: string };
  /** The instrument is used after the day until which it may be; `due` as YYYY-MM-DD. */
  'calibration-overdue': {
    readonly instrument: string;
    readonly due: string;
    /** The verification of a scale; its calibration where it is left out. */
    readonly what?: 'verification';
  };
  'dwell-finished': DwellResult & { readonly result: 'alarm' | 'cleared' };
  'dwell-interrupted': { readonly dwell: number; readonly why: string };
  'survey-started': {
    readonly survey: number;
    readonly face: SurveyFace;
    readonly background: { readonly counts: number; readonly seconds: number };
    readonly drift?: number;
    /** As in `DwellStart`. */
    readonly falseAlarm?: number;
    readonly basis?: Basis;
  };
  /** With the maximum as it was then; the survey goes on to find the highest place. */
  'survey-alarmed': Pick<SurveyResult, 'survey' | 'counts' | 'seconds' | 'instrument'> & {
    readonly maximum: SurveyMaximum;
  };
  'survey-finished': SurveyResult;
  'survey-interrupted': { readonly survey: number; readonly why: string };
  /** A further dosimeter alarms: the alarm of either counts. */
  'second-alarmed': DwellResult & { readonly distance: Distance };
  'second-measured': SecondResult;
  'fault-raised': {
    readonly instrument: string;
    readonly code: FaultCode;
    readonly detail: string;
  };
  'fault-cleared': { readonly instrument: string };
  prompted: Prompted;
  'prompt-answered': { readonly rule: string; readonly about?: string; readonly how: string };
  /**
   * Somebody has seen this prompt: who and when are the record's own. It answers nothing, and nothing
   * is released by it.
   */
  'prompt-acknowledged': { readonly rule: string; readonly about?: string };
  'decision-refused': { readonly outcome: Outcome; readonly why: string };
  decided: {
    readonly item: string;
    readonly outcome: Outcome;
    /** Set when the outcome went over an open prompt. */
    readonly override: { readonly reason: string } | null;
    /** Reason that the officer gave, whether one was needed or not. */
    readonly reason: string | null;
    /** Badge of the second person who approved it, where two were needed. */
    readonly second?: string;
    /** What was found in the parcel; left out where the officer did not say. */
    readonly found?: Found;
    readonly open: readonly string[];
    readonly answers: { readonly [fact: string]: Answer };
    /** The packs in force; `layer` is left out for shipped ones. */
    readonly packs: readonly {
      readonly pack: string;
      readonly version: number;
      readonly hash: string;
      readonly layer?: Layer;
    }[];
  };
  'session-closed': { readonly how: 'decided' | 'put-aside'; readonly reason: string | null };
}

export type SessionEventKind = keyof SessionEventBodies;
export type SessionEvent = {
  [kind in SessionEventKind]: { readonly kind: kind; readonly body: SessionEventBodies[kind] };
}[SessionEventKind];
