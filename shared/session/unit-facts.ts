import type { ManifestItem } from '../manifest/item.ts';
import type { Fact } from '../rules/facts.ts';
import { absent, declared, truth } from './known-facts.ts';
import type { BenchPolicy } from './policy.ts';
import type { SessionState } from './state.ts';

type DeclarationPolicy = BenchPolicy['declaration'];

const KILOGRAM = 1000;
const MICROGRAMS = 1e6;

/** Grams in a kilogram, in a pound and in an ounce (both avoirdupois, 1959, exact to what matters here). */
const FACTORS = [
  { factor: KILOGRAM, units: 'g and kg' },
  { factor: 453.59237, units: 'g and lb' },
  { factor: 28.349523, units: 'g and oz' },
] as const;

/** No parcel is lighter than this, in grams: it is as heavy as a sheet of thin paper. */
const LIGHTEST_G = 1;
/** Declared masses are rounded: contents may be above their gross mass by so much of it. */
const ROUNDING = 1.02;

/** Which units two masses confuse, when one is a unit's factor times the other within `percent`. */
function confusedBy(one: number, other: number, percent: number): string | null {
  const ratio = Math.max(one, other) / Math.min(one, other);
  const found = FACTORS.find(({ factor }) => Math.abs(ratio / factor - 1) * 100 <= percent);
  return found?.units ?? null;
}

/** Every line's net mass in grams; null when one is missing or nothing. */
function netMasses({ lines }: ManifestItem): readonly number[] | null {
  const masses = lines.map(({ net_g: net }) => Number(net ?? 0));
  return masses.length > 0 && masses.every((mass) => mass > 0) ? masses : null;
}

const sum = (masses: readonly number[]): number => masses.reduce((all, mass) => all + mass, 0);

/**
 * The contents do not fill the gross mass as they stand, and do when the smallest lines are read as
 * kilograms: lines in two units.
 */
function linesMixed(masses: readonly number[], gross: number, percent: number): boolean {
  const least = gross * (1 - percent / 100);
  const fills = (net: number): boolean => net >= least && net <= gross * ROUNDING;
  const sorted = [...masses].sort((one, other) => one - other);
  let net = sum(sorted);
  if (fills(net)) return false;
  return sorted.slice(0, -1).some((mass) => {
    net += mass * (KILOGRAM - 1);
    return fills(net);
  });
}

/** What net masses say beside a gross mass in grams, above nothing. */
function contentDoubt(item: ManifestItem, gross: number, percent: number): string | null {
  const masses = netMasses(item);
  if (masses === null) return null;
  const net = sum(masses);
  // Only grams and kilograms: what packaging adds hides a smaller factor.
  const ratio = Math.max(net, gross) / Math.min(net, gross);
  if (Math.abs(ratio / KILOGRAM - 1) * 100 <= percent) {
    return `${net} g net and ${gross} g gross look like g and kg`;
  }
  return linesMixed(masses, gross, percent)
    ? `its lines beside ${gross} g gross look like g and kg`
    : null;
}

/**
 * Whether a mass seems to be declared in another unit than it says. What the declaration shows by itself
 * is known at once, the rest with the weighing; a scale below its Min says too little.
 *
 * @param measured the fact `measured.gross`
 */
export function unitDoubt(state: SessionState, measured: Fact, policy: DeclarationPolicy): Fact {
  const { unitTolerancePercent, unitPackagingPercent } = policy;
  return declared(state, (item) => {
    const gross = item.gross_g === null ? null : Number(item.gross_g);
    if (gross === null && netMasses(item) === null) return absent('the declaration gives no mass');
    if (gross !== null && gross < LIGHTEST_G) {
      return truth(true, `${gross} g gross is less than any parcel weighs`);
    }
    const doubt = gross === null ? null : contentDoubt(item, gross, unitPackagingPercent);
    if (doubt !== null) return truth(true, doubt);
    if (measured.state !== 'value') return measured;
    const grams = Number(measured.value) / MICROGRAMS;
    if (grams <= 0 || state.mass?.belowMin !== undefined) return truth(false);
    if (gross === null) {
      const weighed = contentDoubt(item, grams, unitPackagingPercent);
      return truth(weighed !== null, weighed);
    }
    const units = confusedBy(gross, grams, unitTolerancePercent);
    return truth(
      units !== null,
      `${gross} g declared and ${grams} g measured look like ${units ?? ''}`,
    );
  });
}
