import { unKind } from '../goods/un-numbers.ts';
import type { Fact } from '../rules/facts.ts';
import { known } from './known-facts.ts';

/** The fact of what UN numbers mean for the post, with the numbers. */
export function unKinds(numbers: readonly string[]): Fact {
  const all = [...new Set(numbers)].map((number) => ({ number, kind: unKind(number) }));
  return known(
    [...new Set(all.map(({ kind }) => kind))],
    all.map(({ number, kind }) => `UN${number} ${kind}`).join(', ') || 'none',
  );
}
