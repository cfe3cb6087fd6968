/**
 * A text with its decimal digits of any script as 0 to 9: `٣٤٨٠` is 3480. Digits of a script follow each other
 * in order from zero, and where several sets stand side by side each has ten (Unicode, general category Nd).
 */
export function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let first = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
    return String((code - first) % 10);
  });
}
