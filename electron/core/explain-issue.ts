import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

interface Leaf {
  readonly path: readonly PropertyKey[];
  readonly issue: Issue;
}

/** Names of a branch of a union that are not its own. */
function foreign(branch: readonly Issue[]): number {
  return branch.filter(({ code }) => code === 'unrecognized_keys').length;
}

/** How far into what was given the issues of a branch go: the branch that got furthest was meant. */
function depth(branch: readonly Issue[]): number {
  const depths = branch.map(
    (issue) =>
      issue.path.length +
      (issue.code === 'invalid_union' ? Math.max(0, ...issue.errors.map(depth)) : 0),
  );
  return Math.max(0, ...depths);
}

/** Foreign names count most: what fails on the way to a deeper place has at least the names of its own. */
function byNearness(one: readonly Issue[], other: readonly Issue[]): number {
  return foreign(one) - foreign(other) || depth(other) - depth(one) || one.length - other.length;
}

/** The issues of the branch that was meant: a union's own "invalid input" says nothing. */
function leaves(issue: Issue, above: readonly PropertyKey[]): Leaf[] {
  const path = [...above, ...issue.path];
  if (issue.code !== 'invalid_union') return [{ path, issue }];
  const [meant = []] = [...issue.errors].sort(byNearness);
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
