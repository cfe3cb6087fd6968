import type { MassUnit } from '../../../../shared/measure/reading.ts';
import { stripParity } from '../../framing/parity-bit.ts';
import { toPrintable } from '../../framing/wire-bytes.ts';
import { withoutFill } from '../decimal-digits.ts';

/** The bits of a status byte. */
export interface ToledoStatus {
  readonly motion: boolean;
  readonly over: boolean;
  readonly under: boolean;
  readonly centreOfZero: boolean;
  readonly net: boolean;
}

/** What one frame says. */
export type ToledoMessage =
  | {
      readonly kind: 'weight';
      /** As printed, without zeros that fill the field. */
      readonly value: string;
      readonly unit: MassUnit;
      readonly net: boolean;
    }
  | { readonly kind: 'status'; readonly status: ToledoStatus }
  /** Echo mode and the confidence test. */
  | { readonly kind: 'other' }
  | { readonly kind: 'malformed'; readonly detail: string };

/**
 * `STX WW.WW [N] CR` or `STX WW.WWW [N] CR`; a minus sign in front as on Dibal D-POS (devices.md A3:
 * PSC Magellan 8500 manual p. 39 and 45, Brecknell 3700LP p. 11, 67xx p. 71).
 */
// eslint-disable-next-line no-control-regex
const WEIGHT = /^\x02(-?\d\d\.(\d{2,3}))(N?)\r$/;
/** Bit 6 of a status is always one. */
// eslint-disable-next-line no-control-regex
const STATUS = /^\x02\?([@-\x7f])\r$/;
/** `STX E CR`, then whatever is echoed, and `STX F CR`; `STX CR` and a byte: the confidence test. */
// eslint-disable-next-line no-control-regex
const OTHER = /^(?:\x02E|[ -~]*\x02F|\x02[@-\x7f]?)\r$/;

/** The frame carries no unit: pounds have two decimals, kilograms three (the same manuals). */
const unitOf = (decimals: string): MassUnit => (decimals.length === 2 ? 'lb' : 'kg');

/** Status byte: b0 motion, b1 over capacity, b2 under zero, b4 centre of zero, b5 net. */
function readStatus(byte: number): ToledoStatus {
  const has = (bit: number): boolean => ((byte >> bit) & 1) === 1;
  return { motion: has(0), over: has(1), under: has(2), centreOfZero: has(4), net: has(5) };
}

/** Reads one frame, CR included; a parity bit read over an 8-bit line is checked and stripped. */
export function decodeFrame(frame: Uint8Array): ToledoMessage {
  const bytes = stripParity(frame);
  if (bytes === null) return { kind: 'malformed', detail: 'parity bits do not match' };
  const text = String.fromCharCode(...bytes);
  const [, digits, decimals, net] = WEIGHT.exec(text) ?? [];
  if (digits !== undefined && decimals !== undefined) {
    return {
      kind: 'weight',
      value: withoutFill(digits),
      unit: unitOf(decimals),
      net: net === 'N',
    };
  }
  const status = STATUS.exec(text)?.[1];
  if (status !== undefined) return { kind: 'status', status: readStatus(status.charCodeAt(0)) };
  if (OTHER.test(text)) return { kind: 'other' };
  return { kind: 'malformed', detail: `not an 8217 reply: "${toPrintable(bytes)}"` };
}
