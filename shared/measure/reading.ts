/** Mass units that an instrument may report. */
export const MASS_UNITS = ['mg', 'g', 'kg', 't', 'lb', 'oz'] as const;
export type MassUnit = (typeof MASS_UNITS)[number];

/** Dose-rate units that an instrument may report. */
export const DOSE_RATE_UNITS = ['nSv/h', 'uSv/h', 'mSv/h', 'Sv/h', 'uR/h', 'mR/h', 'R/h'] as const;
export type DoseRateUnit = (typeof DOSE_RATE_UNITS)[number];

/** Count units: counts per minute, counts per second, or a plain count over `windowS`. */
export const COUNT_UNITS = ['cpm', 'cps', 'count'] as const;
export type CountUnit = (typeof COUNT_UNITS)[number];

/** Why an instrument has no trustworthy value. A fault is never replaced by an earlier value. */
export const FAULT_CODES = [
  'malformed',
  'checksum',
  'overload',
  'underload',
  'zero-error',
  'instrument-error',
  'not-executable',
  'wrong-settings',
  'warming-up',
  'low-battery',
  'saturated',
  'rate-collapse',
  'dead-tube',
  'stale',
  'silent',
  'disconnected',
  'port-busy',
  'port-denied',
  'port-missing',
] as const;
export type FaultCode = (typeof FAULT_CODES)[number];

interface ReadingBase {
  readonly type: 'reading';
  /** The frame as it came over the wire, lower-case hex without blanks. */
  readonly raw: string;
}

/** One weighing result as the scale gave it. */
export interface MassReading extends ReadingBase {
  readonly kind: 'mass';
  /** Decimal string exactly as the instrument printed it, without padding; may start with `-`. */
  readonly value: string;
  readonly unit: MassUnit;
  readonly stable: boolean;
  /** A protocol that does not say gross or net gives `unknown`. */
  readonly basis: 'gross' | 'net' | 'unknown';
  /** Tare in `unit`, or null when the frame does not carry one. */
  readonly tare: string | null;
  /** The instrument says that it stands at its centre of zero, or the value is zero. */
  readonly zero: boolean;
}

/** One barcode. */
export interface ScanReading extends ReadingBase {
  readonly kind: 'scan';
  /** Decoded text without the AIM identifier and terminators; GS (0x1D) is kept. */
  readonly text: string;
  /** AIM symbology identifier such as `]C1` (ISO/IEC 15424), or null when the reader sent none. */
  readonly aim: string | null;
  /** The same data from the same port within 700 ms. */
  readonly repeat: boolean;
}

/** One dose rate as the instrument, or its own calibration, gives it. */
export interface DoseRateReading extends ReadingBase {
  readonly kind: 'dose-rate';
  readonly value: string;
  readonly unit: DoseRateUnit;
  /** Seconds of measurement that the value averages over; a rolling minute is 60. */
  readonly windowS: number;
  /** The instrument's own alarm flags, passed through. */
  readonly alarms: readonly string[];
}

/** One number of pulses. */
export interface CountsReading extends ReadingBase {
  readonly kind: 'counts';
  readonly value: string;
  readonly unit: CountUnit;
  /** Seconds that the value covers; also of a rate that is sent every second and rolls. */
  readonly windowS: number;
  /** The instrument's own alarm flags, where it sends no dose rate that carries them. */
  readonly alarms?: readonly string[];
}

export type Reading = MassReading | ScanReading | DoseRateReading | CountsReading;

/** An instrument, or the line to it, has no value to give. */
export interface Fault {
  readonly type: 'fault';
  readonly code: FaultCode;
  readonly raw: string;
  /** For people: what was seen, for example the text of an unexpected frame. */
  readonly detail?: string;
  /** The instrument's own alarm flags, where a frame raises them and has no value to carry them. */
  readonly alarms?: readonly string[];
}

/** What comes out of a decoder: a value or the reason why there is none. */
export type Observation = Reading | Fault;

/** An observation with its origin, as it leaves the devices process. */
export interface Observed {
  /** Instrument id of the bench configuration, for example `scale`. */
  readonly instrument: string;
  /** Monotonic milliseconds of the devices process when the last byte of the frame arrived. */
  readonly atMs: number;
  /** Counts up by one per instrument and start of the devices process. */
  readonly seq: number;
  readonly observation: Observation;
}
