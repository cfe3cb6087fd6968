import { choose } from './choose.ts';
import { readCouriers } from './couriers.ts';
import { licencePlates, readEnvelope } from './envelope.ts';
import type { EnvelopeFormat, LicencePlate } from './envelope.ts';
import { GS } from './gs1-elements.ts';
import { readBareGtin, readGs1 } from './gs1.ts';
import { namesParcel } from './identity.ts';
import type { Identity } from './identity.ts';
import { keyboardLayoutProblem } from './keyboard-layout.ts';
import { readLabel, visibleKey, type Label } from './label.ts';
import { plateIdentity, readPlate } from './licence-plate.ts';
import { problem, type Problem } from './problem.ts';
import { byStrength, type Reading, type Strength } from './reading.ts';
import { readReceptacle } from './receptacle.ts';
import { readS10 } from './s10.ts';
import { readSscc } from './sscc.ts';
import { readWaybill } from './waybill.ts';

function reading(identity: Identity | null, strength: Strength): Reading | null {
  return identity === null ? null : { identity, strength };
}

/** A label that says what it is: S10 by its form, GS1 by symbology, separator or brackets. */
function readPlain(label: Label): Identity | null {
  const s10 = readS10(label);
  if (s10 !== null) return s10;
  const gs1 = readGs1(label);
  return gs1 === null ? null : (courierInside(gs1) ?? gs1);
}

/** AI 420 and 421 are postcodes, 90 to 99 a company's own. */
const INTERNAL = /^(?:42[01]|9\d)$/;

/** USPS and FedEx put their numbers into elements that name nothing. */
function courierInside({ names, elements }: Identity): Identity | null {
  if (names !== 'nothing' || elements === undefined) return null;
  if (!elements.every(({ ai }) => INTERNAL.test(ai))) return null;
  const key = elements.map(({ ai, value }) => ai + value).join('');
  const own = readCouriers({ key })
    .toSorted(byStrength)
    .find(({ strength }) => strength === 'unmistakable' || strength === 'refused');
  return own === undefined ? null : { ...own.identity, elements };
}

function readBareSscc(label: Label): Reading | null {
  const identity = readSscc(label);
  return reading(identity, identity?.valid === true ? 'unmistakable' : 'refused');
}

/** Each reads a label that may be several things. Of equally strong readings the first counts. */
const SCHEMES: readonly ((label: Label) => Reading | null | readonly Reading[])[] = [
  readReceptacle,
  readBareSscc,
  readPlate,
  readWaybill,
  readCouriers,
  (label) => reading(readBareGtin(label), 'checked'),
];

function readAll(label: Label): readonly Reading[] {
  return SCHEMES.flatMap((read) => read(label) ?? []);
}

function whyUnknown(label: Label): Problem {
  const { key } = label;
  if (key === '') return problem('empty', 'The label is empty.');
  const shown = visibleKey(label);
  if (shown !== key) {
    const words = `The label has characters that cannot be seen: ${shown}`;
    return problem('hidden-characters', words);
  }
  const words = 'The text is no identifier that the station knows, such as UPU S10, SSCC or GS1.';
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

function readEnvelopedPlate({ identifier, number }: LicencePlate): Identity {
  const label = readLabel(number, null);
  const plain = readPlain(label);
  if (plain !== null) return plain;
  const [best] = readAll(label).toSorted(byStrength);
  // A courier's own number says more than the plate; bare digits say less.
  const own = ['unmistakable', 'unchecked', 'refused'];
  return best !== undefined && own.includes(best.strength)
    ? best.identity
    : plateIdentity(visibleKey(label), identifier);
}

/** What one format of an envelope identifies; nothing when the station does not read it. */
function readFormat({ format, elements }: EnvelopeFormat): readonly Identity[] {
  if (format === '06') return licencePlates(elements).map(readEnvelopedPlate);
  if (format !== '05') return [];
  const text = elements.join(GS);
  const symbology = { name: 'ISO/IEC 15434, format 05', content: 'gs1' } as const;
  const identity = readGs1({ text, key: text, symbology });
  return identity === null ? [] : [identity];
}

/** The identifier inside an envelope, a parcel's before any other. Of two parcels' it is neither. */
function readEnveloped(label: Label): Identity | null {
  const formats = readEnvelope(label.text);
  if (formats === null) return null;
  if (formats === 'broken') {
    const words = 'The label is an ISO/IEC 15434 envelope that is not whole. Scan it again.';
    return unknown(label, problem('envelope-broken', words));
  }
  const found = formats.flatMap(readFormat);
  const parcels = found.filter(
    (identity) => namesParcel(identity) || identity.names === 'maybe-parcel',
  );
  const numbers = [...new Set(parcels.map(({ canonical }) => canonical))];
  if (numbers.length > 1) {
    const words =
      `The label is an ISO/IEC 15434 envelope with the numbers of ${numbers.length} parcels. ` +
      'Scan another label of this parcel.';
    return unknown(label, problem('several-parcels', words));
  }
  const words =
    'The label is an ISO/IEC 15434 envelope without the number of a parcel. Scan another label.';
  return parcels[0] ?? found[0] ?? unknown(label, problem('names-no-parcel', words));
}

/**
 * Says what a scanned or typed text is. Printed forms have blanks ("RR 473 124 829 US"); the
 * keyboard may give lower case. Where several schemes fit, the strongest reading counts (`reading.ts`),
 * then the order of the schemes; the others are its `alternatives`, and one that is as strong is a problem
 * `ambiguous`. Text of no known scheme is scheme `unknown` and not valid; it may still be the key of a
 * manifest item (a courier's own number), unless it has hidden characters: those are shown as `<U+202E>`,
 * and no manifest item has such an id. Never throws; takes time in proportion to the text.
 *
 * @param aim symbology identifier (ISO/IEC 15424, `]C1`) that the reader's protocol took off; null
 *   when it sent none or when it stands in the text
 */
export function resolve(text: string, aim: string | null = null): Identity {
  const label = readLabel(text, aim);
  return (
    readEnveloped(label) ??
    readPlain(label) ??
    choose(readAll(label), unknown(label, whyUnknown(label)))
  );
}
