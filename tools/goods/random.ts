import { seeded } from '../seeded.ts';

/** Numbers that look random and are the same each run. */
export interface Random {
  /** From 0 up to 1. */
  next(): number;
  /** From 0 up to `below`, whole. */
  whole(below: number): number;
  pick<T>(of: readonly T[]): T;
}

export function randomOf(seed: number): Random {
  const next = seeded(seed);
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
