import { z } from 'zod';
import { toMicrograms } from '../measure/mass.ts';
import { toMicrosieverts } from '../measure/dose-rate.ts';
import { DOSE_RATE_UNITS, MASS_UNITS } from '../measure/reading.ts';
import { SEVERITIES } from '../words.ts';
import { FACTS, type FactName } from './facts.ts';

const factName = z.enum(Object.keys(FACTS) as [FactName, ...FactName[]]);
const QUANTITY = /^(?<value>-?\d+(?:\.\d+)?) (?<unit>\S+)$/;

/** Reads `"5 uSv/h"` or `"0 g"` into the unit that facts of the type use; null when it is neither. */
function readQuantity(text: string, type: 'mass' | 'dose-rate'): number | null {
  const { value = '', unit = '' } = QUANTITY.exec(text)?.groups ?? {};
  if (type === 'mass') {
    const known = MASS_UNITS.find((candidate) => candidate === unit);
    return known === undefined ? null : toMicrograms(value, known);
  }
  const known = DOSE_RATE_UNITS.find((candidate) => candidate === unit);
  return known === undefined ? null : toMicrosieverts(value, known);
}

const testSchema = z
  .strictObject({
    fact: factName,
    is: z.union([z.boolean(), z.enum(['above', 'at-least', 'below', 'at-most'])]),
    /** Quantity with unit; only with a comparison. */
    than: z.string().optional(),
    /** What the test says when the fact is known to be missing. */
    whenAbsent: z.enum(['true', 'false', 'unknown']),
  })
  .transform((test, context) => {
    const type = FACTS[test.fact];
    const fail = (message: string): never => {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    if (typeof test.is === 'boolean') {
      if (type !== 'boolean') return fail(`${test.fact} is a ${type}; compare it`);
      return {
        fact: test.fact,
        is: test.is ? ('true' as const) : ('false' as const),
        limit: null,
        than: null,
        whenAbsent: test.whenAbsent,
      };
    }
    if (type === 'boolean') return fail(`${test.fact} is true or false; it cannot be compared`);
    const limit = test.than === undefined ? null : readQuantity(test.than, type);
    if (limit === null) return fail(`"${test.than ?? ''}" is no ${type} with a unit`);
    return {
      fact: test.fact,
      is: test.is,
      limit,
      than: test.than ?? null,
      whenAbsent: test.whenAbsent,
    };
  });

/** One test of one fact, its limit in the fact's unit. */
export type FactTest = z.output<typeof testSchema>;

/** A closed tree of typed tests; no expression language. */
export type Condition =
  | FactTest
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly none: readonly Condition[] };

const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(conditionSchema).min(1).max(20) }),
    z.strictObject({ any: z.array(conditionSchema).min(1).max(20) }),
    z.strictObject({ none: z.array(conditionSchema).min(1).max(20) }),
    testSchema,
  ]),
);

const ruleSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/),
  version: z.number().int().positive(),
  severity: z.enum(SEVERITIES),
  when: conditionSchema,
  /** English sentence for the record; `{fact.name}` is replaced by the fact as shown. */
  because: z.string().min(1).max(500),
  /** Document and clause, or `site policy`. */
  source: z.string().min(1).max(300),
  /** What to do, as locale keys, in order. */
  steps: z.array(z.string().regex(/^steps\.[a-z-]+$/)).max(10),
});
export type Rule = z.output<typeof ruleSchema>;

/** A rule pack: data, versioned as a whole; ids are unique. */
export const rulePackSchema = z
  .strictObject({
    pack: z.string().regex(/^[a-z][a-z0-9-]*$/),
    version: z.number().int().positive(),
    rules: z.array(ruleSchema).min(1).max(500),
  })
  .refine((pack) => new Set(pack.rules.map((rule) => rule.id)).size === pack.rules.length, {
    message: 'two rules have the same id',
  });

/** A pack in force, with the SHA-256 of its file. */
export type RulePack = z.output<typeof rulePackSchema> & { readonly hash: string };
