import { mod7CheckDigit } from './check-digits.ts';
import type { Label } from './label.ts';
import { problem } from './problem.ts';
import type { Reading } from './reading.ts';
import { STANDS_FOR } from './stands-for.ts';

/** Airline prefix and serial number as air waybills are printed: `020-1234 5675`, `020 12345675`. */
const PRINTED = /^\s*\d{3}\s?[-\s]\s?\d{4}\s?\d{4}\s*$/;
const WAYBILL = /^(?<airline>\d{3})-?(?<serial>\d{7})(?<check>\d)$/;

/**
 * Reads an IATA air waybill (Resolution 600a: airline prefix, serial number, serial mod 7); null when the
 * label is none. A wrong check digit is told where the number is printed like one, with its dash or blank;
 * of bare digits one in ten fits by chance. It names a consignment.
 */
export function readWaybill({ key, text }: Label): Reading | null {
  const { airline, serial, check } = WAYBILL.exec(key)?.groups ?? {};
  if (airline === undefined || serial === undefined || check === undefined) return null;
  const printed = PRINTED.test(text);
  const expected = mod7CheckDigit(serial);
  if (check !== expected && !printed) return null;
  const canonical = airline + serial + check;
  const base = {
    scheme: 'awb',
    canonical,
    names: 'consignment',
    fields: { airline, serial },
    ...(canonical === key ? {} : { wholeKey: key }),
  } as const;
  const about = STANDS_FOR.consignment;
  if (check === expected) {
    const strength = printed ? 'unmistakable' : 'checked';
    return { strength, identity: { ...base, valid: true, problems: [about] } };
  }
  const words = `The check digit of this air waybill is ${check}, but ${expected} fits serial number ${serial}.`;
  const problems = [problem('check-digit', words), about];
  return { strength: 'refused', identity: { ...base, valid: false, expected, problems } };
}
