import { quotedText } from './quoted-text.ts';
import type { RejectedRow } from './settle-items.ts';

const MOST_LISTED = 1_000;

/** Counts rejected rows and lists the first thousand of the file, in whatever order they are found. */
export function createRejections() {
  let rejected: RejectedRow[] = [];
  let rejectedTotal = 0;
  const first = (): RejectedRow[] =>
    rejected.toSorted((one, other) => one.line - other.line).slice(0, MOST_LISTED);
  return {
    add({ line, reason }: RejectedRow): void {
      rejectedTotal += 1;
      rejected.push({ line, reason: quotedText(reason) });
      // A bad file may have millions: only so many are ever held.
      if (rejected.length === 2 * MOST_LISTED) rejected = first();
    },
    result: () => ({ rejected: first(), rejectedTotal }),
  };
}
