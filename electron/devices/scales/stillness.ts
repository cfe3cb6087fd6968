/** How long and in how many readings a weight has to stand before it counts as at rest. */
const STILL_MS = 1000;
const STILL_READINGS = 3;

/** Tells rest from motion for scales whose lines do not say it: the printed weight stands still. */
export interface Stillness {
  /**
   * Whether the weight has been the same for a second and three readings.
   * @param nowMs null in a recording without times, in which nothing is known to rest
   */
  isStill(weight: string, nowMs: number | null): boolean;
}

/** Has seen no weight yet. */
export function createStillness(): Stillness {
  let last: string | null = null;
  let sinceMs = 0;
  let lastMs = 0;
  let readings = 0;
  return {
    isStill(weight, nowMs) {
      if (nowMs === null) return false;
      // What happened in a gap is not known.
      const goesOn = weight === last && nowMs - lastMs <= STILL_MS;
      if (!goesOn) {
        last = weight;
        sinceMs = nowMs;
        readings = 0;
      }
      lastMs = nowMs;
      readings += 1;
      return readings >= STILL_READINGS && nowMs - sinceMs >= STILL_MS;
    },
  };
}
