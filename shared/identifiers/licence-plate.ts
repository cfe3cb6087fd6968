import type { Identity } from './identity.ts';
import type { Label } from './label.ts';
import { problem, type Problem } from './problem.ts';
import type { Reading } from './reading.ts';

/** ISO/IEC 15459-1: at most 35 letters and digits, without the data identifier. */
const LONGEST = 35;
/** An issuing agency, a company and a number cannot be shorter. */
const SHORTEST = 4;

/**
 * Issuing agency codes (ISO/IEC 15459-2), longest first; only some of the register. `LE` is published by
 * EDIFICE; the others are from memory, verify.
 */
const ISSUERS: readonly (readonly [code: string, name: string])[] = [
  ['LA', 'JIPDEC'],
  ['LE', 'EDIFICE'],
  ['LH', 'EHIBCC'],
  ['OD', 'Odette'],
  ['RH', 'HIBCC'],
  ['UN', 'Dun & Bradstreet'],
  ['D', 'NATO AC/135'],
  ['J', 'Universal Postal Union'],
];

/** ANSI MH10.8.2: J and 1J to 6J. Without an envelope only where a known agency and a long number follow. */
const BARE =
  /^(?<identifier>[1-6]?J)(?<plate>(?:L[AEH]|OD|RH|UN|J[A-Z]{2})(?=[0-9A-Z]*\d{5})[0-9A-Z]{6,})$/;

function problemsOf(plate: string): readonly Problem[] {
  const problems: Problem[] = [];
  if (!/^[0-9A-Z]+$/.test(plate)) {
    const words = 'A licence plate has letters A to Z and digits only.';
    problems.push(problem('plate-format', words));
  }
  const { length } = plate;
  if (length < SHORTEST || length > LONGEST) {
    const words = `A licence plate has ${SHORTEST} to ${LONGEST} characters; this has ${length}.`;
    problems.push(problem('plate-length', words));
  }
  return problems;
}

/**
 * The identity of an ISO/IEC 15459 licence plate. It has no check digit, so only a manifest can vouch for it.
 *
 * @param plate upper case without blanks, without its data identifier
 * @param identifier data identifier, J or 1J to 6J
 */
export function plateIdentity(plate: string, identifier: string): Identity {
  const wrong = problemsOf(plate);
  const base = { scheme: 'iso15459', canonical: plate } as const;
  if (wrong.length > 0) return { ...base, valid: false, problems: wrong, names: 'maybe-parcel' };
  const issuer = /^\d/.test(plate)
    ? (['GS1', plate.charAt(0)] as const)
    : ISSUERS.map(([code, name]) => [name, code] as const).find(([, code]) =>
        plate.startsWith(code),
      );
  const words = 'A licence plate has no check digit: a misread character is not noticed.';
  const unknown = `The issuing agency of ${plate.slice(0, 3)}… is not in the table of the station.`;
  const problems = [
    ...(issuer === undefined ? [problem('issuer-unknown', unknown)] : []),
    problem('unchecked', words),
  ];
  const told = issuer === undefined ? {} : { issuer: issuer[1], issuerName: issuer[0] };
  return {
    ...{ ...base, valid: true, problems, names: 'maybe-parcel' },
    fields: { dataIdentifier: identifier, ...told },
  };
}

/** Reads a licence plate that stands by itself, with its data identifier; null when the label is none. */
export function readPlate({ key }: Label): Reading | null {
  const { identifier, plate } = BARE.exec(key)?.groups ?? {};
  if (identifier === undefined || plate === undefined) return null;
  // The data identifier stays: a manifest may have it.
  const identity = { ...plateIdentity(plate, identifier), canonical: key };
  return { identity, strength: identity.valid ? 'unchecked' : 'refused' };
}
