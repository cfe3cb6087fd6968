import type { CountsReading } from './reading.ts';

/**
 * Whole pulses of a counts reading; null when it gives none. A rate is pulses per second or minute:
 * times its window it is a whole number, as near as its last digit tells, where the instrument has
 * counted. A rate that was smoothed is none, and to take the values for counts that happen to come out
 * whole would be a choice by value.
 */
export function countsOf({ value, unit, windowS }: CountsReading): number | null {
  if (!/^\d+(\.\d+)?$/.test(value)) return null;
  const times = unit === 'count' ? 1 : unit === 'cps' ? windowS : windowS / 60;
  const decimals = value.split('.')[1]?.length ?? 0;
  const step = times / 10 ** decimals;
  const counts = Math.round(Number(value) * times);
  const off = Math.abs(Number(value) * times - counts);
  // With a coarser last digit more than one number of pulses would print the same.
  const whole = step <= 1 + 1e-9 && off <= Math.min(step / 2, 0.4) + 1e-9;
  return whole && Number.isSafeInteger(counts) ? counts : null;
}
