import type { Identity } from './identity.ts';

/** GS1 General Specifications, 7.9: mod-10 with weights 3 and 1 from the right. */
export function gs1CheckDigit(digits: string): string {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 3 : 1), 0);
  return String((10 - (sum % 10)) % 10);
}

/** Reads an SSCC, with or without its application identifier (00); null when it is none. */
export function readSscc(text: string): Identity | null {
  const digits = /^(?:\(00\)|00)?(\d{18})$/.exec(text)?.[1];
  if (digits === undefined) return null;
  const check = digits.slice(-1);
  const expected = gs1CheckDigit(digits.slice(0, -1));
  if (check === expected) return { scheme: 'sscc', valid: true, canonical: digits, problems: [] };
  const problem = `The check digit is ${check}, but ${expected} fits these digits.`;
  return { scheme: 'sscc', valid: false, canonical: digits, problems: [problem], expected };
}
