import { MASS_UNITS, type MassUnit } from './reading.ts';

/** Micrograms as an integer: exact for every postal mass and far inside 2^53 (9,007 t). */
export type Micrograms = number & { readonly unit: 'ug' };

/**
 * Micrograms per unit as an exact fraction. Pound and ounce are exact by definition
 * (International Yard and Pound agreement of 1959: 1 lb = 0.453 592 37 kg; 1 oz = 1/16 lb).
 */
const MICROGRAMS_PER_UNIT: Record<MassUnit, { numerator: bigint; denominator: bigint }> = {
  mg: { numerator: 1_000n, denominator: 1n },
  g: { numerator: 1_000_000n, denominator: 1n },
  kg: { numerator: 1_000_000_000n, denominator: 1n },
  t: { numerator: 1_000_000_000_000n, denominator: 1n },
  lb: { numerator: 453_592_370n, denominator: 1n },
  oz: { numerator: 453_592_370n, denominator: 16n },
};

const DECIMAL = /^(?<sign>-?)(?<whole>\d{1,12})(?:\.(?<fraction>\d{1,9}))?$/;

/**
 * Converts a decimal string as an instrument or a declaration gives it; null when it is not a plain
 * decimal number or too large to be a mass. Half a microgram rounds away from zero; the string itself
 * stays the legal value.
 */
export function toMicrograms(value: string, unit: MassUnit): Micrograms | null {
  const parts = DECIMAL.exec(value)?.groups;
  if (parts === undefined) return null;
  const fraction = parts['fraction'] ?? '';
  const scaled = BigInt((parts['whole'] ?? '') + fraction);
  const { numerator, denominator } = MICROGRAMS_PER_UNIT[unit];
  const divisor = denominator * 10n ** BigInt(fraction.length);
  const rounded = (2n * scaled * numerator + divisor) / (2n * divisor);
  if (rounded > BigInt(Number.MAX_SAFE_INTEGER)) return null;
  const signed = parts['sign'] === '-' ? -rounded : rounded;
  return Number(signed) as Micrograms;
}

const LOAD = /^(?<value>\d+(?:\.\d+)?) (?<unit>\S+)$/;

/** A load as a type plate has it, `40 g` or `6 kg`; null when it is none. */
export function readLoad(text: string): Micrograms | null {
  const { value = '', unit: written } = LOAD.exec(text)?.groups ?? {};
  const unit = MASS_UNITS.find((known) => known === written);
  return unit === undefined ? null : toMicrograms(value, unit);
}

/** Sum of two masses. */
export function addMass(left: Micrograms, right: Micrograms): Micrograms {
  return (left + right) as Micrograms;
}

/** Grams as the officer reads them: no exponent, no trailing zeros, at most two decimals. */
export function formatGrams(mass: Micrograms): string {
  const hundredths = Math.round(Math.abs(mass) / 10_000);
  const text = `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
  return (mass < 0 && hundredths > 0 ? '-' : '') + text.replace(/\.?0+$/, '');
}
