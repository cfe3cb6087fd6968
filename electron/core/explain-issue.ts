import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

interface Leaf {
  readonly path: readonly PropertyKey[];
  readonly issue: Issue;
}

/** All issues below a union's "invalid input", which alone says nothing. */
function leaves(issue: Issue, above: readonly PropertyKey[]): Leaf[] {
  const path = [...above, ...issue.path];
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ path, issue }];
  return issue.errors.flatMap((branch) => branch.flatMap((part) => leaves(part, path)));
}

/** The issue that helps most: our own words first, then what got furthest into the file. */
export function explainIssue(error: z.ZodError): string {
  const all = error.issues.flatMap((issue) => leaves(issue, []));
  const own = all.find(({ issue }) => issue.code === 'custom');
  const deepest = all.reduce<Leaf | undefined>(
    (best, leaf) => (best === undefined || leaf.path.length > best.path.length ? leaf : best),
    undefined,
  );
  const { path = [], issue } = own ?? deepest ?? {};
  return `${path.join('.')}: ${issue?.message ?? 'not valid'}`;
}
