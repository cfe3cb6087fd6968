import type { z } from 'zod';

/** Parameters and answer of calls by name. */
type Contract = Readonly<Record<string, { readonly params: z.ZodType; readonly reply: z.ZodType }>>;

/** One function for each call of a contract; what they throw is answered as an error. */
export type HandlersOf<C extends Contract> = {
  readonly [M in keyof C]: (params: z.output<C[M]['params']>) => z.input<C[M]['reply']>;
};
