import { toMicrosieverts } from '../../../shared/measure/dose-rate.ts';
import type { DoseRateUnit } from '../../../shared/measure/reading.ts';
import type { SimulatedFault } from '../../../shared/training/simulated-faults.ts';
import type { SeededRandom } from '../seeded-random.ts';

/** Natural background of a usual workplace, µSv/h. */
const BACKGROUND = 0.12;
/** A field in which every detector here loses most of its pulses, µSv/h. */
const OVERRUN = 1e6;

/** A simulated detector. */
export interface SimulatedSensor {
  readonly cpmPerMicrosievert: number;
  /** Seconds without sight after a pulse (nonparalyzable). */
  readonly deadTimeS: number;
}

/** A detector in a radiation field. */
export interface SimulatedField {
  setRate(value: string, unit: DoseRateUnit, nowMs: number): void;
  /** `dead-tube`: no pulses; `saturated`: a field that overruns the detector. */
  setFault(fault: SimulatedFault | null, nowMs: number): void;
  /** Pulses that came since the last call. */
  pulses(nowMs: number): number;
  /** Whether the detector is overrun. */
  saturated(): boolean;
}

/** Puts a detector into natural background. */
export function createSimulatedField(
  random: SeededRandom,
  sensor: SimulatedSensor,
  nowMs: number,
): SimulatedField {
  let rate = BACKGROUND;
  let fault: SimulatedFault | null = null;
  let since = nowMs;
  let expected = 0;

  const integrate = (now: number): void => {
    const true_ = ((fault === 'saturated' ? OVERRUN : rate) * sensor.cpmPerMicrosievert) / 60;
    const seen = fault === 'dead-tube' ? 0 : true_ / (1 + true_ * sensor.deadTimeS);
    expected += (seen * (now - since)) / 1000;
    since = now;
  };

  return {
    setRate(value, unit, now) {
      integrate(now);
      rate = toMicrosieverts(value, unit) ?? rate;
    },
    setFault(name, now) {
      integrate(now);
      if (name === null || name === 'dead-tube' || name === 'saturated') fault = name;
    },
    pulses(now) {
      integrate(now);
      const pulses = random.poisson(expected);
      expected = 0;
      return pulses;
    },
    saturated: () => fault === 'saturated',
  };
}
