import type { DoseRateUnit } from './reading.ts';

/** Dose rate in microsievert per hour; a measured quantity, so a floating-point number. */
export type MicrosievertsPerHour = number & { readonly unit: 'uSv/h' };

/** Exact within sievert, and within roentgen (SI prefixes). */
const MICRO: Readonly<Record<DoseRateUnit, number>> = {
  'nSv/h': 0.001,
  'uSv/h': 1,
  'mSv/h': 1_000,
  'Sv/h': 1_000_000,
  'uR/h': 1,
  'mR/h': 1_000,
  'R/h': 1_000_000,
};

/** Whether the unit is one of exposure (roentgen), which is no dose without a site's stated factor. */
export function isExposure(unit: DoseRateUnit): boolean {
  return unit.endsWith('R/h');
}

function factorOf(unit: DoseRateUnit, sievertPerRoentgen: number | undefined): number | null {
  if (!isExposure(unit)) return MICRO[unit];
  return sievertPerRoentgen === undefined ? null : MICRO[unit] * sievertPerRoentgen;
}

/**
 * Converts an instrument's decimal string; null when it is not a finite non-negative number, or when
 * its unit is exposure and nobody says what a roentgen is worth.
 *
 * @param sievertPerRoentgen the site's `radiation.sievertPerRoentgen`
 */
export function toMicrosieverts(
  value: string,
  unit: DoseRateUnit,
  sievertPerRoentgen?: number,
): MicrosievertsPerHour | null {
  const factor = factorOf(unit, sievertPerRoentgen);
  if (factor === null || !/^\d+(\.\d+)?$/.test(value)) return null;
  return (Number(value) * factor) as MicrosievertsPerHour;
}

/** What a record keeps of a dose rate that was measured as exposure, beside what it is judged as. */
export type Exposure = {
  /** In `unit`, as the instrument gave it, or the mean of what it gave. */
  readonly value: string;
  readonly unit: DoseRateUnit;
  /** The factor that it was converted with. */
  readonly sievertPerRoentgen: number;
};

/** A mean in uSv/h as the exposure that it was measured as; null for a unit of dose. */
export function exposureOf(
  microsieverts: number,
  unit: DoseRateUnit,
  sievertPerRoentgen: number,
): Exposure | null {
  if (!isExposure(unit)) return null;
  const value = formatDoseRate(microsieverts / sievertPerRoentgen / MICRO[unit]);
  return { value, unit, sievertPerRoentgen };
}

/** The last digit of a decimal string, in uSv/h: the smallest step that the instrument shows. */
export function displayStep(value: string, unit: DoseRateUnit, sievertPerRoentgen: number): number {
  const decimals = value.split('.')[1]?.length ?? 0;
  return (factorOf(unit, sievertPerRoentgen) ?? 0) / 10 ** decimals;
}

/** Three significant digits, without exponent, as the officer reads it. */
export function formatDoseRate(rate: number): string {
  const rounded = Number(rate.toPrecision(3));
  return rounded.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 6 });
}
