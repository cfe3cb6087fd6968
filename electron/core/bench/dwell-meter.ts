import { countsOf } from '../../../shared/measure/counts.ts';
import { displayStep, toMicrosieverts } from '../../../shared/measure/dose-rate.ts';
import type {
  CountsReading,
  DoseRateReading,
  DoseRateUnit,
} from '../../../shared/measure/reading.ts';
import type { DoseWindow } from '../../../shared/radiation/dose-rate-pulses.ts';
import type { Counted } from '../../../shared/radiation/evidence.ts';
import { isRateCollapse } from '../../../shared/radiation/tube-faults.ts';
import type { Basis } from '../../../shared/session/events.ts';

/**
 * Sums counts and dose rates of one measurement. Observations are not recorded one by one: after a
 * crash the measurement is taken again.
 */
export interface DwellMeter {
  readonly startMs: number;
  /** When the latest reading came, also one that was left out. */
  readonly lastMs: number;
  readonly counted: Counted;
  /** Until when counts given as a rate are counted; see `follows`. */
  readonly countedMs: number;
  /** It gives plain counts: rates beside them say the same once more, often smoothed. */
  readonly pulses: boolean;
  /** It gives counts that are no whole number: smoothed, so that they say nothing by their number. */
  readonly smoothed: boolean;
  /** Sum of dose rate times window in uSv/h·s, and the seconds that it covers. */
  readonly dose: { readonly sum: number; readonly seconds: number };
  /** Dose rates whose windows share nothing, oldest first, and until when they reach. */
  readonly doses: readonly DoseWindow[];
  readonly dosedMs: number;
  /** Longest window of its readings, and of its dose rates, also of those that were left out; 0: none. */
  readonly windowS: number;
  readonly doseWindowS: number;
  /** Coarsest last digit of the dose rates in uSv/h. */
  readonly step: number;
  /** Unit of the latest dose rate; null while there is none. */
  readonly unit: DoseRateUnit | null;
  /** The latest counts one by one, oldest first; for a sudden fall, and a background that moves. */
  readonly recent: readonly Counted[];
}

/** Counts that are kept one by one: those of a background, so that it is seen whether it was steady. */
const RECENT = 600;

/** A measurement that begins at `startMs` (monotonic). */
export function startMeter(startMs: number): DwellMeter {
  return {
    startMs,
    lastMs: startMs,
    counted: { counts: 0, seconds: 0 },
    countedMs: startMs,
    pulses: false,
    smoothed: false,
    dose: { sum: 0, seconds: 0 },
    doses: [],
    dosedMs: startMs,
    windowS: 0,
    doseWindowS: 0,
    step: 0,
    unit: null,
    recent: [],
  };
}

function sumOf(counted: readonly Counted[]): Counted {
  return counted.reduce(
    (sum, one) => ({ counts: sum.counts + one.counts, seconds: sum.seconds + one.seconds }),
    { counts: 0, seconds: 0 },
  );
}

/** How much earlier than a window's end the next value may come: readings are never quite on time. */
const EARLY_MS = 250;

/**
 * Whether a window that ends at `atMs` begins where what was taken ends: a rolling minute is one
 * measurement a minute, however often it is sent. What comes a little early is made good by the next,
 * so that never more seconds are taken than have passed.
 */
function follows(takenMs: number, windowS: number, atMs: number): boolean {
  return atMs - windowS * 1000 >= takenMs - EARLY_MS;
}

/** Until when it is taken after such a window. */
function takenUntil(takenMs: number, windowS: number, atMs: number): number {
  return Math.max(takenMs + windowS * 1000, atMs - EARLY_MS);
}

const NOTHING_COUNTED = { counted: { counts: 0, seconds: 0 }, recent: [] } as const;

function addCounts(meter: DwellMeter, reading: CountsReading, atMs: number): DwellMeter {
  const { windowS: seconds, unit } = reading;
  const counts = countsOf(reading);
  if (unit === 'count') {
    if (counts === null) return meter;
    const known = meter.pulses ? {} : { ...NOTHING_COUNTED, pulses: true, smoothed: false };
    return withCounts({ ...meter, ...known }, { counts, seconds }, atMs);
  }
  if (meter.pulses) return meter;
  if (counts === null || meter.smoothed) return { ...meter, ...NOTHING_COUNTED, smoothed: true };
  if (!follows(meter.countedMs, seconds, atMs)) return meter;
  return withCounts(meter, { counts, seconds }, atMs);
}

function withCounts(meter: DwellMeter, added: Counted, atMs: number): DwellMeter {
  return {
    ...meter,
    counted: sumOf([meter.counted, added]),
    countedMs: takenUntil(meter.countedMs, added.seconds, atMs),
    recent: [...meter.recent, added].slice(-RECENT),
  };
}

function addDose(
  meter: DwellMeter,
  { value, unit, windowS: seconds }: DoseRateReading,
  atMs: number,
  sievertPerRoentgen: number,
): DwellMeter {
  const rate = toMicrosieverts(value, unit, sievertPerRoentgen);
  if (rate === null) return meter;
  const apart = follows(meter.dosedMs, seconds, atMs);
  return {
    ...meter,
    dose: { sum: meter.dose.sum + rate * seconds, seconds: meter.dose.seconds + seconds },
    doses: apart ? [...meter.doses, { rate, seconds }] : meter.doses,
    dosedMs: apart ? takenUntil(meter.dosedMs, seconds, atMs) : meter.dosedMs,
    step: Math.max(meter.step, displayStep(value, unit, sievertPerRoentgen)),
    unit,
  };
}

/**
 * Adds a reading that arrived at `atMs`. One whose window began before the measurement is left out: a
 * rolling minute says nothing of a parcel that has been there for ten seconds.
 *
 * @param sievertPerRoentgen the site's factor for instruments that show exposure
 */
export function addReading(
  meter: DwellMeter,
  reading: CountsReading | DoseRateReading,
  atMs: number,
  sievertPerRoentgen: number,
): DwellMeter {
  const { windowS } = reading;
  const ofDose = reading.kind === 'dose-rate' ? windowS : 0;
  const heard = {
    ...meter,
    lastMs: atMs,
    windowS: Math.max(meter.windowS, windowS),
    doseWindowS: Math.max(meter.doseWindowS, ofDose),
  };
  if (atMs - windowS * 1000 < meter.startMs) return heard;
  return reading.kind === 'counts'
    ? addCounts(heard, reading, atMs)
    : addDose(heard, reading, atMs, sievertPerRoentgen);
}

/** What the measurement can be judged by: its counts where it has any, its dose rate otherwise. */
export function basisOf(meter: DwellMeter): Basis {
  return meter.counted.seconds > 0 ? 'counts' : 'dose-rate';
}

/** A dose rate over longer than this comes too late for a look at counts; one of a second does not. */
const LATE_DOSE_S = 10;

/**
 * Whether there is what can be judged: a dose rate, and counts where those are judged by. They need
 * not cover the same time: a measurement that begins between the two has one reading more of the
 * later one for good. Where the dose rate averages over long, counts are not kept waiting for it.
 */
export function isComplete(meter: DwellMeter, basis: Basis): boolean {
  if (basis === 'dose-rate') return meter.doses.length > 0;
  if (meter.counted.seconds === 0) return false;
  return meter.dose.seconds > 0 || meter.doseWindowS >= LATE_DOSE_S;
}

/**
 * Mean dose rate in uSv/h, of a complete meter. While counts wait for a dose rate it is what the
 * background's own pair of the two makes of them.
 *
 * @param perCount uSv/h for each count per second
 */
export function meanDoseRate({ dose, counted }: DwellMeter, perCount = 0): number {
  return dose.seconds > 0 ? dose.sum / dose.seconds : (counted.counts / counted.seconds) * perCount;
}

/** Seconds measured: what was judged, and where a window is long the time that has passed. */
export function elapsedS(meter: DwellMeter): number {
  if (meter.windowS < LATE_DOSE_S && meter.counted.seconds > 0) return meter.counted.seconds;
  return (meter.lastMs - meter.startMs) / 1000;
}

/** Seconds on either side of a sudden fall: enough to tell it from chance, short enough to be sudden. */
const FALL_S = 3;

/** Whether the latest counts of a measurement have collapsed from a high rate. */
export function hasCollapsed(recent: readonly Counted[], background: Counted): boolean {
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
