import type { CodedError } from '../result.ts';

/** Every call over the bridge is answered with one of these; nothing is thrown across processes. */
export type Envelope<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: CodedError };

/** What main sends to core. */
export interface CoreRequest {
  readonly kind: 'call';
  readonly id: number;
  readonly method: string;
  readonly params: unknown;
}

/** What core sends to main. */
export type CoreMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'reply'; readonly id: number; readonly reply: Envelope<unknown> }
  | { readonly kind: 'event'; readonly event: string; readonly payload: unknown };
