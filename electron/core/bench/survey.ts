import { exposureOf } from '../../../shared/measure/dose-rate.ts';
import type { DoseWindow } from '../../../shared/radiation/dose-rate-pulses.ts';
import {
  chanceOfBackground,
  clearedDownTo,
  judgeDwell,
  smallestVisibleIncrease,
} from '../../../shared/radiation/dwell.ts';
import { logEvidence, type Counted } from '../../../shared/radiation/evidence.ts';
import { falseAlarmOf } from '../../../shared/radiation/parcel-spending.ts';
import { SURFACE_LIMIT } from '../../../shared/radiation/surface-limit.ts';
import type { DwellResult, DwellStart } from '../../../shared/session/events.ts';
import { FACT_INSTRUMENTS } from '../../../shared/session/known-facts.ts';
import type { BenchPolicy } from '../../../shared/session/policy.ts';
import type { SessionState } from '../../../shared/session/state.ts';
import type { Background } from './background.ts';
import { isComplete, meanDoseRate, type DwellMeter } from './dwell-meter.ts';

/**
 * Probability of a false alarm of a dwell or survey that begins now, for each dosimeter in it.
 *
 * @param dosimeters that may alarm in it
 */
export function sharedFalseAlarm(
  state: SessionState | undefined,
  { falseAlarm }: BenchPolicy['radiation'],
  dosimeters = 1,
): number {
  const { dwells = 0, surveys = 0, alarm: alarmed = false } = state ?? {};
  return falseAlarmOf(falseAlarm, { before: dwells + surveys, dosimeters, alarmed });
}

/** What a running dwell is judged by: the policy with the dwell's share of the false-alarm setting. */
export function judgingPolicy(
  policy: BenchPolicy['radiation'],
  start: DwellStart | null | undefined,
): BenchPolicy['radiation'] {
  return { ...policy, falseAlarm: start?.falseAlarm ?? policy.falseAlarm };
}

/** What a look at a running dwell says. */
export type SurveyLook =
  | { readonly kind: 'keep-measuring'; readonly result: DwellResult | null }
  | { readonly kind: 'alarm'; readonly result: DwellResult }
  /** The dose rate calls for stepping back: the dwell ends here. */
  | { readonly kind: 'step-back'; readonly result: DwellResult }
  | { readonly kind: 'end'; readonly result: DwellResult; readonly alarm: boolean };

/** Counts that a dwell is judged by, and the latest of them one by one. */
export interface Judged {
  readonly counted: Counted;
  readonly recent: readonly Counted[];
}

/** Sum of windows in pulses, `perDose` of them for each uSv/h·s. */
function pulsesOf(windows: readonly DoseWindow[], perDose: number): Counted {
  const dose = windows.reduce((sum, { rate, seconds }) => sum + rate * seconds, 0);
  const all = windows.reduce((sum, { seconds }) => sum + seconds, 0);
  return { counts: Math.round(dose * perDose), seconds: all };
}

/** Dose rates that are looked at one by one, for a sudden fall. */
const RECENT = 60;

/** What the meter has measured on the basis of the background: by dose rate in the background's pulses. */
export function judgedBy(meter: DwellMeter, background: Background): Judged {
  if (background.basis !== 'dose-rate') return meter;
  const perDose = background.counts / (background.doseRate * background.seconds);
  const recent = meter.doses.slice(-RECENT).map((window) => pulsesOf([window], perDose));
  return { counted: pulsesOf(meter.doses, perDose), recent };
}

/** uSv/h per count per second of the background. */
function backgroundPerCount({ doseRate, seconds, counts }: Background): number {
  return (doseRate * seconds) / counts;
}

/**
 * uSv/h per count per second, from the instrument's own pairs of readings; null without pulses. By
 * dose rate it is the background's by definition.
 */
export function sensitivity(meter: DwellMeter, background: Background): number | null {
  const counts = meter.counted.counts + background.counts;
  if (counts === 0) return null;
  if (background.basis === 'dose-rate' || meter.dose.seconds === 0) {
    return background.counts === 0 ? null : backgroundPerCount(background);
  }
  const dose =
    meanDoseRate(meter) * meter.counted.seconds + background.doseRate * background.seconds;
  return dose / counts;
}

/** Mean dose rate; by dose rate that of the windows which are judged. */
function meanOf(meter: DwellMeter, counted: Counted, background: Background): number {
  if (background.basis !== 'dose-rate') return meanDoseRate(meter, backgroundPerCount(background));
  const dose = meter.doses.reduce((sum, { rate, seconds }) => sum + rate * seconds, 0);
  return dose / counted.seconds;
}

/** What was measured, without what it is judged to be. */
function measured(
  meter: DwellMeter,
  counted: Counted,
  background: Background,
  { dwellS, falseAlarm, sievertPerRoentgen }: BenchPolicy['radiation'],
  perCount: number | null,
): Omit<DwellResult, 'dwell' | 'clearedTo'> {
  const { basis, step = 0, drift } = background;
  const doseRate = meanOf(meter, counted, background);
  const visible = smallestVisibleIncrease(counted.seconds, background, {
    ...{ dwellS, falseAlarm, drift },
  });
  const exposure =
    meter.unit === null ? null : exposureOf(doseRate, meter.unit, sievertPerRoentgen);
  return {
    ...counted,
    doseRate,
    netDoseRate: doseRate - background.doseRate,
    smallestVisible: perCount === null ? null : visible * perCount + step,
    evidence: logEvidence(counted, background) / Math.LN10,
    chance: chanceOfBackground(counted, background),
    instrument: FACT_INSTRUMENTS.doseRate,
    ...(basis === undefined ? {} : { basis }),
    ...(exposure === null ? {} : { exposure }),
  };
}

/** By dose rate, a mean below this share of the background says that the instrument fails. */
const TOO_LOW = 0.5;

function isTooLow({ counted }: Judged, background: Background): boolean {
  const usual = (background.counts / background.seconds) * counted.seconds;
  return background.basis === 'dose-rate' && counted.counts < usual * TOO_LOW;
}

/** Whether a whole dwell by dose rate stayed so far below the background that nothing is cleared. */
export function hasFallenShort(
  judged: Judged,
  background: Background,
  { dwellS }: BenchPolicy['radiation'],
): boolean {
  return judged.counted.seconds >= dwellS && isTooLow(judged, background);
}

/**
 * Whether what came last shows that the instrument still measures. Silence clears a parcel faster than
 * anything, and a tube that has just died is silent: only a look that comes with a pulse clears. Either
 * one comes, or the tube is found dead. By dose rate it is a value above zero: with a small tube a second
 * is worth less than half a pulse. A dose rate that is smoothed dies slowly: one far below the background
 * clears nothing either.
 */
function isMeasuring(meter: DwellMeter, judged: Judged, background: Background): boolean {
  const latest =
    background.basis === 'dose-rate' ? meter.doses.at(-1)?.rate : judged.recent.at(-1)?.counts;
  return (latest ?? 0) > 0 && !isTooLow(judged, background);
}

/** A dwell that runs. */
interface RunningDwell {
  readonly dwell: number;
  readonly meter: DwellMeter;
  /** What the look before said. */
  readonly look: SurveyLook | null;
}

/**
 * Counts that say enough of a face with an alarm: one standard deviation of its mean is then 7 %
 * (1/√200), so that faces can be compared, and prompts that depend on the rate need not wait for the
 * longest dwell.
 */
const FACE_COUNTS = 200;
/** Seconds that such a dwell lasts at least: a tube that is overrun would have collapsed by then. */
const FACE_S = 10;

/**
 * Looks at a running dwell, whenever there is what it is judged by. By dose rate it lasts as long as a
 * dwell may: the instrument smooths what it shows, so that its first seconds say less than their number.
 */
export function lookAtDwell(
  { dwell, meter, look: before }: RunningDwell,
  background: Background,
  policy: BenchPolicy['radiation'],
): SurveyLook {
  const { basis = 'counts', step = 0, drift } = background;
  if (!isComplete(meter, basis)) return { kind: 'keep-measuring', result: null };
  const judged = judgedBy(meter, background);
  const { counted } = judged;
  const { dwellS, falseAlarm } = policy;
  const perCount = sensitivity(meter, background);
  const early = basis === 'counts' && perCount !== null;
  const clearTo = early ? policy.clearTo / perCount : null;
  // By dose rate, rounding alone may lift every value by a step of the display, and their mean with it.
  const rounding = (step * counted.seconds) / backgroundPerCount(background);
  const verdict = judgeDwell(counted, background, {
    ...{ dwellS, falseAlarm, drift, clearTo, rounding },
  });
  const common = { dwell, ...measured(meter, counted, background, policy, perCount) };
  // An alarm stays one: counts that come later take nothing of it back, and nothing is cleared.
  if (verdict.kind === 'alarm' || before?.kind === 'alarm') {
    const result = { ...common, clearedTo: null };
    if (result.doseRate >= policy.stepBack) return { kind: 'step-back', result };
    const known = counted.counts >= FACE_COUNTS && counted.seconds >= FACE_S;
    return known || counted.seconds >= dwellS
      ? { kind: 'end', result, alarm: true }
      : { kind: 'alarm', result };
  }
  const ruledOut = clearedDownTo(counted, background, drift);
  const clearedTo = ruledOut === null || perCount === null ? null : ruledOut * perCount + step;
  const result = { ...common, clearedTo };
  // A dwell too short to rule out the surface limit says nothing that could be acted on.
  const enough = clearedTo !== null && clearedTo <= SURFACE_LIMIT;
  return verdict.kind === 'cleared' && isMeasuring(meter, judged, background) && enough
    ? { kind: 'end', result, alarm: false }
    : { kind: 'keep-measuring', result };
}
