import {
  chanceOfBackground,
  isAlarm,
  smallestVisibleIncrease,
  type DwellSettings,
} from '../../../shared/radiation/dwell.ts';
import type { DwellResult } from '../../../shared/session/events.ts';
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
  const dose = meter.dose.sum + background.doseRate * background.seconds;
  return counts === 0 ? null : dose / counts;
}

function resultOf(
  dwell: number,
  meter: DwellMeter,
  background: Background,
  settings: DwellSettings,
  instrument: string,
): DwellResult {
  const doseRate = meanDoseRate(meter);
  const perCount = sensitivity(meter, background);
  const visible = smallestVisibleIncrease(meter.counted.seconds, background, settings);
  return {
    dwell,
    ...meter.counted,
    doseRate,
    netDoseRate: doseRate - background.doseRate,
    smallestVisible: perCount === null ? null : visible * perCount,
    clearedTo: null,
    evidence: 0,
    chance: chanceOfBackground(meter.counted, background),
    instrument,
  };
}

/** Looks at a running dwell, once per second of counts. */
export function lookAtDwell(
  dwell: number,
  meter: DwellMeter,
  background: Background,
  policy: BenchPolicy['radiation'],
  instrument: string,
): SurveyLook {
  if (!isComplete(meter)) return { kind: 'keep-measuring', result: null };
  const result = resultOf(dwell, meter, background, policy, instrument);
  const alarm = isAlarm(meter.counted, background, policy);
  if (alarm && result.doseRate >= policy.stepBack) return { kind: 'step-back', result };
  // No pulse at all clears nothing: either one comes, or the tube is found dead.
  const counting = meter.counted.counts > 0;
  if (counting && meter.counted.seconds >= policy.dwellS) return { kind: 'end', result, alarm };
  return alarm ? { kind: 'alarm', result } : { kind: 'keep-measuring', result };
}
