import type { Result } from '../../../../shared/result.ts';
import type { Family } from './family.ts';

/** One point of the instrument's own calibration. */
export interface CalibrationPoint {
  readonly cpm: number;
  /** Microsievert per hour. */
  readonly rate: number;
}

/** Points of the main tube, ascending, at least one. */
export type Calibration = readonly CalibrationPoint[];

/**
 * Counts per minute per µSv/h that a Geiger tube can have: from 1 to 2 (SI-3BG, a high-range tube)
 * to about 540 (SI-22G); wider limits either side.
 */
const MIN_SENSITIVITY = 0.5;
const MAX_SENSITIVITY = 2000;

function readPoint(config: DataView, family: Pick<Family, 'table'>, index: number) {
  if (family.table === 'six-points-big') {
    // GMC-800: six 32-bit counts from 73 on, six floats from 97 on.
    const [cpmAt, rateAt] = [73 + 4 * index, 97 + 4 * index];
    return { cpm: config.getUint32(cpmAt), rate: config.getFloat32(rateAt) };
  }
  // Three pairs of a 16-bit count and a float from offset 8 on (GQ forum, topic 4948).
  const at = 8 + 6 * index;
  const littleEndian = family.table === 'three-points-little';
  return { cpm: config.getUint16(at), rate: config.getFloat32(at + 2, littleEndian) };
}

function isPlausible(cpm: number, rate: number): boolean {
  const sensitivity = cpm / rate;
  return rate > 0 && sensitivity >= MIN_SENSITIVITY && sensitivity <= MAX_SENSITIVITY;
}

/**
 * Takes the calibration out of a configuration block. The table ends where its counts stop
 * ascending (unused points, or points of a second tube). A table with an impossible point is
 * refused as a whole, in words: a wrong dose rate is worse than none.
 */
export function readCalibration(
  config: Uint8Array,
  family: Pick<Family, 'table' | 'tablePoints' | 'configBytes'>,
): Result<Calibration, string> {
  if (config.length !== family.configBytes) {
    const error = `configuration of ${config.length} instead of ${family.configBytes} bytes`;
    return { ok: false, error };
  }
  const view = new DataView(config.buffer, config.byteOffset, config.length);
  const points: CalibrationPoint[] = [];
  let last: CalibrationPoint = { cpm: 0, rate: 0 };
  for (let index = 0; index < family.tablePoints; index += 1) {
    const point = readPoint(view, family, index);
    if (point.cpm <= last.cpm) break;
    const step = isPlausible(point.cpm - last.cpm, point.rate - last.rate);
    if (!step || !isPlausible(point.cpm, point.rate)) {
      const error = `calibration point ${index + 1} is impossible: ${point.cpm} CPM = ${point.rate} µSv/h`;
      return { ok: false, error };
    }
    points.push(point);
    last = point;
  }
  return points.length > 0
    ? { ok: true, value: points }
    : { ok: false, error: 'the instrument holds no calibration' };
}

/**
 * The calibration of the second tube: one point, the third of the table (25 CPM for 4.85 µSv/h on a
 * GMC-500+). Null where there is no second tube or its point is impossible.
 */
export function readSecondTube(
  config: Uint8Array,
  family: Pick<Family, 'table' | 'twoTubes' | 'configBytes'>,
): Calibration | null {
  if (!family.twoTubes || config.length !== family.configBytes) return null;
  const view = new DataView(config.buffer, config.byteOffset, config.length);
  const point = readPoint(view, family, 2);
  return isPlausible(point.cpm, point.rate) ? [point] : null;
}

/**
 * Dose rate in µSv/h for a count rate in CPM: straight lines from the origin through the points,
 * the last one prolonged, as the instruments do.
 */
export function doseRateOf(calibration: Calibration, cpm: number): number {
  let low: CalibrationPoint = { cpm: 0, rate: 0 };
  let high: CalibrationPoint = low;
  for (const point of calibration) {
    [low, high] = [high, point];
    if (cpm <= point.cpm) break;
  }
  return low.rate + ((cpm - low.cpm) * (high.rate - low.rate)) / (high.cpm - low.cpm);
}
