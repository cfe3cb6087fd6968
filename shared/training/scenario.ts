import { z } from 'zod';
import { enteredDeclarationSchema } from '../bridge/entered-declaration.ts';
import { foundSchema } from '../bridge/found-schema.ts';
import {
  checkInstruments,
  cpmPerMicrosievert,
  instrumentId,
} from '../measure/bench-instruments.ts';
import { INSTRUMENT_KINDS, PROTOCOL_IDS } from '../measure/instrument.ts';
import { DOSE_RATE_UNITS, FAULT_CODES, MASS_UNITS } from '../measure/reading.ts';
import { ANSWERABLE, SCREENING_METHODS, SCREENING_RESULTS } from '../session/referral-answer.ts';
import { OUTCOMES } from '../words.ts';
import { SIMULATED_FAULTS } from './simulated-faults.ts';
import { PARCEL_FACES } from './virtual-bench.ts';

function quantity(units: readonly string[]) {
  const pattern = new RegExp(`^\\d{1,9}(\\.\\d{1,6})? (${units.join('|')})$`);
  return z.string().regex(pattern, `write a number, a blank and one of ${units.join(', ')}`);
}

const at = z.number().min(0).max(86_400);
const doseRate = quantity(DOSE_RATE_UNITS);
const mass = quantity(MASS_UNITS);
const hex = z.string().regex(/^\s*([0-9A-Fa-f]{2}\s*)+$/, 'write pairs of hex digits');
/** A scenario's officer fills in the form of the bench. */
const form = enteredDeclarationSchema.shape;
/** What was found in the parcel, beside its decision. */
const found = foundSchema.exactOptional();

function perInstrument<T extends z.ZodType>(value: T) {
  return z.record(instrumentId, value);
}

/** One thing that happens to a parcel, `at` seconds after the parcel's start. */
const stepSchema = z.union([
  z.strictObject({ at, scan: z.string().min(1).max(4000) }),
  z.strictObject({ at, type: z.string().min(1).max(200) }),
  z.strictObject({ at, place: mass }),
  z.strictObject({ at, remove: z.literal(true) }),
  z.strictObject({ at, bytes: perInstrument(hex) }),
  z.strictObject({
    at,
    source: doseRate,
    /** With a distance or a face the officer begins to measure, then holds the parcel there. */
    distance: z.enum(['contact', '1m', 'unknown']).optional(),
    face: z.enum(['top', 'bottom', 'front', 'back', 'left', 'right', 'unspecified']).optional(),
  }),
  z.strictObject({ at, fault: perInstrument(z.enum(SIMULATED_FAULTS)) }),
  z.strictObject({ at, ok: instrumentId }),
  z.strictObject({
    at,
    declare: z.strictObject({
      description: form.description,
      gross_g: form.grossG.optional(),
      origin_country: form.originCountry.optional(),
    }),
  }),
  z.strictObject({
    at,
    /** What was done about a referral, and what came of it. */
    answer: z.strictObject({
      referral: z.enum(ANSWERABLE),
      method: z.enum(SCREENING_METHODS),
      result: z.enum(SCREENING_RESULTS),
    }),
  }),
  z.strictObject({ at, decide: z.enum(OUTCOMES), found }),
  z.strictObject({
    at,
    override: z.strictObject({ outcome: z.enum(OUTCOMES), reason: z.string().min(3), found }),
  }),
]);
export type ScenarioStep = z.output<typeof stepSchema>;

const words = z.string().trim().min(1).max(600);

/** The same words in the languages of the screen; English stands in where one is missing. */
export const textsSchema = z.strictObject({
  en: words,
  fr: words.optional(),
  ar: words.optional(),
});

/**
 * How far behind a face the source of a parcel lies, in metres, where a scenario does not say: the
 * middle of a parcel that is 10 cm deep. An assumption of the training bench, of no other use.
 */
const SOURCE_DEPTH_M = 0.05;

const parcelSchema = z.strictObject({
  /** Number and name of the parcel: `6 Camera lens`. */
  title: z.string().optional(),
  /** The goods as on the parcel's label, for the shelf of the training bench. */
  titles: textsSchema.optional(),
  /** What the parcel teaches, said after its decision. */
  debrief: textsSchema.optional(),
  /** Dose rate of each face at contact; left out, what the steps hold to the dosimeter. */
  faces: z.partialRecord(z.enum(PARCEL_FACES), doseRate).optional(),
  steps: z.array(stepSchema).min(1).max(200),
  expect: z
    .strictObject({
      prompts: z.array(z.string()).optional(),
      outcome: z.enum(OUTCOMES).nullable().optional(),
      /** Faults of the instruments while the item was open, in order. */
      faults: z.array(z.enum(FAULT_CODES)).optional(),
      /** Decisions that the bench did not follow, in order. */
      refused: z.array(z.strictObject({ outcome: z.enum(OUTCOMES) })).optional(),
    })
    .optional(),
});
export type ScenarioParcel = z.output<typeof parcelSchema>;

/** A whole screening: manifest, instruments, parcels with what happens to them. */
export const scenarioSchema = z.strictObject({
  mode: z
    .literal('training', 'a scenario plays simulated instruments, which is for training')
    .default('training'),
  /** Neutral CSV, relative to the scenario's file. */
  manifest: z.string().optional(),
  /** Site policy, relative to the scenario's file; for a data folder that has none of its own. */
  policy: z.string().optional(),
  instruments: z
    .array(
      z.strictObject({
        id: instrumentId,
        kind: z.enum(INSTRUMENT_KINDS).optional(),
        protocol: z.enum(PROTOCOL_IDS),
        background: doseRate.optional(),
        seed: z.number().int().optional(),
        cpmPerMicrosievert,
      }),
    )
    .superRefine(checkInstruments),
  /** How far behind a face the source of a parcel lies, in metres; the virtual bench only. */
  sourceDepthM: z.number().min(0.005).max(1).default(SOURCE_DEPTH_M),
  parcels: z.array(parcelSchema).max(10_000),
});
export type Scenario = z.output<typeof scenarioSchema>;
