import { formatDoseRate } from '../../../shared/measure/dose-rate.ts';
import { chanceOfBackground } from '../../../shared/radiation/dwell.ts';
import type { Counted } from '../../../shared/radiation/evidence.ts';
import type { RecordedEvent } from '../../../shared/records/event.ts';
import type { BenchPolicy } from '../../../shared/session/policy.ts';
import { isComplete, meanDoseRate, startMeter, type DwellMeter } from './dwell-meter.ts';

/** A background that parcels are measured against. */
export interface Background {
  readonly counts: number;
  readonly seconds: number;
  /** Mean in uSv/h. */
  readonly doseRate: number;
  /** Model and serial number of the dosimeter, when it says them. */
  readonly dosimeter: string | null;
}

/** A background from its event; null when the body is none. */
export function readBackground(body: { readonly [name: string]: unknown }): Background | null {
  const { counts, seconds, doseRate, dosimeter = null } = body;
  if (typeof counts !== 'number' || typeof seconds !== 'number') return null;
  if (typeof doseRate !== 'number') return null;
  return { counts, seconds, doseRate, dosimeter: typeof dosimeter === 'string' ? dosimeter : null };
}

/** A background this many times above or below the bench's usual one is refused… */
const UNUSUAL_RATIO = 2;
/** …unless chance alone gives such counts more often than this. */
const UNUSUAL_CHANCE = 0.01;

/**
 * What this dosimeter counts at this bench: the median rate of the backgrounds, over as long as they
 * took together. A median, so that one shift with a source nearby does not move it far.
 */
function usualOf(earlier: readonly Counted[]): Counted | null {
  const rates = earlier.map(({ counts, seconds }) => counts / seconds).sort((a, b) => a - b);
  const [lower, upper] = [rates[(rates.length - 1) >> 1], rates[rates.length >> 1]];
  if (lower === undefined || upper === undefined) return null;
  const seconds = earlier.reduce((sum, one) => sum + one.seconds, 0);
  return { counts: Math.round(((lower + upper) / 2) * seconds), seconds };
}

/** Whether counts do not fit what this dosimeter counted at this bench before. */
function isUnusual(counted: Counted, earlier: readonly Counted[]): boolean {
  const usual = usualOf(earlier);
  if (usual === null) return false;
  const ratio = counted.counts / counted.seconds / (usual.counts / usual.seconds);
  if (ratio > UNUSUAL_RATIO) return chanceOfBackground(counted, usual) < UNUSUAL_CHANCE;
  if (ratio < 1 / UNUSUAL_RATIO) return chanceOfBackground(usual, counted) < UNUSUAL_CHANCE;
  return false;
}

/** Shifts whose backgrounds a new one is compared with. */
const HISTORY = 10;

/**
 * The backgrounds that a new one is compared with: the last one of each earlier shift. What was taken
 * in this shift is none of them: taken again and again beside a parcel, it would become the usual one.
 *
 * @param taken `background-taken` events, oldest first
 */
export function earlierBackgrounds(
  taken: readonly Pick<RecordedEvent, 'shift' | 'body'>[],
  shift: string,
): readonly Background[] {
  const lastOfShift = new Map<string | null, Background>();
  for (const event of taken) {
    const background = event.shift === shift ? null : readBackground(event.body);
    if (background !== null) lastOfShift.set(event.shift, background);
  }
  return [...lastOfShift.values()].slice(-HISTORY);
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

/** Whether a background has run as long as the policy asks, counts and dose rate alike. */
export function hasRunLongEnough(meter: DwellMeter, policy: BenchPolicy['radiation']): boolean {
  return meter.counted.seconds >= policy.backgroundS && isComplete(meter);
}

/**
 * Judges a background that has run long enough. One that a hot parcel nearby raised, or that a dead
 * tube did not count, would let the next parcels pass.
 */
export function judgeBackground(
  meter: DwellMeter,
  policy: BenchPolicy['radiation'],
  earlier: readonly Background[],
  dosimeter: string | null,
): Exclude<BackgroundState, { state: 'measuring' | 'not-yet' }> {
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
  const same = earlier.filter((one) => one.dosimeter === dosimeter);
  if (isUnusual(meter.counted, same)) {
    const why =
      `The background of ${formatDoseRate(doseRate)} uSv/h is unusual for this bench. ` +
      'Take parcels away from the dosimeter and measure again.';
    return { state: 'fault', why };
  }
  return { state: 'value', background: { ...meter.counted, doseRate, dosimeter } };
}
