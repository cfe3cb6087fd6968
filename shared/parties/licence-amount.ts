import type { ManifestItem } from '../manifest/item.ts';
import type { Licence } from './licence.ts';
import { mayBeOf, type LicensedGoods } from './licence-need.ts';

type Line = ManifestItem['lines'][number];

/** Refrigerants as descriptions name them: R-134a, R134A, HFC-134a, R 410A. */
const DESIGNATION = /\b(?:R|HFC|HCFC|CFC|HFO)[-\s]?(\d{2,4}[A-Z]{0,2}(?:\([EZ]\))?)(?![\dA-Z])/gi;

/** Designations of ASHRAE 34 in a text, as `R-134a` is keyed: digits and letters in upper case. */
export function designationsIn(text: string): readonly string[] {
  const found = [...text.matchAll(DESIGNATION)].map(([, number = '']) => number.toUpperCase());
  return [...new Set(found)];
}

/** Digits and letters of a designation as the policy writes it: `R-134a`. */
export function designationKey(written: string): string {
  return written.replace(/^R-?/i, '').toUpperCase();
}

const digitsOf = (code: string | null): string => (code ?? '').replace(/\D/g, '');

/** The lines that a licence is for; all of them where no tariff code says which. */
function linesOf(item: ManifestItem, licence: Licence, needs: readonly LicensedGoods[]): Line[] {
  const hs = licence.hs.length > 0 ? licence.hs : needs.flatMap((need) => need.hs);
  const coded = item.lines.filter(({ hs_code: code }) => mayBeOf(digitsOf(code), hs));
  return coded.length > 0 ? coded : [...item.lines];
}

/** Global warming potential of what a line names; null when it names none that is known, or several. */
function gwpOf({ description }: Line, gwp: ReadonlyMap<string, number>): number | null {
  const [only, more] = designationsIn(description ?? '');
  return only === undefined || more !== undefined ? null : (gwp.get(only) ?? null);
}

/**
 * How much of a quota an item takes, in kilograms of declared net mass or tonnes of CO2 equivalent; null
 * when the declaration does not say it for every line that counts. The gross mass is no stand-in: most of
 * it is the cylinder.
 * @param gwp by `designationKey`
 */
export function amountOf(
  item: ManifestItem,
  licence: Licence,
  needs: readonly LicensedGoods[],
  gwp: ReadonlyMap<string, number>,
): number | null {
  const lines = linesOf(item, licence, needs);
  if (lines.length === 0) return null;
  let sum = 0;
  for (const line of lines) {
    if (line.net_g === null) return null;
    const kilograms = Number(line.net_g) / 1000;
    const factor =
      licence.quota !== null && 'tonnesCo2e' in licence.quota ? gwpOf(line, gwp) : 1000;
    if (factor === null) return null;
    sum += (kilograms * factor) / 1000;
  }
  return sum;
}
