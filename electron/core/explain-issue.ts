import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

interface Leaf {
  readonly path: readonly PropertyKey[];
  readonly issue: Issue;
}

/** How far a branch of a union is from what was given: foreign names count most. */
function distance(branch: readonly Issue[]): number {
  const foreign = branch.filter(({ code }) => code === 'unrecognized_keys').length;
  return foreign * 100 + branch.length;
}

/** The issues of the branch that was meant: a union's own "invalid input" says nothing. */
function leaves(issue: Issue, above: readonly PropertyKey[]): Leaf[] {
  const path = [...above, ...issue.path];
  if (issue.code !== 'invalid_union') return [{ path, issue }];
  const [meant = []] = [...issue.errors].sort((one, other) => distance(one) - distance(other));
  return meant.length === 0 ? [{ path, issue }] : meant.flatMap((part) => leaves(part, path));
}

function inWords({ path, issue }: Leaf): string {
  if (path.length > 0) return `${path.join('.')}: ${issue.message}`;
  return issue.code === 'invalid_type' ? 'it is not a map of names and values' : issue.message;
}

/** Place and reason of every issue, in words. */
export function explainIssues(error: z.ZodError): readonly string[] {
  return error.issues.flatMap((issue) => leaves(issue, []).map(inWords));
}

/** Place and reason of the first issue, in words. */
export function explainIssue(error: z.ZodError): string {
  return explainIssues(error)[0] ?? 'it is not valid';
}
