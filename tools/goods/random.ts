/** Numbers that look random and are the same each run. */
export interface Random {
  /** From 0 up to 1. */
  next(): number;
  /** From 0 up to `below`, whole. */
  whole(below: number): number;
  pick<T>(of: readonly T[]): T;
}

/** Mulberry32 (Tommy Ettinger, public domain), a small generator of 32 bits. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (below: number): number => Math.floor(next() * below);
  return {
    next,
    whole,
    pick(of) {
      const one = of[whole(of.length)];
      if (one === undefined) throw new Error('nothing to pick from');
      return one;
    },
  };
}
