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
  /** Stable mass now; null while it settles and after a reading that was none. */
  readonly mass: WeighedMass | null;
  /** Latest stable mass, also of a parcel that has been lifted meanwhile. */
  readonly settled: WeighedMass | null;
  /** When the pan was empty again, null while the parcel is on it. */
  readonly endedAtMs: number | null;
}

export interface Pan {
  readonly state: 'unknown' | 'empty' | 'loaded';
  /** The parcel on the pan, or the last one. */
  readonly placement: Placement | null;
}

export const UNKNOWN_PAN: Pan = { state: 'unknown', placement: null };

/** Whether the parcel on the pan is the same as before and at rest, then and now. */
export function isWeighedAgain(before: Pan, after: Pan): boolean {
  const [then, now] = [before.placement, after.placement];
  const loaded = before.state === 'loaded' && after.state === 'loaded';
  if (!loaded || then === null || now === null) return false;
  return then.number === now.number && then.mass !== null && now.mass !== null;
}

/** The scale was lost: nobody knows what happened on the pan meanwhile. */
export function panLost(pan: Pan): Pan {
  return { state: 'unknown', placement: pan.placement };
}

/** A reading that was no mass: what was weighed before it says nothing any more. */
export function massLost(pan: Pan): Pan {
  const { state, placement } = pan;
  if (state !== 'loaded' || placement === null) return pan;
  if (placement.mass === null && placement.settled === null) return pan;
  return { state, placement: { ...placement, mass: null, settled: null } };
}

/** The mass now is not known; what was settled before still is. */
function unsettled(pan: Pan): Pan {
  const { state, placement } = pan;
  if (state !== 'loaded' || placement === null || placement.mass === null) return pan;
  return { state, placement: { ...placement, mass: null } };
}

function emptied(pan: Pan, atMs: number): Pan {
  const { placement } = pan;
  const ended = pan.state === 'loaded' && placement !== null;
  return { state: 'empty', placement: ended ? { ...placement, endedAtMs: atMs } : placement };
}

/**
 * Follows the pan through one reading. A mass that is not known to be gross is no mass: declared and
 * measured masses are compared gross with gross.
 */
export function weigh(pan: Pan, reading: MassReading, zeroBand: Micrograms, atMs: number): Pan {
  const micrograms = toMicrograms(reading.value, reading.unit);
  // Whether the zero of a lifted parcel is gross, the driver has yet to ask.
  if (micrograms !== null && reading.basis === 'unknown') return unsettled(pan);
  if (micrograms === null || reading.basis !== 'gross') return massLost(pan);
  if (Math.abs(micrograms) <= zeroBand) {
    return reading.stable && pan.state !== 'empty' ? emptied(pan, atMs) : pan;
  }
  if (pan.state === 'unknown') return pan;
  if (micrograms < 0) return massLost(pan);
  const current: Placement =
    pan.state === 'loaded' && pan.placement !== null
      ? pan.placement
      : { number: (pan.placement?.number ?? 0) + 1, mass: null, settled: null, endedAtMs: null };
  if (!reading.stable) {
    const unchanged = pan.state === 'loaded' && current.mass === null;
    return unchanged ? pan : { state: 'loaded', placement: { ...current, mass: null } };
  }
  if (pan.state === 'loaded' && current.mass?.micrograms === micrograms) return pan;
  const mass = { micrograms, reading, atMs };
  return { state: 'loaded', placement: { ...current, mass, settled: mass } };
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
  if (placement === null || placement.number <= servedNumber || pan.state === 'unknown')
    return null;
  const lifted = placement.endedAtMs !== null;
  if (lifted && nowMs - placement.endedAtMs > graceMs) return null;
  const mass = lifted ? placement.settled : placement.mass;
  return mass === null ? null : { mass, placement: placement.number };
}
