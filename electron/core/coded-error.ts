import { z } from 'zod';
import type { CodedError } from '../../shared/result.ts';
import { explainIssue } from './explain-issue.ts';

/** Characters of a foreign error that are worth showing. */
const SHOWN = 200;

function sentence(error: unknown): string {
  // The text of such an error is the list of all its issues as JSON.
  const text = error instanceof z.ZodError ? explainIssue(error) : toText(error);
  const [first = ''] = text.split(/[\r\n]/, 1);
  return first.length > SHOWN ? `${first.slice(0, SHOWN)} …` : first;
}

function toText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** An expected failure as it is; anything else is a bug, and says so in one sentence. */
export function toCodedError(error: unknown): CodedError {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    return { code: error.code, message: error.message };
  }
  return {
    code: 'internal',
    message: `The action was not carried out (${sentence(error)}). Records made before it are safe.`,
  };
}
