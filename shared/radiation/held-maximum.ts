import type { Counted } from './evidence.ts';
import { poissonUpperTail } from './statistics.ts';

/** The highest mean that a survey has seen, and where. */
export interface HeldMaximum<Face> {
  readonly face: Face;
  readonly counted: Counted;
  /** 95 % limits of the rate in counts per second, of this window for itself. */
  readonly low: number;
  readonly high: number;
}

/** What is held, and the latest readings of the face at hand, oldest first. */
export interface MaximumHold<Face> {
  readonly held: HeldMaximum<Face> | null;
  readonly face: Face | null;
  readonly recent: readonly Counted[];
}

/** Before the first reading. */
export function startHold<Face>(): MaximumHold<Face> {
  return { held: null, face: null, recent: [] };
}

const TAIL = 0.025;

/** Mean at which `counts` or more have the probability `chance`. */
function meanFor(counts: number, chance: number): number {
  let [low, high] = [0, counts + 10 * Math.sqrt(counts) + 30];
  while (high - low > 1e-9 * (high + 1)) {
    const mean = (low + high) / 2;
    if (poissonUpperTail(counts, mean) < chance) low = mean;
    else high = mean;
  }
  return high;
}

/** Exact limits of a Poisson mean (Garwood 1936), in counts per second. */
function limitsOf({ counts, seconds }: Counted): { readonly low: number; readonly high: number } {
  const low = counts === 0 ? 0 : meanFor(counts, TAIL) / seconds;
  return { low, high: meanFor(counts + 1, 1 - TAIL) / seconds };
}

/**
 * Adds a reading at a face. Means are over the latest whole readings that cover `windowS` seconds or
 * more, of one face only. The highest of many windows is above the true maximum more often than its own
 * limits say: it tells where to measure, and a dwell there tells how much.
 */
export function holdMaximum<Face>(
  hold: MaximumHold<Face>,
  next: Counted,
  face: Face,
  windowS: number,
): MaximumHold<Face> {
  const recent = [...(face === hold.face ? hold.recent : []), next];
  let counted: Counted = { counts: 0, seconds: 0 };
  let from = recent.length;
  for (; from > 0 && counted.seconds < windowS; from -= 1) {
    const { counts, seconds } = recent[from - 1] ?? next;
    counted = { counts: counted.counts + counts, seconds: counted.seconds + seconds };
  }
  const now = { held: hold.held, face, recent: recent.slice(from) };
  if (counted.seconds < windowS) return now;
  const before = hold.held?.counted;
  const isHigher =
    before === undefined || counted.counts / counted.seconds > before.counts / before.seconds;
  return isHigher ? { ...now, held: { face, counted, ...limitsOf(counted) } } : now;
}
