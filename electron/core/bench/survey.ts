import {
  chanceOfBackground,
  judgeDwell,
  smallestVisibleIncrease,
} from '../../../shared/radiation/dwell.ts';
import { logEvidence, ruledOutIncrease } from '../../../shared/radiation/evidence.ts';
import { SURFACE_LIMIT } from '../../../shared/radiation/surface-limit.ts';
import type { DwellResult } from '../../../shared/session/events.ts';
import { FACT_INSTRUMENTS } from '../../../shared/session/known-facts.ts';
import type { BenchPolicy } from '../../../shared/session/policy.ts';
import type { Background } from './background.ts';
import { isComplete, meanDoseRate, type DwellMeter } from './dwell-meter.ts';

/** What a look at a running dwell says. */
export type SurveyLook =
  | { readonly kind: 'keep-measuring'; readonly result: DwellResult | null }
  | { readonly kind: 'alarm'; readonly result: DwellResult }
  /** The dose rate calls for stepping back: the dwell ends here. */
  | { readonly kind: 'step-back'; readonly result: DwellResult }
  | { readonly kind: 'end'; readonly result: DwellResult; readonly alarm: boolean };

/** uSv/h per count per second, from the instrument's own pairs of readings; null without pulses. */
function sensitivity(meter: DwellMeter, background: Background): number | null {
  const counts = meter.counted.counts + background.counts;
  const dose =
    meanDoseRate(meter) * meter.counted.seconds + background.doseRate * background.seconds;
  return counts === 0 ? null : dose / counts;
}

/** What was measured, without what it is judged to be. */
function measured(
  meter: DwellMeter,
  background: Background,
  falseAlarm: number,
  perCount: number | null,
): Omit<DwellResult, 'dwell' | 'clearedTo'> {
  const { counted } = meter;
  const doseRate = meanDoseRate(meter);
  const visible = smallestVisibleIncrease(counted.seconds, background, falseAlarm);
  return {
    ...counted,
    doseRate,
    netDoseRate: doseRate - background.doseRate,
    smallestVisible: perCount === null ? null : visible * perCount,
    evidence: logEvidence(counted, background) / Math.LN10,
    chance: chanceOfBackground(counted, background),
    instrument: FACT_INSTRUMENTS.doseRate,
  };
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

/** Looks at a running dwell, whenever there are counts and a dose rate. */
export function lookAtDwell(
  { dwell, meter, look: before }: RunningDwell,
  background: Background,
  policy: BenchPolicy['radiation'],
): SurveyLook {
  if (!isComplete(meter)) return { kind: 'keep-measuring', result: null };
  const { counted } = meter;
  const { dwellS, falseAlarm } = policy;
  const perCount = sensitivity(meter, background);
  const clearTo = perCount === null ? null : policy.clearTo / perCount;
  const verdict = judgeDwell(counted, background, { dwellS, falseAlarm, clearTo });
  const common = { dwell, ...measured(meter, background, falseAlarm, perCount) };
  // An alarm stays one: counts that come later take nothing of it back, and nothing is cleared.
  if (verdict.kind === 'alarm' || before?.kind === 'alarm') {
    const result = { ...common, clearedTo: null };
    if (result.doseRate >= policy.stepBack) return { kind: 'step-back', result };
    const known = counted.counts >= FACE_COUNTS && counted.seconds >= FACE_S;
    return known || counted.seconds >= dwellS
      ? { kind: 'end', result, alarm: true }
      : { kind: 'alarm', result };
  }
  const ruledOut = ruledOutIncrease(counted, background);
  const clearedTo = ruledOut === null || perCount === null ? null : ruledOut * perCount;
  const result = { ...common, clearedTo };
  // Silence clears a parcel faster than anything, and a tube that has just died is silent: only a look
  // that comes with a pulse clears. Either one comes, or the tube is found dead.
  const counting = (meter.recent.at(-1)?.counts ?? 0) > 0;
  // A dwell too short to rule out the surface limit says nothing that could be acted on.
  const enough = clearedTo !== null && clearedTo <= SURFACE_LIMIT;
  return verdict.kind === 'cleared' && counting && enough
    ? { kind: 'end', result, alarm: false }
    : { kind: 'keep-measuring', result };
}
