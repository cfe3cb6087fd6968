import type { BenchState, IntentReply } from '../../../shared/bridge/contract.ts';
import type { Intent, ShiftCheck } from '../../../shared/bridge/intents.ts';
import type { Person } from '../../../shared/people/roles.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { InstrumentConfig, InstrumentRequest } from '../../../shared/measure/instrument.ts';
import { UNKNOWN_PAN, type Pan } from '../../../shared/session/placement.ts';
import type { SessionState } from '../../../shared/session/state.ts';
import type { SessionRules } from '../../../shared/session/step.ts';
import type { Mode } from '../../../shared/words.ts';
import type { CommandSheets } from '../commands/command-sheets.ts';
import type { PartyLookUp } from '../parties/party-look-up.ts';
import type { ManifestStack } from '../manifest/manifest-stack.ts';
import type { ShiftState } from '../store/queries.ts';
import type { Store } from '../store/store.ts';
import type { BackgroundState } from './background.ts';
import type { DwellMeter } from './dwell-meter.ts';
import { newInstrument, type InstrumentState } from './instruments.ts';
import type { MovingSurvey } from './moving-survey.ts';
import type { SecondDosimeter } from './second-dosimeters.ts';
import type { SurveyLook } from './survey.ts';

/** The part of the store that the bench works with. */
export type BenchRecords = Pick<
  Store,
  | 'station'
  | 'append'
  | 'sessionEvents'
  | 'events'
  | 'latest'
  | 'openSession'
  | 'shiftState'
  | 'shiftChecks'
  | 'awaitingCountersign'
  | 'event'
  | 'outcomeCounts'
  | 'eventCount'
  | 'earlierSession'
>;

export interface BenchOptions {
  readonly mode: Mode;
  readonly records: BenchRecords;
  /** Pre-advised items. */
  readonly manifest: Pick<ManifestStack, 'generation' | 'items' | 'find' | 'measurements'> | null;
  /** Who knows sender and addressee, as `rules` say with `asksParties`; null for nobody. */
  readonly parties: PartyLookUp | null;
  readonly rules: SessionRules;
  readonly instruments: readonly InstrumentConfig[];
  readonly clock: Clock;
  /** Who is signed in. */
  readonly person: () => Person | null;
  /** A label or a parcel shows that somebody is at work. */
  readonly onActivity: () => void;
  /** What a text says that begins as a command barcode. */
  readonly judgeCommand: CommandSheets['judge'];
  /** The way of every intent; what a command barcode asks for goes it, too. */
  readonly intend: (intent: Intent) => IntentReply;
  /** Asks an instrument for something besides its value. */
  readonly request: (instrument: string, request: InstrumentRequest) => void;
  /** New unique ids, for sessions and shifts. */
  readonly newId: () => string;
  /** The bench changed; called after what changed is durable. */
  readonly onChange: () => void;
  /** A live value arrived. */
  readonly onLive: () => void;
}

/** Characters of a text that was not followed that are kept and shown. */
export const SHOWN_TEXT = 100;

/** A running survey: the recorded dwell number and what was observed of it. */
export interface Survey {
  readonly dwell: number;
  readonly meter: DwellMeter;
  /** Seconds whose counts are recorded already. */
  readonly recordedS: number;
  readonly look: SurveyLook | null;
}

/** What a check of the shift has come to; `detail` is what was measured, or the reason given. */
export interface CheckState {
  readonly result: 'pass' | 'fail' | 'skipped';
  readonly detail: string | null;
}

/** Everything that the bench knows now. Recorded are shift and session; the rest is observed. */
export interface BenchMemory {
  shift: ShiftState | null;
  checks: { [check in ShiftCheck]?: CheckState };
  session: { readonly id: string; state: SessionState } | null;
  background: BackgroundState;
  survey: Survey | null;
  /** The survey that runs with the instrument moved over the faces. */
  moving: MovingSurvey | null;
  /** Further dosimeters by id; one that has no background yet is not among them. */
  readonly seconds: Map<string, SecondDosimeter>;
  pan: Pan;
  /** Number of the last placement that belonged to an item before this one. */
  servedPlacement: number;
  readonly instruments: Map<string, InstrumentState>;
  lastOutcome: BenchState['lastOutcome'];
  /** A label that was read and not followed, until the next one. */
  refusedScan: BenchState['refusedScan'];
  /** What became of the last command barcode, until a label is read. */
  lastCommand: BenchState['lastCommand'];
}

/** A bench that has seen nothing yet. */
export function newMemory(instruments: readonly InstrumentConfig[]): BenchMemory {
  return {
    shift: null,
    checks: {},
    session: null,
    background: { state: 'not-yet' },
    survey: null,
    moving: null,
    seconds: new Map(),
    pan: UNKNOWN_PAN,
    servedPlacement: 0,
    instruments: new Map(instruments.map((config) => [config.id, newInstrument(config)])),
    lastOutcome: null,
    refusedScan: null,
    lastCommand: null,
  };
}
