import { toMicrograms } from '../../../shared/measure/mass.ts';
import type { MassUnit } from '../../../shared/measure/reading.ts';
import type { SeededRandom } from '../seeded-random.ts';

/** A parcel put down swings this long. */
const SETTLE_MS = 400;
/** Time constant of the swing. */
const SWING_MS = 90;
/** Zero setting takes up to 2 % of the capacity either side (OIML R 76-1, 4.5.1: at most 4 %). */
const ZERO_RANGE = 0.02;

/** A load cell and its display. */
export interface PanOptions {
  /** In `unit`; nine increments above it the scale shows overload (OIML R 76-1, 4.2.3). */
  readonly capacity: number;
  /** In `unit`. */
  readonly increment: number;
  readonly unit: MassUnit;
}

/** What a simulated load cell and its display know; all weights in the display's unit. */
export interface Pan {
  place(value: string, unit: MassUnit, nowMs: number): void;
  setFault(fault: 'overload' | 'underload' | 'unstable' | null): void;
  range(): 'inside' | 'over' | 'under';
  isStable(nowMs: number): boolean;
  /** When the swing ends; Infinity when it never does. */
  settlesAtMs(): number;
  /** On the display, rounded to the increment. */
  net(nowMs: number): number;
  /** Zero when nothing is tared. */
  tareWeight(): number;
  tare(nowMs: number): void;
  presetTare(weight: number): void;
  clearTare(): void;
  zero(nowMs: number): 'done' | 'above' | 'below';
}

/** An empty pan at rest. */
export function createPan(random: SeededRandom, options: PanOptions): Pan {
  const { capacity, increment } = options;
  const microgramsPerUnit = Number(toMicrograms('1', options.unit));
  let from = 0;
  let load = 0;
  let placedAtMs = -Infinity;
  let zeroOffset = 0;
  let tare = 0;
  let fault: 'overload' | 'underload' | 'unstable' | null = null;

  // Without `+ 0` a small negative weight would be printed as -0.
  const round = (weight: number): number => Math.round(weight / increment) * increment + 0;
  const settlesAtMs = (): number => (fault === 'unstable' ? Infinity : placedAtMs + SETTLE_MS);
  const isStable = (nowMs: number): boolean => nowMs >= settlesAtMs();
  const gross = (nowMs: number): number => {
    if (isStable(nowMs)) return load - zeroOffset;
    const swing = (from - load) * Math.exp(-(nowMs - placedAtMs) / SWING_MS);
    return load + swing - zeroOffset + (random.next() - 0.5) * 10 * increment;
  };

  return {
    place(value, unit, nowMs) {
      const micrograms = toMicrograms(value, unit);
      if (micrograms === null) return;
      from = load;
      load = micrograms / microgramsPerUnit;
      placedAtMs = nowMs;
    },
    setFault(name) {
      fault = name;
    },
    range() {
      if (fault === 'overload' || load > capacity + 9 * increment) return 'over';
      return fault === 'underload' ? 'under' : 'inside';
    },
    isStable,
    settlesAtMs,
    net: (nowMs) => round(round(gross(nowMs)) - tare),
    tareWeight: () => tare,
    tare(nowMs) {
      tare = round(gross(nowMs));
    },
    presetTare(weight) {
      tare = round(weight);
    },
    clearTare() {
      tare = 0;
    },
    zero(nowMs) {
      const now = gross(nowMs) + zeroOffset;
      if (Math.abs(now) > capacity * ZERO_RANGE) return now > 0 ? 'above' : 'below';
      zeroOffset = now;
      tare = 0;
      return 'done';
    },
  };
}
