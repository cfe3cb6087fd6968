import type { Identity } from './identity.ts';
import { readS10 } from './s10.ts';
import { readSscc } from './sscc.ts';

const SCHEMES = [readS10, readSscc];

/**
 * Says what a scanned or typed text is. Printed forms have blanks ("RR 473 124 829 US"); the
 * keyboard may give lower case. Text of no known scheme is scheme `unknown` and not valid; it may
 * still be the key of a manifest item (a courier's own number).
 */
export function resolve(text: string): Identity {
  const canonical = text.replace(/\s+/g, '').toUpperCase();
  for (const read of SCHEMES) {
    const identity = read(canonical);
    if (identity !== null) return identity;
  }
  const problem =
    canonical === ''
      ? 'The label is empty.'
      : 'The text is neither a UPU S10 item identifier nor an SSCC.';
  return { scheme: 'unknown', valid: false, canonical, problems: [problem] };
}
