import { toMicrosieverts } from '../../../../shared/measure/dose-rate.ts';
import type { SimulatedDetector } from '../../../../shared/measure/instrument.ts';
import type { DoseRateUnit } from '../../../../shared/measure/reading.ts';
import type { SeededRandom } from '../../seeded-random.ts';

/** Natural background of a usual workplace, µSv/h. */
const BACKGROUND = 0.12;
/** A tube in too strong a field counts about one pulse per dead time, here 160 µs. */
const PLATEAU_CPS = 6250;

/** Three points of a counter's calibration: CPM and the µSv/h that it shows for them. */
export type SimulatedCalibration = readonly (readonly [cpm: number, shown: number])[];

/** A GMC-320 with its M4011 tube: about 154 CPM for each µSv/h. */
const M4011: SimulatedCalibration = [
  [120, 0.78],
  [1200, 7.9],
  [12_000, 82],
];

/** Dose rates of another detector's points; at 2000 CPM for each the last one still fits 16 bits. */
const POINTS = [1, 10, 30];

/** The calibration of a simulated counter with this detector; a straight line for another tube. */
export function calibrationOf({ cpmPerMicrosievert }: SimulatedDetector): SimulatedCalibration {
  if (cpmPerMicrosievert === undefined) return M4011;
  return POINTS.map((rate) => {
    const cpm = Math.round(rate * cpmPerMicrosievert);
    return [cpm, cpm / cpmPerMicrosievert];
  });
}

/** A tube in a radiation field; counts pulses in whole seconds. */
export interface Tube {
  setRate(value: string, unit: DoseRateUnit, nowMs: number): void;
  setFault(fault: 'dead-tube' | 'saturated' | null, nowMs: number): void;
  /** Ends the running second. */
  tick(nowMs: number): void;
  countsPerSecond(): number;
  /** Sum of the last 60 seconds; low in the first minute, as on the instrument. */
  countsPerMinute(): number;
}

/** Pulses a second on average for a dose rate that the counter is to show; prolongs the last line. */
function pulsesPerSecond(rate: number, calibration: SimulatedCalibration): number {
  const above = calibration.findIndex(([, shown]) => rate <= shown);
  const index = above === -1 ? calibration.length - 1 : above;
  const [cpmLow, shownLow] = calibration[index - 1] ?? [0, 0];
  const [cpmHigh, shownHigh] = calibration[index] ?? [0, 0];
  const share = (rate - shownLow) / (shownHigh - shownLow);
  return Math.min((cpmLow + share * (cpmHigh - cpmLow)) / 60, PLATEAU_CPS);
}

/** Creates a tube in natural background. */
export function createTube(
  random: SeededRandom,
  calibration: SimulatedCalibration,
  nowMs: number,
): Tube {
  let rate = BACKGROUND;
  let fault: 'dead-tube' | 'saturated' | null = null;
  let since = nowMs;
  let expected = 0;
  const seconds: number[] = [];

  const meanCps = (): number => {
    if (fault === 'dead-tube') return 0;
    return fault === 'saturated' ? PLATEAU_CPS : pulsesPerSecond(rate, calibration);
  };
  const integrate = (now: number): void => {
    expected += (meanCps() * (now - since)) / 1000;
    since = now;
  };

  return {
    setRate(value, unit, now) {
      integrate(now);
      rate = toMicrosieverts(value, unit) ?? rate;
    },
    setFault(name, now) {
      integrate(now);
      fault = name;
    },
    tick(now) {
      integrate(now);
      seconds.push(random.poisson(expected));
      expected = 0;
      if (seconds.length > 60) seconds.shift();
    },
    countsPerSecond: () => seconds.at(-1) ?? 0,
    countsPerMinute: () => seconds.reduce((sum, counts) => sum + counts, 0),
  };
}
