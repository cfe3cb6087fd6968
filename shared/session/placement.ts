import type { MassReading } from '../measure/reading.ts';
import { toMicrograms, type Micrograms } from '../measure/mass.ts';

/** A stable mass on the pan, with the reading it came from. */
export interface WeighedMass {
  readonly micrograms: Micrograms;
  readonly reading: MassReading;
  readonly atMs: number;
}

/**
 * One parcel on the pan: zero → load → stable → zero. Serves one item; what lies on the pan when the
 * bench starts, or after a lost scale, belongs to nobody until the pan has been empty once.
 */
export interface Placement {
  readonly number: number;
  /** Latest stable mass of this placement, null while it settles. */
  readonly mass: WeighedMass | null;
  /** When the pan was empty again, null while the parcel is on it. */
  readonly endedAtMs: number | null;
}

export interface Pan {
  readonly state: 'unknown' | 'empty' | 'loaded';
  /** The parcel on the pan, or the last one. */
  readonly placement: Placement | null;
}

export const UNKNOWN_PAN: Pan = { state: 'unknown', placement: null };

/** The scale was lost: nobody knows what happened on the pan meanwhile. */
export function panLost(pan: Pan): Pan {
  return { state: 'unknown', placement: pan.placement };
}

/**
 * Follows the pan through one reading. A mass that is not known to be gross changes nothing: declared
 * and measured masses are compared gross with gross.
 */
export function weigh(pan: Pan, reading: MassReading, zeroBand: Micrograms, atMs: number): Pan {
  const micrograms = toMicrograms(reading.value, reading.unit);
  if (micrograms === null || reading.basis !== 'gross') return pan;
  const empty = Math.abs(micrograms) <= zeroBand;
  if (empty) {
    if (!reading.stable || pan.state === 'empty') return pan;
    const placement =
      pan.state === 'loaded' && pan.placement !== null
        ? { ...pan.placement, endedAtMs: atMs }
        : pan.placement;
    return { state: 'empty', placement };
  }
  if (pan.state === 'unknown' || micrograms < 0) return pan;
  const current =
    pan.state === 'loaded' && pan.placement !== null
      ? pan.placement
      : { number: (pan.placement?.number ?? 0) + 1, mass: null, endedAtMs: null };
  const same = current.mass?.micrograms === micrograms;
  if (pan.state === 'loaded' && (!reading.stable || same)) return pan;
  const mass = reading.stable ? { micrograms, reading, atMs } : null;
  return { state: 'loaded', placement: { ...current, mass } };
}

/**
 * The mass that an item scanned at or before `nowMs` may take: of the parcel on the pan, or of one
 * that left it at most `graceMs` ago; never of placement `servedNumber` or an earlier one.
 */
export function massForItem(
  pan: Pan,
  servedNumber: number,
  graceMs: number,
  nowMs: number,
): { readonly mass: WeighedMass; readonly placement: number } | null {
  const { placement } = pan;
  if (placement === null || placement.mass === null || placement.number <= servedNumber)
    return null;
  if (pan.state === 'unknown') return null;
  if (placement.endedAtMs !== null && nowMs - placement.endedAtMs > graceMs) return null;
  return { mass: placement.mass, placement: placement.number };
}
