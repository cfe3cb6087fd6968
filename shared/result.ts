/** The outcome of an operation that may fail for an expected reason. Throwing means a bug. */
export type Result<T, E> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** An expected failure: a stable code for programs, a sentence for people. */
export interface CodedError {
  readonly code: string;
  /** What happened, what is safe, what to do next. */
  readonly message: string;
}

/** Closes a `switch` over a union: a member that is not handled fails the type check. */
export function assertNever(value: never): never {
  throw new Error(`unexpected member: ${JSON.stringify(value)}`);
}
