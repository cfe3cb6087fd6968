import type { CodedError } from '../../shared/result.ts';

/** An expected failure as it is; anything else is a bug, and says so without its details. */
export function toCodedError(error: unknown): CodedError {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    return { code: error.code, message: error.message };
  }
  const text = error instanceof Error ? error.message : String(error);
  return {
    code: 'internal',
    message: `The action was not carried out (${text}). Records made before it are safe.`,
  };
}
