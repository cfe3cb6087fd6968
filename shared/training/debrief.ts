import { z } from 'zod';
import { formatDoseRate } from '../measure/dose-rate.ts';
import { INSTRUMENT_KINDS } from '../measure/instrument.ts';
import { FAULT_CODES } from '../measure/reading.ts';
import { OUTCOMES } from '../words.ts';
import type { HiddenSource } from './hidden-source.ts';
import { textsSchema, type ScenarioParcel, type ScenarioStep } from './scenario.ts';
import { SIMULATED_FAULTS } from './simulated-faults.ts';
import { HOLD_DISTANCES, PARCEL_FACES } from './virtual-bench.ts';

const measuredSchema = z.strictObject({
  /** As the officer said at the bench, which may be a mistake. */
  face: z.string(),
  distance: z.string(),
  result: z.enum(['alarm', 'cleared']),
  /** How the parcel was held when the dwell ended; null where the virtual bench does not know. */
  held: z.strictObject({ face: z.enum(PARCEL_FACES), distance: z.enum(HOLD_DISTANCES) }).nullable(),
});

/** What the records say of one screening. */
export const screenedSchema = z.strictObject({
  prompts: z.array(z.string()),
  faults: z.array(z.enum(FAULT_CODES)),
  outcome: z.enum(OUTCOMES),
  /** The officer gave a reason for the outcome. */
  reasonGiven: z.boolean(),
  measured: z.array(measuredSchema),
});
export type Screened = z.infer<typeof screenedSchema>;

/** How a screening compares with what its parcel is there for. */
export const debriefSchema = z.strictObject({
  /** Outcome, every expected prompt, and a reason where one is wanted. */
  asExpected: z.boolean(),
  /** Null where the scenario leaves the outcome open. */
  outcome: z.strictObject({ expected: z.enum(OUTCOMES).nullable(), is: z.enum(OUTCOMES) }),
  /** Prompts that were expected, and any other that came up. */
  prompts: z.array(z.strictObject({ rule: z.string(), expected: z.boolean(), shown: z.boolean() })),
  reason: z.strictObject({ wanted: z.boolean(), given: z.boolean() }),
  /** The fault that belongs to the parcel and was not played; null when none is missing. */
  unplayed: z
    .strictObject({ instrument: z.enum(INSTRUMENT_KINDS), fault: z.enum(SIMULATED_FAULTS) })
    .nullable(),
  measured: z.array(measuredSchema),
  /** Faces behind which the source lies, with the dose rate at contact in uSv/h. */
  source: z.array(z.strictObject({ face: z.enum(PARCEL_FACES), doseRate: z.string() })),
  text: textsSchema.nullable(),
});
export type Debrief = z.infer<typeof debriefSchema>;

/** The first fault that a parcel's steps play, or null. */
export function faultOf(steps: readonly ScenarioStep[]): Debrief['unplayed'] {
  for (const step of steps) {
    if (!('fault' in step)) continue;
    for (const instrument of INSTRUMENT_KINDS) {
      const fault = step.fault[instrument];
      if (fault !== undefined) return { instrument, fault };
    }
  }
  return null;
}

/**
 * Compares what was recorded of a screening with what its parcel expects. A prompt beyond the expected
 * ones does not count against the officer, since it may be the trainer's: a fault that was played, a
 * parcel that comes twice.
 */
export function debriefOf(
  parcel: ScenarioParcel,
  source: HiddenSource,
  screened: Screened,
): Debrief {
  const { expect = {}, steps } = parcel;
  const expected = expect.prompts ?? [];
  const others = screened.prompts.filter((rule) => !expected.includes(rule));
  const prompts = [...new Set([...expected, ...others])].map((rule) => ({
    rule,
    expected: expected.includes(rule),
    shown: screened.prompts.includes(rule),
  }));
  const reason = {
    wanted: steps.some((step) => 'override' in step),
    given: screened.reasonGiven,
  };
  const sameOutcome = expect.outcome === undefined || expect.outcome === screened.outcome;
  const faults = expect.faults ?? [];
  const playedAll = faults.every((fault) => screened.faults.includes(fault));
  return {
    asExpected:
      sameOutcome &&
      prompts.every((prompt) => prompt.shown || !prompt.expected) &&
      (reason.given || !reason.wanted),
    outcome: { expected: expect.outcome ?? null, is: screened.outcome },
    prompts,
    reason,
    unplayed: playedAll ? null : faultOf(steps),
    measured: screened.measured,
    source: PARCEL_FACES.flatMap((face) => {
      const rate = source.contact[face];
      return rate === undefined ? [] : [{ face, doseRate: formatDoseRate(rate) }];
    }),
    text: parcel.debrief ?? null,
  };
}
