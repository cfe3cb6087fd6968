import type { z } from 'zod';

/** Parameters and answer of calls by name. */
type Contract = Readonly<Record<string, { readonly params: z.ZodType; readonly reply: z.ZodType }>>;

/**
 * One function for each call of a contract; what they throw, or reject with, is answered as an error. The
 * answers of `Slow` are worked out by a thread.
 */
export type HandlersOf<C extends Contract, Slow extends keyof C = never> = {
  readonly [M in keyof C]: (
    params: z.output<C[M]['params']>,
  ) => M extends Slow ? Promise<z.input<C[M]['reply']>> : z.input<C[M]['reply']>;
};
