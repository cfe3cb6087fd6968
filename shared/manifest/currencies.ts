import type { Result } from '../result.ts';
import type { ManifestItem } from './item.ts';

type ContentLine = ManifestItem['lines'][number];

/** Currencies whose minor unit is a hundredth. */
const HUNDREDTHS =
  'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD ' +
  'CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD ' +
  'GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA ' +
  'MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR ' +
  'RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD ' +
  'TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG';

/** By the number of decimals of the minor unit. */
const BY_DECIMALS: readonly (readonly [decimals: number, codes: string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [2, HUNDREDTHS],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
];

/**
 * Currencies in use by their code, with the decimals of their minor unit: ISO 4217, list one, without
 * metals, bonds and test codes. From memory, verify; those that were withdrawn in 2025 and 2026 (ANG,
 * BGN) are kept, because declarations still have them.
 */
export const CURRENCIES: ReadonlyMap<string, number> = new Map(
  BY_DECIMALS.flatMap(([decimals, codes]) =>
    codes.split(' ').map((code): [string, number] => [code, decimals]),
  ),
);

const PLAIN = /^(\d+)(?:\.(\d+))?$/;

/**
 * An amount in the minor units of its currency, exactly: `12.50` EUR is 1250, `12.5` JPY is none. The error
 * says in words why there is no such number; nothing is ever rounded.
 * @param value a plain decimal number with a point
 * @param currency three letters
 */
export function toMinorUnits(value: string, currency: string): Result<number, string> {
  const decimals = CURRENCIES.get(currency);
  if (decimals === undefined) return { ok: false, error: `${currency} is no currency of ISO 4217` };
  const [, whole = '', written = ''] = PLAIN.exec(value) ?? [];
  if (whole === '') return { ok: false, error: `"${value}" is not a plain decimal number` };
  const fraction = written.replace(/0+$/, '');
  if (fraction.length > decimals) {
    return { ok: false, error: `${currency} has ${decimals} decimals; "${value}" has more` };
  }
  const minor = Number(whole + fraction.padEnd(decimals, '0'));
  return Number.isSafeInteger(minor)
    ? { ok: true, value: minor }
    : { ok: false, error: `"${value}" is more than can be counted exactly` };
}

/** A content line with `value_minor` as its value and currency have it. */
export function withMinorValue(line: ContentLine): ContentLine {
  const { value, currency } = line;
  const minor = value === null || currency === null ? null : toMinorUnits(value, currency);
  return { ...line, value_minor: minor?.ok === true ? minor.value : null };
}
