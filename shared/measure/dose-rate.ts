import type { DoseRateUnit } from './reading.ts';

/** Dose rate in microsievert per hour; a measured quantity, so a floating-point number. */
export type MicrosievertsPerHour = number & { readonly unit: 'uSv/h' };

/** Exact within sievert (SI prefixes). Roentgen units need a site's stated factor and are not here. */
const MICROSIEVERTS: Partial<Record<DoseRateUnit, number>> = {
  'nSv/h': 0.001,
  'uSv/h': 1,
  'mSv/h': 1_000,
  'Sv/h': 1_000_000,
};

/**
 * Converts an instrument's decimal string; null when it is not a finite non-negative number or its
 * unit is exposure (roentgen), which this version does not convert.
 */
export function toMicrosieverts(value: string, unit: DoseRateUnit): MicrosievertsPerHour | null {
  const factor = MICROSIEVERTS[unit];
  if (factor === undefined || !/^\d+(\.\d+)?$/.test(value)) return null;
  return (Number(value) * factor) as MicrosievertsPerHour;
}

/** Three significant digits, without exponent, as the officer reads it. */
export function formatDoseRate(rate: number): string {
  const rounded = Number(rate.toPrecision(3));
  return rounded.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 6 });
}
