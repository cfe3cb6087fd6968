import type { GoodsCategory } from './categories.ts';
import type { Classification } from './classifier.ts';
import type { NamelessConcept } from './knowledge.ts';
import { categoriesOfCode, chaptersOf, conceptsOfCode, type Tariff } from './tariff.ts';

/** A description is believed against its code from this score on. */
const SURE = 0.8;
/** What a description may be is not excluded from this score on. */
const POSSIBLE = 0.05;

/** Goods that are in few chapters of the tariff: any other chapter is a wrong code for them. */
const OF_FEW_CHAPTERS: ReadonlySet<GoodsCategory> = new Set([
  'radioactive',
  'explosives',
  'oxidisers',
  'narcotics',
  'precursors',
  'firearms',
  'ozone-climate',
  'tobacco',
  'alcohol',
  'petroleum',
  'pesticides',
] as const);

/** Codes of these are not of anything that is described as something else. */
const PLAIN_CODES: ReadonlySet<GoodsCategory> = new Set([
  ...OF_FEW_CHAPTERS,
  'lithium-batteries',
  'corrosives',
] as const);

/** Substances, each with a code of its own: another one of the same heading is another substance. */
const SUBSTANCES: ReadonlySet<GoodsCategory> = new Set(['ozone-climate', 'precursors'] as const);

/** From best to worst, where nothing more is known than before. */
const WORSE = ['yes', 'unknown', 'conditional', 'no'];

const SUBHEADING = 6;

/**
 * Why a described line and a tariff code are of different goods, in words; null when they may be of the
 * same. It speaks only where the description is sure and the code is of one kind of goods: a wrong code of
 * ordinary goods is none of its business. Names are ids of the knowledge of goods.
 */
export function tariffMismatch(
  { categories: scored, concepts: named }: Classification,
  code: string,
  concepts: readonly NamelessConcept[],
  tariff: Tariff,
): string | null {
  const [first] = scored;
  if (first === undefined || first.score < SURE || first.id === 'vague') return null;
  const spoken = concepts.filter(
    ({ id, hs, categories }) =>
      hs !== undefined && categories.includes(first.id) && named.includes(id),
  );
  const possible = scored.filter(({ score }) => score >= POSSIBLE).map(({ id }) => id);
  const coded = categoriesOfCode(code, tariff);
  const apart = !coded.some((category) => possible.includes(category));
  const elsewhere =
    OF_FEW_CHAPTERS.has(first.id) && !chaptersOf(first.id, tariff).has(code.slice(0, 2));
  const plain = coded.some((category) => PLAIN_CODES.has(category));
  const differs =
    (apart && (elsewhere || plain)) ||
    isOtherSubstance(first.id, code, spoken, tariff) ||
    (coded.length > 0 && isWorse(code, spoken, tariff));
  if (!differs) return null;
  const what = spoken.map(({ id }) => id).join(', ') || first.id;
  const of = coded.length > 0 ? coded.join(', ') : 'something else';
  return `${what} (${first.id}) is described, ${code} is of ${of}`;
}

function isOneOf(code: string, codes: readonly string[]): boolean {
  return codes.some((known) => code.startsWith(known) || known.startsWith(code));
}

/** R-134a declared by the code of an HFO: both of heading 2903, each subheading its own substance. */
function isOtherSubstance(
  category: GoodsCategory,
  code: string,
  spoken: readonly NamelessConcept[],
  tariff: Tariff,
): boolean {
  const exact = spoken.filter(({ hs = [] }) => hs.every(({ length }) => length >= SUBHEADING));
  const codes = exact.flatMap(({ hs = [] }) => hs);
  const others = conceptsOfCode(code, tariff).filter((concept) => !spoken.includes(concept));
  return (
    SUBSTANCES.has(category) &&
    code.length >= SUBHEADING &&
    codes.length > 0 &&
    others.length > 0 &&
    !isOneOf(code, codes)
  );
}

/** The code is of goods that may not be sent as the described ones may: a phone by the code of lone cells. */
function isWorse(code: string, spoken: readonly NamelessConcept[], tariff: Tariff): boolean {
  const ofCode = conceptsOfCode(code, tariff);
  const codes = spoken.flatMap(({ hs = [] }) => hs);
  if (codes.length === 0 || ofCode.length === 0 || isOneOf(code, codes)) return false;
  const rank = (of: readonly NamelessConcept[]): number[] =>
    of.map(({ post }) => WORSE.indexOf(post));
  const otherHeading = !codes.some((known) => known.slice(0, 4) === code.slice(0, 4));
  return otherHeading && Math.min(...rank(ofCode)) > Math.max(...rank(spoken));
}
