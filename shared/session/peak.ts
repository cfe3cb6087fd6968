import type { Distance } from './events.ts';

interface Peaks {
  /** Highest mean dose rate seen in uSv/h. */
  readonly peak: number | null;
  /** The same at 1 m or at a distance that nobody knows, which counts as the worse. */
  readonly peakAway: number | null;
}

function highest(peak: number | null, rate: number): number {
  return peak === null ? rate : Math.max(peak, rate);
}

/** The state after a dose rate in uSv/h that was seen at a distance. */
export function withRate<S extends Peaks>(state: S, rate: number, distance: Distance): S {
  const peakAway = distance === 'contact' ? state.peakAway : highest(state.peakAway, rate);
  return { ...state, peak: highest(state.peak, rate), peakAway };
}
