import { exposureOf, formatDoseRate, type Exposure } from '../../../shared/measure/dose-rate.ts';
import { backgroundPulses, leastBackgroundS } from '../../../shared/radiation/dose-rate-pulses.ts';
import { chanceOfBackground, smallestVisibleIncrease } from '../../../shared/radiation/dwell.ts';
import type { Counted } from '../../../shared/radiation/evidence.ts';
import { isSteady, isSteadyDose } from '../../../shared/radiation/steadiness.ts';
import { SURFACE_LIMIT } from '../../../shared/radiation/surface-limit.ts';
import type { RecordedEvent } from '../../../shared/records/event.ts';
import type { Basis } from '../../../shared/session/events.ts';
import type { BenchPolicy } from '../../../shared/session/policy.ts';
import { basisOf, elapsedS, meanDoseRate, startMeter, type DwellMeter } from './dwell-meter.ts';

/** A background that parcels are measured against. */
export interface Background {
  /** What the dosimeter counted; by dose rate the pulses that its spread is worth. */
  readonly counts: number;
  readonly seconds: number;
  /** Mean in uSv/h. */
  readonly doseRate: number;
  /** Model and serial number of the dosimeter, when it says them. */
  readonly dosimeter: string | null;
  /** What parcels are judged by; counts where it is left out, as in records of older versions. */
  readonly basis?: Basis;
  /** By dose rate: the last digit that the dosimeter shows, in uSv/h. */
  readonly step?: number;
  /** What it was measured as, where that is exposure (roentgen). */
  readonly exposure?: Exposure;
  /** Part by which it may have moved since; none where it is left out. */
  readonly drift?: number;
}

/** A background from its event; null when the body is none. */
export function readBackground(body: { readonly [name: string]: unknown }): Background | null {
  const { counts, seconds, doseRate, dosimeter = null, basis, step } = body;
  if (typeof counts !== 'number' || typeof seconds !== 'number') return null;
  if (typeof doseRate !== 'number') return null;
  const known = typeof dosimeter === 'string' ? dosimeter : null;
  const read = { counts, seconds, doseRate, dosimeter: known };
  return basis === 'dose-rate' && typeof step === 'number' ? { ...read, basis, step } : read;
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

/** Seconds that a background takes: as the policy asks; by dose rate enough of the windows as well. */
export function neededS(meter: DwellMeter, policy: BenchPolicy['radiation']): number {
  const { backgroundS } = policy;
  if (basisOf(meter) === 'counts' || meter.doseWindowS === 0) return backgroundS;
  return Math.max(backgroundS, leastBackgroundS(meter.doseWindowS));
}

/** Whether a background has run as long as it has to, with what it is judged by. */
export function hasRunLongEnough(meter: DwellMeter, policy: BenchPolicy['radiation']): boolean {
  const needed = neededS(meter, policy);
  if (basisOf(meter) === 'counts') {
    // Where a dose rate over a minute comes late, its window may end just after the last count.
    return meter.counted.seconds >= needed && (meter.dose.seconds > 0 || isWithoutDose(meter));
  }
  return meter.doses.reduce((sum, { seconds }) => sum + seconds, 0) >= needed;
}

/** Seconds without a single dose rate after which none is waited for. */
const NO_DOSE_S = 130;

function isWithoutDose(meter: DwellMeter): boolean {
  return meter.dose.seconds === 0 && elapsedS(meter) >= NO_DOSE_S;
}

type Judged = Exclude<BackgroundState, { state: 'measuring' | 'not-yet' }>;

function refused(why: string): Judged {
  return { state: 'fault', why };
}

/** The earlier ones of the same dosimeter, judged by the same; by dose rate in pulses of today's size. */
function comparable(earlier: readonly Background[], now: Background): readonly Counted[] {
  const same = earlier.filter(
    ({ dosimeter, basis }) => dosimeter === now.dosimeter && basis === now.basis,
  );
  if (now.basis !== 'dose-rate') return same;
  const perDose = now.counts / (now.doseRate * now.seconds);
  return same.map(({ doseRate, seconds }) => ({ counts: doseRate * seconds * perDose, seconds }));
}

/** Smallest increase in uSv/h that a whole dwell by dose rate makes visible against this background. */
function leastVisible(
  background: Background,
  { dwellS, falseAlarm }: BenchPolicy['radiation'],
): number {
  const { counts, seconds, doseRate, step = 0 } = background;
  const visible = smallestVisibleIncrease(dwellS, background, { dwellS, falseAlarm });
  return (visible * doseRate * seconds) / counts + step;
}

const AWAY = 'Take parcels away from the dosimeter and measure again.';

/**
 * Judges a background that has run long enough. One that a hot parcel nearby raised, or that a dead
 * tube did not count, would let the next parcels pass.
 */
export function judgeBackground(
  meter: DwellMeter,
  policy: BenchPolicy['radiation'],
  earlier: readonly Background[],
  dosimeter: string | null,
): Judged {
  if (isWithoutDose(meter)) {
    return refused(
      'The dosimeter gives counts and no dose rate. Enter its sensitivity in the setup, from its papers.',
    );
  }
  const basis = basisOf(meter);
  const doseRate = meanDoseRate(meter);
  if (basis === 'counts' ? meter.counted.counts === 0 : doseRate === 0) {
    return refused('No pulse was counted. The dosimeter is not working.');
  }
  const shown = `The background of ${formatDoseRate(doseRate)} uSv/h`;
  if (doseRate < policy.backgroundMin || doseRate > policy.backgroundMax) {
    const limits = `${policy.backgroundMin} to ${policy.backgroundMax} uSv/h`;
    return refused(`${shown} is outside ${limits}. ${AWAY}`);
  }
  const counted = basis === 'counts' ? meter.counted : backgroundPulses(meter.doses, meter.step);
  const useless = `${shown} moved too much to measure anything against it. ${AWAY}`;
  if (counted === null) return refused(useless);
  const steady =
    basis === 'counts' ? isSteady(meter.recent) : isSteadyDose(meter.doses, meter.step);
  if (!steady) {
    return refused(`${shown} moved while it was measured. ${AWAY}`);
  }
  const exposure =
    meter.unit === null ? null : exposureOf(doseRate, meter.unit, policy.sievertPerRoentgen);
  const background: Background = {
    ...counted,
    doseRate,
    dosimeter,
    ...(basis === 'counts' ? {} : { basis, step: meter.step }),
    ...(exposure === null ? {} : { exposure }),
  };
  if (basis === 'dose-rate' && leastVisible(background, policy) > SURFACE_LIMIT) {
    return refused(useless);
  }
  return isUnusual(counted, comparable(earlier, background))
    ? refused(`${shown} is unusual for this bench. ${AWAY}`)
    : { state: 'value', background };
}
