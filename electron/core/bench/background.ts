import { formatDoseRate } from '../../../shared/measure/dose-rate.ts';
import type { BenchPolicy } from '../../../shared/session/policy.ts';
import { isComplete, meanDoseRate, startMeter, type DwellMeter } from './dwell-meter.ts';

/** A background that parcels are measured against. */
export interface Background {
  readonly counts: number;
  readonly seconds: number;
  /** Mean in uSv/h. */
  readonly doseRate: number;
}

export type BackgroundState =
  | { readonly state: 'not-yet' }
  | { readonly state: 'measuring'; readonly meter: DwellMeter }
  | { readonly state: 'value'; readonly background: Background }
  /** Refused or interrupted; `why` is an English sentence for screen and record. */
  | { readonly state: 'fault'; readonly why: string };

/** Begins a background measurement at `nowMs`. */
export function measureBackground(nowMs: number): BackgroundState {
  return { state: 'measuring', meter: startMeter(nowMs) };
}

/**
 * Judges a background that has run long enough; null while it has not. One that a hot parcel nearby
 * raised, or that a dead tube did not count, would let the next parcels pass.
 */
export function judgeBackground(
  meter: DwellMeter,
  policy: BenchPolicy['radiation'],
): Exclude<BackgroundState, { state: 'measuring' | 'not-yet' }> | null {
  if (meter.counted.seconds < policy.backgroundS || !isComplete(meter)) return null;
  const doseRate = meanDoseRate(meter);
  if (meter.counted.counts === 0) {
    return { state: 'fault', why: 'No pulse was counted. The dosimeter is not working.' };
  }
  if (doseRate < policy.backgroundMin || doseRate > policy.backgroundMax) {
    const why =
      `The background of ${formatDoseRate(doseRate)} uSv/h is outside ${policy.backgroundMin} to ` +
      `${policy.backgroundMax} uSv/h. Take parcels away from the dosimeter and measure again.`;
    return { state: 'fault', why };
  }
  return { state: 'value', background: { ...meter.counted, doseRate } };
}
