/**
 * GS1 General Specifications, 7.9: mod-10 with weights 3 and 1 from the right. Every single wrong
 * digit changes it; two swapped neighbours do unless they differ by 5.
 *
 * @param digits all but the check digit
 */
export function gs1CheckDigit(digits: string): string {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 3 : 1), 0);
  return String((10 - (sum % 10)) % 10);
}

/** The check digit that would have been right; null when the last digit is. */
export function wrongCheckDigit(digits: string): string | null {
  const expected = gs1CheckDigit(digits.slice(0, -1));
  return digits.endsWith(expected) ? null : expected;
}
