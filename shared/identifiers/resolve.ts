import { readGs1 } from './gs1.ts';
import type { Identity } from './identity.ts';
import { keyboardLayoutProblem } from './keyboard-layout.ts';
import { readLabel, visibleKey, type Label } from './label.ts';
import { problem, type Problem } from './problem.ts';
import { readS10 } from './s10.ts';
import { readSscc } from './sscc.ts';

/**
 * Each reads a label as its scheme, or says null when it is none. The first one that reads it counts:
 * what a label announces goes before what its digits could be.
 */
const SCHEMES: readonly ((label: Label) => Identity | null)[] = [readS10, readGs1, readSscc];

function whyUnknown(label: Label): Problem {
  const { key } = label;
  if (key === '') return problem('empty', 'The label is empty.');
  const shown = visibleKey(label);
  if (shown !== key) {
    const words = `The label has characters that cannot be seen: ${shown}`;
    return problem('hidden-characters', words);
  }
  const words = 'The text is no UPU S10 item identifier, no SSCC and no GS1 label.';
  return keyboardLayoutProblem(key) ?? problem('no-known-scheme', words);
}

/**
 * Says what a scanned or typed text is. Printed forms have blanks ("RR 473 124 829 US"); the
 * keyboard may give lower case. Text of no known scheme is scheme `unknown` and not valid; it may
 * still be the key of a manifest item (a courier's own number), unless it has hidden characters:
 * those are shown as `<U+202E>`, and no manifest item has such an id.
 *
 * @param aim symbology identifier (ISO/IEC 15424, `]C1`) that the reader's protocol took off; null
 *   when it sent none or when it stands in the text
 */
export function resolve(text: string, aim: string | null = null): Identity {
  const label = readLabel(text, aim);
  for (const read of SCHEMES) {
    const identity = read(label);
    if (identity !== null) return identity;
  }
  return {
    scheme: 'unknown',
    valid: false,
    canonical: visibleKey(label),
    problems: [whyUnknown(label)],
    names: 'nothing',
  };
}
