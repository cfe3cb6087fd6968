/**
 * A computed quantity as a decimal string of `digits` significant digits, without trailing zeros and
 * never with an exponent.
 */
export function plainDecimal(value: number, digits: number): string {
  const text = Number(value.toPrecision(digits)).toFixed(12);
  return text.replace(/\.?0+$/, '');
}
