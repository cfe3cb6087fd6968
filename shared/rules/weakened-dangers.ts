import { z } from 'zod';
import { SEVERITIES, type Severity } from '../words.ts';
import {
  LAYERS,
  type FollowedOverride,
  type LayeredPack,
  type OverrideProblem,
} from './override.ts';

/** A rule of severity danger that a higher layer took out or made less grave. */
export const weakenedDangerSchema = z.strictObject({
  rule: z.string(),
  /** Pack that did it, and its layer. */
  pack: z.string(),
  layer: z.enum(LAYERS),
  /** What the rule is now; null when it is not judged. */
  severity: z.enum(SEVERITIES).nullable(),
  /** Null where a pack put itself in the place of the rule, which says no reason. */
  reason: z.string().nullable(),
});
export type WeakenedDanger = z.infer<typeof weakenedDangerSchema>;

function severities(packs: readonly LayeredPack[]): ReadonlyMap<string, Severity> {
  return new Map(packs.flatMap(({ pack }) => pack.rules.map(({ id, severity }) => [id, severity])));
}

/** Danger rules of replaced packs and of ids taken over that are no danger rules any more. */
function displaced(all: readonly LayeredPack[], kept: readonly LayeredPack[]): WeakenedDanger[] {
  const held = severities(kept);
  return all.flatMap(({ pack }) =>
    pack.rules.flatMap(({ id, severity }) => {
      if (severity !== 'danger' || held.get(id) === 'danger') return [];
      const holds = ({ pack: other }: LayeredPack): boolean =>
        other.rules.some((rule) => rule.id === id);
      const by = kept.find(holds) ?? kept.find(({ pack: other }) => other.pack === pack.pack);
      if (by === undefined) return [];
      const now = held.get(id) ?? null;
      return [{ rule: id, pack: by.pack.pack, layer: by.layer, severity: now, reason: null }];
    }),
  );
}

/**
 * What became less than danger on the way through the layers.
 *
 * @param all every pack of every layer
 * @param kept packs in force before overrides
 * @param inForce packs after `followed`
 */
export function weakenedDangers(
  all: readonly LayeredPack[],
  kept: readonly LayeredPack[],
  inForce: readonly LayeredPack[],
  followed: readonly FollowedOverride[],
): readonly WeakenedDanger[] {
  const now = severities(inForce);
  const overridden = followed
    .filter(({ rule, before }) => before === 'danger' && now.get(rule) !== 'danger')
    .map(({ rule, pack, layer, reason }) => {
      return { rule, pack, layer, severity: now.get(rule) ?? null, reason };
    });
  return [...displaced(all, kept), ...overridden];
}

/** Those without a reason, as what is wrong: only an override says one. */
export function withoutReason(weakened: readonly WeakenedDanger[]): readonly OverrideProblem[] {
  return weakened
    .filter(({ reason }) => reason === null)
    .map(({ rule, pack, severity }) => ({
      pack,
      rule,
      message:
        `this pack ${severity === null ? 'takes out' : `lowers to ${severity}`} a rule of severity ` +
        'danger without a reason; keep the rule as it is, or override it with the reason',
    }));
}
