import type { CountsReading, DoseRateReading } from '../../../shared/measure/reading.ts';
import {
  currentBackground,
  isTooOld,
  startTracking,
  trackFree,
  type TrackedBackground,
} from '../../../shared/radiation/background-tracker.ts';
import type { Counted } from '../../../shared/radiation/evidence.ts';
import type { BenchPolicy } from '../../../shared/session/policy.ts';
import type { Background } from './background.ts';
import { addReading, startMeter, type DwellMeter } from './dwell-meter.ts';

/** Free counts are taken in windows of this many seconds. */
const WINDOW_S = 5;

/** Follows the background between parcels, on monotonic time. */
export interface BackgroundTracking {
  /** A background was taken that was complete `ageS` seconds ago. */
  begin(taken: Background, nowMs: number, ageS?: number): void;
  /** There is no background any more. */
  end(): void;
  /**
   * A reading with nothing at the bench. The latest window waits until the one after it is complete: a
   * parcel that is carried along counts before anybody scans it. True when the background is lost.
   */
  addFree(reading: CountsReading | DoseRateReading, atMs: number): boolean;
  /** Something is at the bench: what waits is left out. */
  pause(): void;
  /**
   * The background for a dwell that begins now; null without one, and when it is too old. By dose rate it
   * only grows older.
   */
  current(nowMs: number): Background | null;
}

export function createBackgroundTracking(policy: BenchPolicy['radiation']): BackgroundTracking {
  const perHour = policy.backgroundDriftPercentPerHour / 100;
  let followed: { readonly taken: Background; tracked: TrackedBackground } | null = null;
  let meter: DwellMeter | null = null;
  let waiting: Counted | null = null;

  function pause(): void {
    meter = null;
    waiting = null;
  }

  return {
    begin(taken, nowMs, ageS = 0) {
      pause();
      followed = { taken, tracked: startTracking(taken, nowMs / 1000 - ageS) };
    },
    end() {
      pause();
      followed = null;
    },
    addFree(reading, atMs) {
      // A dose rate is smoothed: what it shows with nothing at the bench is still that of the parcel before.
      if (followed === null || followed.taken.basis === 'dose-rate') return false;
      meter = addReading(meter ?? startMeter(atMs), reading, atMs, policy.sievertPerRoentgen);
      const { counted } = meter;
      if (counted.seconds < WINDOW_S) return false;
      const before = waiting;
      waiting = counted;
      meter = startMeter(atMs);
      if (before === null) return false;
      const beforeS = atMs / 1000 - counted.seconds;
      const { tracked, kind } = trackFree(followed.tracked, before, beforeS, perHour);
      followed.tracked = tracked;
      return kind === 'lost';
    },
    pause,
    current(nowMs) {
      if (followed === null) return null;
      const { taken, tracked } = followed;
      if (isTooOld(tracked, nowMs / 1000, perHour)) return null;
      const now = currentBackground(tracked, nowMs / 1000, policy.dwellS, perHour);
      if (taken.basis === 'dose-rate') return { ...taken, drift: now.drift };
      const perCount = (taken.doseRate * taken.seconds) / taken.counts;
      return { ...taken, ...now, doseRate: (now.counts / now.seconds) * perCount };
    },
  };
}
