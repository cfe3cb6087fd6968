import type { CountUnit, Fault, Observation } from '../../../../shared/measure/reading.ts';
import { asciiBytes, faultOf, toHex } from '../../framing/wire-bytes.ts';
import { plainDecimal } from '../plain-decimal.ts';
import type { Calibration } from './calibration.ts';
import { doseRateOf } from './calibration.ts';

/** Commands are `<NAME>>` without a terminator (GQ-RFC1201 1.40, "Command format"). */
export function encodeCommand(name: string): Uint8Array {
  return asciiBytes(`<${name}>>`);
}

/**
 * Counts per second come in 14 bits of a two-byte word, the top two are reserved (GQ-RFC1201 1.40,
 * GETCPS and HEARTBEAT1).
 */
const SHORT_CPS_MASK = 0x3fff;

/** More than any tube can count (1 / 40 µs = 25,000); such a word is noise. */
const MAX_CPS = 65_535;

/**
 * Volts below which a single lithium cell is nearly empty. GQ publishes no limit; 3.6 V at light
 * load leaves about a tenth of the charge.
 */
const LOW_BATTERY_V = 3.6;

/** A count as the instrument sent it. */
export interface Count {
  readonly value: number;
  readonly unit: CountUnit;
  /** Seconds that it covers. */
  readonly windowS: 1 | 60;
  readonly raw: Uint8Array;
}

/** The word of a count reply, most significant byte first; null when its length fits no model. */
export function decodeCount(raw: Uint8Array, unit: CountUnit): Count | null {
  if (raw.length !== 2 && raw.length !== 4) return null;
  const view = new DataView(raw.buffer, raw.byteOffset, raw.length);
  const windowS = unit === 'cpm' ? 60 : 1;
  if (raw.length === 4) return { value: view.getUint32(0), unit, windowS, raw };
  const word = view.getUint16(0);
  return { value: unit === 'cpm' ? word : word & SHORT_CPS_MASK, unit, windowS, raw };
}

/** What turns a count into observations. */
export interface CountContext {
  readonly calibration: Calibration | null;
  readonly saturationCps: number;
}

/**
 * Counts, and the dose rate where the instrument's own calibration is known. No dose rate without
 * it. A saturated count gives the fault alone: both values would be far too low.
 */
export function observeCount(count: Count, context: CountContext): readonly Observation[] {
  const { value, unit, windowS } = count;
  const cps = value / windowS;
  if (cps > MAX_CPS) {
    return [faultOf('malformed', count.raw, `${value} ${unit}: no tube counts that fast`)];
  }
  const fullCpm = unit === 'cpm' && count.raw.length === 2 && value === 0xffff;
  if (cps >= context.saturationCps || fullCpm) {
    return [faultOf('saturated', count.raw, `${value} ${unit}: the tube cannot follow`)];
  }
  const raw = toHex(count.raw);
  const counts: Observation = {
    type: 'reading',
    kind: 'counts',
    value: String(value),
    unit,
    windowS,
    raw,
  };
  if (context.calibration === null) return [counts];
  // Seven significant digits, more than the floats of the calibration carry.
  const rate = plainDecimal(doseRateOf(context.calibration, cps * 60), 7);
  const dose = { type: 'reading', kind: 'dose-rate', value: rate, unit: 'uSv/h' } as const;
  return [counts, { ...dose, windowS, alarms: [], raw }];
}

/** Volts of a `GETVOLT` reply: one byte of tenths, or text such as `4.0v` with or without NUL. */
function decodeVolts(reply: Uint8Array): number | null {
  const [first] = reply;
  if (reply.length === 1 && first !== undefined) return first > 0 ? first / 10 : null;
  const text = Buffer.from(reply).toString('latin1');
  const digits = /^(\d{1,2}\.\d{1,2})v\0?$/i.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** The fault in a `GETVOLT` reply, or null when the battery will do. */
export function batteryFault(reply: Uint8Array): Fault | null {
  const volts = decodeVolts(reply);
  if (volts === null) return faultOf('malformed', reply, 'battery voltage cannot be read');
  if (volts >= LOW_BATTERY_V) return null;
  return faultOf('low-battery', reply, `battery at ${volts} V: charge the instrument`);
}
