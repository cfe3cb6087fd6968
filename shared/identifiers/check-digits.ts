import { gs1CheckDigit } from './gs1-check-digit.ts';

/** Sum of the values, each times its weight; the weights repeat from the left. */
function weighted(values: readonly number[], weights: readonly number[]): number {
  return values.reduce(
    (sum, value, place) => sum + value * (weights[place % weights.length] ?? 0),
    0,
  );
}

function digitsOf(text: string): number[] {
  return [...text].map(Number);
}

/** What is missing to the next multiple of ten. */
function complement(sum: number): string {
  return String((10 - (sum % 10)) % 10);
}

/** UPS counts A as 2, B as 3 … H as 9, I as 0, and so on. */
function upsValue(character: string): number {
  return /\d/.test(character) ? Number(character) : (character.charCodeAt(0) - 3) % 10;
}

/**
 * UPS and OnTrac: weights 1 and 2 from the left, mod 10. Misses characters of one value (A, K, U and 2),
 * digits that differ by 5 under weight 2, and the last character swapped with the check digit where its
 * weight is 1.
 */
function ups(body: string): string {
  return complement(weighted([...body].map(upsValue), [1, 2]));
}

/**
 * FedEx: weights 1, 3, 7 from the right, mod 11; remainder 10 counts as 0. Misses what moves the
 * remainder between 0 and 10, nothing else among single digits and neighbours.
 */
function fedex(body: string): string {
  return String((weighted(digitsOf(body).reverse(), [1, 3, 7]) % 11) % 10);
}

/**
 * The number itself mod 7, so 0 to 6 (IATA air waybill, DHL Express). Misses digits and neighbours
 * that differ by 7: 0 and 7, 1 and 8, 2 and 9.
 */
export function mod7CheckDigit(body: string): string {
  return String(digitsOf(body).reduce((rest, digit) => (rest * 10 + digit) % 7, 0));
}

/** GLS: as GS1, and one more. Misses neighbours that differ by 5. */
function gls(body: string): string {
  return complement(weighted(digitsOf(body).reverse(), [3, 1]) + 1);
}

/**
 * Identcode of Deutsche Post: weights 4 and 9 from the left, mod 10. Misses digits that differ by 5
 * under weight 4, and neighbours whose difference is even.
 */
function identcode(body: string): string {
  return complement(weighted(digitsOf(body), [4, 9]));
}

/** Luhn (ISO/IEC 7812-1, annex B). Misses the neighbours 0 and 9, nothing else. */
function luhn(body: string): string {
  const doubled = digitsOf(body)
    .reverse()
    .map((digit, place) => (place % 2 === 0 ? digit * 2 : digit))
    .map((value) => (value > 9 ? value - 9 : value));
  return complement(doubled.reduce((sum, value) => sum + value, 0));
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * ISO/IEC 7064, MOD 37,36 (DPD). Misses no single character; of two neighbours those that stand beside
 * each other in the alphabet (0 follows Z), and only after one of the 36 states of the calculation.
 */
function mod3736(body: string): string {
  const size = ALPHABET.length;
  const state = [...body].reduce((before, character) => {
    const sum = (before + ALPHABET.indexOf(character)) % size;
    return ((sum === 0 ? size : sum) * 2) % (size + 1);
  }, size);
  return ALPHABET.charAt((size + 1 - state) % size);
}

/** The character that fits behind `body`, by the name of its rule. */
export const CHECK_DIGITS = {
  fedex,
  gls,
  gs1: gs1CheckDigit,
  identcode,
  luhn,
  'mod-37-36': mod3736,
  'mod-7': mod7CheckDigit,
  ups,
} as const satisfies Readonly<Record<string, (body: string) => string>>;

export type CheckDigit = keyof typeof CHECK_DIGITS;
