import { standingOf } from '../../../shared/goods/hs-table.ts';
import { isCountry } from '../../../shared/identifiers/countries.ts';
import type { ItemsThatExist } from '../../../shared/rules/lint-pack.ts';
import type { ShippedTables } from '../config.ts';

/** Digits from which on the table of tariff codes says whether there is such a code. */
const HEADING = 4;

/** What rules may name of the shipped knowledge of goods, of countries (ISO 3166-1) and of tariff codes. */
export function itemsThatExist({ goods, hs }: ShippedTables): ItemsThatExist {
  let ids: ReadonlySet<string> | null = null;
  const named = (id: string): boolean =>
    (ids ??= new Set(goods().lexicon.concepts.map((concept) => concept.id))).has(id);
  return {
    'goods.concepts': named,
    'goods.marks': named,
    'route.origin': isCountry,
    'route.departure': isCountry,
    'route.transit': isCountry,
    'route.destination': isCountry,
    'declared.hs': (code) => code.length < HEADING || standingOf(code, hs) !== 'unlisted',
  };
}
