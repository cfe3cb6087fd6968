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

function listOf(fact: Fact): readonly string[] {
  return fact.state === 'value' && Array.isArray(fact.value)
    ? (fact.value as readonly string[])
    : [];
}

/** A code that ends before the beginning that it begins may be of those goods: 2903 of 29034. */
export function mayBeOf(code: string, beginnings: readonly string[]): boolean {
  return beginnings.some((hs) => code.startsWith(hs) || (code.length >= 4 && hs.startsWith(code)));
}

/** Categories of an item that need a licence, by what its descriptions and tariff codes speak of. */
export function licencesNeeded(
  facts: Known,
  licensed: readonly LicensedGoods[],
): readonly LicensedGoods[] {
  const categories = [
    ...listOf(facts['goods.categories']),
    ...listOf(facts['goods.hs-categories']),
  ];
  const codes = listOf(facts['declared.hs']);
  return licensed.filter(
    ({ category, hs }) => categories.includes(category) || codes.some((code) => mayBeOf(code, hs)),
  );
}
