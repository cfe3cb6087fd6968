import { licencePlate, readEnvelope } from './envelope.ts';
import type { EnvelopeFormat } from './envelope.ts';
import { GS } from './gs1-elements.ts';
import { readGs1 } from './gs1.ts';
import { namesParcel } from './identity.ts';
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
const SCHEMES: readonly ((label: Label) => Identity | null)[] = [
  readEnveloped,
  readS10,
  readGs1,
  readSscc,
];

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

function unknown(label: Label, why: Problem): Identity {
  return {
    scheme: 'unknown',
    valid: false,
    canonical: visibleKey(label),
    problems: [why],
    names: 'nothing',
  };
}

/** What one format of an envelope identifies; null when the station does not read it. */
function readFormat({ format, elements }: EnvelopeFormat): Identity | null {
  if (format === '05') {
    const text = elements.join(GS);
    const symbology = { name: 'ISO/IEC 15434, format 05', content: 'gs1' } as const;
    return readGs1({ text, key: text, symbology });
  }
  const plate = format === '06' ? licencePlate(elements) : null;
  return plate === null ? null : resolve(plate);
}

/** The identifier inside an envelope, a parcel's own before any other. */
function readEnveloped(label: Label): Identity | null {
  const formats = readEnvelope(label.text);
  if (formats === null) return null;
  if (formats === 'broken') {
    const words = 'The label is an ISO/IEC 15434 envelope that is not whole. Scan it again.';
    return unknown(label, problem('envelope-broken', words));
  }
  const found = formats.map(readFormat).filter((identity) => identity !== null);
  const words =
    'The label is an ISO/IEC 15434 envelope without the number of a parcel. Scan another label.';
  return found.find(namesParcel) ?? found[0] ?? unknown(label, problem('names-no-parcel', words));
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
  return unknown(label, whyUnknown(label));
}
