import { LAYERS, type LayeredPack, type OverrideProblem } from './override.ts';

/** Said of a rule whose id another pack (`owner`) has, too. */
export function sameId(owner: string): string {
  return (
    `it is in pack ${owner} already; of two layers the rule of the higher one holds, the other is not ` +
    'judged. Take it out or give it another id'
  );
}

interface TakenOver {
  readonly packs: readonly LayeredPack[];
  /** Each with the pack of the higher layer, which holds. */
  readonly problems: readonly OverrideProblem[];
}

/**
 * Packs without the rules whose id a pack of a higher layer has. A new version of the program may bring a
 * rule that a site has had for long: the station has to start, and judge by one rule of this id.
 */
export function withoutTaken(packs: readonly LayeredPack[]): TakenOver {
  const problems: OverrideProblem[] = [];
  const rank = ({ layer }: LayeredPack): number => LAYERS.indexOf(layer);
  const holders = new Map<string, LayeredPack>();
  for (const one of packs) {
    for (const { id } of one.pack.rules) {
      const other = holders.get(id);
      if (other === undefined || rank(one) > rank(other)) holders.set(id, one);
    }
  }
  const isTaken = (id: string, from: LayeredPack): boolean => {
    const holder = holders.get(id);
    if (holder === undefined || rank(holder) <= rank(from)) return false;
    problems.push({ pack: holder.pack.pack, rule: id, message: sameId(from.pack.pack) });
    return true;
  };
  const kept = packs.map((one) => {
    const rules = one.pack.rules.filter(({ id }) => !isTaken(id, one));
    return rules.length === one.pack.rules.length ? one : { ...one, pack: { ...one.pack, rules } };
  });
  return { packs: kept, problems };
}
