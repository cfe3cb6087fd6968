import { z } from 'zod';
import { SEVERITIES } from '../words.ts';
import { conditionSchema, factName } from './condition.ts';
import { overrideSchema, type Layer, type Overridden } from './override.ts';
import { PROCEDURES, SECTORS } from './sectors.ts';

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
