import { z } from 'zod';
import { toMicrograms } from '../measure/mass.ts';
import { toMicrosieverts } from '../measure/dose-rate.ts';
import { DOSE_RATE_UNITS, MASS_UNITS } from '../measure/reading.ts';
import { FACTS, type FactName } from './facts.ts';

/** A fact that rules can test. */
export const factName = z.enum(Object.keys(FACTS) as [FactName, ...FactName[]]);
const QUANTITY = /^(?<value>-?\d+(?:\.\d+)?) (?<unit>\S+)$/;
const COMPARISONS = ['above', 'at-least', 'below', 'at-most'] as const;

/** Reads `"5 uSv/h"` or `"0 g"` into the unit that facts of the type use; null when it is neither. */
export function readQuantity(text: string, type: 'mass' | 'dose-rate'): number | null {
  const { value = '', unit = '' } = QUANTITY.exec(text)?.groups ?? {};
  if (type === 'mass') {
    const known = MASS_UNITS.find((candidate) => candidate === unit);
    return known === undefined ? null : toMicrograms(value, known);
  }
  const known = DOSE_RATE_UNITS.find((candidate) => candidate === unit);
  return known === undefined ? null : toMicrosieverts(value, known);
}

const factTestFields = {
  fact: factName,
  /** What the test asks, for who reads the explanation. */
  why: z.string().min(3).max(200).optional(),
  /** What the test says when the fact is known to be missing. */
  whenAbsent: z.enum(['true', 'false', 'unknown']),
};

const truthTest = z.strictObject({ ...factTestFields, is: z.literal([true, false]) });
/** A mass or a dose rate against a quantity with its unit. */
const comparison = z.strictObject({
  ...factTestFields,
  is: z.enum(COMPARISONS),
  /** `5 uSv/h`, `0 g`; a bare number for a count. */
  than: z.union([z.string(), z.number().int()]),
});
/** Whether one of the fact's labels is one of these. */
const labelTest = z.strictObject({
  ...factTestFields,
  is: z.literal('includes'),
  oneOf: z.array(z.string().min(1).max(60)).min(1).max(500),
});
/** Whether one of the fact's codes begins with one of these. */
const prefixTest = z.strictObject({
  ...factTestFields,
  is: z.literal('starts-with'),
  oneOf: z
    .array(z.string().regex(/^\d{2,10}$/, 'write digits, quoted'))
    .min(1)
    .max(500),
});

/** Items of a list that an explanation shows; the pack itself, whose hash is recorded, has them all. */
const MOST_SHOWN = 8;

function shownList(items: readonly string[]): string {
  const first = items.slice(0, MOST_SHOWN).join(', ');
  return items.length <= MOST_SHOWN ? first : `${first} (${items.length})`;
}

const testSchema = z
  .discriminatedUnion('is', [truthTest, comparison, prefixTest, labelTest])
  .transform((test, context) => {
    const { fact, whenAbsent } = test;
    const why = test.why ?? null;
    const type = FACTS[fact];
    const fail = (message: string): never => {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    if (typeof test.is === 'boolean') {
      if (type !== 'boolean') return fail(`${fact} is a ${type}, not true or false`);
      const is = test.is ? ('true' as const) : ('false' as const);
      return { fact, whenAbsent, why, is, than: null };
    }
    if (test.is === 'starts-with') {
      if (type !== 'codes') return fail(`${fact} is a ${type} and has no codes`);
      const prefixes: readonly string[] = test.oneOf;
      return { fact, whenAbsent, why, is: test.is, prefixes, than: shownList(prefixes) };
    }
    if (test.is === 'includes') {
      if (type !== 'labels') return fail(`${fact} is a ${type} and has no labels`);
      const labels: readonly string[] = test.oneOf;
      return { fact, whenAbsent, why, is: test.is, labels, than: shownList(labels) };
    }
    if (type === 'count') {
      if (typeof test.than !== 'number') return fail(`"${test.than}" is no count`);
      return { fact, whenAbsent, why, is: test.is, limit: test.than, than: String(test.than) };
    }
    if (type !== 'mass' && type !== 'dose-rate') return fail(`${fact} cannot be compared`);
    const limit = typeof test.than === 'number' ? null : readQuantity(test.than, type);
    if (limit === null) return fail(`"${test.than}" is no ${type} with a unit`);
    return { fact, whenAbsent, why, is: test.is, limit, than: String(test.than) };
  });

/** One test of one fact; a limit is in the fact's unit, `than` as it is written. */
export type FactTest = z.output<typeof testSchema>;

/** A closed tree of typed tests; no expression language. */
export type Condition =
  | FactTest
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly none: readonly Condition[] };

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(conditionSchema).min(1).max(20) }),
    z.strictObject({ any: z.array(conditionSchema).min(1).max(20) }),
    z.strictObject({ none: z.array(conditionSchema).min(1).max(20) }),
    testSchema,
  ]),
);

/** Every test of a condition, in the order in which it is written. */
export function testsOf(condition: Condition): readonly FactTest[] {
  if ('fact' in condition) return [condition];
  const parts =
    'all' in condition ? condition.all : 'any' in condition ? condition.any : condition.none;
  return parts.flatMap(testsOf);
}
