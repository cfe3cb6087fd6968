import { standingOf } from '../../../shared/goods/hs-table.ts';
import { isAssignedCountry } from '../../../shared/identifiers/countries.ts';
import type { ItemsThatExist } from '../../../shared/rules/lint-pack.ts';
import { loadLexicon } from '../goods/load-lexicon.ts';
import { loadHsTable } from '../load-hs-table.ts';

/** Digits from which on the table of tariff codes says whether there is such a code. */
const HEADING = 4;

/** What rules may name of the shipped knowledge of goods, of countries (ISO 3166-1) and of tariff codes. */
export function itemsThatExist(resourcesDir: string): ItemsThatExist {
  const ids = new Set(loadLexicon(resourcesDir).concepts.map(({ id }) => id));
  const table = loadHsTable(resourcesDir);
  const named = (id: string): boolean => ids.has(id);
  return {
    'goods.concepts': named,
    'goods.marks': named,
    'route.origin': isAssignedCountry,
    'route.departure': isAssignedCountry,
    'route.transit': isAssignedCountry,
    'route.destination': isAssignedCountry,
    'declared.hs': (code) => code.length < HEADING || standingOf(code, table) !== 'unlisted',
  };
}
