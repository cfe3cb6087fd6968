import type { Detector } from '../../../../shared/measure/instrument.ts';
import type { CountsReading, Fault, Observation } from '../../../../shared/measure/reading.ts';
import { asciiBytes, faultOf, toHex, toPrintable } from '../../framing/wire-bytes.ts';
import { plainDecimal } from '../plain-decimal.ts';

/** Ends requests and replies. */
export const LINE_END = asciiBytes('\r\n');

/** Requests are `GET name CR LF` (Rad Pro docs/comm.md, "Protocol overview"). */
export function encodeRequest(name: string): Uint8Array {
  return asciiBytes(`GET ${name}\r\n`);
}

/** `OK hardware;software;id`; the software always begins with `Rad Pro`. */
export const IDENTITY = /^OK ([^;]{1,60});(Rad Pro[^;]{0,40});([\x21-\x3a\x3c-\x7e]{1,40})$/;

/** A reply line. */
export type Reply =
  | { readonly kind: 'ok'; readonly text: string }
  | { readonly kind: 'error' }
  | { readonly kind: 'malformed'; readonly detail: string };

/** Reads one line, terminator included; early firmware ended lines with LF alone. */
export function decodeReply(line: Uint8Array): Reply {
  const text = Buffer.from(line).toString('latin1');
  const body = /^([\x20-\x7e]*)\r?\n$/.exec(text)?.[1];
  if (body === 'ERROR') return { kind: 'error' };
  if (body === 'OK') return { kind: 'ok', text: '' };
  if (body?.startsWith('OK ') === true) return { kind: 'ok', text: body.slice(3) };
  return { kind: 'malformed', detail: `not a Rad Pro reply: "${toPrintable(line)}"` };
}

/** A decimal number of a reply, or null when the text is none. */
export function numberIn(text: string): number | null {
  return /^\d{1,10}(?:\.\d{1,7})?$/.test(text) ? Number(text) : null;
}

/** What the counter says of its tube. */
export interface TubeData {
  /** Counts per minute for each µSv/h (`tubeSensitivity`, before `tubeConversionFactor`). */
  sensitivity: number | null;
  /** Seconds of dead time that the counter itself corrects its rate for; 0 when it does not. */
  compensationS: number | null;
  /** Upper bound of the dead time that it has measured, in seconds. */
  deadTimeS: number | null;
}

/** Nothing known yet. */
export function createTubeData(): TubeData {
  return { sensitivity: null, compensationS: null, deadTimeS: null };
}

/**
 * Takes a reply about the tube; false when it is no number. The names of its questions, newest
 * firmware first.
 */
export function learn(tube: TubeData, name: string, text: string): boolean {
  const value = numberIn(text);
  if (value === null) return false;
  if (name === 'tubeSensitivity' || name === 'tubeConversionFactor') {
    tube.sensitivity = value > 0 ? value : null;
  }
  if (name === 'tubeDeadTimeCompensation') tube.compensationS = value;
  if (name === 'tubeDeadTime') tube.deadTimeS = value;
  return true;
}

/** Longest dead time that a Geiger tube has; a longer measured bound has only seen few pulses yet. */
const MAX_DEAD_TIME_S = 1e-3;
/** Shortest published dead time of an M4011; only to see saturation where none is known. */
const ASSUMED_DEAD_TIME_S = 120e-6;

/**
 * The dead time to correct raw pulses for: what the counter uses itself, else what the instrument's
 * papers say, else the upper bound that it has measured: too long a dead time errs to the safe side.
 */
function deadTimeOf(tube: TubeData, detector: Detector | undefined): number | null {
  if (tube.compensationS !== null && tube.compensationS > 0) return tube.compensationS;
  if (detector?.deadTimeUs !== undefined) return detector.deadTimeUs * 1e-6;
  const { deadTimeS } = tube;
  return deadTimeS !== null && deadTimeS <= MAX_DEAD_TIME_S ? deadTimeS : null;
}

/** Counts or a rate, each with the dose rate where the tube's sensitivity is known. */
function observe(
  counts: CountsReading,
  rates: { readonly measuredCps: number; readonly trueCps: number; readonly deadTimeS: number },
  tube: TubeData,
  detector: Detector | undefined,
): readonly Observation[] {
  // From here on at least half of the pulses are lost (nonparalyzable model).
  if (rates.measuredCps * rates.deadTimeS >= 0.5) {
    const detail = `${counts.value} ${counts.unit}: the tube cannot follow`;
    return [{ type: 'fault', code: 'saturated', raw: counts.raw, detail }];
  }
  const sensitivity = tube.sensitivity ?? detector?.cpmPerMicrosievert ?? null;
  if (sensitivity === null) return [counts];
  const value = plainDecimal((rates.trueCps * 60) / sensitivity, 7);
  const { windowS, raw } = counts;
  const dose = { type: 'reading', kind: 'dose-rate', value, unit: 'uSv/h' } as const;
  return [counts, { ...dose, windowS, alarms: [], raw }];
}

/**
 * Seconds that `tubeRate` averages over: it adapts itself, and the longest that its menu offers is a
 * minute (Rad Pro user's manual, instantaneous rate averaging).
 */
const RATE_WINDOW_S = 60;

/**
 * A `tubeRate` reply in counts per minute. Where the counter compensates dead time, this rate is
 * compensated already and is not corrected again.
 */
export function observeRate(
  text: string,
  line: Uint8Array,
  tube: TubeData,
  detector: Detector | undefined,
): readonly Observation[] {
  const cpm = numberIn(text);
  if (cpm === null) return [faultOf('malformed', line, `not a rate: "${text}"`)];
  const cps = cpm / 60;
  const deadTimeS = deadTimeOf(tube, detector);
  const assumedS = deadTimeS ?? ASSUMED_DEAD_TIME_S;
  const corrected = (tube.compensationS ?? 0) > 0;
  const measuredCps = corrected ? cps / (1 + cps * assumedS) : cps;
  const trueCps = corrected || deadTimeS === null ? cps : cps / (1 - cps * deadTimeS);
  const raw = toHex(line);
  const base = { type: 'reading', kind: 'counts', unit: 'cpm', windowS: RATE_WINDOW_S } as const;
  const rates = { measuredCps, trueCps, deadTimeS: assumedS };
  return observe({ ...base, value: text, raw }, rates, tube, detector);
}

/** More than any tube can count (1 / 40 µs = 25,000 a second). */
const MAX_CPS = 65_535;

/**
 * Pulses of `seconds` between two `tubePulseCount` replies. These are raw: the firmware compensates
 * rates, never this sum (measurements.c), so that the dose rate is corrected here, once.
 */
export function observePulses(
  pulses: number,
  seconds: number,
  line: Uint8Array,
  tube: TubeData,
  detector: Detector | undefined,
): readonly Observation[] {
  const cps = pulses / seconds;
  if (cps > MAX_CPS) {
    return [faultOf('malformed', line, `${pulses} pulses in ${seconds} s: no tube is that fast`)];
  }
  const deadTimeS = deadTimeOf(tube, detector);
  const trueCps = deadTimeS === null ? cps : cps / (1 - cps * deadTimeS);
  const rates = { measuredCps: cps, trueCps, deadTimeS: deadTimeS ?? ASSUMED_DEAD_TIME_S };
  const base = { type: 'reading', kind: 'counts', unit: 'count', windowS: seconds } as const;
  return observe({ ...base, value: String(pulses), raw: toHex(line) }, rates, tube, detector);
}

/**
 * Volts between which the cells are well: one or two dry cells, then three of them or a lithium cell.
 * The firmware does not say which; newer ones give the sum of all cells, older ones the mean
 * (docs/comm.md). Not documented by Rad Pro: 1.1 V a dry cell and 3.5 V a lithium cell.
 */
const WELL_V = [
  [1.1, 1.7],
  [2.2, 3.3],
  [3.5, Infinity],
] as const;

/** The fault in a `deviceBatteryVoltage` reply, or null when the battery will do. */
export function batteryFault(text: string, line: Uint8Array): Fault | null {
  const volts = numberIn(text);
  if (volts === null) return faultOf('malformed', line, `not a voltage: "${text}"`);
  if (WELL_V.some(([low, high]) => volts >= low && volts <= high)) return null;
  return faultOf('low-battery', line, `battery at ${text} V: charge the instrument`);
}
