import { toMicrograms } from '../../../../shared/measure/mass.ts';
import type { MassUnit } from '../../../../shared/measure/reading.ts';
import type { SeededRandom } from '../../seeded-random.ts';

/** Capacity in grams; nine increments above it the scale shows overload (OIML R 76-1, 4.2.3). */
const CAPACITY_G = 31_500;
const INCREMENT_G = 0.1;
const OVERLOAD_G = CAPACITY_G + 9 * INCREMENT_G;
/** A parcel put down swings this long. */
const SETTLE_MS = 400;
/** Time constant of the swing. */
const SWING_MS = 90;
/** Zero setting takes up to 2 % of the capacity either side (OIML R 76-1, 4.5.1: at most 4 %). */
const ZERO_RANGE_G = CAPACITY_G * 0.02;

/** What a simulated load cell and its display know; all weights in grams. */
export interface Pan {
  place(value: string, unit: MassUnit, nowMs: number): void;
  setFault(fault: 'overload' | 'underload' | 'unstable' | null): void;
  range(): 'inside' | 'over' | 'under';
  isStable(nowMs: number): boolean;
  /** When the swing ends; Infinity when it never does. */
  settlesAtMs(): number;
  /** Net weight and unit as the ten-character field. */
  display(nowMs: number): string;
  /** Net weight on the display. */
  netGrams(nowMs: number): number;
  tareField(): string;
  tare(nowMs: number): void;
  presetTare(grams: number): void;
  clearTare(): void;
  zero(nowMs: number): 'done' | 'above' | 'below';
}

const round = (grams: number): number => Math.round(grams / INCREMENT_G) * INCREMENT_G;

function field(grams: number): string {
  const text = grams.toFixed(1);
  return `${(text === '-0.0' ? '0.0' : text).padStart(10)} g`;
}

/** An empty pan at rest. */
export function createPan(random: SeededRandom): Pan {
  let from = 0;
  let load = 0;
  let placedAtMs = -Infinity;
  let zeroOffset = 0;
  let tare = 0;
  let fault: 'overload' | 'underload' | 'unstable' | null = null;

  const settlesAtMs = (): number => (fault === 'unstable' ? Infinity : placedAtMs + SETTLE_MS);
  const isStable = (nowMs: number): boolean => nowMs >= settlesAtMs();
  const gross = (nowMs: number): number => {
    if (isStable(nowMs)) return load - zeroOffset;
    const swing = (from - load) * Math.exp(-(nowMs - placedAtMs) / SWING_MS);
    return load + swing - zeroOffset + (random.next() - 0.5) * 10 * INCREMENT_G;
  };

  const netGrams = (nowMs: number): number => round(gross(nowMs)) - tare;

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
    range() {
      if (fault === 'overload' || load > OVERLOAD_G) return 'over';
      return fault === 'underload' ? 'under' : 'inside';
    },
    isStable,
    settlesAtMs,
    display: (nowMs) => field(netGrams(nowMs)),
    netGrams,
    tareField: () => field(tare),
    tare(nowMs) {
      tare = round(gross(nowMs));
    },
    presetTare(grams) {
      tare = round(grams);
    },
    clearTare() {
      tare = 0;
    },
    zero(nowMs) {
      const now = gross(nowMs) + zeroOffset;
      if (Math.abs(now) > ZERO_RANGE_G) return now > 0 ? 'above' : 'below';
      zeroOffset = now;
      tare = 0;
      return 'done';
    },
  };
}
