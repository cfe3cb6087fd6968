import type { Goods } from '../goods/classifier.ts';
import type { Fact } from '../rules/facts.ts';
import type { JudgedLine } from './goods-lines.ts';
import { known } from './known-facts.ts';

/** Below this score a name is a word that means something else (the least that an answer tells). */
const WORTH_TELLING = 0.1;

/**
 * Categories of the goods that lines name and that the post never carries. A name counts where its category
 * alarms, and where it is likelier than that the goods are ordinary: a name that is not sure enough for an
 * alarm is not nothing.
 */
export function refusedFact(lines: readonly JudgedLine[], { lexicon }: Goods): Fact {
  const refused = lines.flatMap(({ line, said }) => {
    const scores = new Map(said.categories.map(({ id, score }) => [id, score]));
    const ordinary = scores.get('none') ?? 0;
    return lexicon.concepts
      .filter(({ id, post }) => post === 'no' && said.concepts.includes(id))
      .filter(({ categories }) =>
        categories.some((category) => {
          const score = scores.get(category) ?? 0;
          return said.alarms.includes(category) || (score >= WORTH_TELLING && score >= ordinary);
        }),
      )
      .map(({ id, categories }) => ({ id, categories, line }));
  });
  const named = [...new Set(refused.map(({ id, line }) => `${id} (line ${line})`))];
  return known(
    [...new Set(refused.flatMap(({ categories }) => categories))],
    named.length === 0 ? 'none' : named.join(', '),
  );
}
