import type { ManifestItem } from '../manifest/item.ts';
import type { Fact } from '../rules/facts.ts';
import { absent, truth } from './known-facts.ts';
import type { BenchPolicy } from './policy.ts';

type DeclarationPolicy = BenchPolicy['declaration'];
type ContentLine = ManifestItem['lines'][number];

/** Documents and samples are declared without a value by custom. */
const WITHOUT_VALUE: ReadonlySet<string | null> = new Set(['documents', 'sample']);

/** Decimals that a declared value has at most. */
const DECIMALS = 6;

/** Sum of declared values, exactly: as whole millionths. */
function sumOf(values: readonly string[]): number {
  const millionths = values.reduce((sum, value) => {
    const [whole = '', fraction = ''] = value.split('.');
    return sum + BigInt(whole + fraction.padEnd(DECIMALS, '0'));
  }, 0n);
  return Number(millionths) / 10 ** DECIMALS;
}

/** Sums by currency; what gives none is one of its own. Amounts of two currencies are never added. */
function sumsOf(lines: readonly ContentLine[]): ReadonlyMap<string, number> {
  const values = new Map<string, string[]>();
  for (const { value, currency } of lines) {
    if (value === null) continue;
    const own = values.get(currency ?? '');
    if (own === undefined) values.set(currency ?? '', [value]);
    else own.push(value);
  }
  return new Map([...values].map(([currency, own]) => [currency, sumOf(own)]));
}

const amount = (sum: number, currency: string): string => `${sum} ${currency}`.trim();

/** Nothing, or next to nothing, in each currency that there is: more in one of them is some value. */
function isNextToNothing(
  sums: readonly (readonly [currency: string, sum: number])[],
  { implausibleValue, implausibleValueIn }: DeclarationPolicy,
): boolean {
  return sums.every(([currency, sum]) => sum <= (implausibleValueIn[currency] ?? implausibleValue));
}

/** Values that nobody believes, as they are declared. */
export function valueImplausible(
  { lines, category }: ManifestItem,
  policy: DeclarationPolicy,
): Fact {
  if (WITHOUT_VALUE.has(category)) return truth(false);
  const sums = [...sumsOf(lines)];
  if (sums.length === 0) return absent('no line gives a value');
  const shown = sums.map(([currency, sum]) => amount(sum, currency)).join(' and ');
  return truth(isNextToNothing(sums, policy), shown);
}

/**
 * What a line's value is for one kilogram, or for one piece; null where the line does not say. What is
 * free beside goods with a value, such as a manual, has no price.
 */
function perUnit({ value, quantity, net_g: net }: ContentLine, unit: 'kg' | 'piece') {
  const units = unit === 'kg' ? Number(net ?? 0) / 1000 : Number(quantity ?? 0);
  return Number(value ?? 0) === 0 || units === 0 ? null : Number(value) / units;
}

/** Three figures: no more are meant by a price that is a hundred times too high. */
const shownPrice = (price: number): string => String(Number(price.toPrecision(3)));

/**
 * A price for a kilogram or a piece that the site does not believe. Values that are nothing as a whole
 * are no prices: they are a finding already.
 */
export function valueOutOfRange(
  { lines, category }: ManifestItem,
  policy: DeclarationPolicy,
): Fact {
  if (WITHOUT_VALUE.has(category)) return truth(false);
  if (isNextToNothing([...sumsOf(lines)], policy))
    return absent('the lines give no value to speak of');
  let judged = false;
  const found = lines.flatMap((line, index) =>
    policy.valueRanges.flatMap(({ currency, unit, least, most }) => {
      const price = line.currency === currency ? perUnit(line, unit) : null;
      if (price === null) return [];
      judged = true;
      if (price >= least && price <= most) return [];
      return [`line ${index + 1}, ${shownPrice(price)} ${currency} a ${unit}`];
    }),
  );
  if (!judged) return absent('no line gives a value with a mass or a quantity that has a range');
  return truth(found.length > 0, found.join('; '));
}
