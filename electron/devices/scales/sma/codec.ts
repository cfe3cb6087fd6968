import type { FaultCode, MassUnit } from '../../../../shared/measure/reading.ts';
import { MASS_UNITS } from '../../../../shared/measure/reading.ts';
import { toPrintable } from '../../framing/wire-bytes.ts';

/** What one reply says. */
export type SmaMessage =
  | {
      readonly kind: 'weight';
      /** As printed, without padding. */
      readonly value: string;
      readonly unit: MassUnit;
      readonly stable: boolean;
      readonly basis: 'gross' | 'net';
      readonly centreOfZero: boolean;
    }
  | { readonly kind: 'fault'; readonly code: FaultCode; readonly detail: string }
  /** The tare weight, the answer to `M`. */
  | { readonly kind: 'tare' }
  /** `SMA:2`, `MFG:…`: the answers to A and B. */
  | { readonly kind: 'about' }
  /** The scale does not know the command. */
  | { readonly kind: 'unknown-command' }
  | { readonly kind: 'malformed'; readonly detail: string };

const malformed = (detail: string): SmaMessage => ({ kind: 'malformed', detail });

/**
 * `LF s r n m f xxxxxx.xxx uuu CR`, 20 bytes (SMA SCP-0499; devices.md A6: btek T419S p. 61, Sartorius
 * PR5220 p. 130, Fairbanks FB2550 p. 180, Cardinal 190).
 */
const FRAME = /^\n([ ZOUEIT])([ -~])([GTNgn])([ M])[ -~]([ -~]{10})([ -~]{3})\r$/;
const NUMBER = /^ *(-?\d+(?:\.\d+)?)$/;
const ABOUT = /^\n[A-Z]{3}:[ -~]*\r$/;

const STATUS_FAULTS: Record<string, { readonly code: FaultCode; readonly detail: string }> = {
  O: { code: 'overload', detail: 'above the capacity' },
  U: { code: 'underload', detail: 'below the weighing range' },
  E: { code: 'zero-error', detail: 'the scale cannot zero' },
  I: { code: 'zero-error', detail: 'the scale found no zero when it was switched on' },
  T: { code: 'not-executable', detail: 'the scale cannot tare' },
};

/** Reads one reply, LF and CR included. */
export function decodeFrame(frame: Uint8Array): SmaMessage {
  const text = String.fromCharCode(...frame);
  if (text === '\n?\r') return { kind: 'unknown-command' };
  const [, status, , mode, motion, field, unitField] = FRAME.exec(text) ?? [];
  if (status === undefined || mode === undefined || field === undefined) {
    if (ABOUT.test(text)) return { kind: 'about' };
    return malformed(`not an SMA reply: "${toPrintable(frame)}"`);
  }
  const fault = STATUS_FAULTS[status];
  if (fault !== undefined) return { kind: 'fault', ...fault };
  if (mode === 'T') return { kind: 'tare' };
  const value = NUMBER.exec(field)?.[1];
  if (value === undefined) return malformed(`weight field cannot be read: "${field}"`);
  const unit = MASS_UNITS.find((known) => known.padEnd(3) === unitField);
  if (unit === undefined) {
    return malformed(`unit "${unitField}" is not a mass this program reads: set kg, g or lb`);
  }
  return {
    kind: 'weight',
    value,
    unit,
    stable: motion === ' ',
    // Small letters: the high resolution of `H`.
    basis: mode.toUpperCase() === 'G' ? 'gross' : 'net',
    centreOfZero: status === 'Z',
  };
}
