import { z } from 'zod';
import { backupPolicySchema, retentionPolicySchema } from '../records/upkeep-policy.ts';
import { TWO_PERSON_KINDS } from '../people/permissions.ts';
import { toMicrograms, type Micrograms } from '../measure/mass.ts';

const grams = z.string().transform((text, context): Micrograms => {
  const mass = toMicrograms(text, 'g');
  if (mass !== null && mass >= 0) return mass;
  context.addIssue({ code: 'custom', message: `"${text}" is no mass in grams` });
  return z.NEVER;
});

/** The bench's numbers; `resources/policy/bench.yaml` explains each. */
export const benchPolicySchema = z.strictObject({
  shift: z.strictObject({
    testMassG: grams.refine((mass) => mass > 0, 'a test mass weighs something'),
    testMassToleranceG: grams,
    /** What the bench's own test label says. */
    scannerTest: z.string().trim().min(4).max(100),
  }),
  people: z.strictObject({
    autoLockMinutes: z.number().positive().max(480),
    secondPersonFor: z.array(z.enum(TWO_PERSON_KINDS)),
  }),
  backup: backupPolicySchema,
  retention: retentionPolicySchema,
  weight: z.strictObject({
    overG: grams,
    overPercent: z.number().min(0).max(1000),
    packagingG: grams,
    packagingPercent: z.number().min(0).max(1000),
    zeroBandG: grams,
    massBeforeScanMs: z.number().int().min(0).max(60_000),
  }),
  radiation: z
    .strictObject({
      backgroundS: z.number().int().min(5).max(3600),
      backgroundMin: z.number().positive(),
      backgroundMax: z.number().positive(),
      dwellS: z.number().int().min(3).max(3600),
      /** In uSv/h above the background. */
      clearTo: z.number().positive(),
      falseAlarm: z.number().positive().max(0.05),
      /** In uSv/h; the least is some ten times a natural background, the most is beyond any tube. */
      stepBack: z.number().min(1).max(100_000),
      jigDistance: z.enum(['contact', '1m', 'unknown']),
    })
    .refine(({ backgroundMin, backgroundMax }) => backgroundMin < backgroundMax, {
      path: ['backgroundMin'],
      message: 'backgroundMin is not below backgroundMax',
    }),
});
export type BenchPolicy = z.output<typeof benchPolicySchema>;
