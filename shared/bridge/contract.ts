import { z } from 'zod';
import { MEASUREMENT_CLASSES, MEASUREMENT_NOTES } from '../measure/outside-measurement.ts';
import { FAULT_CODES } from '../measure/reading.ts';
import { COMMANDS } from '../commands/command.ts';
import { INSTRUMENT_KINDS, INSTRUMENT_REQUESTS, MOST_INSTRUMENTS } from '../measure/instrument.ts';
import { ROLES } from '../people/roles.ts';
import { LAYERS } from '../rules/override.ts';
import { HAZARD_LABELS, MODES, OUTCOMES, SEVERITIES, TRUTHS } from '../words.ts';
import { benchContract } from './bench-contract.ts';
import { goodsContract } from './goods-contract.ts';
import { intentSchema, SHIFT_CHECKS } from './intents.ts';
import { managerContract } from './manager-contract.ts';
import { registerContract } from './register-contract.ts';
import { reviewContract } from './review-contract.ts';
import { rulesContract } from './rules-contract.ts';
import { setupContract } from './setup-contract.ts';
import { trainingContract } from './training-contract.ts';
import {
  backgroundSchema,
  guideSchema,
  movingSchema,
  secondSchema,
  stillNeededSchema,
  verdictSchema,
} from './radiation-view.ts';

export type { Intent } from './intents.ts';
export type * from './bench-contract.ts';
export type { EnteredDeclaration } from './entered-declaration.ts';
export type * from './goods-contract.ts';
export type * from './manager-contract.ts';
export type * from './register-contract.ts';
export type * from './review-contract.ts';
export type * from './rules-contract.ts';
export type * from './setup-contract.ts';
export type * from './training-contract.ts';

const refusalSchema = z.strictObject({ code: z.string(), message: z.string() });
export const intentReplySchema = z.discriminatedUnion('accepted', [
  /** Recorded durably before this answer. `seq` is the last event of the intent, 0 when none. */
  z.strictObject({ accepted: z.literal(true), seq: z.number().int() }),
  z.strictObject({ accepted: z.literal(false), refusal: refusalSchema }),
]);
export type IntentReply = z.infer<typeof intentReplySchema>;

/** Where one of the facts that every parcel needs stands. */
export const needStateSchema = z.enum(['not-yet', 'measuring', 'value', 'absent', 'fault']);

export const promptViewSchema = z.strictObject({
  rule: z.string(),
  version: z.number().int(),
  severity: z.enum(SEVERITIES),
  /** Key of the sentence in the locale files; `values` fill its placeholders. */
  message: z.string(),
  values: z.record(z.string(), z.string()),
  /** English sentence that was recorded. */
  because: z.string(),
  /** Document and clause, or `site policy`. */
  source: z.string(),
  /** What to do, as locale keys, in order. */
  steps: z.array(z.string()),
  /** Every test of the rule with its own result: why it prompts. */
  tests: z.array(
    z.strictObject({
      fact: z.string(),
      is: z.string(),
      than: z.string().nullable(),
      shown: z.string(),
      result: z.enum(TRUTHS),
    }),
  ),
  /** Who of a higher layer changed the rule, and the severity that it had; null where nobody did. */
  overridden: z
    .strictObject({ pack: z.string(), layer: z.enum(LAYERS), severity: z.enum(SEVERITIES) })
    .nullable(),
  /** What is missing, where the rule asks for several things; names the prompt with its rule. */
  about: z.string().nullable(),
  answered: z.boolean(),
  /** Somebody has seen it since it was last prompted, which is recorded; it answers nothing. */
  acknowledged: z.boolean(),
});
export type PromptView = z.infer<typeof promptViewSchema>;

/** A measurement of the open item by an instrument that is not at this bench. */
export const outsideViewSchema = z.strictObject({
  of: z.enum(MEASUREMENT_CLASSES),
  /** Manufacturer and model, or the class of instrument; null when the file names none. */
  instrument: z.string().nullable(),
  /** ISO 8601 with its zone. */
  measuredAt: z.string().nullable(),
  /** In uSv/h. */
  doseRate: z.string().nullable(),
  /** The highest of several, in uSv/h. */
  maxDoseRate: z.string().nullable(),
  alarms: z.array(z.string()),
  nuclides: z.array(z.string()),
  /** It found something in the item. */
  alarming: z.boolean(),
  notes: z.array(z.enum(MEASUREMENT_NOTES)),
});
export type OutsideView = z.infer<typeof outsideViewSchema>;

export const sessionViewSchema = z.strictObject({
  id: z.string(),
  identity: z
    .strictObject({ scheme: z.string(), canonical: z.string(), problems: z.array(z.string()) })
    .nullable(),
  declaration: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('not-yet') }),
    z.strictObject({ state: z.literal('absent') }),
    z.strictObject({
      state: z.literal('value'),
      entered: z.boolean(),
      /** File of the manifest and line of the item in it; null for what was entered. */
      source: z.strictObject({ file: z.string(), line: z.number().int() }).nullable(),
      category: z.string().nullable(),
      originCountry: z.string().nullable(),
      destinationCountry: z.string().nullable(),
      originOffice: z.string().nullable(),
      destinationOffice: z.string().nullable(),
      referral: z.string().nullable(),
      senderCompany: z.string().nullable(),
      addresseeCompany: z.string().nullable(),
      grossG: z.string().nullable(),
      lines: z.array(
        z.strictObject({
          description: z.string().nullable(),
          quantity: z.string().nullable(),
          netG: z.string().nullable(),
          value: z.string().nullable(),
          currency: z.string().nullable(),
          hsCode: z.string().nullable(),
        }),
      ),
      moreLines: z.number().int(),
    }),
  ]),
  mass: z.strictObject({
    state: needStateSchema,
    /** As the scale printed it. */
    value: z.string().nullable(),
    unit: z.string().nullable(),
    fault: z.enum(FAULT_CODES).nullable(),
  }),
  radiation: z.strictObject({
    state: needStateSchema,
    alarm: z.boolean(),
    /** The declared goods and the faces that explain the alarm; null while nothing does. */
    explained: z.string().nullable(),
    face: z.string().nullable(),
    distance: z.string().nullable(),
    elapsedS: z.number(),
    dwellS: z.number(),
    /** What a dwell is judged by: counts, or the dose rate of an instrument that gives none. */
    basis: z.enum(['counts', 'dose-rate']),
    /** Seconds that one value averages over, where that is long: the parcel has to stay for them. */
    windowS: z.number().nullable(),
    /** Mean dose rate of the dwell so far in uSv/h, background included. */
    doseRate: z.string().nullable(),
    /** Above background, in uSv/h. */
    netDoseRate: z.string().nullable(),
    verdict: verdictSchema,
    /** Null while no dwell runs, and under an alarm. */
    stillNeeded: stillNeededSchema.nullable(),
    /** Null where nobody shall stay to measure. */
    guide: guideSchema.nullable(),
    /** Null while the item has had no survey. */
    moving: movingSchema.nullable(),
    seconds: z.array(secondSchema),
    /** Smallest increase in uSv/h that this dwell detects with 95 % probability. */
    smallestVisible: z.string().nullable(),
    /** Smallest increase in uSv/h that the dwell has ruled out; null under an alarm or without pulses. */
    clearedTo: z.string().nullable(),
    fault: z.enum(FAULT_CODES).nullable(),
    /** Faces that were measured, each with its latest result; `interrupted` is to be measured again. */
    faces: z.array(
      z.strictObject({ face: z.string(), result: z.enum(['cleared', 'alarm', 'interrupted']) }),
    ),
  }),
  /** What the officer noted of labels on the parcel; null when nothing was. */
  labels: z
    .strictObject({ un: z.array(z.string()), hazards: z.array(z.enum(HAZARD_LABELS)) })
    .nullable(),
  /** By other instruments; those that found something first. */
  outside: z.array(outsideViewSchema).max(3),
  /** How many more there are in the record. */
  moreOutside: z.int().min(0),
  prompts: z.array(promptViewSchema).max(50),
  /** What is still missing, in the order in which to get it: locale keys. */
  todo: z.array(z.string()),
  /** For each outcome whether it is open now, and if not why (locale key). */
  decisions: z.array(
    z.strictObject({
      outcome: z.enum(OUTCOMES),
      /** `override`, over open prompts, and `reason`, without a measurement: with a reason only. */
      state: z.enum(['open', 'override', 'reason', 'closed']),
      why: z.string().nullable(),
    }),
  ),
});
export type SessionView = z.infer<typeof sessionViewSchema>;

export const instrumentViewSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(INSTRUMENT_KINDS),
  protocol: z.string(),
  line: z.string(),
  state: z.enum(['opening', 'ready', 'stale', 'lost']),
  fault: z.enum(FAULT_CODES).nullable(),
  detail: z.string(),
  identity: z.string().nullable(),
  /** Readings and faults that came from it since core started: whether it talks, and how fast. */
  observed: z.int().min(0),
  /** What it can be asked for by its protocol. */
  requests: z.array(z.enum(INSTRUMENT_REQUESTS)),
});
export type InstrumentView = z.infer<typeof instrumentViewSchema>;

/** The open shift. Parcels are screened once each check has passed or was skipped with a reason. */
export const shiftViewSchema = z.strictObject({
  id: z.string(),
  /** Badge of the person who opened it. */
  officer: z.string(),
  openedAtMs: z.number(),
  checks: z.array(
    z.strictObject({
      check: z.enum(SHIFT_CHECKS),
      state: z.enum(['open', 'measuring', 'pass', 'fail', 'skipped']),
      /** The test mass with its tolerance, the text of the test label; null for the background. */
      expected: z.string().nullable(),
      /** What was measured or read, or the reason given; null when there is nothing to say. */
      detail: z.string().nullable(),
    }),
  ),
  ready: z.boolean(),
});
export type ShiftView = z.infer<typeof shiftViewSchema>;

export const closedShiftSchema = z.strictObject({
  shift: z.string(),
  officer: z.string(),
  closedAtMs: z.number(),
});

/** The whole truth that the bench screen shows; 16 kB at most. */
export const benchStateSchema = z.strictObject({
  mode: z.enum(MODES),
  station: z.string(),
  /** Set when nothing can be recorded: the screen shows this and nothing else. */
  blocked: refusalSchema.nullable(),
  /** Who is signed in; null shows the sign-in and nothing else but danger. */
  person: z.strictObject({ badge: z.string(), role: z.enum(ROLES) }).nullable(),
  /** Nobody works here yet: the first administrator is asked for. */
  needsAdministrator: z.boolean(),
  shift: shiftViewSchema.nullable(),
  /** Closed shifts that a second person has not signed yet, newest first. */
  awaitingCountersign: z.array(closedShiftSchema).max(5),
  lastBackup: z
    .strictObject({ atMs: z.number(), ok: z.boolean(), why: z.string().nullable() })
    .nullable(),
  background: backgroundSchema,
  session: sessionViewSchema.nullable(),
  lastOutcome: z
    .strictObject({
      item: z.string(),
      outcome: z.enum(OUTCOMES),
      seq: z.number().int(),
      hash: z.string(),
      atMs: z.number(),
    })
    .nullable(),
  instruments: z.array(instrumentViewSchema),
  events: z.number().int(),
  outcomesThisShift: z.record(z.string(), z.number().int()),
  manifestItems: z.number().int().nullable(),
  /** A label that was read and not followed: what it said, and why (locale key). */
  refusedScan: z.strictObject({ text: z.string(), why: z.string() }).nullable(),
  /** The last command barcode; `command` is null where it is not the station's own. */
  lastCommand: z
    .strictObject({
      command: z.enum(COMMANDS).nullable(),
      /** Why it was not followed (locale key); null when it was. */
      refused: z.string().nullable(),
      atMs: z.number(),
    })
    .nullable(),
});
export type BenchState = z.infer<typeof benchStateSchema>;

/** Live values, at most ten a second, newest wins; never recorded, never judged on the screen. */
export const liveSchema = z.strictObject({
  scale: z
    .strictObject({
      value: z.string().nullable(),
      unit: z.string().nullable(),
      stable: z.boolean(),
      fault: z.enum(FAULT_CODES).nullable(),
      ageMs: z.number(),
    })
    .nullable(),
  dosimeter: z
    .strictObject({
      doseRate: z.string().nullable(),
      unit: z.string().nullable(),
      counts: z.number().nullable(),
      fault: z.enum(FAULT_CODES).nullable(),
      ageMs: z.number(),
    })
    .nullable(),
  /** Further instruments of a kind, in the order of the configuration; nothing is judged by them. */
  others: z
    .array(
      z.strictObject({
        id: z.string(),
        kind: z.enum(INSTRUMENT_KINDS),
        /** Mass or dose rate; null for a scanner, which has no value between its scans. */
        value: z.string().nullable(),
        unit: z.string().nullable(),
        /** Of a scale; null for the others. */
        stable: z.boolean().nullable(),
        fault: z.enum(FAULT_CODES).nullable(),
        ageMs: z.number(),
      }),
    )
    .max(MOST_INSTRUMENTS),
});
export type Live = z.infer<typeof liveSchema>;

/** Something that IT or the officer should know about the program itself. */
export const noticeSchema = z.strictObject({
  code: z.enum([
    'process-restarted',
    'process-failed',
    'development-runtime',
    'screen-restarted',
    'watched-folder',
  ]),
  /** Process name, runtime version, … for the sentence in the locale files. */
  subject: z.string(),
  /** Exit reason for the log and for IT. */
  detail: z.string(),
  atMs: z.number(),
});
export type Notice = z.infer<typeof noticeSchema>;

export const handshakeReplySchema = z.strictObject({
  contractVersion: z.number().int(),
  appVersion: z.string(),
  mode: z.enum(MODES),
  station: z.string(),
});
export type HandshakeReply = z.infer<typeof handshakeReplySchema>;

/** Parameters and answer of each call that core serves. */
export const coreContract = {
  handshake: {
    params: z.strictObject({ contractVersion: z.number().int() }),
    reply: handshakeReplySchema,
  },
  benchState: { params: z.strictObject({}), reply: benchStateSchema },
  intent: { params: intentSchema, reply: intentReplySchema },
  ...benchContract,
  ...goodsContract,
  ...managerContract,
  ...registerContract,
  ...reviewContract,
  ...trainingContract,
  ...setupContract,
  ...rulesContract,
} as const;

/** Which shift's report; null for the open one. Core refuses it to whom it does not concern. */
export const reportRequestSchema = z.strictObject({ shift: z.string().min(1).max(100).nullable() });
export type ReportRequest = z.infer<typeof reportRequestSchema>;

/** The answer of `printShiftReport`, which main serves: the PDF and the CSV beside it. */
export type PrintReply = { readonly path: string; readonly csvPath: string };

/** The answer of `printCommandSheet`, which main serves. */
export type SheetReply = { readonly path: string };

/** A call as main sends it to core; parsed before anything else is done with it. */
export const coreRequestSchema = z.strictObject({
  kind: z.literal('call'),
  id: z.number().int(),
  method: z.string().max(100),
  params: z.unknown(),
});
