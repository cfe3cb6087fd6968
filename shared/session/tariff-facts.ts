import { hsReadings, readHs } from '../goods/hs.ts';
import { standingOf, type HsTable } from '../goods/hs-table.ts';
import type { ManifestItem } from '../manifest/item.ts';
import type { Fact } from '../rules/facts.ts';
import { absent, declared, known, truth } from './known-facts.ts';
import type { SessionState } from './state.ts';

/** A tariff code that a line declares, as far as it can be read. */
interface DeclaredCode {
  readonly readings: readonly string[];
  readonly doubt: string | null;
  /** Edition of the nomenclature that the declaration names; null as well where there is no such edition. */
  readonly year: number | null;
}

/** The edition whose codes the table has. */
const TABLE_YEAR = 2022;

/** Years of the editions up to the table's (WCO). The next one is judged when its codes are in the table. */
const EDITIONS: ReadonlySet<number> = new Set([
  1988,
  1992,
  1996,
  2002,
  2007,
  2012,
  2017,
  TABLE_YEAR,
]);

function editionOf(year: string | null): number | null {
  const edition = Number(year);
  return year !== null && EDITIONS.has(edition) ? edition : null;
}

function codesOf({ lines }: ManifestItem, table: HsTable): DeclaredCode[] {
  return lines.flatMap(({ hs_code: text, hs_year: year }) => {
    const code = text === null ? null : readHs(text);
    if (code === null) return [];
    return [{ ...hsReadings(code, table), year: editionOf(year) }];
  });
}

/** The text is not shown: it may say anything. */
function unreadableCodes({ lines }: ManifestItem): Fact {
  const unread = lines.flatMap(({ hs_code: text }, index) =>
    text !== null && readHs(text) === null ? [`line ${index + 1}`] : [],
  );
  return truth(unread.length > 0, unread.join(', '));
}

/** Why a code is old, in words, or null: goods are declared now, whatever edition they are declared by. */
function whyOld({ readings, year }: DeclaredCode, table: HsTable): string | null {
  const standings = readings.map((code) => standingOf(code, table));
  const old = readings[standings.indexOf('old')];
  if (old === undefined || standings.includes('current')) return null;
  if (year === null) return `${old} is of HS 2017, deleted in 2022`;
  return year < TABLE_YEAR
    ? `${old} is declared by HS ${year}; it was deleted in 2022`
    : `${old} is declared by HS ${year}, which does not have it: it is of HS 2017, deleted in 2022`;
}

/** A year that is no edition excuses no code: it would be an easy way to have none judged. */
function whyUnlisted({ readings, year }: DeclaredCode, table: HsTable): string | null {
  if (readings.some((code) => standingOf(code, table) !== 'unlisted')) return null;
  const by = year === null ? '' : ` (declared by HS ${year})`;
  return `${readings.join(' or ')}${by} is in neither HS 2017 nor HS 2022`;
}

/** The tariff codes of the declaration, and what is odd about them. */
export function tariffFacts(state: SessionState, table: HsTable) {
  const coded = (read: (codes: readonly DeclaredCode[]) => Fact): Fact =>
    declared(state, (item) => {
      const codes = codesOf(item, table);
      return codes.length === 0 ? absent('no line gives a tariff code') : read(codes);
    });
  const finding = (why: (code: DeclaredCode) => string | null): Fact =>
    coded((codes) => {
      const found = [...new Set(codes.flatMap((code) => why(code) ?? []))];
      return truth(found.length > 0, found.join('; '));
    });
  return {
    'declared.hs': coded((codes) => {
      const all = codes.flatMap(({ readings }) => readings);
      return known(all, all.join(', '));
    }),
    'declared.hs-doubtful': finding(({ doubt }) => doubt),
    'declared.hs-unreadable': declared(state, unreadableCodes),
    'declared.hs-old': finding((code) => whyOld(code, table)),
    'declared.hs-unlisted': finding((code) => whyUnlisted(code, table)),
  };
}
