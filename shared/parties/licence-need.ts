import type { GoodsCategory } from '../goods/categories.ts';
import type { Fact, FactName } from '../rules/facts.ts';

/** Goods that need a licence, by the site's policy: of this category, or with these tariff codes. */
export interface LicensedGoods {
  readonly category: GoodsCategory;
  /** Beginnings of tariff codes, digits only. */
  readonly hs: readonly string[];
}

type Known = Readonly<
  Record<Extract<FactName, 'goods.categories' | 'goods.hs-categories' | 'declared.hs'>, Fact>
>;

function listOf(fact: Fact): readonly string[] | null {
  return fact.state === 'value' && Array.isArray(fact.value)
    ? (fact.value as readonly string[])
    : null;
}

/** A code that ends before the beginning that it begins may be of those goods: 2903 of 29034. */
export function mayBeOf(code: string, beginnings: readonly string[]): boolean {
  return beginnings.some((hs) => code.startsWith(hs) || (code.length >= 4 && hs.startsWith(code)));
}

/**
 * Categories of an item that need a licence, by what its descriptions and tariff codes speak of; null where it
 * has neither: that nothing is said of the goods does not say that they need none.
 */
export function licencesNeeded(
  facts: Known,
  licensed: readonly LicensedGoods[],
): readonly LicensedGoods[] | null {
  const described = listOf(facts['goods.categories']);
  const coded = listOf(facts['goods.hs-categories']);
  const codes = listOf(facts['declared.hs']) ?? [];
  if (described === null && coded === null && codes.length === 0) return null;
  const categories = [...(described ?? []), ...(coded ?? [])];
  return licensed.filter(
    ({ category, hs }) => categories.includes(category) || codes.some((code) => mayBeOf(code, hs)),
  );
}
