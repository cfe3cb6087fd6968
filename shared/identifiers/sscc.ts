import { wrongCheckDigit } from './gs1-check-digit.ts';
import type { Identity } from './identity.ts';
import type { Label } from './label.ts';
import { problem, type Problem } from './problem.ts';

/**
 * The identity of an SSCC.
 *
 * @param digits all 18
 * @param problems findings about the rest of its label; a wrong check digit is among them already
 *   when the label was taken apart
 */
export function ssccIdentity(digits: string, problems: readonly Problem[]): Identity {
  const base = { scheme: 'sscc', canonical: digits, problems, names: 'parcel' } as const;
  const expected = wrongCheckDigit(digits);
  return expected === null ? { ...base, valid: true } : { ...base, valid: false, expected };
}

/**
 * Reads a bare SSCC, with or without the digits of its application identifier 00; else null. 18 digits
 * alone with a wrong check digit may be a courier's own number: of those the manifest has to say.
 */
export function readSscc({ key }: Label): Identity | null {
  const { announced, digits } = /^(?<announced>00)?(?<digits>\d{18})$/.exec(key)?.groups ?? {};
  if (digits === undefined) return null;
  const expected = wrongCheckDigit(digits);
  const words = `The check digit is ${digits.slice(-1)}, but ${expected} fits these digits.`;
  const identity = ssccIdentity(digits, expected === null ? [] : [problem('check-digit', words)]);
  return identity.valid || announced !== undefined
    ? identity
    : { ...identity, names: 'maybe-parcel' };
}
