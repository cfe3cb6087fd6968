import { itemKey } from '../manifest/item-key.ts';
import { showHidden } from './hidden-characters.ts';
import type { Identity } from './identity.ts';
import { readS10 } from './s10.ts';
import { readSscc } from './sscc.ts';

const SCHEMES = [readS10, readSscc];
/** Characters that are shown of a label that is no identifier. */
const SHOWN = 100;

/**
 * Says what a scanned or typed text is. Printed forms have blanks ("RR 473 124 829 US"); the
 * keyboard may give lower case. Text of no known scheme is scheme `unknown` and not valid; it may
 * still be the key of a manifest item (a courier's own number), unless it has hidden characters:
 * those are shown as `<U+202E>`, and no manifest item has such an id.
 */
export function resolve(text: string): Identity {
  const key = itemKey(text);
  const shown = showHidden(key);
  if (shown !== key) {
    const canonical = shown.slice(0, SHOWN);
    const problem = `The label has characters that cannot be seen: ${canonical}`;
    return { scheme: 'unknown', valid: false, canonical, problems: [problem] };
  }
  for (const read of SCHEMES) {
    const identity = read(key);
    if (identity !== null) return identity;
  }
  const problem =
    key === ''
      ? 'The label is empty.'
      : 'The text is neither a UPU S10 item identifier nor an SSCC.';
  return { scheme: 'unknown', valid: false, canonical: key, problems: [problem] };
}
