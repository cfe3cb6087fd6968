/** ASCII letters in upper case, every other character as it is: `ß` is not `SS`. */
export function upperCase(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/**
 * An identifier as the manifest's index knows it: upper case, no blanks. Labels print
 * "RR 473 124 829 US", keyboards give lower case, files have either.
 */
export function itemKey(id: string): string {
  return upperCase(id.replace(/\s+/g, ''));
}
