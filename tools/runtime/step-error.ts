/** Progress lines of a long step; the caller decides where they go (prepare.ts: standard error). */
export type Log = (line: string) => void;

interface StepFailure {
  /** What failed, as one sentence. */
  readonly failed: string;
  /** What is untouched, so that nobody starts to clean up by hand. */
  readonly safe: string;
  /** What the reader can do now, with exact commands. */
  readonly next: string;
  readonly cause?: unknown;
}

/** A failed step of the runtime tool: what failed, what is safe, what to do (design.md, 8). */
export class StepError extends Error {
  constructor({ failed, safe, next, cause }: StepFailure) {
    const reason = cause === undefined ? '' : `\n  Reason: ${messageOf(cause)}`;
    super(`${failed}${reason}\n  Safe: ${safe}\n  To do: ${next}`, { cause });
    this.name = 'StepError';
  }
}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
