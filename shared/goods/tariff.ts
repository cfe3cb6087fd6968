import { z } from 'zod';
import { GOODS_CATEGORIES, type GoodsCategory } from './categories.ts';
import type { NamelessConcept } from './knowledge.ts';

/** The file `resources/goods/tariff.yaml`: beginnings of codes that are of one category by themselves. */
export const tariffFileSchema = z.strictObject({
  version: z.int().positive(),
  source: z.string().min(3).max(300),
  verify: z.boolean(),
  categories: z.partialRecord(
    z.enum(GOODS_CATEGORIES),
    z.array(z.string().regex(/^\d{2,6}$/, 'write 2 to 6 digits, quoted')).min(1),
  ),
});
export type TariffFile = z.output<typeof tariffFileSchema>;

/** What tariff codes say of goods. */
export interface Tariff {
  /** Concepts by each of their own codes. */
  readonly concepts: ReadonlyMap<string, readonly NamelessConcept[]>;
  /** Categories of codes that are of one by themselves. */
  readonly categories: readonly (readonly [code: string, category: GoodsCategory])[];
}

/** A heading: a shorter code of a concept is of a whole chapter, which says little. */
const HEADING = 4;

export function tariffOf(concepts: readonly NamelessConcept[], { categories }: TariffFile): Tariff {
  const index = new Map<string, NamelessConcept[]>();
  for (const concept of concepts)
    for (const code of concept.hs ?? []) {
      if (code.length < HEADING) continue;
      index.set(code, [...(index.get(code) ?? []), concept]);
    }
  const table = GOODS_CATEGORIES.flatMap((category) =>
    (categories[category] ?? []).map((code) => [code, category] as const),
  );
  return { concepts: index, categories: table };
}

/** Concepts that may have a code: of the longest beginning of it that any has. */
export function conceptsOfCode(code: string, { concepts }: Tariff): readonly NamelessConcept[] {
  for (let length = code.length; length >= HEADING; length -= 1) {
    const found = concepts.get(code.slice(0, length));
    if (found !== undefined) return found;
  }
  return [];
}

/** Categories that a code is of by itself; none for most codes. */
export function categoriesOfCode(code: string, { categories }: Tariff): readonly GoodsCategory[] {
  return [
    ...new Set(
      categories.flatMap(([known, category]) => (code.startsWith(known) ? [category] : [])),
    ),
  ];
}

/** Chapters, two digits, in which goods of a category are found. */
export function chaptersOf(
  category: GoodsCategory,
  { concepts, categories }: Tariff,
): ReadonlySet<string> {
  const chapters = new Set<string>();
  for (const [code, of] of concepts)
    if (of.some((concept) => concept.categories.includes(category))) chapters.add(code.slice(0, 2));
  for (const [code, of] of categories) if (of === category) chapters.add(code.slice(0, 2));
  return chapters;
}
