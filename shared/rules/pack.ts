import { z } from 'zod';
import { toMicrograms } from '../measure/mass.ts';
import { toMicrosieverts } from '../measure/dose-rate.ts';
import { DOSE_RATE_UNITS, MASS_UNITS } from '../measure/reading.ts';
import { SEVERITIES } from '../words.ts';
import { FACTS, type FactName } from './facts.ts';
import { overrideSchema, type Layer, type Overridden } from './override.ts';
import { PROCEDURES, SECTORS } from './sectors.ts';

const factName = z.enum(Object.keys(FACTS) as [FactName, ...FactName[]]);
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

const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(conditionSchema).min(1).max(20) }),
    z.strictObject({ any: z.array(conditionSchema).min(1).max(20) }),
    z.strictObject({ none: z.array(conditionSchema).min(1).max(20) }),
    testSchema,
  ]),
);

/** Facts by name as a case writes them: `true`, `"12 g"`, a count, a list of codes or labels, or a state. */
const caseFacts = z.partialRecord(
  factName,
  z.union([z.boolean(), z.number(), z.string().max(100), z.array(z.string().max(60)).max(50)]),
);

/** An example: what the pack's rules say of these facts, of which all others are absent. */
const caseSchema = z.strictObject({
  name: z.string().min(3).max(200),
  facts: caseFacts,
  /** Ids of exactly the rules of this pack that hold. */
  hits: z.array(z.string()).max(50),
  /** Ids of exactly the rules of this pack that cannot be judged. */
  unknown: z.array(z.string()).max(50).default([]),
});
export type RuleCase = z.output<typeof caseSchema>;

const ruleSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/),
  version: z.number().int().positive(),
  /** What the rule is about, for counting its hits; packs that sites wrote before there were sectors have none. */
  sector: z.enum(SECTORS).nullable().default(null),
  severity: z.enum(SEVERITIES),
  when: conditionSchema,
  /** English sentence for the record; `{fact.name}` is replaced by the fact as shown. */
  because: z.string().min(1).max(500),
  /** Document and clause, or `site policy`. */
  source: z.string().min(1).max(300),
  /** The source, or how it maps to facts, is from memory: nobody has looked it up. */
  verify: z.boolean().default(false),
  /** Procedure that a hit opens. */
  procedure: z.enum(PROCEDURES).nullable().default(null),
  /** What to do, as locale keys, in order. */
  steps: z.array(z.string().regex(/^steps\.[a-z-]+$/)).max(10),
});
/** A rule; `overridden` where a pack of a higher layer changed it. */
export type Rule = z.output<typeof ruleSchema> & { readonly overridden?: Overridden };

/** A rule pack: data, versioned as a whole; ids are unique. */
export const rulePackSchema = z
  .strictObject({
    pack: z.string().regex(/^[a-z][a-z0-9-]*$/),
    version: z.number().int().positive(),
    /** The concern that the pack is about. */
    about: z.string().max(200).default(''),
    rules: z.array(ruleSchema).max(500).default([]),
    /** What it changes of single rules of lower layers. */
    overrides: z.array(overrideSchema).max(500).default([]),
    cases: z.array(caseSchema).max(1000).default([]),
  })
  .refine((pack) => new Set(pack.rules.map((rule) => rule.id)).size === pack.rules.length, {
    message: 'two rules have the same id',
  })
  .refine((pack) => pack.rules.length + pack.overrides.length > 0, {
    message: 'it has neither rules nor overrides',
  });

/** A pack in force, with the SHA-256 of its file, and its layer where that is not the shipped one. */
export type RulePack = Omit<z.output<typeof rulePackSchema>, 'rules'> & {
  readonly rules: readonly Rule[];
  readonly hash: string;
  readonly layer?: Layer;
};

/** Every test of a condition, in the order in which it is written. */
export function testsOf(condition: Condition): readonly FactTest[] {
  if ('fact' in condition) return [condition];
  const parts =
    'all' in condition ? condition.all : 'any' in condition ? condition.any : condition.none;
  return parts.flatMap(testsOf);
}
