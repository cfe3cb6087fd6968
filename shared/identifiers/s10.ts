import { isAssignedCountry } from './countries.ts';
import type { Identity } from './identity.ts';
import type { Label } from './label.ts';
import { problem, type Problem } from './problem.ts';

/** UPU S10-12: two letters, eight digits, check digit, two letters of the issuing country. */
const S10 = /^(?<service>[A-Z]{2})(?<serial>\d{8})(?<check>\d)(?<country>[A-Z]{2})$/;
/** The same thirteen places, with letters that a hurried reader takes for digits. */
const S10_LOOKALIKE = /^[A-Z]{2}[\dOIL]{9}[A-Z]{2}$/;
/** UPU S10-12, check digit: weights of the eight serial digits. */
const WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7];
/** First letters that S10-12 reserves or never assigns. */
const RESERVED_SERVICES = new Set(['J', 'K', 'S', 'T', 'W']);

/** Check digit of an S10 serial: 11 - (weighted sum mod 11); 10 becomes 0, 11 becomes 5. */
export function s10CheckDigit(serial: string): string {
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(serial[place]), 0);
  const digit = 11 - (sum % 11);
  if (digit === 10) return '0';
  return digit === 11 ? '5' : String(digit);
}

/** Reads a UPU S10 item identifier; null when the label does not look like one. */
export function readS10({ key }: Label): Identity | null {
  const base = { scheme: 's10', canonical: key, names: 'parcel' } as const;
  const parts = S10.exec(key)?.groups;
  if (parts === undefined) {
    if (!S10_LOOKALIKE.test(key)) return null;
    const words =
      'A letter stands where S10 has a digit; letter O for 0 or letter I or L for 1 is likely.';
    return { ...base, valid: false, problems: [problem('letter-for-digit', words)] };
  }
  const { service = '', serial = '', check = '', country = '' } = parts;
  const expected = s10CheckDigit(serial);
  if (check !== expected) {
    const words = `The check digit is ${check}, but ${expected} fits serial number ${serial}.`;
    return { ...base, valid: false, problems: [problem('check-digit', words)], expected };
  }
  const problems: Problem[] = [];
  if (!isAssignedCountry(country)) {
    const words = `${country} is not an assigned country code; it may be a special operator.`;
    problems.push(problem('country-unknown', words));
  }
  if (RESERVED_SERVICES.has(service.charAt(0))) {
    const words = `${service} is not an assigned service indicator.`;
    problems.push(problem('service-unknown', words));
  }
  return { ...base, valid: true, problems };
}
