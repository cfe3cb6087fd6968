import { toMicrograms } from '../../../shared/measure/mass.ts';
import type { MassUnit } from '../../../shared/measure/reading.ts';
import type { SeededRandom } from '../seeded-random.ts';

/** A parcel put down swings this long. */
const SETTLE_MS = 400;
/** Time constant of the swing. */
const SWING_MS = 90;
/** Widest noise of a swinging pan, in increments. */
const NOISE = 8;
/** Zero setting takes up to 2 % of the capacity either side (OIML R 76-1, 4.5.1: at most 4 %). */
const ZERO_RANGE = 0.02;

/** What a simulated scale has on its display. */
export interface Weighing {
  readonly range: 'inside' | 'over' | 'under';
  readonly stable: boolean;
  /** Gross less tare, in increments. */
  readonly net: number;
  /** In increments; 0 when none is set. */
  readonly tare: number;
}

/** A load cell with what its indicator remembers. */
export interface SimulatedLoad {
  place(value: string, unit: MassUnit, nowMs: number): void;
  setFault(fault: 'overload' | 'underload' | 'unstable' | null): void;
  weigh(nowMs: number): Weighing;
  tare(nowMs: number): void;
  clearTare(): void;
  /** False when the load is too large to be taken as zero. */
  zero(nowMs: number): boolean;
}

/** An empty pan at rest; overload begins nine increments above capacity (OIML R 76-1, 4.2.3). */
export function createSimulatedLoad(
  random: SeededRandom,
  capacityG: number,
  incrementG: number,
): SimulatedLoad {
  let from = 0;
  let load = 0;
  let placedAtMs = -Infinity;
  let zeroPoint = 0;
  let tare = 0;
  let fault: 'overload' | 'underload' | 'unstable' | null = null;

  const isStable = (nowMs: number): boolean =>
    fault !== 'unstable' && nowMs >= placedAtMs + SETTLE_MS;
  const onCell = (nowMs: number): number => {
    if (isStable(nowMs)) return load;
    const swing = (from - load) * Math.exp(-(nowMs - placedAtMs) / SWING_MS);
    return load + swing + (random.next() - 0.5) * NOISE * incrementG;
  };
  const gross = (nowMs: number): number => Math.round((onCell(nowMs) - zeroPoint) / incrementG);
  const range = (): Weighing['range'] => {
    if (fault === 'overload' || load > capacityG + 9 * incrementG) return 'over';
    return fault === 'underload' ? 'under' : 'inside';
  };

  return {
    place(value, unit, nowMs) {
      const micrograms = toMicrograms(value, unit);
      if (micrograms === null) return;
      from = load;
      load = micrograms / 1e6;
      placedAtMs = nowMs;
    },
    setFault(name) {
      fault = name;
    },
    weigh: (nowMs) => ({
      range: range(),
      stable: isStable(nowMs),
      net: gross(nowMs) - tare,
      tare,
    }),
    tare(nowMs) {
      tare = gross(nowMs);
    },
    clearTare() {
      tare = 0;
    },
    zero(nowMs) {
      const now = onCell(nowMs);
      if (Math.abs(now) > capacityG * ZERO_RANGE) return false;
      zeroPoint = now;
      tare = 0;
      return true;
    },
  };
}
