import { join } from 'node:path';
import { loadKnowledge } from '../../electron/core/goods/load-knowledge.ts';
import { GOODS_LANGUAGES } from '../../shared/goods/categories.ts';

/** Reads the knowledge of goods as the station does, and counts its names by language and category. */
const concepts = loadKnowledge(join(import.meta.dirname, '..', '..', 'resources'));
const categories = new Map<string, number>();
for (const { categories: own, kind } of concepts) {
  const [first = kind] = own;
  categories.set(first, (categories.get(first) ?? 0) + 1);
}
const languages = GOODS_LANGUAGES.map((language) => {
  const names = concepts.flatMap((concept) => concept.names[language] ?? []);
  const without = concepts.filter((concept) => concept.names[language] === undefined);
  return [language, { names: names.length, conceptsWithout: without.length }];
});
console.log(
  JSON.stringify(
    {
      concepts: concepts.length,
      categories: Object.fromEntries(categories),
      languages: Object.fromEntries(languages),
    },
    null,
    2,
  ),
);
