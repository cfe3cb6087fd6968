/** A number as the scale printed it, without the zeros that fill its field: `0005.25` is `5.25`. */
export function withoutFill(digits: string): string {
  return digits.replace(/^(-?)0+(?=\d)/, '$1');
}

/** Whether a decimal string is numerically zero. */
export function isZeroValue(value: string): boolean {
  return !/[1-9]/.test(value);
}
