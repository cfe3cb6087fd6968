import { z } from 'zod';
import { SEVERITIES, type Severity } from '../words.ts';
import { placeholdersOf } from './evaluate.ts';
import { FACTS } from './facts.ts';
import type { Rule, RulePack } from './pack.ts';

/** Where rules come from, the last word last: the program, the national administration, this site. */
export const LAYERS = ['shipped', 'national', 'site'] as const;
export type Layer = (typeof LAYERS)[number];

/** What a pack changes of one rule of a lower layer, without copying it. */
export const overrideSchema = z
  .strictObject({
    rule: z.string().min(1).max(100),
    /** Version of the rule that this was written for; of another one it is stale and does nothing. */
    version: z.number().int().positive(),
    severity: z.enum(SEVERITIES).optional(),
    /** The rule is not judged. */
    disabled: z.literal(true).optional(),
    /** Another sentence for the record. */
    because: z.string().min(1).max(500).optional(),
    /** Why, for whoever audits it. */
    reason: z.string().trim().min(3).max(300),
  })
  .refine(({ severity, disabled, because }) => [severity, disabled, because].some(Boolean), {
    message: 'say severity, because or disabled: true',
  });
export type Override = z.output<typeof overrideSchema>;

/** Who changed a rule: the pack, its layer, and the severity that the rule had before. */
export interface Overridden {
  readonly pack: string;
  readonly layer: Layer;
  readonly severity: Severity;
}

/** A pack with the layer that it stands in. */
export interface LayeredPack {
  readonly layer: Layer;
  readonly pack: RulePack;
}

/** An override that does nothing, and why. */
export interface OverrideProblem {
  readonly pack: string;
  readonly rule: string;
  readonly message: string;
}

/** An override that was followed. */
export interface FollowedOverride extends Omit<Overridden, 'severity'> {
  readonly rule: string;
  /** Severity before anybody changed it. */
  readonly before: Severity;
  readonly reason: string;
}

interface Applied {
  readonly packs: readonly LayeredPack[];
  readonly problems: readonly OverrideProblem[];
  readonly followed: readonly FollowedOverride[];
}

function changed(rule: Rule, override: Override, by: LayeredPack): Rule {
  const { severity = rule.severity, because = rule.because } = override;
  const before = rule.overridden?.severity ?? rule.severity;
  const overridden = { pack: by.pack.pack, layer: by.layer, severity: before };
  return { ...rule, severity, because, overridden };
}

/**
 * Why an override of this rule cannot be followed; null when it can.
 * @param rule undefined where no lower layer has it
 */
export function hindrance(override: Override, rule: Rule | undefined): string | null {
  if (rule === undefined) return 'overrides: no lower layer has this rule';
  if (rule.version !== override.version) {
    return `overrides: stale: written for version ${override.version}, in force is ${rule.version}`;
  }
  return null;
}

/** Names in braces that are no facts. */
function strangeNames({ because }: Override): string[] {
  if (because === undefined) return [];
  return placeholdersOf({ because })
    .filter((name) => !(name in FACTS))
    .map((name) => `overrides: {${name}} is no fact`);
}

/**
 * Rules as they are in force once each pack has changed what it overrides in the layers below its own.
 * An override that is stale or names no rule changes nothing and is among the problems.
 *
 * @param packs in the order of their layers, one of each name
 */
export function applyOverrides(packs: readonly LayeredPack[]): Applied {
  const problems: OverrideProblem[] = [];
  const followed: FollowedOverride[] = [];
  const by = (layer: Layer): LayeredPack[] => packs.filter((one) => one.layer === layer);
  let below: LayeredPack[] = [];
  for (const layer of LAYERS) {
    const seen = new Set<string>();
    for (const one of by(layer)) {
      for (const override of one.pack.overrides) {
        const say = (message: string) =>
          problems.push({ pack: one.pack.pack, rule: override.rule, message });
        const known = below
          .flatMap(({ pack }) => pack.rules)
          .find(({ id }) => id === override.rule);
        const hindered = seen.has(override.rule)
          ? 'overrides: another override of this layer changes it already'
          : hindrance(override, known);
        strangeNames(override).forEach(say);
        if (known === undefined || hindered !== null) {
          if (hindered !== null) say(hindered);
          continue;
        }
        seen.add(override.rule);
        followed.push({
          rule: override.rule,
          pack: one.pack.pack,
          layer: one.layer,
          before: known.overridden?.severity ?? known.severity,
          reason: override.reason,
        });
        below = below.map((lower) => ({
          ...lower,
          pack: {
            ...lower.pack,
            rules: lower.pack.rules.flatMap((rule) => {
              if (rule.id !== override.rule) return [rule];
              return override.disabled === true ? [] : [changed(rule, override, one)];
            }),
          },
        }));
      }
    }
    below = [...below, ...by(layer)];
  }
  return { packs: below, problems, followed };
}
