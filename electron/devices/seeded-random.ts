/** Repeatable randomness for simulators; not for secrets. */
export interface SeededRandom {
  /** Uniform in [0, 1). */
  next(): number;
  /** A Poisson-distributed count with the given mean (0 or more). */
  poisson(mean: number): number;
  /** `length` uniform bytes. */
  bytes(length: number): Uint8Array;
}

/** The generator "mulberry32": 32 bits of state, enough for pulses and noise. */
export function createSeededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  // Exponential waiting times: exact for any mean, one draw per pulse.
  const poisson = (mean: number): number => {
    let count = -1;
    for (let elapsed = 0; elapsed <= mean; count += 1) elapsed -= Math.log(1 - next());
    return Math.max(count, 0);
  };
  const bytes = (length: number): Uint8Array =>
    Uint8Array.from({ length }, () => Math.floor(next() * 256));
  return { next, poisson, bytes };
}
