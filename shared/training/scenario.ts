import { z } from 'zod';
import { INSTRUMENT_KINDS, PROTOCOL_IDS } from '../measure/instrument.ts';
import { DOSE_RATE_UNITS, MASS_UNITS } from '../measure/reading.ts';
import { MODES, OUTCOMES } from '../words.ts';

function quantity(units: readonly string[]) {
  const pattern = new RegExp(`^\\d{1,9}(\\.\\d{1,6})? (${units.join('|')})$`);
  return z.string().regex(pattern, `write a number, a blank and one of ${units.join(', ')}`);
}

const at = z.number().min(0).max(86_400);
const doseRate = quantity(DOSE_RATE_UNITS);
const mass = quantity(MASS_UNITS);

/** One thing that happens to a parcel, `at` seconds after the parcel's start. */
const stepSchema = z.union([
  z.strictObject({ at, scan: z.string().min(1).max(4000) }),
  z.strictObject({ at, type: z.string().min(1).max(200) }),
  z.strictObject({ at, place: mass }),
  z.strictObject({ at, remove: z.literal(true) }),
  z.strictObject({ at, bytes: z.record(z.string(), z.string().regex(/^[0-9A-Fa-f\s]*$/)) }),
  z.strictObject({
    at,
    source: doseRate,
    /** With a distance or a face the officer measures the parcel now. */
    distance: z.enum(['contact', '1m', 'unknown']).optional(),
    face: z.enum(['top', 'bottom', 'front', 'back', 'left', 'right', 'unspecified']).optional(),
  }),
  z.strictObject({ at, fault: z.record(z.string(), z.string()) }),
  z.strictObject({ at, ok: z.string() }),
  z.strictObject({
    at,
    declare: z.strictObject({
      description: z.string(),
      gross_g: z.string().optional(),
      origin_country: z.string().optional(),
    }),
  }),
  z.strictObject({ at, decide: z.enum(OUTCOMES) }),
  z.strictObject({
    at,
    override: z.strictObject({ outcome: z.enum(OUTCOMES), reason: z.string().min(3) }),
  }),
]);
export type ScenarioStep = z.output<typeof stepSchema>;

const parcelSchema = z.strictObject({
  title: z.string().optional(),
  steps: z.array(stepSchema).min(1).max(200),
  expect: z
    .strictObject({
      prompts: z.array(z.string()).optional(),
      outcome: z.enum(OUTCOMES).nullable().optional(),
    })
    .optional(),
});
export type ScenarioParcel = z.output<typeof parcelSchema>;

/** A whole screening: manifest, instruments, parcels with what happens to them. */
export const scenarioSchema = z.strictObject({
  mode: z.enum(MODES).default('training'),
  /** Neutral CSV, relative to the scenario's file. */
  manifest: z.string().optional(),
  instruments: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/),
        kind: z.enum(INSTRUMENT_KINDS).optional(),
        protocol: z.enum(PROTOCOL_IDS),
        background: doseRate.optional(),
        seed: z.number().int().optional(),
      }),
    )
    .max(16),
  parcels: z.array(parcelSchema).max(10_000),
});
export type Scenario = z.output<typeof scenarioSchema>;
