import { toMicrosieverts } from '../../../shared/measure/dose-rate.ts';
import type { CountsReading, DoseRateReading } from '../../../shared/measure/reading.ts';
import type { Counted } from '../../../shared/radiation/evidence.ts';
import { isRateCollapse } from '../../../shared/radiation/tube-faults.ts';

/**
 * Sums counts and dose rates of one measurement. Observations are not recorded one by one: after a
 * crash the measurement is taken again.
 */
export interface DwellMeter {
  readonly startMs: number;
  readonly counted: Counted;
  /** Sum of dose rate times window in uSv/h·s, and the seconds that it covers. */
  readonly dose: { readonly sum: number; readonly seconds: number };
  /** The latest counts one by one, oldest first; for a sudden fall. */
  readonly recent: readonly Counted[];
}

/** Counts that are kept one by one. */
const RECENT = 60;

/** A measurement that begins at `startMs` (monotonic). */
export function startMeter(startMs: number): DwellMeter {
  return { startMs, counted: { counts: 0, seconds: 0 }, dose: { sum: 0, seconds: 0 }, recent: [] };
}

function sumOf(counted: readonly Counted[]): Counted {
  return counted.reduce(
    (sum, one) => ({ counts: sum.counts + one.counts, seconds: sum.seconds + one.seconds }),
    { counts: 0, seconds: 0 },
  );
}

/**
 * Adds a reading that arrived at `atMs`. One whose window began before the measurement is left out: a
 * rolling minute says nothing of a parcel that has been there for ten seconds.
 */
export function addReading(
  meter: DwellMeter,
  reading: CountsReading | DoseRateReading,
  atMs: number,
): DwellMeter {
  if (atMs - reading.windowS * 1000 < meter.startMs) return meter;
  if (reading.kind === 'counts') {
    const counts = Number(reading.value);
    if (reading.unit !== 'count' || !Number.isSafeInteger(counts) || counts < 0) return meter;
    const added = { counts, seconds: reading.windowS };
    return {
      ...meter,
      counted: sumOf([meter.counted, added]),
      recent: [...meter.recent, added].slice(-RECENT),
    };
  }
  const rate = toMicrosieverts(reading.value, reading.unit);
  if (rate === null) return meter;
  return {
    ...meter,
    dose: {
      sum: meter.dose.sum + rate * reading.windowS,
      seconds: meter.dose.seconds + reading.windowS,
    },
  };
}

/**
 * Whether there are counts and a dose rate, so that both can be judged. They need not cover the same
 * time: a measurement that begins between the two has one reading more of the later one for good.
 */
export function isComplete(meter: DwellMeter): boolean {
  return meter.counted.seconds > 0 && meter.dose.seconds > 0;
}

/** Mean dose rate in uSv/h; only of a complete meter. */
export function meanDoseRate(meter: DwellMeter): number {
  return meter.dose.sum / meter.dose.seconds;
}

/** Seconds on either side of a sudden fall: enough to tell it from chance, short enough to be sudden. */
const FALL_S = 3;

/** Whether the latest counts of a measurement have collapsed from a high rate. */
export function hasCollapsed({ recent }: DwellMeter, background: Counted): boolean {
  const newestFirst = recent.toReversed();
  const [after, others] = firstSeconds(newestFirst);
  const [before] = firstSeconds(others);
  return Math.min(after.seconds, before.seconds) >= FALL_S
    ? isRateCollapse(before, after, background)
    : false;
}

/** As many counts as cover `FALL_S`, together, and the rest. */
function firstSeconds(counted: readonly Counted[]): [Counted, readonly Counted[]] {
  let taken = 0;
  for (let seconds = 0; seconds < FALL_S && taken < counted.length; taken += 1) {
    seconds += counted[taken]?.seconds ?? 0;
  }
  return [sumOf(counted.slice(0, taken)), counted.slice(taken)];
}
